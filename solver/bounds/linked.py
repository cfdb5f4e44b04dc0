"""A master whose days are chosen among cells: who sits where, and what the hours of a day cost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from solver.bounds.daily import LEFT_OUT, Column, Daily, settle
from solver.bounds.shapes import Part, shapes_of
from solver.master import Master
from solver.mip import Expr, Var, total

Parts = tuple[Part, ...]
Choice = tuple[int, Column]
"""A day and its cell."""


def flows_of(master: Master, parts: Parts, day: int) -> Iterator[list[Var]]:
    """Give candidates with these parts heard on a day, part by part."""
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


class Linked:
    """A cell for each day of a master, which counts what the master opens and hears that day."""

    def __init__(self, daily: Daily, master: Master, columns: Iterable[Column]) -> None:
        self.daily = daily
        self.master = master
        self.mip = master.mip
        self.chosen: dict[Choice, Var] = {
            (day, column): self.mip.boolean()
            for column in columns
            for day in daily.kinds[column[0]].days
        }
        for rank, kind in enumerate(daily.kinds):
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
        for index, (half, key) in enumerate(self.places(rank, day)):
            block = self.master.blocks_of(half)[0]
            counted = total(
                cells.choices[choice].counted[index] * var for (_, choice, _), var in mine.items()
            )
            if any(cells.choices[choice].endless for _, choice, _ in mine):
                self.mip.at_most(counted, self.master.count(block, key))
            else:
                self.mip.equal(counted, self.master.count(block, key))
        for number, shape in enumerate(cells.day.hours.shapes):
            heard = total(cells.contents[content][number] * var for (_, _, content), var in mine.items())
            for flows in flows_of(self.master, shape.parts, day):
                self.mip.equal(total(flows), heard)

    def places(self, rank: int, day: int) -> Sequence[tuple[int, str]]:
        """Half-days and épreuves of a day, in the order of the first day of its kind."""
        kind = self.daily.kinds[rank]
        halves = self.master.instance.problem.half_days
        first = [half.id for half in halves if half.day == kind.days[0]]
        here = [half.id for half in halves if half.day == day]
        other = dict(zip(first, here, strict=True))
        return [(other[half], key) for half, key in kind.cells.day.places]

    @property
    def cost(self) -> Expr:
        """Waiting of the cells as far as known; cells that hold nobody are not to be chosen."""
        for (_, column), var in self.chosen.items():
            if self.daily.cost(column) > LEFT_OUT:
                self.mip.fix(var, 0)
        return total(
            min(LEFT_OUT, self.daily.cost(column)) * var for (_, column), var in self.chosen.items()
        )

    def settled(self, effort: float) -> tuple[float, list[Choice] | None]:
        """Choose cells until all of them are priced with whole candidates.

        Returns
        -------
        tuple
            A lower bound of the waiting, minus infinity when not known; then the cells of the best days,
            None when there are none or work is out.

        """
        bound = float("-inf")
        while not self.mip.clock.over:
            answer = self.mip.minimize(self.cost, effort=effort)
            if answer is None:
                break
            bound = max(bound, answer.bound)
            taken = [where for where, var in self.chosen.items() if answer.count(var)]
            if not settle(self.daily, [column for _, column in taken]):
                return bound, taken
        return bound, None

    def offers(self, taken: Sequence[Choice]) -> bool:
        """Whether these days can be chosen at all."""
        return all(where in self.chosen for where in taken)

    def forbid(self, taken: Sequence[Choice]) -> None:
        """Let these days not be chosen all together again."""
        self.mip.at_most(total(self.chosen[where] for where in taken), len(taken) - 1)
