"""A candidate heard in the morning and in the afternoon has time to eat in between."""

from __future__ import annotations

from tests.cases import RuleCase, Situation
from tests.cases.common import GP, OPA, PRO
from tests.factories import E4, E5, PlanDesk, candidate, clock, desk_for, half_day


def _after_lunch_at(hour: str) -> Situation:
    """E4 until 12 h 25, then E5 in an afternoon that opens soon after."""
    folder = desk_for(
        E4,
        E5,
        candidates=(candidate("1"),),
        half_days=(half_day(0, "8:00", "12:30"), half_day(0, "12:50", "18:00")),
    )
    desk = PlanDesk(folder)
    desk.hold("C1", E4, {"1": clock("11:30")}, members=(OPA, PRO))
    ends = desk.passages[0].end
    report = max(ends, clock(hour) - 30)
    desk.hold("C2", E5, {"1": clock(hour)}, members=(GP, "PRO2"), room="J2", convocation=report)
    return Situation(folder, desk.plan())


CASES = (RuleCase("candidate_meal", "one minute", _after_lunch_at("13:10"), _after_lunch_at("13:09")),)
