"""A commission heard as a row: candidates one after the other, preparations where a seat is free."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import islice, permutations, product

from models.planning import HalfDay, Task
from solver.draft import Draft, Placed
from solver.gaps import first_clear
from solver.instance import Block, Instance, is_free, needs_to_be_alone, suits
from solver.limits import Clock
from solver.master import Opening, kinds_of
from solver.neighbours import half_days_fit
from solver.patterns import fits, kinds_in
from solver.preparation import Stay, all_have_a_seat, rooms_for
from solver.recover import openings_to_try
from solver.starts import round_up
from solver.timing import begin_of

MOST_ORDERS = 24


class Row:
    """One commission's candidates, one after the other; `stays` prepare in the half-day.

    Those `fixed` stay at their hours, the others are heard around them. `is_apart` says whether the
    candidate of a passage has time for it beside the other ones, where these may be near.
    """

    def __init__(
        self,
        instance: Instance,
        opening: Opening,
        index: int,
        stays: list[Stay],
        fixed: Sequence[Placed] = (),
        *,
        is_apart: Callable[[Placed], bool] = lambda _: True,
    ) -> None:
        self.instance = instance
        self.is_apart = is_apart
        self.opening = opening
        self.index = index
        self.stays = stays
        self.need = instance.needs[opening.key]
        self.rooms = instance.open_rooms(opening.block.half_day, jury=False)
        self.steps = (instance.settings.grid, 1)
        self.fixed = fixed
        self.placed: list[Placed] = []
        self.stays += [Stay(one.task, one.begin, one.start) for one in fixed if one.task.lead]

    @property
    def heard(self) -> list[Placed]:
        """Everybody before this commission."""
        return [*self.fixed, *self.placed]

    def can_hear(self, tasks: Sequence[Task]) -> bool:
        """Whether their lengths alone, with those of the fixed ones, leave room for all."""
        everyone = [*tasks, *(one.task for one in self.fixed)]
        head = self.opening.block.start - self.opening.block.half_day.start
        kinds = kinds_in(kinds_of(everyone)[self.opening.key], head)
        counts = Counter(task.jury for task in everyone)
        pattern = tuple(counts[kind.jury] for kind in kinds)
        minutes, need = self.opening.block.minutes, self.need
        return fits(pattern, kinds, minutes=minutes, gap=need.gap, reading=need.reading)

    def keep(self, placed: Iterable[Placed]) -> None:
        """Hear these passages at these hours, and no others but the fixed ones."""
        self._leave_seats()
        self.placed = list(placed)
        self._take_seats()

    def hear(self, tasks: Iterable[Task], *, orders: int = MOST_ORDERS) -> None:
        """Place the tasks on the grid; to the minute, or in another order, where that is not enough."""
        usual = sorted(tasks, key=lambda task: (task.lead, task.jury, task.id))
        self._leave_seats()
        best: list[Placed] = []
        choosy = (True, False) if any(map(needs_to_be_alone, usual)) else (False,)
        ways = product(choosy, islice(permutations(usual), orders), self.steps)
        for thrifty, order, step in ways:
            if len(best) < len(usual):
                best = max(best, self._in_order(order, step, thrifty=thrifty), key=len)
        self.placed = best
        self._take_seats()

    def _leave_seats(self) -> None:
        mine = {one.task.id for one in self.placed}
        self.stays[:] = [stay for stay in self.stays if stay.task.id not in mine]

    def _take_seats(self) -> None:
        self.stays += [Stay(one.task, one.begin, one.start) for one in self.placed if one.task.lead]

    def _in_order(self, order: Sequence[Task], step: int, *, thrifty: bool) -> list[Placed]:
        block = self.opening.block
        found: list[Placed] = []
        clock = block.start
        for task in order:
            start = self._next(task, clock, found, step)
            while start + task.jury <= block.end:
                begin = begin_of(task, start, block, step)
                placed = Placed(task, self.index, begin, start)
                if self._seated(placed, found, thrifty=thrifty):
                    found.append(placed)
                    clock = block.start if self.fixed else placed.end + self.need.gap
                    break
                start = self._next(task, start + self.instance.settings.grid, found, step)
        return found

    def _next(self, task: Task, after: int, found: Iterable[Placed], step: int) -> int:
        """First hour from `after` for a task; around fixed passages, whatever gap is long enough."""
        first = self.opening.block.first_jury(task.lead, self.need.reading)
        start = round_up(max(after, first), step)
        if not self.fixed:
            return start
        taken = ((one.start, one.end) for one in (*self.fixed, *found))
        return first_clear(start, task.jury, taken, gap=self.need.gap, step=step)

    def _seated(self, placed: Placed, row: Iterable[Placed], *, thrifty: bool) -> bool:
        """Whether the candidate is free and has a seat to prepare; `thrifty`, not for one alone.

        Somebody who must be alone may take a large room; better another hour in the smallest.
        """
        if not (is_free(placed.task, placed.begin, placed.end) and self.is_apart(placed)):
            return False
        if not placed.task.lead:
            return True
        mine = [Stay(one.task, one.begin, one.start) for one in (*row, placed)]
        stays = [*self.stays, *mine]
        if not (thrifty and needs_to_be_alone(placed.task)):
            return all_have_a_seat(self.rooms, stays)
        found = rooms_for(self.rooms, stays)
        if len(found) < len(stays):
            return False
        least = min(room.seats for room in self.rooms if suits(room, placed.task))
        seats = {room.code: room.seats for room in self.rooms}
        return all(seats[found[stay.task.id]] <= least for stay in stays if needs_to_be_alone(stay.task))


def with_new_rows(instance: Instance, draft: Draft, blocks: Sequence[Block], clock: Clock) -> Draft:
    """Open commissions for missing tasks, what is placed staying as it is; never fewer than before."""
    failed: set[tuple[int, str]] = set()
    while draft.missing and not clock.over:
        options = openings_to_try(instance, draft, blocks, failed)
        if not options:
            break
        opening = options[0]
        wider = _with_row(instance, draft, opening)
        if len(wider.missing) == len(draft.missing):
            failed.add((opening.block.id, opening.key))
        draft = wider
    return draft


def _with_row(instance: Instance, draft: Draft, opening: Opening) -> Draft:
    """Hear in one more commission whoever is missing and free in that half-day."""
    half = opening.block.half_day
    banned = {code for code, _ in opening.members}
    away = (one.task.people for one in draft.placed if _keeps_away(draft, one, half))
    busy = {person for people in away for person in people}
    row = Row(instance, opening, len(draft.openings), _stays(draft, half))
    todo: list[Task] = []
    for task in draft.missing:
        fit = task.epreuve == opening.key and instance.may_use(task, half)
        able = fit and not task.accessible and task.id not in instance.locks
        free = able and busy.isdisjoint(task.people) and not task.conflicts & banned
        if free and _in_order(instance, draft, task, half):
            row.hear([*todo, task])
            todo = [one.task for one in row.placed]
    there = {task.id for task in todo}
    if not there:
        return draft
    missing = tuple(task for task in draft.missing if task.id not in there)
    return Draft((*draft.openings, opening), (*draft.placed, *row.placed), missing)


def _in_order(instance: Instance, draft: Draft, task: Task, half: HalfDay) -> bool:
    """Whether a half-day comes when the candidate's other half-days allow it."""
    others = (
        (one.task, draft.openings[one.opening].block.half_day)
        for one in draft.placed
        if not set(task.people).isdisjoint(one.task.people)
    )
    return all(half_days_fit(instance, (task, half), other) for other in others)


def _keeps_away(draft: Draft, placed: Placed, half: HalfDay) -> bool:
    """Whether a passage keeps its candidate from a half-day: the same, or another centre that day."""
    other = draft.openings[placed.opening].block.half_day
    return other.id == half.id or (other.day == half.day and other.centre != half.centre)


def _stays(draft: Draft, half: HalfDay) -> list[Stay]:
    """Preparations under way in a half-day."""
    return [
        Stay(one.task, one.begin, one.start)
        for one in draft.placed
        if one.task.lead and draft.openings[one.opening].block.half_day.id == half.id
    ]
