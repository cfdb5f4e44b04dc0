"""A room hosts one commission at a time."""

from __future__ import annotations

from tests.cases import RuleCase, Situation
from tests.cases.common import e4_desk, two_commissions
from tests.factories import clock


def _second_at(hour: str) -> Situation:
    hours = ("1", clock("9:00")), ("2", clock(hour))
    return two_commissions(e4_desk(), *hours, rooms=("J1", "J1"))


CASES = (RuleCase("room_one_commission", "one minute", _second_at("9:55"), _second_at("9:54")),)
