"""A room, or its seats, is not used by two sessions at once."""

from __future__ import annotations

from dataclasses import replace

from models.dossier import Dossier, Taken, TakenKind
from tests.cases import RuleCase, Situation
from tests.cases.common import GP, PRO, e4_desk, e5_desk, one_by_one
from tests.factories import CENTRE, E5, FIRST_DAY, PlanDesk, candidate, clock


def taken(kind: TakenKind, code: str, start: str, end: str, places: int = 1) -> Taken:
    """Something that a published plan of another session occupies on the first day."""
    hours = clock(start), clock(end)
    return Taken("S28", "Session 2028", True, kind, CENTRE, code, FIRST_DAY, *hours, places)


def desk_of_one() -> Dossier:
    """One candidate for E4."""
    return e4_desk(candidates=(candidate("1"),))


def _beside(code: str, start: str) -> Situation:
    folder = replace(desk_of_one(), taken=(taken(TakenKind.JURY, code, start, "12:00"),))
    return one_by_one(folder, {"1": "9:00"})


def _with_seats_taken(places: int) -> Situation:
    """Two candidates prepare in the room of three seats from 9 h and 9 h 05."""
    folder = replace(e5_desk(), taken=(taken(TakenKind.SEATS, "P1", "9:00", "9:30", places),))
    desk = PlanDesk(folder)
    desk.hold("C1", E5, {"1": clock("9:00")}, members=(GP, PRO))
    desk.hold("C2", E5, {"2": clock("9:05")}, members=("GP2", "PRO2"), room="J2")
    return Situation(folder, desk.plan())


CASES = (
    RuleCase("shared_rooms", "jury room", _beside("J1", "9:55"), _beside("J1", "9:54")),
    RuleCase("shared_rooms", "another room", _beside("J2", "9:00"), _beside("J1", "9:00")),
    RuleCase("shared_rooms", "seats", _with_seats_taken(1), _with_seats_taken(2)),
)
