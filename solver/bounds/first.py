"""Bounds of the first three levels, from the loosened master without hours, épreuve by épreuve.

The candidates of one épreuve, given all the people, rooms and half-days there are, lose nobody whom
a whole plan keeps: what is short for them alone adds up over the épreuves. These small programmes
are solved to the end where that of the whole session is not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from solver.blocks import whole_blocks
from solver.bounds.relaxed import relaxed_master
from solver.counting import least_commissions
from solver.draft import Draft
from solver.instance import Instance
from solver.limits import Clock
from solver.master import Master
from solver.mip import TOLERANCE, Expr
from solver.rounding import rounded_up

ALONE_EFFORT = 1.5
WHOLE_EFFORT = 1.0
"""What is not proved with this work is hardly ever proved with ten times as much."""

Reached = tuple[int, int, int]


def bounds_of(instance: Instance, clock: Clock, draft: Draft, *, together: bool) -> Reached:
    """Return lower bounds of the first three levels, each given the plan's value on those before.

    A bound that could not be computed in time is 0, which is always true.

    Parameters
    ----------
    together
        Look at the épreuves together too, where they are not enough one by one.

    """
    families = Families(instance, clock, draft)
    unplaced, replaced, opened = (families.climb(level) for level in range(len(draft.score)))
    found = unplaced, replaced, opened
    return found if found == draft.score or not together else _together(families, found)


class Families:
    """The épreuves of a session, each bounded by itself.

    Parameters
    ----------
    draft
        A plan: what it reached in an épreuve is never below the bound of this épreuve.

    """

    def __init__(self, instance: Instance, clock: Clock, draft: Draft) -> None:
        self.instance = instance
        self.clock = clock
        self.reached = draft.score
        self.spent = _reached_by_key(draft)
        self.least: Counter[str] = Counter()
        self.masters: dict[str, Master] = {}
        self.bounds: list[Counter[str]] = []
        self.keys = sorted(instance.tasks_of_key, key=lambda key: len(instance.tasks_of_key[key]))

    def climb(self, level: int) -> int:
        """Return what the épreuves need together at a level, never more than was reached."""
        counted = level == len(self.reached) - 1
        found = self._counted() if counted else Counter[str]()
        self.bounds.append(found)
        for key in self.keys:
            if found.total() >= self.reached[level]:
                break
            if found[key] < self.spent[key][level]:
                found[key] = max(found[key], self._least(key, level))
        shown = max(found.total(), self.least.total() - self.reached[0]) if counted else found.total()
        return min(shown, self.reached[level])

    def _counted(self) -> Counter[str]:
        """Commissions of each épreuve by counting, less one for each candidate who may be left out."""
        master = Master(self.instance, whole_blocks(self.instance), self.clock)
        self.least = Counter(least_commissions(master, self.clock))
        return Counter({key: max(0, count - self._most(key, 0)) for key, count in self.least.items()})

    def _most(self, key: str, level: int) -> int:
        """Most that a plan no worse than the one reached spends on an épreuve at a level."""
        others = self.bounds[level].total() - self.bounds[level][key]
        return max(0, self.reached[level] - others)

    def _least(self, key: str, level: int) -> int:
        """Least of a level for an épreuve alone, no worse than what it may spend on those before."""
        master = self._master(key)
        for before in range(level):
            master.mip.at_most(first_levels(master)[before], self._most(key, before) + TOLERANCE)
        bound = master.mip.bound(first_levels(master)[level], effort=ALONE_EFFORT, whole=True)
        return min(rounded_up(bound), self.spent[key][level])

    def _master(self, key: str) -> Master:
        if key not in self.masters:
            self.masters[key] = relaxed_master(_alone(self.instance, key), self.clock).master
        return self.masters[key]


def _alone(instance: Instance, key: str) -> Instance:
    """Let the session hear one épreuve only."""
    tasks = tuple(instance.tasks_of_key[key])
    return Instance(replace(instance.problem, tasks=tasks, epreuves=(instance.needs[key],)))


def _reached_by_key(draft: Draft) -> Mapping[str, Reached]:
    """Unplaced, replacements and commissions of each épreuve."""
    missing = Counter(task.epreuve for task in draft.missing)
    replaced: Counter[str] = Counter()
    opened: Counter[str] = Counter()
    for opening in draft.without_empty_openings().openings:
        opened[opening.key] += 1
        replaced[opening.key] += sum(replacement for _, replacement in opening.members)
    return {key: (missing[key], replaced[key], opened[key]) for key in {*missing, *opened}}


def _together(families: Families, found: Sequence[int]) -> Reached:
    """Bound the levels by the master of the whole session, the épreuves being known alone."""
    master = relaxed_master(families.instance, families.clock).master
    bounds = []
    for level, known in enumerate(found):
        value, bound = families.reached[level], known
        cost = first_levels(master)[level]
        master.mip.at_most(known, cost)
        if known < value:
            whole = master.mip.bound(cost, effort=WHOLE_EFFORT, whole=True)
            bound = min(value, max(known, rounded_up(whole)))
        bounds.append(bound)
        master.mip.at_most(cost, value + TOLERANCE)
    return bounds[0], bounds[1], bounds[2]


def first_levels(master: Master) -> tuple[Expr, Expr, Expr]:
    """Unplaced, replacements, commissions."""
    return master.unplaced, master.replacements, master.commissions
