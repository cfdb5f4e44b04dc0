"""Who is written to, of what, and that preparing twice changes nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.db import HolderKind, MessageKind, MessageState
from scheduler.errors import NotFoundError
from scheduler.mail import outbox
from scheduler.mail.contacts import store_contact
from scheduler.mail.texts import MailText, MailTextError, store_text
from tests.factories import full_session
from tests.links.changes import without_candidate
from tests.mail.conftest import Office, reachable
from tests.stores import CODE, LATER, NOW

SCHOOL = "0751111C"


def later(plan, number, minutes, epreuve="BTS-SAM/E4"):
    """Return the plan with one passage moved, and its commission as long as needed."""

    def is_moved(one):
        return (one.candidate, one.epreuve) == (number, epreuve)

    moved = {one.commission for one in plan.passages if is_moved(one)}
    passages = tuple(
        replace(
            one,
            convocation=one.convocation + minutes,
            phases=tuple(
                replace(phase, start=phase.start + minutes, end=phase.end + minutes)
                for phase in one.phases
            ),
        )
        if is_moved(one)
        else one
        for one in plan.passages
    )
    ends = {
        code: max(one.phases[-1].end for one in passages if one.commission == code) for code in moved
    }
    sittings = tuple(replace(one, end=max(one.end, ends.get(one.code, 0))) for one in plan.sittings)
    return replace(plan, passages=passages, sittings=sittings)


def told(office, **wanted):
    return {(one.kind, one.holder) for one in office.messages(**wanted)}


def sent_all(office):
    ids = [one.id for one in office.messages()]
    office.do(outbox.mark_sent, *ids, by="test", now=NOW)


def test_first_publication_convenes_everybody_and_each_establishment(office):
    preparation = office.prepare()

    kinds = [one.kind for one in office.messages()]
    assert preparation.added == len(kinds)
    assert kinds.count(MessageKind.CANDIDATE) == 8
    assert kinds.count(MessageKind.EXAMINER) == 10
    assert kinds.count(MessageKind.SCHOOL) == 1


def test_preparing_twice_adds_nothing_and_keeps_what_was_decided(office):
    office.prepare()
    held, approved = office.message("1").id, office.message("2").id
    office.do(outbox.exclude, held, by="test")
    office.approve("2")
    before = len(office.messages())

    preparation = office.prepare(LATER)

    assert (preparation.added, len(office.messages())) == (0, before)
    states = {one.id: one.state for one in office.messages()}
    assert states[held] is MessageState.EXCLUDED
    assert states[approved] is MessageState.QUEUED


def test_person_without_address_is_listed_and_not_sent(office):
    dossier = reachable(office.dossier())
    first = replace(dossier.candidates[0], email=None)
    wrong = replace(dossier.candidates[1], email="louise.example.org")
    office.put(replace(dossier, candidates=(first, wrong, *dossier.candidates[2:])))

    office.prepare()

    assert office.message("1").state is MessageState.UNREACHABLE
    assert "louise.example.org" in office.message("2").reason
    office.approve("1", "2")
    assert {office.message(one).state for one in "12"} == {MessageState.UNREACHABLE}


def test_corrected_address_makes_a_failed_message_ready_again(office):
    office.prepare()
    lost = office.message("1").id
    office.do(outbox.mark_sent, lost, by="test", now=NOW)
    office.fail(lost)
    dossier = reachable(office.dossier())
    corrected = replace(dossier.candidates[0], email="louise.martin@example.org")

    office.put(replace(dossier, candidates=(corrected, *dossier.candidates[1:])))
    office.prepare(LATER)

    assert office.message("1").state is MessageState.READY
    assert office.message("1").address == "louise.martin@example.org"


def test_next_version_writes_to_those_who_move_alone_and_says_what_changed(office):
    office.prepare()
    sent_all(office)
    office.publish_again(later(office.first_plan, "4", 5))

    office.prepare(LATER)

    new = office.messages(version=2)
    assert ("4", MessageKind.CHANGED) in {(one.holder, one.kind) for one in new}
    assert not {"1", "2", "3", "5", "6", "7", "8"} & {one.holder for one in new}
    change = office.message("4", version=2).change
    assert "au lieu de" in change
    assert "E4" in change
    assert change.split("\n")[0] in office.message("4", version=2).plain


def test_person_not_reached_by_the_first_version_is_convened_by_the_second(office):
    office.prepare()
    others = [one.id for one in office.messages() if one.holder != "1"]
    office.do(outbox.mark_sent, *others, by="test", now=NOW)
    office.publish_again(later(office.first_plan, "4", 5))

    office.prepare(LATER)

    assert office.message("1", version=2).kind is MessageKind.CANDIDATE
    assert office.message("1", version=1).state is MessageState.SUPERSEDED


def test_change_is_told_against_the_version_that_the_person_knows(office):
    office.prepare()
    sent_all(office)
    office.publish_again(later(office.first_plan, "4", 5))
    office.prepare(LATER)
    office.publish_again(office.first_plan)

    office.prepare(LATER)

    assert office.messages(version=3) == []
    assert office.message("4", version=2).state is MessageState.SUPERSEDED


def test_person_who_need_not_come_any_more_is_told_so(office):
    office.prepare()
    sent_all(office)
    office.publish_again(without_candidate(office.first_plan, "8", full_session()[0]))

    office.prepare(LATER)

    gone = office.message("8", version=2)
    assert gone.kind is MessageKind.CANCELLED
    assert "annulé" in gone.plain
    school = office.message(SCHOOL, version=2)
    assert "n’est plus convoqué" in school.change


def test_school_gets_its_batch_once_it_has_an_address(office):
    office.prepare()
    before = office.message(SCHOOL)
    with office.database.writing() as db:
        store_contact(db, SCHOOL, address="secretariat@example.org", phone="", now=NOW)

    office.prepare()

    assert before.state is MessageState.UNREACHABLE
    assert office.message(SCHOOL).state is MessageState.READY
    assert office.message(SCHOOL).people == tuple("12345678")
    assert office.message(SCHOOL).holder_kind is HolderKind.SCHOOL


def test_candidate_message_names_no_juror(office):
    office.prepare()

    names = {one.family_name for one in office.dossier().examiners}

    for one in office.messages(kind=MessageKind.CANDIDATE):
        assert not any(name in one.plain or name in one.html for name in names)


def test_session_may_say_it_in_its_own_words(office):
    text = MailText("Oral de {nom}", "Bonjour,\r\n\r\nvenez le {premier_jour}.", "")
    with office.database.writing() as db:
        store_text(db, CODE, MessageKind.CANDIDATE, text)

    office.prepare()

    assert office.message("1").subject == "Oral de Mme\N{NO-BREAK SPACE}Louise Martin1"
    assert "venez le mardi\N{NO-BREAK SPACE}8\N{NO-BREAK SPACE}juin" in office.message("1").plain


@pytest.mark.parametrize(
    "text",
    [
        MailText("", "Bonjour", ""),
        MailText("Objet", "", ""),
        MailText("Objet", "Bonjour {prenom}", ""),
        MailText("x" * 151, "Bonjour", ""),
    ],
)
def test_unusable_words_are_refused(office, text):
    with pytest.raises(MailTextError), office.database.writing() as db:
        store_text(db, CODE, MessageKind.CANDIDATE, text)


def test_nothing_is_prepared_before_a_publication(tmp_path):
    office = Office(tmp_path)
    office.full()

    with pytest.raises(NotFoundError, match="publiez"):
        office.prepare()

    office.database.close()
