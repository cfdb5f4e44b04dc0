"""Everything lies inside one opened half-day, preparation included."""

from __future__ import annotations

from tests.cases import RuleCase, Situation
from tests.cases.common import GP, OPA, PRO, e4_desk, e5_desk
from tests.factories import E4, E5, PlanDesk, candidate, clock


def _prepares_from(hour: str) -> Situation:
    folder = e5_desk(candidates=(candidate("1"),))
    desk = PlanDesk(folder)
    desk.hold("C1", E5, {"1": clock(hour)}, members=(GP, PRO))
    return Situation(folder, desk.plan())


def _ends_at_closing(start: str) -> Situation:
    folder = e4_desk(candidates=(candidate("1"),))
    desk = PlanDesk(folder)
    desk.hold("C1", E4, {"1": clock(start)}, members=(OPA, PRO))
    return Situation(folder, desk.plan())


CASES = (
    RuleCase("inside_half_day", "before opening", _prepares_from("8:00"), _prepares_from("7:59")),
    RuleCase("inside_half_day", "after closing", _ends_at_closing("11:35"), _ends_at_closing("11:36")),
    RuleCase("inside_half_day", "closed day", _ends_at_closing("17:05"), _ends_at_closing("57:00")),
)
