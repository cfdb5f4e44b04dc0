"""The days of a small session chosen before their hours: how many commissions and candidates each.

Hours of a day are found at once when its counts are known; of several days together they are not,
because the linear relaxation mixes days. What each cell of a day waits is known to `solver.bounds`;
a master with its rules and a choice of cells says which days the people and the rooms allow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace

from solver.blocks import whole_blocks
from solver.bounds.alike import daily_of
from solver.bounds.daily import CELL_EFFORT, LEFT_OUT, Column, Daily
from solver.bounds.shapes import Part, shapes_of
from solver.constraints.master import add_constraints
from solver.counting import add_counting_cuts
from solver.instance import Instance
from solver.limits import Clock
from solver.master import Master
from solver.mip import Var, total

EFFORT = 2.0
CHOICES = 4
"""Choices of days that are tried: where the first ones fit no hours or no names, others may."""

Parts = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Days:
    """Commissions by half-day and épreuve, and candidates by parts and day."""

    opened: Mapping[tuple[int, str], int]
    heard: Mapping[tuple[Parts, int], int]

    def hold(self, master: Master) -> None:
        """Let a master open and hear these."""
        for block in master.blocks:
            for key in master.kinds:
                count = self.opened.get((block.half_day.id, key), 0)
                if (block.id, key) in master.opened:
                    master.mip.equal(master.count(block, key), count)
        for (parts, day), count in self.heard.items():
            for flows in _flows(master, parts, day):
                master.mip.equal(total(flows), count)


def _flows(master: Master, parts: Parts, day: int) -> Iterator[list[Var]]:
    """Candidates with these parts heard on a day, part by part."""
    halves = master.instance.half_days
    groups = {
        group.id
        for shape in shapes_of(master.instance, master.groups)
        if _anywhere(shape.parts) == parts
        for group in shape.groups
    }
    for rank in range(len(parts)):
        yield [
            var
            for (group, part, half), var in master.flows.items()
            if group in groups and part == rank and halves[half].day == day
        ]


def _anywhere(parts: Parts) -> Parts:
    """Parts as the cells count them, who asks for an accessible room like the others."""
    return tuple(replace(part, kind=replace(part.kind, accessible=False)) for part in parts)


def best_days(instance: Instance, reached: Mapping[str, int], clock: Clock) -> Iterator[Days]:
    """Give choices of days, the least waiting first, better than what is reached."""
    daily = daily_of(instance, reached, clock, crowded=False)
    if daily is None:
        return
    value = reached["waiting_minutes"]
    with ExitStack() as stack:
        for kind in daily.kinds:
            stack.enter_context(kind.cells.day.pricing())
        prices = daily.linear()
        if prices is None or prices.value >= value:
            return
        daily.within(prices, value - prices.value)
        guide = Guide(instance, daily, reached, clock)
        for _ in range(CHOICES):
            found = guide.next()
            if found is None:
                return
            yield found


class Guide:
    """A master whose days are chosen among cells, no level being worse than what is reached."""

    def __init__(
        self, instance: Instance, daily: Daily, reached: Mapping[str, int], clock: Clock
    ) -> None:
        self.daily = daily
        self.clock = clock
        self.master = Master(instance, whole_blocks(instance), clock)
        self.mip = self.master.mip
        add_constraints(self.master)
        add_counting_cuts(self.master, clock)
        self.mip.at_most(self.master.unplaced, reached["unplaced"])
        self.mip.at_most(self.master.replacements, reached["replacements"])
        self.mip.at_most(self.master.commissions, reached["half_days"])
        self.chosen: dict[tuple[int, Column], Var] = {
            (day, column): self.mip.boolean()
            for column in daily.columns
            if daily.cost(column) < reached["waiting_minutes"]
            for day in daily.kinds[column[0]].days
        }
        self._link()

    def _link(self) -> None:
        """Each day has one cell, and what it counts."""
        for rank, kind in enumerate(self.daily.kinds):
            for day in kind.days:
                mine = {
                    column: var
                    for (where, column), var in self.chosen.items()
                    if where == day and column[0] == rank
                }
                self.mip.equal(total(mine.values()), 1)
                self._count(rank, day, mine)

    def _count(self, rank: int, day: int, mine: Mapping[Column, Var]) -> None:
        """A day opens and hears what its cell does."""
        cells = self.daily.kinds[rank].cells
        for (half, key), terms in self._opened(rank, day, mine).items():
            block = self.master.blocks_of(half)[0]
            self.mip.equal(self.master.count(block, key), terms)
        for number, shape in enumerate(cells.day.hours.shapes):
            heard = total(cells.contents[content][number] * var for (_, _, content), var in mine.items())
            for flows in _flows(self.master, shape.parts, day):
                self.mip.equal(total(flows), heard)

    def _opened(self, rank: int, day: int, mine: Mapping[Column, Var]) -> dict[tuple[int, str], Var]:
        """Commissions of a day as its cells count them."""
        cells = self.daily.kinds[rank].cells
        return {
            place: total(cells.choices[col[1]].counted[index] * var for col, var in mine.items())
            for index, place in enumerate(self._places(rank, day))
        }

    def _places(self, rank: int, day: int) -> Sequence[tuple[int, str]]:
        """Half-days and épreuves of a day in the order of the first day of its kind."""
        kind = self.daily.kinds[rank]
        halves = self.master.instance.problem.half_days
        first = [half.id for half in halves if half.day == kind.days[0]]
        here = [half.id for half in halves if half.day == day]
        other = dict(zip(first, here, strict=True))
        return [(other[half], key) for half, key in kind.cells.day.places]

    def next(self) -> Days | None:
        """Return the best days that were not given yet; None when there are none, or out of work."""
        while not self.clock.over:
            cost = total(
                min(LEFT_OUT, self.daily.cost(col)) * var for (_, col), var in self.chosen.items()
            )
            answer = self.mip.minimize(cost, effort=EFFORT)
            if answer is None:
                return None
            taken = [where for where, var in self.chosen.items() if answer.count(var)]
            if not self._priced_anew(taken):
                self.mip.at_most(total(self.chosen[where] for where in taken), len(taken) - 1)
                return self._days(taken)
        return None

    def _priced_anew(self, taken: Sequence[tuple[int, Column]]) -> bool:
        """Price the cells of these days with whole candidates; whether that was not known."""
        new = False
        for kind, choice, content in dict.fromkeys(column for _, column in taken):
            cells = self.daily.kinds[kind].cells
            if (choice, content) not in cells.settled:
                cells.settle((choice, content), CELL_EFFORT)
                new = True
        for (_, column), var in self.chosen.items():
            if self.daily.cost(column) > LEFT_OUT:
                self.mip.fix(var, 0)
        return new

    def _days(self, taken: Sequence[tuple[int, Column]]) -> Days:
        opened: dict[tuple[int, str], int] = {}
        heard: dict[tuple[Parts, int], int] = {}
        for day, (rank, choice, content) in taken:
            cells = self.daily.kinds[rank].cells
            opened |= zip(self._places(rank, day), cells.choices[choice].counted, strict=True)
            for shape, count in zip(cells.day.hours.shapes, cells.contents[content], strict=True):
                heard[shape.parts, day] = count
        return Days(opened, heard)
