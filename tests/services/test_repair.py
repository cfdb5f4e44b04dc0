from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from models.dossier import AvailabilityState, HalfDayName, RegistrationState
from models.planning import Plan
from scheduler.errors import ConflictError, NotFoundError, OrauxError
from scheduler.services.journal import journal_of
from scheduler.services.plans import list_plans
from scheduler.services.publish import publish
from scheduler.services.repair import keep_proposal, proposals_for
from scheduler.services.repair_disruptions import (
    CandidateAway,
    CandidateWithdrawn,
    ExaminerAbsent,
    HalfDayLost,
    LateArrival,
    RoomClosed,
    When,
)
from solver.repair import Kind
from tests.factories import CENTRE, E4, E5, FIRST_DAY, candidate
from tests.stores import CODE, LATER, NOW

MORNING = When(FIRST_DAY, HalfDayName.MATIN)
ABSENT = ExaminerAbsent("OPA1", MORNING)


@pytest.fixture
def published(store):
    """The full session of the factories, its plan in force."""
    _, plan = store.full()
    store.publish(store.draft(plan))
    return store, plan


def asked(store, *disruptions, now=NOW, **options):
    return proposals_for(store.database, CODE, disruptions, now=now, **options)


def members(plan: Plan, code: str) -> list[str]:
    return next([one.examiner for one in row.members] for row in plan.sittings if row.code == code)


def test_absent_member_is_replaced_in_his_commission_alone(published):
    store, plan = published

    repairs = asked(store, ABSENT)

    best = repairs.proposals[0]
    assert best.kind is Kind.SUBSTITUTE
    assert members(best.plan, "C1") == ["OPA2", "PRO1"]
    assert best.plan.passages == plan.passages
    assert {one.code for one in best.convened} == {"OPA1", "OPA2"}
    assert best.moves == ()


def test_nothing_is_stored_until_a_proposal_is_kept(published):
    store, _ = published
    before = store.dossier()

    asked(store, ABSENT)

    assert store.dossier() == before
    with store.database.reading() as db:
        assert len(list_plans(db, CODE)) == 1


def test_kept_proposal_is_a_draft_that_records_the_absence(published):
    store, _ = published
    repairs = asked(store, ABSENT)

    plan_id = keep_proposal(store.database, repairs, 1, by="test", now=NOW)

    said = {(one.examiner, one.day, one.half_day): one.state for one in store.dossier().availabilities}
    assert said["OPA1", FIRST_DAY, HalfDayName.MATIN] is AvailabilityState.INDISPONIBLE
    stored = store.plan(plan_id)
    assert stored.plan == repairs.proposals[0].plan
    assert stored.verdict.ok
    assert not stored.summary.outdated


def test_kept_proposal_is_in_the_journal_of_the_session(published):
    store, _ = published

    keep_proposal(store.database, asked(store, ABSENT), 1, by="Anne", now=NOW)

    with store.database.reading() as db:
        entry = journal_of(db, CODE)[0]
    assert entry.by == "Anne"
    assert entry.sentence.startswith("Absence de Mme")
    assert (entry.added, entry.changed, entry.removed) == (1, 0, 0)


def test_publishing_a_repair_convenes_anew_only_those_concerned(published):
    store, _ = published
    repairs = asked(store, ABSENT)
    plan_id = keep_proposal(store.database, repairs, 1, by="test", now=NOW)

    with store.database.writing() as db:
        publication = publish(db, plan_id, by="test", now=LATER)

    assert (publication.version, publication.replaces) == (2, 1)
    assert {one.code for one in publication.differences} == {"OPA1", "OPA2"}


def test_keeping_twice_gives_the_same_draft(published):
    store, _ = published
    repairs = asked(store, ABSENT)

    first = keep_proposal(store.database, repairs, 1, by="test", now=NOW)
    second = keep_proposal(store.database, repairs, 1, by="test", now=NOW)

    assert first == second
    with store.database.reading() as db:
        assert len(list_plans(db, CODE)) == 2


