"""Bounds of the first three levels, from the loosened master without hours."""

from __future__ import annotations

from solver.bounds.relaxed import relaxed_master
from solver.counting import least_commissions
from solver.instance import Instance
from solver.levels import STAGE_EFFORT, ranked, worth
from solver.limits import Clock
from solver.master import Master
from solver.mip import TOLERANCE, Expr
from solver.rounding import rounded_up


def bounds_of(instance: Instance, clock: Clock, reached: tuple[int, int, int]) -> tuple[int, int, int]:
    """Return lower bounds of the first three levels, each given the plan's value on those before.

    A bound that could not be computed in time is 0, which is always true.
    """
    master = relaxed_master(instance, clock).master
    counted = max(0, sum(least_commissions(master, clock).values()) - reached[0])
    if reached == (0, 0, counted) or _cannot_be_beaten(master, reached):
        return reached
    found = []
    for level, value in zip(first_levels(master), reached, strict=True):
        bound = master.mip.bound(level, effort=STAGE_EFFORT, whole=True) if value else 0.0
        found.append(min(value, rounded_up(bound)))
        master.mip.at_most(level, value + TOLERANCE)
    return found[0], found[1], max(found[2], min(counted, reached[2]))


def first_levels(master: Master) -> tuple[Expr, Expr, Expr]:
    """Unplaced, replacements, commissions."""
    return master.unplaced, master.replacements, master.commissions


def _cannot_be_beaten(master: Master, reached: tuple[int, int, int]) -> bool:
    """Whether one look at the three levels together proves them, as it usually does."""
    bound = master.mip.bound(ranked(master), effort=STAGE_EFFORT, whole=True)
    return bound > worth(master, reached) - 1 + TOLERANCE
