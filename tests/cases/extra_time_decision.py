"""More than a third of extra time rests on a written decision."""

from __future__ import annotations

from fractions import Fraction

from models.dossier import Accommodation
from tests.cases import RuleCase, Situation
from tests.cases.common import OPA, PRO, e4_desk
from tests.factories import E4, PlanDesk, candidate, clock


def _given(minutes: int, **row: object) -> Situation:
    folder = e4_desk(candidates=(candidate("1"),), accommodations=(Accommodation("1", **row),))
    desk = PlanDesk(folder)
    starts = {"1": clock("9:00")}
    desk.hold("C1", E4, starts, members=(OPA, PRO), minutes={"oral": minutes})
    return Situation(folder, desk.plan())


_HALF = Fraction(1, 2)
CASES = (
    RuleCase(
        "extra_time_decision",
        "one minute more than a third",
        _given(74, extra_minutes=19),
        _given(75, extra_minutes=20),
    ),
    RuleCase(
        "extra_time_decision",
        "decision written down",
        _given(83, extra_share=_HALF, decision="2027-118"),
        _given(83, extra_share=_HALF),
    ),
)