def test_proposal_is_not_kept_when_the_data_changed_meanwhile(published):
    store, _ = published
    repairs = asked(store, ABSENT)
    folder = store.dossier()
    store.put(replace(folder, candidates=(*folder.candidates, candidate("9"))))

    with pytest.raises(ConflictError, match="a changé"):
        keep_proposal(store.database, repairs, 1, by="test", now=NOW)

    assert store.dossier().availabilities == folder.availabilities


def test_proposal_is_not_kept_when_another_version_came_into_force(published):
    store, plan = published
    repairs = asked(store, ABSENT)
    store.publish(store.draft(plan), LATER)

    with pytest.raises(ConflictError):
        keep_proposal(store.database, repairs, 1, by="test", now=LATER)


def test_unknown_proposal_is_refused(published):
    store, _ = published

    with pytest.raises(NotFoundError, match="proposition n° 9"):
        keep_proposal(store.database, asked(store, ABSENT), 9, by="test", now=NOW)


def test_closed_jury_room_moves_its_commissions_and_leaves_the_data(published):
    store, plan = published
    repairs = asked(store, RoomClosed(CENTRE, "J2"))

    best = repairs.proposals[0]
    assert all(one.room != "J2" for one in best.plan.sittings)
    assert {row.code for row in repairs.dossier.rooms} == {"J1", "P1", "P2"}
    kept = [one for one in plan.passages if one.commission in ("C1", "C2")]
    assert [one for one in best.plan.passages if one.commission in ("C1", "C2")] == kept


def test_room_shut_for_a_morning_stays_in_the_data(published):
    store, _ = published

    repairs = asked(store, RoomClosed(CENTRE, "J2", MORNING))

    assert repairs.dossier == store.dossier()
    assert repairs.proposals


def test_closed_preparation_room_sends_candidates_to_another(published):
    store, plan = published
    shut = RoomClosed(CENTRE, "P1", When(FIRST_DAY, HalfDayName.APRES_MIDI))

    best = asked(store, shut).proposals[0]

    before = {one for one in plan.passages if one.commission == "C2"}
    rooms = {phase.room for one in best.plan.passages for phase in one.phases if one.epreuve == E5}
    assert before
    assert "P2" in rooms
    assert best.levels[0].value == 0


def test_room_that_nobody_uses_then_needs_no_repair(published):
    store, _ = published

    repairs = asked(store, RoomClosed(CENTRE, "P2", When(FIRST_DAY)))

    assert repairs.proposals == ()


def test_lost_half_day_moves_all_it_held_elsewhere(published):
    store, plan = published

    repairs = asked(store, HalfDayLost(CENTRE, MORNING))

    best = repairs.proposals[0]
    moved = [one for one in plan.passages if one.commission in ("C1", "C3")]
    assert len(best.moves) == len(moved)
    assert best.levels[0].value == 0
    assert all(one.start >= 13 * 60 + 30 for one in best.plan.passages)
    assert len(repairs.dossier.half_days) == 3


def test_candidate_who_cannot_come_moves_alone(published):
    store, plan = published
    away = CandidateAway("1", MORNING, E4)

    best = asked(store, away).proposals[0]

    here = {(one.candidate, one.epreuve): one for one in best.plan.passages}
    assert here["1", E4].start >= 12 * 60
    others = [one for one in plan.passages if (one.candidate, one.epreuve) != ("1", E4)]
    unmoved = [one for one in best.plan.passages if (one.candidate, one.epreuve) != ("1", E4)]
    assert [one.phases for one in unmoved] == [one.phases for one in others]


def test_withdrawn_candidate_leaves_everybody_where_they_are(published):
    store, plan = published

    repairs = asked(store, CandidateWithdrawn("2"))

    best = repairs.proposals[0]
    assert best.kind is Kind.RELEASE
    assert best.plan.passages == tuple(one for one in plan.passages if one.candidate != "2")
    states = {(one.candidate, one.epreuve): one.state for one in repairs.dossier.registrations}
    assert states == {("2", E4): RegistrationState.NON_INSCRIT, ("2", E5): RegistrationState.NON_INSCRIT}


