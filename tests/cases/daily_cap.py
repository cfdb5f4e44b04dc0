"""The same members hear no more candidates in a day than the session allows."""

from __future__ import annotations

from models.dossier import Parameter
from tests.cases import RuleCase, Situation
from tests.cases.common import OPA, OTHERS, PRO, e4_desk
from tests.factories import E4, PlanDesk, candidate, clock


def _third_before(*members: str, day: int = 0) -> Situation:
    numbers = tuple(candidate(number) for number in "123")
    folder = e4_desk(candidates=numbers, parameters=(Parameter("daily_cap", "2", epreuve="E4"),))
    desk = PlanDesk(folder)
    desk.hold("C1", E4, {"1": clock("9:00"), "2": clock("10:00")}, members=(OPA, PRO))
    desk.hold("C2", E4, {"3": clock("14:00", day)}, members=members)
    return Situation(folder, desk.plan())


CASES = (
    RuleCase("daily_cap", "one too many", _third_before(*OTHERS), _third_before(PRO, OPA)),
    RuleCase("daily_cap", "the next day", _third_before(OPA, PRO, day=1), _third_before(OPA, PRO)),
)
