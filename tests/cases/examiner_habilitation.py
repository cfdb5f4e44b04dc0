"""An examiner sits until the last day of his or her habilitation."""

from __future__ import annotations

from tests.cases import RuleCase, Situation
from tests.cases.common import OPA, PRO, e4_desk
from tests.factories import E4, FIRST_DAY, PlanDesk, candidate, clock, with_examiner


def _on(day: int) -> Situation:
    folder = with_examiner(e4_desk(candidates=(candidate("1"),)), PRO, habilitation_end=FIRST_DAY)
    desk = PlanDesk(folder)
    desk.hold("C1", E4, {"1": clock("9:00", day)}, members=(OPA, PRO))
    return Situation(folder, desk.plan())


CASES = (RuleCase("examiner_habilitation", "the day after", _on(0), _on(1)),)
