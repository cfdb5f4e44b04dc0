"""Stage 5: candidates exchange their places.

Two candidates whose passages of an épreuve last alike may take each other's place: nothing changes
for the commissions nor for the preparation rooms. A seeded annealing of such exchanges shortens
days and waiting where columns would be too many.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter

from models.planning import Task
from solver.draft import Draft, Placed
from solver.instance import Instance, is_free, needs_computer, needs_to_be_alone
from solver.limits import Clock
from solver.neighbours import free_between, ordered

DAY_COST = 100_000
MOVES_A_PASSAGE = 400
HEAT = 60.0
COLD = 0.5
_BEGIN = attrgetter("begin")
IMPOSSIBLE = math.inf
MOVES_A_SUM = 256
MOVES_A_LOOK = 256
WORK_A_MOVE = 8e-6


class Exchange:
    """Places and who holds them; costs are kept by candidate."""

    def __init__(self, instance: Instance, draft: Draft) -> None:
        self.instance = instance
        self.rest = instance.settings.rest
        self.turns = any(need.turn for need in instance.needs.values())
        self.draft = draft
        self.halves = [opening.block.half_day for opening in draft.openings]
        self.places = [one for one in draft.placed if _may_move(instance, one)]
        self.members = [frozenset(code for code, _ in opening.members) for opening in draft.openings]
        self.held: dict[str, dict[int, Placed]] = defaultdict(dict)
        for one in draft.placed:
            for person in one.task.people:
                self.held[person][one.task.id] = one
        self.cost = {
            candidate: self.cost_of(list(rows.values())) for candidate, rows in self.held.items()
        }
        self.rows = self._rows()

    @property
    def total(self) -> float:
        """Cost of all candidates."""
        return sum(self.cost.values())

    def _rows(self) -> list[list[int]]:
        """Indexes of the places that may be exchanged with one another."""
        found: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for index, one in enumerate(self.places):
            found[_kind(one.task), self.draft.openings[one.opening].block.half_day.centre].append(index)
        return [rows for rows in found.values() if len(rows) > 1]

    def cost_of(self, places: Sequence[Placed]) -> float:
        """Days and waiting of one candidate; infinite too near, out of order or in two centres a day."""
        cost = 0.0
        for before, after in pairwise(sorted(places, key=_BEGIN)):
            half, other = self.halves[before.opening], self.halves[after.opening]
            same_day = half.day == other.day
            if self.turns and not ordered(self.instance, before.task, after.task, same_day=same_day):
                return IMPOSSIBLE
            if not same_day:
                cost += DAY_COST
                continue
            free = after.begin - before.end
            if free < free_between(self.instance, half, other) or half.centre != other.centre:
                return IMPOSSIBLE
            cost += free - self.rest
        return cost

    def welcome(self, task: Task, place: Placed) -> bool:
        """Whether the commission of a place may hear the task, its candidate being there that day."""
        if task.away and self.halves[place.opening].day in task.away:
            return False
        if not is_free(task, place.begin, place.end):
            return False
        return task.conflicts.isdisjoint(self.members[place.opening])

    def try_exchange(self, one: int, two: int, heat: float, draw: random.Random) -> None:
        """Exchange two places when that is better, or sometimes when it is a little worse."""
        first, second = self.places[one], self.places[two]
        if first.task.candidate == second.task.candidate or first.task.centre != second.task.centre:
            return
        if not (self.welcome(first.task, second) and self.welcome(second.task, first)):
            return
        new_first = Placed(first.task, second.opening, second.begin, second.start)
        new_second = Placed(second.task, first.opening, first.begin, first.start)
        costs = [self._cost_with(moved) for moved in (new_first, new_second)]
        before = self.cost[first.task.candidate] + self.cost[second.task.candidate]
        worse = sum(costs) - before
        if not math.isfinite(worse):  # unlawful, or held so by locked passages
            return
        if worse > 0 and draw.random() >= math.exp(-worse / heat):
            return
        self.places[one], self.places[two] = new_second, new_first
        for moved, cost in zip((new_first, new_second), costs, strict=True):
            self.held[moved.task.candidate][moved.task.id] = moved
            self.cost[moved.task.candidate] = cost

    def _cost_with(self, moved: Placed) -> float:
        mine = moved.task.id
        others = self.held[moved.task.candidate].items()
        return self.cost_of([moved, *(one for key, one in others if key != mine)])


def _may_move(instance: Instance, one: Placed) -> bool:
    """Whether a passage is one candidate's own, and not locked."""
    return one.task.id not in instance.locks and one.task.people == (one.task.candidate,)


def _kind(task: Task) -> tuple[object, ...]:
    lead = tuple((phase.id, phase.minutes) for phase in task.phases)
    return task.epreuve, lead, task.accessible, needs_computer(task), needs_to_be_alone(task)


def exchanged(instance: Instance, draft: Draft, clock: Clock) -> Draft:
    """Return the draft with fewer days and less waiting for candidates, or as it was."""
    state = Exchange(instance, draft)
    best, least = list(state.places), state.total
    if not state.rows or least == 0:
        return draft
    draw = random.Random(clock.limits.seed)  # noqa: S311 - a search draws, nothing is protected
    moves = MOVES_A_PASSAGE * len(state.places)
    weights = [len(rows) for rows in state.rows]
    for move in range(moves):
        if move % MOVES_A_LOOK == 0:
            clock.spend(WORK_A_MOVE * MOVES_A_LOOK)
            if clock.over:
                break
        rows = draw.choices(state.rows, weights)[0]
        one, two = draw.sample(rows, 2)
        state.try_exchange(one, two, HEAT * (COLD / HEAT) ** (move / moves), draw)
        if move % MOVES_A_SUM == 0 and (cost := state.total) < least:
            best, least = list(state.places), cost
    if state.total < least:
        best = list(state.places)
    kept = [one for one in draft.placed if not _may_move(instance, one)]
    return replace(draft, placed=(*kept, *best))
