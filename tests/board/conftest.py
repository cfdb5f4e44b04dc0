"""Plans to adjust: one laid by hand with room left, and some that the solver made of drawn sessions."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from models.dossier import Dossier
from models.planning import Plan
from models.regulation import load
from scheduler.board import PlanDesk
from scheduler.problem import problem_of
from solver import solve
from tests.factories import YEAR, full_session
from tests.patience import by_work
from tests.property.dossiers import Drawn


@cache
def drawn_plan(seed: int) -> tuple[Dossier, Plan]:
    """A drawn session and its plan, one passage in six locked when the seed is odd."""
    dossier = Drawn(seed, most=10).dossier()
    plan = solve(problem_of(dossier, load(YEAR)), limits=by_work(0.25)).plan
    if seed % 2:
        rows = (replace(one, locked=rank % 6 == 0) for rank, one in enumerate(plan.passages))
        plan = replace(plan, passages=tuple(rows))
    return dossier, plan


@pytest.fixture
def desk() -> PlanDesk:
    """The desk of the full session: C1 to C6, with free hours before and after."""
    dossier, plan = full_session()
    return PlanDesk(dossier, load(YEAR), plan)
