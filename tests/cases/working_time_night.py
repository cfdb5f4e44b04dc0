"""An examiner has eleven hours between two days."""

from __future__ import annotations

from tests.cases import RuleCase, Situation
from tests.cases.common import OPA, PRO, e4_desk, two_commissions
from tests.factories import clock, half_day


def _evening_from(hour: str) -> Situation:
    folder = e4_desk(half_days=(half_day(0, "13:30", "22:00"), half_day(1, "8:00", "12:30")))
    members = (OPA, PRO), (OPA, "PRO2")
    return two_commissions(folder, ("1", clock(hour)), ("2", clock("8:00", 1)), members=members)


CASES = (RuleCase("working_time_night", "one minute", _evening_from("20:05"), _evening_from("20:06")),)
