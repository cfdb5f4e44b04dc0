"""Phases follow each other in order, within ten minutes, without overlap."""

from __future__ import annotations

from dataclasses import replace

from models.planning import PhaseTime
from tests.cases import RuleCase, Situation
from tests.cases.common import GP, PRO, e5_desk
from tests.factories import E5, PlanDesk, candidate, clock


def _waiting(wait: int) -> Situation:
    folder = e5_desk(candidates=(candidate("1"),))
    desk = PlanDesk(folder)
    desk.hold("C1", E5, {"1": clock("9:00")}, members=(GP, PRO), wait=wait)
    return Situation(folder, desk.plan())


def _with_phases(*phases: PhaseTime) -> Situation:
    fine = _waiting(0)
    watches = () if all(one.id == "oral" for one in phases) else fine.plan.watches
    passage = replace(fine.plan.passages[0], phases=phases)
    return Situation(fine.dossier, replace(fine.plan, passages=(passage,), watches=watches))


_PREPARATION, _ORAL = _waiting(0).plan.passages[0].phases
CASES = (
    RuleCase("phase_sequence", "eleven minutes", _waiting(10), _waiting(11)),
    RuleCase("phase_sequence", "overlap", _waiting(0), _waiting(-1)),
    RuleCase("phase_sequence", "no preparation", _waiting(0), _with_phases(_ORAL)),
)
