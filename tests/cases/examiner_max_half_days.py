"""An examiner sits in no more distinct half-days than he or she accepts."""

from __future__ import annotations

from tests.cases import RuleCase, Situation
from tests.cases.common import OPA, PRO, e4_desk, two_commissions
from tests.factories import clock, with_examiner


def _again_at(minute: int) -> Situation:
    folder = with_examiner(e4_desk(), OPA, max_half_days=1)
    members = (OPA, PRO), (OPA, "PRO2")
    return two_commissions(folder, ("1", clock("9:00")), ("2", minute), members=members)


CASES = (
    RuleCase(
        "examiner_max_half_days", "afternoon too", _again_at(clock("11:00")), _again_at(clock("14:00"))
    ),
    RuleCase(
        "examiner_max_half_days",
        "another morning",
        _again_at(clock("11:00")),
        _again_at(clock("11:00", 1)),
    ),
)
