"""Repairs keep to what other sessions of the installation leave free."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from models.dossier import HalfDayName, Room, RoomType, Taken, TakenKind
from scheduler.services.repair_disruptions import CandidateAway, ExaminerAbsent, RoomClosed, When
from scheduler.services.repair_search import Mended, mended
from solver.repair import Kind
from tests.factories import CENTRE, FIRST_DAY, clock, full_session
from tests.stores import NOW

MORNING = When(FIRST_DAY, HalfDayName.MATIN)


def held(kind: TakenKind, code: str, start: str, end: str, **changes) -> Taken:
    base = Taken("S28", "Autre", True, kind, CENTRE, code, FIRST_DAY, clock(start), clock(end))
    return replace(base, **changes)


def repaired(disruption, *taken: Taken, rooms: tuple[Room, ...] = ()) -> Mended:
    dossier, plan = full_session()
    dossier = replace(dossier, taken=taken, rooms=(*dossier.rooms, *rooms))
    return mended(dossier, plan, [disruption], now=NOW)


def members(found: Mended, code: str) -> list[str]:
    sittings = found.proposals[0].plan.sittings
    return next([one.examiner for one in row.members] for row in sittings if row.code == code)


def test_substitute_whom_another_session_has_is_not_called():
    found = repaired(ExaminerAbsent("OPA1", MORNING), held(TakenKind.EXAMINER, "OPA2", "8:00", "12:00"))

    assert found.refused == 0
    assert found.proposals[0].kind is Kind.RESERVE
    assert members(found, "C1") == ["OPA3", "PRO1"]


def test_substitute_whom_only_a_draft_of_another_session_has_is_called():
    row = held(TakenKind.EXAMINER, "OPA2", "8:00", "12:00", published=False)

    found = repaired(ExaminerAbsent("OPA1", MORNING), row)

    assert members(found, "C1") == ["OPA2", "PRO1"]


def test_member_who_is_in_two_sessions_at_once_stays_where_nothing_else_happens():
    taken = held(TakenKind.EXAMINER, "PRO1", "8:00", "12:00")

    found = repaired(ExaminerAbsent("OPA1", MORNING), taken)

    assert members(found, "C1") == ["OPA2", "PRO1"]


def test_room_that_another_session_uses_is_not_given():
    spare = (Room(CENTRE, "J3", RoomType.JURY, 1), Room(CENTRE, "J4", RoomType.JURY, 1))
    taken = held(TakenKind.JURY, "J3", "8:00", "12:00")

    found = repaired(RoomClosed(CENTRE, "J1", MORNING), taken, rooms=spare)

    assert found.refused == 0
    assert next(row.room for row in found.proposals[0].plan.sittings if row.code == "C1") == "J4"


def test_preparation_room_that_another_session_uses_is_not_given():
    afternoon = When(FIRST_DAY, HalfDayName.APRES_MIDI)
    spare = (Room(CENTRE, "P3", RoomType.PREPARATION, 3, computers=3),)
    taken = held(TakenKind.SEATS, "P3", "13:30", "18:00", places=3)

    found = repaired(RoomClosed(CENTRE, "P1", afternoon), taken, rooms=spare)

    used = {phase.room for one in found.proposals[0].plan.passages for phase in one.phases}
    assert found.refused == 0
    assert "P3" not in used


def test_candidate_is_not_moved_to_hours_of_another_session():
    next_day = FIRST_DAY + timedelta(days=1)
    taken = held(TakenKind.CANDIDATE, "1", "8:00", "12:00", day=next_day)

    found = repaired(CandidateAway("1", When(FIRST_DAY, HalfDayName.MATIN)), taken)

    morning = clock("8:00", 1), clock("12:00", 1)
    hours = [
        (one.start, one.end)
        for proposal in found.proposals
        for one in proposal.plan.passages
        if one.candidate == "1"
    ]
    assert found.proposals
    assert found.refused == 0
    assert not [row for row in hours if row[0] < morning[1] and morning[0] < row[1]]
