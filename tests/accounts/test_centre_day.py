"""What somebody of one centre needs on the day: repairs, verification, the bilan, reasons."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from models.db import AccountRole, Limit
from models.planning import Member
from models.regulation import load
from models.roles import Role
from scheduler.convened import half_day_of
from scheduler.rules import Violation
from scheduler.services.desks import desk_of
from scheduler.services.dossiers import session_row
from scheduler.services.repair import keep_proposal, proposals_for
from scheduler.services.repair_disruptions import ExaminerAbsent, When
from scheduler.services.summary import count_plan, summary_of
from scheduler.services.verify_session import verify_session
from scheduler.services.within import OtherCentreError
from tests.accounts.test_centres import unzipped
from tests.accounts.two_centres import AWAY, HERE, HOME, MARK, MARKED, THERE, text_of

MARCH = datetime(2027, 3, 2, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def limited(two):
    """The database as somebody of our centre reaches it."""
    with two.database.reading() as db:
        session_id = session_row(db, two.code).id
    return two.database.limited([Limit(session_id, frozenset({HERE}), two.code)])


def absence(site, centre):
    """Return the first juror who sits in a centre, and the half-day that he or she misses."""
    sitting = next(one for one in site.found.sittings if one.centre == centre)
    half = half_day_of(site.found, sitting)
    return sitting.members[0].examiner, half


def test_repair_of_a_centre_touches_nothing_of_another(two, limited):
    who, half = absence(two, HERE)

    found = proposals_for(
        limited, two.code, [ExaminerAbsent(who, When(half.day, half.name))], now=MARCH,
        plan_id=two.in_force,
    )  # fmt: skip

    assert found.proposals
    for one in found.proposals:
        for kept in ("passages", "sittings"):
            elsewhere = [
                {record for record in getattr(plan, kept) if record.centre == THERE}
                for plan in (found.base, one.plan)
            ]
            assert elsewhere[0] == elsewhere[1]
        said = [one.title, *one.details, *one.proof, *(change.who for change in one.convened)]
        assert not [sentence for sentence in said if MARK in sentence or MARKED in sentence]


def test_repair_that_reaches_another_centre_is_not_stored(two, limited):
    who, half = absence(two, THERE)
    whole = proposals_for(
        two.database, two.code, [ExaminerAbsent(who, When(half.day, half.name))], now=MARCH,
        plan_id=two.in_force,
    )  # fmt: skip

    with pytest.raises(OtherCentreError, match="votre seul centre"):
        keep_proposal(limited, whole, 1, by="test", now=MARCH)


def test_absence_in_another_centre_is_not_looked_into(two):
    who, half = absence(two, THERE)
    address = f"/sessions/{two.code}/reparer/{who}/{half.day}.{half.name}"

    assert two.here[AccountRole.MANAGER].get(address).status_code == 404
    assert two.whole.get(address).status_code == 200


def test_reason_that_lies_in_another_centre_is_said_without_it(two, limited):
    there = next(one for one in two.found.sittings if one.centre == THERE)
    here = next(one for one in two.found.sittings if one.centre == HERE)
    elsewhere = [
        Violation("one_place_at_a_time", f"M. {MARK} siège en {there.code}.", sittings=(there.code,)),
        Violation("one_place_at_a_time", f"{MARK} passe ailleurs.", candidates=(AWAY[0],)),
        Violation("one_place_at_a_time", f"Le centre {MARK} est fermé.", centre=THERE),
        Violation("one_place_at_a_time", f"{MARK} est pris.", examiners=(f"{MARKED}SAM-01",)),
    ]
    ours = Violation("one_place_at_a_time", "Ici.", sittings=(here.code,), candidates=(HOME[0],))
    with limited.reading() as db:
        opened = desk_of(db, two.draft)
        rule = next(iter(opened.desk.regulation.rules))
        told = [opened.told(replace(one, rule=rule)) for one in (*elsewhere, ours)]

    assert told[-1] == "Ici."
    assert all("un autre centre que le vôtre" in one and MARK not in one for one in told[:-1])


def test_whole_session_is_told_every_reason_as_it_is(two):
    with two.database.reading() as db:
        opened = desk_of(db, two.draft)

        assert opened.told(Violation("x", f"M. {MARK} siège.", centre=THERE)) == f"M. {MARK} siège."


def test_verification_of_a_centre_is_the_part_of_the_whole_that_concerns_it(two, limited):
    with two.database.reading() as db:
        whole = verify_session(db, two.code)
    with limited.reading() as db:
        ours = verify_session(db, two.code)

    assert {one.centre for one in ours.supplies} == {HERE}
    assert set(ours.supplies) == {one for one in whole.supplies if one.centre == HERE}
    assert set(ours.alerts) <= set(whole.alerts)


def test_remedies_and_planning_are_not_offered_to_a_centre(two):
    page = text_of(two.here[AccountRole.MANAGER].get(f"/sessions/{two.code}/verifier"))

    assert "remedes" not in page
    assert f"/sessions/{two.code}/planifier" not in page


def test_bilan_of_a_centre_counts_what_is_done_there(two, limited):
    with limited.reading() as db:
        ours = summary_of(db, two.code)

    here = [one for one in two.found.sittings if one.centre == HERE]
    assert sum(one.commissions for one in ours.works) == sum(len(one.members) for one in here)
    assert {one.examiner for one in ours.works} == {m.examiner for one in here for m in one.members}


def test_professional_who_sits_in_another_centre_is_said_to_without_its_commission(dossier, solution):
    plan, regulation = solution.plan, load(dossier.session.year)
    held = next(one for one in plan.sittings if any(m.role is Role.PROFESSIONNEL for m in one.members))
    teacher = next(m.examiner for m in held.members if m.role is Role.ENSEIGNANT)
    professional = next(m.examiner for m in held.members if m.role is Role.PROFESSIONNEL)
    ours = replace(held, members=(Member(teacher, Role.PROFESSIONNEL, replacement=True),))
    other = replace(held, code="ZZ-01", members=(Member(professional, Role.PROFESSIONNEL),))

    found = count_plan(
        replace(plan, sittings=(ours,)), dossier, regulation, replace(plan, sittings=(ours, other))
    )

    said = {one.examiner: one.said for one in found.replacements[0].professionals}
    assert said[professional] == "siège dans un autre centre"


def test_home_of_a_centre_leads_to_the_day_and_to_the_bilan(two):
    page = text_of(two.here[AccountRole.HEAD].get(f"/sessions/{two.code}"))

    assert f"/sessions/{two.code}/jour-j" in page
    assert f"/sessions/{two.code}/bilan" in page


def test_exported_bilan_names_nobody_of_another_centre(two):
    address = f"/sessions/{two.code}/bilan.zip"
    ours = unzipped(two.here[AccountRole.READER].get(address).data)

    assert MARK in unzipped(two.whole.get(address).data)
    assert MARK not in ours
    assert "Interrogations" in ours
