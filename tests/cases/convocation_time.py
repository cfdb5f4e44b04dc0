"""The candidate reports thirty minutes ahead, never before the end of an earlier passage."""

from __future__ import annotations

from models.french import MINUTES_A_DAY
from tests.cases import RuleCase, Situation
from tests.cases.common import GP, OPA, PRO, e4_desk
from tests.factories import E4, E5, PlanDesk, candidate, clock, desk_for


def _reports_at(hour: str, *, days_before: int = 0) -> Situation:
    reports = clock(hour) - days_before * MINUTES_A_DAY
    folder = e4_desk(candidates=(candidate("1"),))
    desk = PlanDesk(folder)
    desk.hold("C1", E4, {"1": clock("9:00")}, members=(OPA, PRO), convocation=reports)
    return Situation(folder, desk.plan())


def _reports_again_at(hour: str) -> Situation:
    folder = desk_for(E4, E5, candidates=(candidate("1"),))
    desk = PlanDesk(folder)
    desk.hold("C1", E4, {"1": clock("9:00")}, members=(OPA, PRO))
    again = {"room": "J2", "convocation": clock(hour)}
    desk.hold("C2", E5, {"1": clock("10:15")}, members=(GP, "PRO2"), **again)
    return Situation(folder, desk.plan())


CASES = (
    RuleCase("convocation_time", "29 minutes ahead", _reports_at("8:30"), _reports_at("8:31")),
    RuleCase(
        "convocation_time", "the day before", _reports_at("8:30"), _reports_at("8:30", days_before=1)
    ),
    RuleCase("convocation_time", "before E4 ends", _reports_again_at("9:55"), _reports_again_at("9:54")),
    RuleCase("convocation_time", "after E4 ends", _reports_again_at("9:55"), _reports_again_at("9:56")),
)
