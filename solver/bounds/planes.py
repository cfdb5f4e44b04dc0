"""What a centre's candidates wait at least, whatever it opens and whom it hears.

A plane is a bound for every plan of a centre: so many minutes, more for each passage beyond, less for each
commission it opens and for each time a candidate comes. Prices of any kind make one: the days of the
centre, each at its best for these prices, cost no less. Which prices say most for some commissions and
candidates is found by choosing among days already met (columns), and asking days for better ones.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from solver.blocks import whole_blocks
from solver.bounds.alike import anybody, days_alike
from solver.bounds.centreday import CentreDay, Content, Passage, Tariff
from solver.instance import Instance
from solver.limits import Clock
from solver.master import Master
from solver.mip import Expr, Mip, Prices, Var, total

DAY_EFFORT = 3.0
EFFORT = 2.0
MOST_ROUNDS = 4
MOST_STEPS = 6_000
"""Hours of a day up to which it is priced in seconds."""
ENOUGH = 0.002
"""Relative distance from the best prices at which they are good enough."""
NEAR = 0.05
LEAST_NEAR = 2.0
"""How far from the best prices known others are sought: a share of each price, and minutes."""

Opened = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Plane:
    """A bound of a centre's waiting: `minutes`, and what each thing adds to it or takes away.

    Attributes
    ----------
    heard
        Minutes for each passage like that of a task: its number, and the minutes.
    opened
        Minutes less for each commission of an épreuve.
    visits
        Minutes less for each day that a candidate comes.

    """

    minutes: float
    heard: tuple[tuple[int, float], ...]
    opened: tuple[tuple[str, float], ...]
    visits: float


@dataclass(frozen=True, slots=True)
class Kind:
    """Days that are alike: how many, and one of them."""

    count: int
    day: CentreDay


class Centre:
    """The days of one centre, and those already met that may be chosen again."""

    def __init__(self, instance: Instance, kinds: Sequence[Kind], clock: Clock) -> None:
        self.clock = clock
        self.kinds = kinds
        self.shapes = kinds[0].day.shapes
        self.instance = instance
        self.mip = Mip(clock)
        self.columns: list[tuple[Var, float]] = []
        self.met: set[tuple[object, ...]] = set()
        self.days = [self._row(-math.inf, kind.count) for kind in kinds]
        passages = sorted({key for kind in kinds for key in kind.day.heard})
        self.wanted = {key: self.shapes[key[0]].size for key in passages}
        self.heard = {key: self._row(count, math.inf) for key, count in self.wanted.items()}
        keys = sorted({key for kind in kinds for key in kind.day.opened})
        self.opened = {key: self._row(-math.inf, 0.0) for key in keys}
        people = sum(shape.size for shape in self.shapes)
        self.visits = self._row(-math.inf, people)
        self.missed = [self._missed(row, more=True) for row in self.heard.values()]
        self.missed += [self._missed(row, more=False) for row in self.opened.values()]
        self.missed.append(self._missed(self.visits, more=False))

    def _row(self, low: float, high: float) -> Var:
        return self.mip.model.add_linear_constraint(lb=low, ub=high)

    def _missed(self, row: Var, *, more: bool) -> tuple[Var, Var]:
        """Let a row be missed, or more than kept; `more` is asked for rather than less."""
        missed, beyond = self.mip.number(), self.mip.number()
        row.set_coefficient(missed, 1 if more else -1)
        row.set_coefficient(beyond, -1 if more else 1)
        return missed, beyond

    def _add(self, rank: int, content: Content) -> None:
        """Let a day be chosen."""
        print_of_day = (rank, content.waiting, *content.heard.values(), *content.opened.values())
        if print_of_day in self.met:
            return
        self.met.add(print_of_day)
        var = self.mip.number()
        self.columns.append((var, content.waiting))
        self.days[rank].set_coefficient(var, 1)
        for key, count in content.heard.items():
            self.heard[key].set_coefficient(var, count)
        for key, count in content.opened.items():
            self.opened[key].set_coefficient(var, count)
        self.visits.set_coefficient(var, content.visits)

    def planes(self, opened: Opened) -> Iterator[Plane]:
        """Yield planes, the last of which says most for so many commissions."""
        for key, row in self.opened.items():
            row.upper_bound = opened.get(key, 0)
        best, tariff = -math.inf, self._first(opened)
        asked = tariff
        for _ in range(MOST_ROUNDS):
            if self.clock.over:
                return
            plane = self._priced(asked)
            value = self.value(plane, opened)
            if value > best:
                best, tariff = value, asked
                yield plane
            prices = self.mip.prices(self._cost(tariff), effort=EFFORT)
            if prices is None or prices.value - best <= max(1.0, ENOUGH * prices.value):
                return
            asked = self._tariff(prices)

    def _first(self, opened: Opened) -> Tariff:
        """Prices of an average day, parts of candidates and of commissions allowed."""
        days = sum(kind.count for kind in self.kinds)
        average = Content(
            0.0,
            {key: count / days for key, count in self.wanted.items()},
            {key: opened.get(key, 0) / days for key in self.opened},
            sum(shape.size for shape in self.shapes) / days,
        )
        day = max(self.kinds, key=lambda kind: kind.count).day
        found = day.linear(average, EFFORT)
        nothing = Tariff(dict.fromkeys(self.heard, 0.0), dict.fromkeys(self.opened, 0.0), 0.0)
        if found is None:
            return nothing
        return replace(found, heard={**nothing.heard, **found.heard}, opened={**nothing.opened, **found.opened})

    def _cost(self, tariff: Tariff) -> Expr:
        """Waiting of the days chosen; prices that stay near a tariff are what missing a row costs."""
        terms = [cost * var for var, cost in self.columns]
        prices = [*tariff.heard.values(), *tariff.opened.values(), tariff.visits]
        for (missed, beyond), price in zip(self.missed, prices, strict=True):
            near = NEAR * price + LEAST_NEAR
            terms += [(price + near) * missed, -max(0.0, price - near) * beyond]
        return total(terms)

    def _tariff(self, prices: Prices) -> Tariff:
        return Tariff(
            {key: max(0.0, prices.of_row[row.id]) for key, row in self.heard.items()},
            {key: max(0.0, -prices.of_row[row.id]) for key, row in self.opened.items()},
            max(0.0, -prices.of_row[self.visits.id]),
        )

    def _priced(self, tariff: Tariff) -> Plane:
        """Ask each kind of day for its best answer, which is met from now on."""
        minutes = 0.0
        for rank, kind in enumerate(self.kinds):
            bound, content = kind.day.best(tariff, DAY_EFFORT)
            minutes += kind.count * min(0.0, bound)
            if content is not None:
                self._add(rank, content)
        heard = tuple((self._task(key), price) for key, price in tariff.heard.items())
        return Plane(minutes, heard, tuple(tariff.opened.items()), tariff.visits)

    def _task(self, passage: Passage) -> int:
        shape, rank = passage
        candidate = self.shapes[shape].groups[0].candidates[0]
        return self.instance.tasks_of_candidate[candidate][rank].id

    def value(self, plane: Plane, opened: Opened) -> float:
        """What a plane says of all the candidates of the centre and so many commissions."""
        heard = zip(self.wanted.values(), plane.heard, strict=True)
        worth = sum(count * price for count, (_, price) in heard)
        spent = sum(price * opened.get(key, 0) for key, price in plane.opened)
        people = sum(shape.size for shape in self.shapes)
        return plane.minutes + worth - spent - plane.visits * people


def centre_of(instance: Instance, clock: Clock) -> Centre | None:
    """Return the days of a session of one centre; None where they are too large to be priced.

    Members and links to candidates are left out, so that every lawful plan of the centre is seen.
    """
    plain = without_people(instance)
    master = Master(plain, whole_blocks(plain), clock, relaxed=True)
    kinds = [Kind(len(days), CentreDay(plain, halves, clock)) for days, halves in days_alike(plain, master)]
    if not kinds or any(len(kind.day.hours.steps) > MOST_STEPS for kind in kinds):
        return None
    return Centre(plain, kinds, clock)


def without_people(instance: Instance) -> Instance:
    """Let commissions sit without anybody, and everybody be heard anywhere."""
    problem = anybody(instance).problem
    needs = tuple(replace(need, seats=()) for need in problem.epreuves)
    return Instance(replace(problem, epreuves=needs, examiners=(), locked=()))


def planes_of(instance: Instance, points: Iterable[Opened], clock: Clock) -> tuple[Plane, ...]:
    """Return planes that say most of a centre when it opens so many commissions."""
    centre = centre_of(instance, clock)
    if centre is None:
        return ()
    return tuple(plane for opened in points for plane in centre.planes(opened))