def test_late_arrival_is_placed_and_nobody_moves(published):
    store, plan = published
    folder = store.dossier()
    store.put(replace(folder, candidates=(*folder.candidates, candidate("9"))))

    best = asked(store, LateArrival("9")).proposals[0]

    assert {one.epreuve for one in best.plan.passages if one.candidate == "9"} == {E4, E5}
    assert best.plan.passages[: len(plan.passages)] == plan.passages


def test_draft_can_be_mended_rather_than_the_version_in_force(published):
    store, plan = published
    draft = store.draft(plan)

    repairs = asked(store, ABSENT, plan_id=draft)

    assert (repairs.plan_id, repairs.plan_number) == (draft, 2)


def test_several_disruptions_are_mended_together(published):
    store, _ = published

    repairs = asked(store, ABSENT, CandidateWithdrawn("2"))

    best = repairs.proposals[0]
    assert "OPA1" not in members(best.plan, "C1")
    assert all(one.candidate != "2" for one in best.plan.passages)


@pytest.mark.parametrize(
    ("disruption", "words"),
    [
        (ExaminerAbsent("OPA9", MORNING), "OPA9"),
        (RoomClosed(CENTRE, "J9"), "J9"),
        (HalfDayLost("0000000X", MORNING), "0000000X"),
        (CandidateWithdrawn("99"), "99"),
        (CandidateAway("1", MORNING, "BTS-SAM/E9"), "BTS-SAM/E9"),
    ],
)
def test_whoever_does_not_exist_is_named(published, disruption, words):
    store, _ = published

    with pytest.raises(NotFoundError, match=words):
        asked(store, disruption)


def test_day_when_nothing_is_opened_is_refused_with_the_days_opened(published):
    store, _ = published

    with pytest.raises(OrauxError, match="mardi"):
        asked(store, ExaminerAbsent("OPA1", When(FIRST_DAY + timedelta(days=30))))


def test_time_that_is_over_is_refused(published):
    store, _ = published

    with pytest.raises(ConflictError, match="passé"):
        asked(store, ABSENT, now=datetime(2027, 6, 20, tzinfo=UTC))


def test_session_without_plan_says_to_make_one(store):
    store.full()

    with pytest.raises(NotFoundError, match="calculez-le d’abord"):
        asked(store, ABSENT)


def test_examiner_who_does_not_sit_then_needs_no_repair(published):
    store, _ = published

    repairs = asked(store, ExaminerAbsent("RH2", MORNING))

    assert repairs.proposals == ()
    assert "Rien à réparer" in (repairs.nothing or "")


def test_first_day_that_is_lost_keeps_the_minutes_of_the_plan(published):
    store, plan = published

    repairs = asked(store, HalfDayLost(CENTRE, When(FIRST_DAY)))

    best = repairs.proposals[0]
    assert best.plan.first_day == plan.first_day
    assert best.remaining == ()
    assert all(one.start >= 24 * 60 for one in best.plan.passages)
    kept = [one for one in plan.passages if one.start >= 24 * 60]
    assert [one for one in best.plan.passages if one in kept] == kept


def test_absence_of_several_days_is_said_once_and_written_day_by_day(published):
    store, _ = published
    days = sorted({half.day for half in store.dossier().half_days})
    week = When(FIRST_DAY, until=FIRST_DAY + timedelta(days=20))

    repairs = asked(store, ExaminerAbsent("OPA1", week))

    rows = [one for one in repairs.dossier.availabilities if one.examiner == "OPA1"]
    assert [(one.day, one.half_day) for one in rows] == [(day, HalfDayName.JOURNEE) for day in days]
    assert repairs.label.count("Absence") == 1
    assert ", du mardi 8" in repairs.label
    assert " au lundi 28" in repairs.label


def test_one_person_away_twice_is_named_once(published):
    store, _ = published
    afternoon = ExaminerAbsent("OPA1", When(FIRST_DAY, HalfDayName.APRES_MIDI))

    repairs = asked(store, ABSENT, afternoon)

    assert repairs.label.count("Absence") == 1
    assert repairs.label.endswith("l’après-midi)")
