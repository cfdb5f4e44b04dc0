"""Somebody who manages the session is on site while a titre professionnel is held."""

from __future__ import annotations

from models.dossier import Availability, AvailabilityState, HalfDayName
from tests.cases import RuleCase, Situation
from tests.cases.common import CCP1, FINAL, manager, title_day, title_desk
from tests.factories import CENTRE, FIRST_DAY, OTHER_CENTRE, PlanDesk, clock


def _away(half: HalfDayName) -> Situation:
    said = Availability("RS1", FIRST_DAY, half, AvailabilityState.INDISPONIBLE)
    folder = title_desk(manager(), availabilities=(said,))
    return title_day(folder, clock("9:00"), clock("10:00"))


def _at(centre: str) -> Situation:
    return title_day(title_desk(manager(centres=(centre,))), clock("9:00"), clock("10:00"))


def _sitting_in_a_jury(*others: str) -> Situation:
    """The manager of the session takes the seat of a juror."""
    sits = manager(qualifications=("RESPONSABLE-SESSION", "TP-SA"))
    folder = title_desk(sits, *(manager(code) for code in others))
    desk = PlanDesk(folder)
    for code, epreuve, hour in (("C1", CCP1, "9:00"), ("C2", FINAL, "10:00")):
        desk.hold(code, epreuve, {"1": clock(hour)}, members=("TP1", "RS1"), minutes={"oral": 30})
    return Situation(folder, desk.plan())


CASES = (
    RuleCase(
        "session_manager",
        "not there that morning",
        _away(HalfDayName.APRES_MIDI),
        _away(HalfDayName.MATIN),
    ),
    RuleCase("session_manager", "elsewhere", _at(CENTRE), _at(OTHER_CENTRE)),
    RuleCase("session_manager", "sits in the jury", _sitting_in_a_jury("RS2"), _sitting_in_a_jury()),
)
