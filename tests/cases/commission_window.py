"""A commission has its own code, one épreuve, somebody to hear, and hours that cover them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.cases import RuleCase, Situation
from tests.cases.common import OPA, OTHERS, PRO, e4_desk
from tests.factories import E4, PlanDesk, clock


def _both(**second: Any) -> Situation:
    """Two commissions; `second` changes the second one."""
    desk = PlanDesk(e4_desk())
    desk.hold("C1", E4, {"1": clock("9:00")}, members=(OPA, PRO))
    desk.hold("C2", E4, {"2": clock("9:00")}, members=OTHERS, room="J2")
    desk.sittings[1] = replace(desk.sittings[1], **second)
    return Situation(desk.folder, desk.plan())


def _one_code_for_two() -> Situation:
    fine = _both()
    passages = tuple(replace(one, commission="C1") for one in fine.plan.passages)
    sittings = tuple(replace(one, code="C1") for one in fine.plan.sittings)
    return Situation(fine.dossier, replace(fine.plan, passages=passages, sittings=sittings))


def _of_another(**passage: Any) -> Situation:
    """The second passage says something else than its commission."""
    fine = _both()
    first, second = fine.plan.passages
    changed = (first, replace(second, **passage))
    return Situation(fine.dossier, replace(fine.plan, passages=changed))


def _and_nobody() -> Situation:
    desk = PlanDesk(e4_desk())
    desk.hold("C1", E4, {"1": clock("9:00"), "2": clock("10:00")}, members=(OPA, PRO))
    desk.sitting("C2", E4, clock("9:00"), clock("10:00"), members=OTHERS, room="J2")
    return Situation(desk.folder, desk.plan())


def _case(name: str, illegal: Situation) -> RuleCase:
    return RuleCase("commission_window", name, _both(), illegal)


CASES = (
    _case("ends too early", _both(end=clock("9:54"))),
    _case("begins too late", _both(start=clock("9:01"))),
    _case("for nobody", _and_nobody()),
    _case("other code", _both(code="C3")),
    _case("one code for two", _one_code_for_two()),
    _case("no such commission", _of_another(commission="C9")),
)
