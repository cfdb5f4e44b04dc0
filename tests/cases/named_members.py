"""Every member is a person of the session."""

from __future__ import annotations

from models.planning import Member
from tests.cases import RuleCase, Situation
from tests.cases.common import OPA, PRO, e4_desk
from tests.factories import E4, PROFESSIONAL, PlanDesk, candidate, clock


def _with(member: str) -> Situation:
    desk = PlanDesk(e4_desk(candidates=(candidate("1"),)))
    desk.hold("C1", E4, {"1": clock("9:00")}, members=(OPA, Member(member, PROFESSIONAL)))
    return Situation(desk.folder, desk.plan())


CASES = (
    RuleCase("named_members", "to be named", _with(PRO), _with("")),
    RuleCase("named_members", "unknown", _with(PRO), _with("INCONNU")),
)
