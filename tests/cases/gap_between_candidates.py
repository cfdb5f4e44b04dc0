"""A commission keeps five minutes between two candidates."""

from __future__ import annotations

from models.dossier import Parameter
from tests.cases import RuleCase, Situation
from tests.cases.common import OPA, PRO, e4_desk, one_by_one, two_commissions
from tests.factories import E4, clock


def _one_each(hour: str) -> Situation:
    """Two commissions with a member in common: a candidate from 9:00 to 9:55, another at `hour`."""
    members = ((OPA, PRO), (OPA, "PRO2"))
    return two_commissions(e4_desk(), ("1", clock("9:00")), ("2", clock(hour)), members=members)


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
    RuleCase("gap_between_candidates", "another commission", _one_each("10:00"), _one_each("9:59")),
)
