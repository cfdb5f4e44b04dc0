"""The least waiting of one day, its commissions and its candidates being counted.

All the candidates of the day sit all their épreuves in it. What is asked is what `hours` asks of a
whole session; with the counts fixed, its linear relaxation is close to the truth.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from models.planning import HalfDay
from solver.blocks import whole_blocks
from solver.bounds.hours import Hours, add_hours
from solver.bounds.shapes import Grid, Rounding
from solver.instance import Instance
from solver.limits import Clock
from solver.master import Master
from solver.mip import Expr, Mip, Pricing, Var, total
from solver.rounding import rounded_up

AGAIN_EASE = 0.1
"""What an iteration costs when hours are priced from those of the last cell, measured."""

Counts = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Slope:
    """A price of some counts, and what it is at least for others: a plane below every price."""

    value: float
    opened: Sequence[float]
    heard: Sequence[float]


class OneDay:
    """The hours of a day; `places` are its half-days and épreuves, counted in `opened`.

    Candidates are counted by shape in `heard`.

    Parameters
    ----------
    instance
        A session whose candidates avoid nobody.

    """

    def __init__(self, instance: Instance, halves: Iterable[HalfDay], clock: Clock) -> None:
        day = Instance(replace(instance.problem, half_days=tuple(halves)))
        self.master = Master(day, whole_blocks(day), clock, relaxed=True)
        self.hours = Hours(self.master, Grid(day.settings.grid, Rounding.DOWN), whole=True)
        add_hours(self.hours)
        blocks = {block.id: block.half_day.id for block in self.master.blocks}
        self.places = sorted((blocks[block], key) for block, key in self.master.opened)
        self.opened = [self._commissions(half, key) for half, key in self.places]
        self.heard = [self._candidates(shape.id) for shape in self.hours.shapes]
        self.cost: Expr = total(self.hours.waiting)
        self._pricing: Pricing | None = None

    @property
    def mip(self) -> Mip:
        """The model."""
        return self.hours.mip

    def _commissions(self, half: int, key: str) -> Var:
        """Make the number of commissions of an épreuve in a half-day."""
        number = self.mip.integer()
        blocks = self.master.blocks_of(half)
        self.mip.equal(total(self.master.count(block, key) for block in blocks), number)
        return number

    def _candidates(self, shape: int) -> Var:
        """Make the number of candidates of a shape, all their parts heard that day."""
        number = self.mip.integer()
        flows: dict[int, list[Expr]] = defaultdict(list)
        groups = {group.id for group in self.hours.shapes[shape].groups}
        for (group, rank, _), var in self.master.flows.items():
            if group in groups:
                flows[rank].append(var)
        for rank in range(len(self.hours.shapes[shape].parts)):
            self.mip.equal(total(flows[rank]), number)
        walks = (walks for (one, _), walks in self.hours.days.items() if one == shape)
        self.mip.equal(total(walks), number)
        return number

    @contextmanager
    def pricing(self) -> Iterator[None]:
        """Let `slope` be asked."""
        with self.mip.standing(self.cost, [*self.opened, *self.heard], ease=AGAIN_EASE) as pricing:
            self._pricing = pricing
            yield
        self._pricing = None

    def slope(self, opened: Sequence[float], heard: Sequence[float]) -> Slope | None:
        """Return the linear price of these counts, infinite where nothing fits; None when not known."""
        found = self._pricing([*opened, *heard]) if self._pricing else None
        if found is None or math.isinf(found.value):
            return None if found is None else Slope(math.inf, (), ())
        prices = found.of_variable
        return Slope(
            found.value,
            [prices[number.id] for number in self.opened],
            [prices[number.id] for number in self.heard],
        )

    def price(self, opened: Counts, heard: Counts, effort: float) -> float:
        """Return what these counts cost at least, with whole candidates; infinite where nothing fits."""
        for number, count in zip([*self.opened, *self.heard], [*opened, *heard], strict=True):
            self.mip.fix(number, count)
        found = self.mip.bound(self.cost, effort=effort, whole=True)
        return found if found == math.inf else float(rounded_up(found))
