"""Stage 5: the same order, closer together.

With the order of each commission, of each candidate and of each preparation seat kept, hours that
wait and idle least, and then come early, are a linear programme of differences: its optimum is whole
and immediate.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from solver.draft import Placed
from solver.instance import Instance
from solver.limits import Clock
from solver.master import Opening
from solver.mip import Expr, Mip, Var, total
from solver.neighbours import free_between
from solver.starts import round_up

FIRST_COST = 1000
"""What a minute weighs in the level, waiting or idling, that the aim puts first."""
EARLY_COST = 0.001
EFFORT = 5.0


@dataclass(frozen=True, slots=True)
class Link:
    """`after` starts (jury) at least `minutes` after `before` does; `cost` for each minute more."""

    before: Placed
    after: Placed
    minutes: int
    cost: int


def compacted(
    instance: Instance, openings: Sequence[Opening], placed: Sequence[Placed], clock: Clock
) -> list[Placed]:
    """Move the passages of one centre-day closer together; the order of everything stays."""
    grid = instance.settings.grid
    if any(one.start % grid for one in placed):
        return list(placed)
    mip = Mip(clock)
    steps = {one.task.id: _steps(mip, instance, openings, one) for one in placed}
    cost: list[Expr] = []
    idle_first = instance.problem.aim.comes_before("idle_minutes", "waiting_minutes")
    for link in [
        *_in_commissions(instance, openings, placed, FIRST_COST if idle_first else 1),
        *_of_candidates(instance, openings, placed, 1 if idle_first else FIRST_COST),
        *_in_seats(placed),
    ]:
        after, before = steps[link.after.task.id], steps[link.before.task.id]
        mip.at_most(before + round_up(link.minutes, grid) / grid, after)
        if link.cost:
            cost.append(link.cost * (after - before))
    cost += [EARLY_COST * step for step in steps.values()]
    answer = mip.minimize(total(cost), effort=EFFORT)
    if answer is None:
        return list(placed)
    return [_moved(one, answer.count(steps[one.task.id]) * grid) for one in placed]


def _moved(one: Placed, start: int) -> Placed:
    return replace(one, start=start, begin=one.begin + start - one.start)


def _steps(mip: Mip, instance: Instance, openings: Sequence[Opening], one: Placed) -> Var:
    grid = instance.settings.grid
    if one.task.id in instance.locks:
        return mip.model.add_variable(lb=one.start // grid, ub=one.start // grid)
    block = openings[one.opening].block
    reading = instance.needs[one.task.epreuve].reading
    lead = one.start - one.begin
    over = [until + lead for _, until in one.task.busy if until <= one.begin]
    coming = [start for start, _ in one.task.busy if start >= one.end]
    least = max([block.first_jury(lead, reading), *over])
    most = min([block.end, *coming]) - one.task.jury
    return mip.model.add_variable(lb=round_up(least, grid) / grid, ub=most // grid)


def _in_commissions(
    instance: Instance, openings: Sequence[Opening], placed: Iterable[Placed], cost: int
) -> Iterable[Link]:
    rows: dict[int, list[Placed]] = defaultdict(list)
    for one in placed:
        rows[one.opening].append(one)
    for index, heard in rows.items():
        gap = instance.needs[openings[index].key].gap
        for before, after in pairwise(sorted(heard, key=lambda one: one.start)):
            yield Link(before, after, before.task.jury + gap, cost)


def _of_candidates(
    instance: Instance, openings: Sequence[Opening], placed: Iterable[Placed], cost: int
) -> Iterable[Link]:
    rows: dict[str, list[Placed]] = defaultdict(list)
    for one in placed:
        for person in one.task.people:
            rows[person].append(one)
    for passages in rows.values():
        for before, after in pairwise(sorted(passages, key=lambda one: one.start)):
            lead = after.start - after.begin
            halves = (openings[one.opening].block.half_day for one in (before, after))
            minutes = before.task.jury + free_between(instance, *halves) + lead
            yield Link(before, after, minutes, cost)


def _in_seats(placed: Iterable[Placed]) -> Iterable[Link]:
    """Whoever prepares after another one has left still does."""
    stays = sorted((one for one in placed if one.begin < one.start), key=lambda one: one.begin)
    for rank, after in enumerate(stays):
        for before in stays[:rank]:
            if before.start <= after.begin:
                yield Link(before, after, after.start - after.begin, 0)
