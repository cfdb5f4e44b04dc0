"""The reserve sits only where nobody else of the same role could."""

from __future__ import annotations

from dataclasses import replace

from models.dossier import Availability, AvailabilityState, Dossier, HalfDayName, Incompatibility
from tests.cases import RuleCase, Situation
from tests.cases.common import OTHERS, e4_desk, one_by_one, two_commissions
from tests.factories import FIRST_DAY, candidate, clock, with_examiner


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


_ONE = e4_desk(candidates=(candidate("1"),))
_AWAY = (Availability("OPA2", FIRST_DAY, HalfDayName.MATIN, AvailabilityState.INDISPONIBLE),)
_COUSIN = (Incompatibility("OPA2", "1", "Cousin"),)
CASES = (
    _case("other busy", _beside_second_until("8:54"), _beside_second_until("8:55")),
    _case("other away", _when(replace(_ONE, availabilities=_AWAY)), _when(_ONE)),
    _case("other linked", _when(replace(_ONE, incompatibilities=_COUSIN)), _when(_ONE)),
    _case("other unfit", _when(with_examiner(_ONE, "OPA2", qualifications=("SAM-GP",))), _when(_ONE)),
    _case("other in reserve", _when(with_examiner(_ONE, "OPA2", reserve=True)), _when(_ONE)),
)
