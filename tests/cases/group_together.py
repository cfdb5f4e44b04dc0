"""A group is heard together, whole, and is of the size of the text."""

from __future__ import annotations

from tests.cases import RuleCase, Situation
from tests.cases.in_training import E1A, PRO, TEAM, heard, school
from tests.factories import PlanDesk, clock

_TOGETHER = heard(school(E1A), E1A, {"1": "9:00", "2": "9:00"})


def _left_behind() -> Situation:
    folder = school(E1A)
    desk = PlanDesk(folder)
    desk.hold("C1", E1A, {"1": clock("9:00")}, members=(TEAM, PRO))
    desk.leave_out("2", E1A)
    return Situation(folder, desk.plan())


def _of(size: int) -> Situation:
    numbers = [str(one) for one in range(1, size + 1)]
    return heard(school(E1A, numbers=size), E1A, dict.fromkeys(numbers, "9:00"))


CASES = (
    RuleCase("group_together", "apart", _TOGETHER, heard(school(E1A), E1A, {"1": "9:00", "2": "9:45"})),
    RuleCase("group_together", "one left behind", _TOGETHER, _left_behind()),
    RuleCase("group_together", "too many", _of(4), _of(5)),
    RuleCase("group_together", "too few", _of(2), _of(1)),
)
