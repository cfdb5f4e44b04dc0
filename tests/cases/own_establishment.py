"""In CCF the candidate is examined in his or her own establishment."""

from __future__ import annotations

from tests.cases import RuleCase
from tests.cases.in_training import E1B, heard, school
from tests.factories import CENTRE, OTHER_CENTRE

_HOME = heard(school(E1B, numbers=1), E1B, {"1": "9:00"}, centre=CENTRE)
_AWAY = heard(school(E1B, numbers=1), E1B, {"1": "9:00"}, centre=OTHER_CENTRE)

CASES = (RuleCase("own_establishment", "elsewhere", _HOME, _AWAY),)
