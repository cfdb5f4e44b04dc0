"""The least change after a disruption: at most three ways, each with what it costs and its proof.

The problem is that of now (a member no longer available, a room gone, somebody registered since); the
plan is the one in force. Whatever a repair does not touch stays exactly as it was.
"""

from __future__ import annotations

from collections.abc import Callable

from models.planning import Plan, Problem
from solver.limits import Clock, Limits
from solver.repairing.changes import Changes
from solver.repairing.damage import Barred, Damage
from solver.repairing.mending import Mender
from solver.repairing.proposals import Kind, Repair, Repairs

__all__ = ["DEFAULT_LIMITS", "Barred", "Changes", "Damage", "Kind", "Repair", "Repairs", "repair"]

DEFAULT_LIMITS = Limits(seconds=30.0, effort=10.0)
"""Work is what ends a search; the seconds only guard against a machine that does nothing else."""


def repair(
    problem: Problem,
    plan: Plan,
    barred: Barred | None = None,
    *,
    limits: Limits | None = None,
    cancelled: Callable[[], bool] | None = None,
    accepts: Callable[[Plan], bool] | None = None,
) -> Repairs:
    """Mend a plan with the least change.

    Parameters
    ----------
    problem : Problem
        Everything as it is now; its first day is that of the plan.
    plan : Plan
        The plan in force.
    barred : Barred, optional
        What the problem cannot say: rooms shut or candidates away for a time, what is over.
    limits : Limits, optional
        Work, seconds and seed.
    cancelled : callable, optional
        Asked often; True keeps what was found so far.
    accepts : callable, optional
        Judge of a proposal's plan; one that is refused is not shown.

    """
    clock = Clock(limits or DEFAULT_LIMITS, cancelled or (lambda: False))
    return Mender(problem, plan, barred or Barred(), clock, accepts or (lambda _: True)).run()
