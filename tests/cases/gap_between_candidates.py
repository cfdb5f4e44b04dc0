"""A commission keeps five minutes between two candidates."""

from __future__ import annotations

from models.dossier import Parameter
from tests.cases import RuleCase
from tests.cases.common import e4_desk, one_by_one
from tests.factories import E4

_TEN = e4_desk(parameters=(Parameter("gap_between_candidates", "10", epreuve=E4),))
CASES = (
    RuleCase(
        "gap_between_candidates",
        "four minutes",
        one_by_one(e4_desk(), {"1": "9:00", "2": "10:00"}),
        one_by_one(e4_desk(), {"1": "9:00", "2": "9:59"}),
    ),
    RuleCase(
        "gap_between_candidates",
        "set to ten",
        one_by_one(_TEN, {"1": "9:00", "2": "10:05"}),
        one_by_one(_TEN, {"1": "9:00", "2": "10:04"}),
    ),
)
