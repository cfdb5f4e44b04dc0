"""Examiners sit where they prefer, seldom where they would rather not."""

from __future__ import annotations

from models.dossier import Availability, AvailabilityState, HalfDayName
from tests.cases import RuleCase, Situation
from tests.cases.common import OPA, e4_desk, one_by_one
from tests.factories import FIRST_DAY, candidate


def _saying(state: AvailabilityState, part: HalfDayName = HalfDayName.MATIN) -> Situation:
    rows = (Availability(OPA, FIRST_DAY, part, state),)
    return one_by_one(e4_desk(candidates=(candidate("1"),), availabilities=rows), {"1": "9:00"})


_PREFERRED, _AVOIDED = AvailabilityState.PREFERE, AvailabilityState.A_EVITER
_AFTERNOON = HalfDayName.APRES_MIDI
CASES = (
    RuleCase("preferred_half_days", "to avoid", _saying(_PREFERRED), _saying(_AVOIDED)),
    RuleCase(
        "preferred_half_days", "prefers another", _saying(_PREFERRED), _saying(_PREFERRED, _AFTERNOON)
    ),
    RuleCase("preferred_half_days", "avoids another", _saying(_AVOIDED, _AFTERNOON), _saying(_AVOIDED)),
)
