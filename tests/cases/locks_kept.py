"""A locked passage stays where it was."""

from __future__ import annotations

from dataclasses import replace

from models.planning import Plan
from tests.cases import RuleCase, Situation
from tests.cases.common import OPA, PRO, e4_desk, one_by_one
from tests.factories import candidate

_FOLDER = e4_desk(candidates=(candidate("1"),))


def _before(*, locked: bool = True) -> Plan:
    plan = one_by_one(_FOLDER, {"1": "9:00"}).plan
    return replace(plan, passages=tuple(replace(one, locked=locked) for one in plan.passages))


def _now(hour: str, *members: str, locked: bool = True) -> Situation:
    after = one_by_one(_FOLDER, {"1": hour}, members or (OPA, PRO))
    return Situation(_FOLDER, after.plan, reference=_before(locked=locked))


CASES = (
    RuleCase("locks_kept", "five minutes later", _now("9:00"), _now("9:05")),
    RuleCase("locks_kept", "another juror", _now("9:00"), _now("9:00", OPA, "PRO2")),
    RuleCase("locks_kept", "not locked", _now("9:05", locked=False), _now("9:05")),
)
