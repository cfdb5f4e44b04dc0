"""An examiner sits when available, and in the centres he or she accepts."""

from __future__ import annotations

from models.dossier import Availability, AvailabilityState, Dossier, HalfDayName
from tests.cases import RuleCase, Situation
from tests.cases.common import OPA, e4_desk, one_by_one
from tests.factories import CENTRE, FIRST_DAY, OTHER_CENTRE, candidate, with_examiner

_ONE = e4_desk(candidates=(candidate("1"),))


def _saying(*rows: tuple[HalfDayName, AvailabilityState]) -> Dossier:
    said = tuple(Availability(OPA, FIRST_DAY, part, state) for part, state in rows)
    return e4_desk(candidates=(candidate("1"),), availabilities=said)


def _at(hour: str, folder: Dossier) -> Situation:
    return one_by_one(folder, {"1": hour})


def _case(name: str, legal: Situation, illegal: Situation) -> RuleCase:
    return RuleCase("examiner_available", name, legal, illegal)


_NO, _YES = AvailabilityState.INDISPONIBLE, AvailabilityState.DISPONIBLE
_MORNING, _WHOLE = HalfDayName.MATIN, HalfDayName.JOURNEE
_MORNING_ONLY = _saying((_MORNING, _YES), (_WHOLE, _NO))
_UNASKED = with_examiner(_ONE, OPA, available_by_default=False)
CASES = (
    _case("morning only", _at("9:00", _MORNING_ONLY), _at("14:00", _MORNING_ONLY)),
    _case(
        "not that morning", _at("14:00", _saying((_MORNING, _NO))), _at("9:00", _saying((_MORNING, _NO)))
    ),
    _case("not by default", _at("9:00", _ONE), _at("9:00", _UNASKED)),
    _case(
        "another centre",
        _at("9:00", with_examiner(_ONE, OPA, centres=(OTHER_CENTRE, CENTRE))),
        _at("9:00", with_examiner(_ONE, OPA, centres=(OTHER_CENTRE,))),
    ),
)
