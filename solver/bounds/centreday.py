"""One day of a centre, whatever it opens and whom it hears: what it waits beyond what prices pay for.

The cells of a small day can be counted (`cells`); those of forty candidates cannot. A day is then asked
for its best answer to prices: so much for each passage heard, so much asked for each commission and for
each candidate who comes. Whole candidates and whole commissions: a second, mostly less, for forty.
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
from solver.mip import Answer, Expr, Mip, Var, total

EASE = 0.6
"""What an iteration costs here, the search among whole days included, measured."""

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
    """What a day holds, and the minutes waited there."""

    waiting: float
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
        self.hours = Hours(self.master, Grid(day.settings.grid, Rounding.DOWN), whole=True)
        add_hours(self.hours)
        self.mip.ease = EASE
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
        number = self.mip.integer()
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

    def linear(self, content: Content, effort: float) -> Tariff | None:
        """Return the prices of a day that holds this, parts of candidates allowed; None when unknown."""
        asked = [(self.heard[key], count) for key, count in content.heard.items() if key in self.heard]
        asked += [(self.opened[key], n) for key, n in content.opened.items() if key in self.opened]
        asked.append((self.visits, content.visits))
        for var, count in asked:
            self.mip.fix(var, count)
        found = self.mip.prices(self.waiting, effort=effort)
        for var, _ in asked:
            var.lower_bound, var.upper_bound = 0.0, math.inf
        if found is None or not math.isfinite(found.value):
            return None
        prices = found.of_variable
        return Tariff(
            {key: max(0.0, prices[var.id]) for key, var in self.heard.items()},
            {key: max(0.0, -prices[var.id]) for key, var in self.opened.items()},
            max(0.0, -prices[self.visits.id]),
        )

    def best(self, tariff: Tariff, effort: float) -> tuple[float, Content | None]:
        """Return a bound of the day's waiting less what it is paid, and the best day found, if any.

        The bound is minus infinity when nothing is known within `effort`.
        """
        paid = total(tariff.heard[key] * var for key, var in self.heard.items())
        asked = total(tariff.opened[key] * var for key, var in self.opened.items())
        cost = self.waiting + asked + tariff.visits * self.visits - paid
        found = self.mip.minimize(cost, effort=effort)
        if found is None:
            return -math.inf, None
        return found.bound, self._content(found)

    def _content(self, answer: Answer) -> Content:
        return Content(
            round(answer.of(self.waiting)),
            {key: answer.count(var) for key, var in self.heard.items()},
            {key: answer.count(var) for key, var in self.opened.items()},
            answer.count(self.visits),
        )
