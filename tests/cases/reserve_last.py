"""The reserve sits only where nobody else of the same role could."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from models.dossier import (
    Availability,
    AvailabilityState,
    Dossier,
    Examiner,
    HalfDayName,
    Incompatibility,
    TakenKind,
    Teaching,
)
from tests.cases import RuleCase, Situation
from tests.cases.common import (
    OTHERS,
    e4_desk,
    manager,
    one_by_one,
    title_day,
    title_desk,
    two_commissions,
)
from tests.cases.shared_rooms import taken
from tests.factories import FIRST_DAY, SCHOOL, YEAR, candidate, clock, with_examiner

NEXT_DAY = FIRST_DAY + timedelta(days=1)


def _reserve(folder: Dossier) -> Dossier:
    """OPA1 is the reserve, OPA2 the other teacher for E4."""
    return with_examiner(folder, "OPA1", reserve=True)


def _beside_second_until(hour: str) -> Situation:
    """OPA2 sits from 8 h to 8 h 55; the reserve sits from `hour`."""
    folder = _reserve(e4_desk())
    members = OTHERS, ("OPA1", "PRO1")
    return two_commissions(folder, ("1", clock("8:00")), ("2", clock(hour)), members=members)


def _when(folder: Dossier) -> Situation:
    return one_by_one(_reserve(folder), {"1": "9:00"})


def _case(name: str, legal: Situation, illegal: Situation) -> RuleCase:
    return RuleCase("reserve_last", name, legal, illegal)


def _title(other: Examiner, *taught: Teaching) -> Situation:
    """TP1, of the reserve, sits for a titre professionnel although `other` is there."""
    folder = title_desk(manager(), other, teachings=taught)
    return title_day(with_examiner(folder, "TP1", reserve=True), clock("9:00"), clock("10:00"))


_ONE = e4_desk(candidates=(candidate("1"),))
_AWAY = (Availability("OPA2", FIRST_DAY, HalfDayName.MATIN, AvailabilityState.INDISPONIBLE),)
_COUSIN = (Incompatibility("OPA2", "1", "Cousin"),)


def _elsewhere(day: date) -> Dossier:
    """Another session has OPA2 in the afternoon of a day."""
    row = replace(taken(TakenKind.EXAMINER, "OPA2", "14:00", "18:00"), day=day)
    return replace(_ONE, taken=(row,))


CASES = (
    _case("other busy", _beside_second_until("8:54"), _beside_second_until("8:55")),
    _case("other away", _when(replace(_ONE, availabilities=_AWAY)), _when(_ONE)),
    _case("other linked", _when(replace(_ONE, incompatibilities=_COUSIN)), _when(_ONE)),
    _case("other unfit", _when(with_examiner(_ONE, "OPA2", qualifications=("SAM-GP",))), _when(_ONE)),
    _case("other in reserve", _when(with_examiner(_ONE, "OPA2", reserve=True)), _when(_ONE)),
    _case("other in another session", _when(_elsewhere(FIRST_DAY)), _when(_elsewhere(NEXT_DAY))),
    _case(
        "other manages the session",
        _title(manager("TP3", qualifications=("RESPONSABLE-SESSION", "TP-SA"))),
        _title(manager("TP3", qualifications=("TP-SA",))),
    ),
    _case(
        "other once trained the candidate",
        _title(manager("TP3", qualifications=("TP-SA",)), Teaching("TP3", SCHOOL, "2A", YEAR - 2)),
        _title(manager("TP3", qualifications=("TP-SA",)), Teaching("TP3", SCHOOL, "2B", YEAR - 2)),
    ),
)
