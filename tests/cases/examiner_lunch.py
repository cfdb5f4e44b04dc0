"""An examiner has forty-five minutes between a morning and an afternoon commission."""

from __future__ import annotations

from tests.cases import RuleCase, Situation
from tests.cases.common import OPA, PRO, e4_desk, two_commissions
from tests.factories import clock, half_day


def _morning_from(hour: str, reopens: str = "13:30") -> Situation:
    folder = e4_desk(half_days=(half_day(0, "8:00", "13:00"), half_day(0, reopens, "18:00")))
    members = (OPA, PRO), (OPA, "PRO2")
    return two_commissions(folder, ("1", clock(hour)), ("2", clock("13:30")), members=members)


CASES = (RuleCase("examiner_lunch", "44 minutes", _morning_from("11:50"), _morning_from("11:51")),)
