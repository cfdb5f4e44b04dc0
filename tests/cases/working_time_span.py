"""From an examiner's first beginning to the last end of the day, no more time passes."""

from __future__ import annotations

from models.dossier import Parameter
from tests.cases import RuleCase, Situation
from tests.cases.common import OPA, PRO, e4_desk, two_commissions
from tests.factories import clock


def _again_at(hour: str) -> Situation:
    folder = e4_desk(parameters=(Parameter("working_time_span", "2 h"),))
    members = (OPA, PRO), (OPA, "PRO2")
    return two_commissions(folder, ("1", clock("9:00")), ("2", clock(hour)), members=members)


CASES = (RuleCase("working_time_span", "one minute", _again_at("10:05"), _again_at("10:06")),)
