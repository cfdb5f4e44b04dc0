"""One day of a centre, whatever it opens and whom it hears: what it waits beyond what prices pay for.

The cells of a small day can be counted (`cells`); those of forty candidates cannot. A day is then asked
for its best answer to prices: so much for each passage heard, so much asked for each commission and for
each candidate who comes. Parts of candidates are allowed: a fraction of a second for forty of them.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from models.planning import HalfDay
from solver.blocks import whole_blocks
from solver.bounds.hours import Hours, add_hours
from solver.bounds.shapes import Grid, Rounding, Shape
from solver.constraints.master import commissions_hold_what_fits
from solver.instance import Instance
from solver.limits import Clock
from solver.master import Master
from solver.mip import Expr, Mip, Var, total

LEFT_OUT = 2_000.0
COMMISSION = 3_000.0
VISIT = 800.0
"""Minutes that a passage nobody hears, a commission or a coming too many cost at the most."""
PRICES_EFFORT = 3.0
LEAST_EFFORT = 1.0

Passage = tuple[int, int]
"""A shape and the rank of one of its parts."""


@dataclass(frozen=True, slots=True)
class Tariff:
    """Minutes that a passage is worth, and that a commission and a candidate's coming cost."""

    heard: Mapping[Passage, float]
    opened: Mapping[str, float]
    visits: float


@dataclass(frozen=True, slots=True)
class Content:
    """What a day holds: an average, parts allowed."""

    heard: Mapping[Passage, float]
    opened: Mapping[str, float]
    visits: float


class CentreDay:
    """The hours of a day, what it opens and whom it hears left free.

    Parameters
    ----------
    instance
        A session of one centre whose candidates avoid nobody and whose commissions need nobody.

    """

    def __init__(self, instance: Instance, halves: Iterable[HalfDay], clock: Clock) -> None:
        day = Instance(replace(instance.problem, half_days=tuple(halves)))
        self.master = Master(day, whole_blocks(day), clock, relaxed=True)
        self.hours = Hours(self.master, Grid(day.settings.grid, Rounding.DOWN), whole=False)
        add_hours(self.hours)
        commissions_hold_what_fits(self.master)
        self._nobody_is_counted()
        self.waiting = total(self.hours.waiting)
        self.heard = self._heard()
        self.opened = self._opened()
        self.visits = self._same(self.hours.days.values())

    @property
    def mip(self) -> Mip:
        """The model."""
        return self.hours.mip

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """Candidates who are alike."""
        return self.hours.shapes

    def _nobody_is_counted(self) -> None:
        """Hear as many of a shape as fit, not only those of this session's centre."""
        for var in (*self.master.flows.values(), *(step.var for step in self.hours.steps)):
            var.upper_bound = math.inf

    def _same(self, terms: Iterable[Expr]) -> Var:
        """Make a variable of a sum."""
        number = self.mip.number()
        self.mip.equal(total(terms), number)
        return number

    def _heard(self) -> dict[Passage, Var]:
        flows: dict[Passage, list[Expr]] = defaultdict(list)
        shape_of = {group.id: shape.id for shape in self.shapes for group in shape.groups}
        for (group, rank, _), var in self.master.flows.items():
            flows[shape_of[group], rank].append(var)
        return {passage: self._same(terms) for passage, terms in sorted(flows.items())}

    def _opened(self) -> dict[str, Var]:
        counts: dict[str, list[Expr]] = defaultdict(list)
        for block in self.master.blocks:
            for key in self.master.kinds:
                if (block.id, key) in self.master.opened:
                    counts[key].append(self.master.count(block, key))
        return {key: self._same(terms) for key, terms in sorted(counts.items())}

    def prices(self, content: Content) -> Tariff | None:
        """Return the prices of a day that holds this, parts of candidates allowed; None out of work.

        Prices have a limit, so that there are some where a day cannot hold as much.
        """
        heard = {
            key: self._row(var, at_least=content.heard[key])
            for key, var in self.heard.items()
            if key in content.heard
        }
        opened = {
            key: self._row(-1 * var, at_least=-content.opened.get(key, 0.0))
            for key, var in self.opened.items()
        }
        visits = self._row(-1 * self.visits, at_least=-content.visits)
        cost = LEFT_OUT * total(missed for _, missed in heard.values())
        cost += COMMISSION * total(missed for _, missed in opened.values()) + VISIT * visits[1]
        found = self.mip.prices(self.waiting + cost, effort=PRICES_EFFORT)
        for row, missed in (*heard.values(), *opened.values(), visits):
            row.lower_bound = -math.inf
            self.mip.fix(missed, 0.0)
        if found is None or not math.isfinite(found.value):
            return None

        def price(row: Var) -> float:
            return max(0.0, float(found.of_row[row.id]))

        return Tariff(
            {key: price(row) for key, (row, _) in heard.items()},
            {key: price(row) for key, (row, _) in opened.items()},
            price(visits[0]),
        )

    def _row(self, expression: Expr, *, at_least: float) -> tuple[Var, Var]:
        """Ask for so much; what is missing costs."""
        missed = self.mip.number()
        return self.mip.model.add_linear_constraint(expression + missed >= at_least), missed

    def least(self, tariff: Tariff) -> float | None:
        """Return what a day waits at least, less what it is paid; None out of work."""
        paid = total(price * self.heard[key] for key, price in tariff.heard.items())
        asked = total(price * self.opened[key] for key, price in tariff.opened.items())
        cost = self.waiting + asked + tariff.visits * self.visits - paid
        least = self.mip.bound(cost, effort=LEAST_EFFORT, whole=False)
        return least if math.isfinite(least) else None
