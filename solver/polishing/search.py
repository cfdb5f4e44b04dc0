"""Days of a centre planned anew one by one, then two by two, as long as that is better.

What comes before comfort is never touched: the commissions, their half-days and their members stay.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from solver.bounds.shapes import one_jury_phase
from solver.compaction import compacted
from solver.draft import Draft, Placed, everybody_is_seated
from solver.exact.joint import Timetable
from solver.exact.walks import walks_of
from solver.instance import Instance
from solver.limits import Clock
from solver.measure import aimed_at
from solver.polishing.hours import best_hours
from solver.polishing.names import named
from solver.polishing.patch import Patch, patch_of
from solver.polishing.rows import rows_of

EFFORT = 0.5
EFFORT_A_TASK = 0.02
CUTS = 8
GAP = 0.01
PAIRS_SHARE = 0.5
PATIENCE = 5
"""Pairs of days in a row that may be planned anew in vain: the worst ones come first."""
DAY_COST = 1_000
"""More than anybody waits in a day."""

Days = tuple[str, tuple[int, ...]]
"""A centre, and some of its days."""
Heard = frozenset[tuple[int, int]]
"""Tasks with their hour."""


@dataclass(frozen=True, slots=True)
class Polished:
    """The draft, and the days of each centre that no other hours were found for."""

    draft: Draft
    left: tuple[tuple[str, int], ...]


def polished(
    instance: Instance, draft: Draft, clock: Clock, laid: Collection[Heard] = frozenset()
) -> Polished:
    """Return a draft whose candidates come on fewer days or wait less, else the draft itself.

    Sessions in which more binds the half-days of a candidate than rests stay as they are. Days in
    `laid` have such hours already: they are only planned anew with another one.
    """
    search = _Search(instance, draft, clock, set(laid))
    if suits(instance):
        search.each(1)
        search.clock = clock.part(PAIRS_SHARE)
        search.each(2)
    return Polished(search.best, tuple(sorted(suffered(instance, draft).keys() - search.known)))


def suits(instance: Instance) -> bool:
    """Whether the hours of a patch know all that binds a candidate and a pair of examiners."""
    binds_more = instance.is_capped or instance.has_final or instance.has_short_noon
    return not binds_more and one_jury_phase(instance)


@dataclass
class _Search:
    """The best draft so far; `tried` are days that were planned anew from what they still are."""

    instance: Instance
    best: Draft
    clock: Clock
    tried: set[Heard]
    known: set[tuple[str, int]] = field(default_factory=set)

    def each(self, size: int) -> None:
        """Plan every choice of so many days anew, the worst first, while one of them gets better."""
        before = None
        while before is not self.best and not self.clock.over:
            before = self.best
            vain = 0
            for days in self._worst(size):
                vain = 0 if self._try(days) else vain + 1
                if size > 1 and vain >= PATIENCE:
                    break

    def _worst(self, size: int) -> list[Days]:
        """Choices of days of a centre, what candidates suffer most first; perfect ones left out."""
        cost = suffered(self.instance, self.best)
        by_centre: dict[str, list[int]] = defaultdict(list)
        for centre, day in sorted(cost):
            by_centre[centre].append(day)
        found = [
            (sum(cost[centre, day] for day in days), (centre, days))
            for centre, inside in by_centre.items()
            for days in combinations(inside, size)
        ]
        ranked = sorted(found, key=lambda row: (-row[0], row[1]))
        return [days for worst, days in ranked if worst or self.best.missing]

    def _try(self, where: Days) -> bool:
        """Plan some days anew, and keep that where it is better; whether it was."""
        patch = None if self.clock.over else patch_of(self.instance, self.best, *where)
        if patch is None:
            return False
        heard = hours_of(one for one in self.best.placed if one.opening in patch.openings)
        found = self.best if heard in self.tried else replanned(patch, self.clock)
        self.tried.add(heard)
        if found is None:
            return False
        self.known |= {(where[0], day) for day in where[1]}
        if aimed_at(self.instance, found) >= aimed_at(self.instance, self.best):
            return False
        self.best = found
        return True


def suffered(instance: Instance, draft: Draft) -> dict[tuple[str, int], int]:
    """Return what candidates suffer on each day of each centre: waiting, and days in plus."""
    found: dict[tuple[str, int], int] = {}
    by_candidate: dict[str, list[Placed]] = defaultdict(list)
    for one in sorted(draft.placed, key=lambda one: one.begin):
        found.setdefault(_where(draft, one), 0)
        for person in one.task.people:
            by_candidate[person].append(one)
    for rows in by_candidate.values():
        for before, after in pairwise(rows):
            if draft.day_of(before) == draft.day_of(after):
                found[_where(draft, after)] += after.begin - before.end - instance.settings.rest
            else:
                found[_where(draft, before)] += DAY_COST
                found[_where(draft, after)] += DAY_COST
    return found


def hours_of(placed: Iterable[Placed]) -> Heard:
    """Return what tells the hours of some days from others."""
    return frozenset((one.task.id, one.start) for one in placed)


def _where(draft: Draft, one: Placed) -> tuple[str, int]:
    half = draft.openings[one.opening].block.half_day
    return half.centre, half.day


def replanned(patch: Patch, clock: Clock) -> Draft | None:
    """Return the draft with the hours of a patch chosen anew; None where none were found."""
    effort = EFFORT + EFFORT_A_TASK * len(patch.wanted)
    timetable = best_hours(patch, clock, effort=effort, gap=GAP)
    found = None if timetable is None else _named(patch, timetable, clock)
    if found is None or not _seated(patch, found):
        return None
    return patch.replaced([one for day in _by_day(patch, found) for one in _closer(patch, day, clock)])


def _named(patch: Patch, timetable: Timetable, clock: Clock) -> list[Placed] | None:
    """Give names to hours; where somebody is left, days are cut otherwise: waiting is the same."""
    draw = random.Random(clock.limits.seed)  # noqa: S311 - a search draws, nothing is protected
    best: list[Placed] | None = None
    for cut in range(CUTS):
        walks = walks_of(timetable, draw if cut else None)
        rows = rows_of(timetable.hours, walks, patch)
        if rows is not None:
            found = named(timetable.hours, patch, walks, rows, clock)
            best = max(best or [], found or [], key=len)
        if clock.over or len(best or []) == sum(count for _, count in timetable.steps):
            break
    return best


def _by_day(patch: Patch, placed: Iterable[Placed]) -> Iterator[list[Placed]]:
    found: dict[int, list[Placed]] = defaultdict(list)
    for one in placed:
        found[patch.draft.day_of(one)].append(one)
    yield from found.values()


def _closer(patch: Patch, placed: list[Placed], clock: Clock) -> list[Placed]:
    """Return the passages of a day in the same order, closer together."""
    closer = compacted(patch.whole, patch.draft.openings, placed, clock)
    return closer if _seated(patch, closer) else placed


def _seated(patch: Patch, placed: Iterable[Placed]) -> bool:
    return everybody_is_seated(patch.whole, patch.draft.openings, placed)
