"""What jurors and candidates read, and what becomes of their answers."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from models.db import AnswerKind, AnswerRow, LinkKind
from models.planning import Passage, PhaseTime, Plan
from scheduler.convened import Holder, convened
from scheduler.services.answers import ANSWERS_AN_HOUR, decline
from scheduler.services.person_states import states_of
from tests.factories import CENTRE, FIRST_DAY
from tests.links.changes import moved, without_juror
from tests.personal.conftest import JUROR, LONGER, ORDINARY, OTHER_JUROR
from tests.stores import CODE

MORNING, AFTERNOON = "2027-06-08/MATIN", "2027-06-08/APRES_MIDI"


def answers(outside):
    with outside.database.reading() as db:
        return [(row.holder, row.answer, row.version, row.half_days) for row in db.query(AnswerRow)]


def state(outside, kind, code):
    with outside.database.reading() as db:
        return states_of(db, CODE)[Holder(kind, code)]


def refuse(outside, page, *half_days, reason="Un rendez-vous", version="1"):
    return outside.post(
        f"{page}/refuser", page, version=version, motif=reason, demi_journee=list(half_days)
    )


def test_candidate_reads_when_where_how_long_and_what_to_bring(outside_read):
    page = outside_read.text(outside_read.candidate(LONGER))

    for said in ("Mercredi 9 juin 2027", "temps majoré", "Salle J1", "À apporter", "tel:0261911010"):
        assert said.replace(" ", "\xa0") in page or said in page, said


def test_juror_reads_half_days_running_orders_and_amenagements(outside_read):
    page = outside_read.text(outside_read.juror(OTHER_JUROR))

    assert "1 demi-journée".replace(" ", "\xa0") in page
    assert "Candidate6Nom" in page
    assert "de temps majoré" in page.replace("\xa0", " ")


def test_half_days_to_decline_are_in_the_order_of_the_clock(outside_read):
    page = outside_read.text(outside_read.juror())

    offered = re.findall(r'name="demi_journee" value="([^"]+)"', page)

    assert offered == [MORNING, AFTERNOON]


def test_nothing_changed_in_the_first_version(outside_read):
    assert "Ce qui change" not in outside_read.text(outside_read.candidate())


def test_what_changed_is_said_first_to_those_it_concerns_alone(outside, people):
    outside.publish(moved(people[1], "C6", minutes=10))

    concerned, other = outside.text(outside.candidate(LONGER)), outside.text(outside.candidate())

    assert concerned.index("Ce qui change") < concerned.index("À apporter")
    assert "E5 –" in concerned[concerned.index("Ce qui change") : concerned.index("Depuis la version")]
    assert "Ce qui change" not in other


def test_change_is_still_said_when_a_later_version_changes_only_others(outside, people):
    once = moved(people[1], "C6", minutes=10)
    outside.publish(once)
    outside.publish(moved(once, "C4", minutes=10))

    page = outside.text(outside.candidate(LONGER))

    assert "Ce qui change" in page
    assert "Depuis la version 1 " in page


def test_acknowledgement_is_kept_once_however_often_it_is_sent(outside):
    page = outside.candidate()

    for _ in range(3):
        outside.post(f"{page}/accuse", version="1")

    assert answers(outside) == [(ORDINARY, AnswerKind.ACKNOWLEDGED, 1, ())]
    assert "Vous l’avez dit le" in outside.text(page)


def test_acknowledgement_holds_through_a_version_that_changes_nothing_for_the_candidate(outside, people):
    for number in (ORDINARY, LONGER):
        outside.post(f"{outside.candidate(number)}/accuse", version="1")

    outside.publish(moved(people[1], "C6", minutes=10))

    assert not state(outside, LinkKind.CANDIDATE, ORDINARY).stale
    assert state(outside, LinkKind.CANDIDATE, LONGER).stale
    assert "Vous l’avez dit le" in outside.text(outside.candidate())
    assert "elle a changé depuis votre dernière lecture" in outside.text(outside.candidate(LONGER))


def test_answer_to_a_version_replaced_meanwhile_is_refused(outside, people):
    page = outside.juror(OTHER_JUROR)
    outside.publish(moved(people[1], "C5", minutes=5))

    answer = outside.post(f"{page}/confirmer", page, version="1")

    assert answer.status_code == 409
    assert "vient de changer" in answer.get_data(as_text=True)
    assert answers(outside) == []


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999", "2"])
def test_answer_to_no_version_is_refused(outside, version):
    page = outside.juror()

    assert outside.post(f"{page}/confirmer", page, version=version).status_code == 409


def test_juror_declines_one_half_day_with_a_reason(outside):
    page = outside.juror()

    refuse(outside, page, MORNING, reason="  Une\tréunion \r\n imposée ")

    assert answers(outside) == [(JUROR, AnswerKind.DECLINED, 1, (MORNING,))]
    found = state(outside, LinkKind.EXAMINER, JUROR)
    assert found.answer.reason == "Une réunion imposée"
    assert [str(one) for one in found.declined] == [MORNING]
    assert "« Une réunion imposée »" in outside.text(page).replace("&nbsp;", " ")


@pytest.mark.parametrize(
    ("half_days", "reason", "said"),
    [
        ((), "Empêché", "Choisissez au moins une demi-journée"),
        ((MORNING,), "  ", "Dites en quelques mots pourquoi"),
        ((MORNING,), "x" * 501, "trop long"),
        (("2027-06-10/MATIN",), "Empêché", "pas l’une des vôtres"),
        (("<script>",), "Empêché", "pas l’une des vôtres"),
    ],
)
def test_incomplete_refusal_is_said_beside_the_form_and_keeps_what_was_written(
    outside, half_days, reason, said
):
    answer = refuse(outside, outside.juror(), *half_days, reason=reason)
    page = answer.get_data(as_text=True)

    assert answer.status_code == 422
    assert said in page
    assert re.search(r'<details class="details" open>', page)
    assert reason.strip() in page
    assert answers(outside) == []


def test_reason_is_written_as_text(outside):
    page = outside.juror()

    refuse(outside, page, MORNING, reason="<script>alert(1)</script>")

    assert "<script>alert" not in outside.text(page)


def test_juror_who_declined_may_come_after_all(outside):
    page = outside.juror()
    refuse(outside, page, MORNING, AFTERNOON)

    outside.post(f"{page}/confirmer", page, version="1")

    assert [one[1] for one in answers(outside)] == [AnswerKind.DECLINED, AnswerKind.CONFIRMED]
    assert not state(outside, LinkKind.EXAMINER, JUROR).declined


def test_declined_half_day_is_settled_when_somebody_else_sits(outside, people):
    refuse(outside, outside.juror("PRO2"), "2027-06-09/APRES_MIDI")
    outside.publish(without_juror(people[1], "C6", "PRO2", "PRO1"))

    with outside.database.reading() as db:
        states = states_of(db, CODE)

    assert Holder(LinkKind.EXAMINER, "PRO2") not in states
    assert "Vous n’êtes plus convoqué" in outside.text(outside.juror("PRO2"))


def test_who_is_no_longer_convened_reads_whom_to_call_and_gets_the_cancellation(outside, people):
    outside.publish(without_juror(people[1], "C6", "PRO2", "PRO1"))
    page = outside.juror("PRO2")

    shown, paper = outside.text(page), outside.get(f"{page}/annulation.pdf")

    assert "La version 2 annule votre convocation" in shown
    assert f"{page}/annulation.pdf" in shown
    assert "02 61 91 10 10" in shown
    assert paper.mimetype == "application/pdf"
    assert paper.data.startswith(b"%PDF")


def test_who_is_convened_has_no_cancellation(outside):
    answer = outside.get(f"{outside.juror()}/annulation.pdf")

    assert answer.status_code == 404


def test_answers_beyond_reason_are_refused(outside):
    for count in range(ANSWERS_AN_HOUR):
        decline(
            outside.database, CODE, Holder(LinkKind.EXAMINER, JUROR),
            version=1, reason=f"Motif {count}", half_days=[MORNING], now=datetime.now(UTC),
        )  # fmt: skip

    answer = refuse(outside, outside.juror(), MORNING, reason="Encore")

    assert answer.status_code == 429
    assert len(answers(outside)) == ANSWERS_AN_HOUR


def test_opening_is_known_to_the_staff_once_somebody_came(outside):
    assert state(outside, LinkKind.CANDIDATE, ORDINARY).opened_at is None

    outside.get(outside.candidate())

    assert state(outside, LinkKind.CANDIDATE, ORDINARY).opened_at is not None
    assert state(outside, LinkKind.CANDIDATE, LONGER).opened_at is None


def test_candidate_downloads_one_passage_or_all(outside_read):
    path = outside_read.candidate()

    one = Calendar.from_ical(outside_read.get(f"{path}/epreuves/E4.ics").data).walk("VEVENT")
    both = Calendar.from_ical(outside_read.get(f"{path}/epreuves.ics").data).walk("VEVENT")

    assert [str(event["summary"])[:2] for event in one] == ["E4"]
    assert sorted(str(event["summary"])[:2] for event in both) == ["E4", "E5"]
    assert outside_read.get(f"{path}/epreuves/E9.ics").status_code == 404


def test_convocations_are_pdf_of_their_holder(outside_read):
    for path in (outside_read.candidate(), outside_read.juror()):
        answer = outside_read.get(f"{path}/convocation.pdf")

        assert answer.mimetype == "application/pdf"
        assert answer.data.startswith(b"%PDF-")


def test_juror_changes_the_addresses_of_the_calendar(outside):
    old = outside.feed()

    outside.post(f"{outside.juror()}/agenda", outside.juror())

    assert outside.get(old).status_code == 410
    assert outside.get(outside.feed()).status_code == 200
    assert outside.feed() in outside.text(outside.juror())


def test_dossier_judged_without_its_candidate_convenes_nobody():
    phases = (PhaseTime("oral", 480, 500, "J1"),)
    passage = Passage("1", "MC-SNO/E2", CENTRE, "C1", 480, phases, ccf=True, absent=True)

    found = convened(Plan(FIRST_DAY, passages=(passage,)))

    assert found == ()
