"""What a centre's candidates wait at least, whatever it opens and whom it hears.

A plane is a bound for every plan of the days of a centre that are alike: so many minutes, more for each
passage, less for each commission they open and for each time a candidate comes. Prices of any kind make
one: each day, at its best for these prices, costs no less. The prices of an average day, parts of
candidates allowed, say most of days that hold that much.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum

from solver.blocks import whole_blocks
from solver.bounds.alike import anybody, days_alike
from solver.bounds.centreday import CentreDay, Content, Passage
from solver.instance import Instance
from solver.limits import Clock
from solver.master import Master

MOST_STEPS = 6_000
"""Hours of a day up to which it is priced in seconds."""

VISITS = "visits"

Amounts = tuple[tuple[int, float], ...]
"""Passages like that of a task: its number, and how many, or how many minutes each."""


@dataclass(frozen=True, slots=True)
class Point:
    """What the days of one kind hold together: what a plane is to say most of."""

    kind: int
    heard: Amounts
    opened: tuple[tuple[str, float], ...]
    visits: float


@dataclass(frozen=True, slots=True)
class Plane:
    """A bound of the waiting of the days of one kind: `minutes`, and what each thing changes.

    Attributes
    ----------
    heard
        Minutes more for each passage like that of a task.
    opened
        Minutes less for each commission of an épreuve.
    visits
        Minutes less for each day that a candidate comes.

    """

    kind: int
    minutes: float
    heard: Amounts
    opened: tuple[tuple[str, float], ...]
    visits: float

    def at(self, point: Point) -> float:
        """Return the minutes that days like those of a point wait at least."""
        heard, opened = dict(point.heard), dict(point.opened)
        worth = fsum(price * heard.get(task, 0.0) for task, price in self.heard)
        asked = fsum(price * opened.get(key, 0.0) for key, price in self.opened)
        return self.minutes + worth - asked - self.visits * point.visits


@dataclass(frozen=True, slots=True)
class Kind:
    """Days that are alike: how many, and one of them."""

    count: int
    day: CentreDay


class Centre:
    """The days of one centre, whoever sits there.

    Parameters
    ----------
    instance
        A session of one centre, its candidates avoiding nobody and its commissions needing nobody.

    """

    def __init__(self, instance: Instance, kinds: Sequence[Kind]) -> None:
        self.instance = instance
        self.kinds = kinds
        self.shapes = kinds[0].day.shapes
        self.passages: dict[int, Passage] = {
            task.id: (shape.id, rank)
            for shape in self.shapes
            for rank, task in enumerate(instance.tasks_of_candidate[shape.groups[0].candidates[0]])
        }

    def evenly(self, opened: Mapping[str, int]) -> Iterator[Point]:
        """Share all the candidates of the centre, and so many commissions, evenly between its days."""
        held: Counter[object] = Counter()
        for kind in self.kinds:
            for what in (*kind.day.heard, *kind.day.opened, VISITS):
                held[what] += kind.count
        people = sum(shape.size for shape in self.shapes)
        for rank, kind in enumerate(self.kinds):
            heard = (
                (task, kind.count / held[to] * self.shapes[to[0]].size)
                for task, to in self.passages.items()
                if to in kind.day.heard
            )
            sat = (
                (key, kind.count / held[key] * count)
                for key, count in sorted(opened.items())
                if key in kind.day.opened
            )
            yield Point(rank, tuple(heard), tuple(sat), kind.count / held[VISITS] * people)

    def plane(self, point: Point) -> Plane | None:
        """Return a plane that says most of what a point asks for; None out of work."""
        kind = self.kinds[point.kind]
        tariff = kind.day.prices(self._content(point, kind))
        least = None if tariff is None else kind.day.least(tariff)
        if tariff is None or least is None:
            return None
        minutes = kind.count * min(0.0, least)
        heard = ((task, tariff.heard[to]) for task, to in self.passages.items() if to in tariff.heard)
        return Plane(point.kind, minutes, tuple(heard), tuple(tariff.opened.items()), tariff.visits)

    def _content(self, point: Point, kind: Kind) -> Content:
        """Return an average day of a point."""
        return Content(
            {self.passages[task]: count / kind.count for task, count in point.heard},
            {key: count / kind.count for key, count in point.opened},
            point.visits / kind.count,
        )


def planes_of(
    instance: Instance, opened: Mapping[str, int], points: Sequence[Point], clock: Clock
) -> tuple[Plane, ...]:
    """Return planes of a session of one centre: of all its days, or none where they are too large.

    Parameters
    ----------
    opened, points
        Commissions by épreuve for which planes are to say most, when no points are given.

    """
    centre = centre_of(instance, clock)
    if centre is None:
        return ()
    found = [centre.plane(point) for point in points or tuple(centre.evenly(opened))]
    known = tuple(plane for plane in found if plane is not None)
    return known if points or len(known) == len(found) else ()


def centre_of(instance: Instance, clock: Clock) -> Centre | None:
    """Return the days of a session of one centre; None where they are too large to be priced.

    Members and links to candidates are left out, so that every lawful plan of the centre is seen.
    """
    plain = without_people(instance)
    master = Master(plain, whole_blocks(plain), clock, relaxed=True)
    alike = days_alike(plain, master)
    kinds = [Kind(len(days), CentreDay(plain, halves, clock)) for days, halves in alike]
    if not kinds or any(len(kind.day.hours.steps) > MOST_STEPS for kind in kinds):
        return None
    return Centre(plain, kinds)


def without_people(instance: Instance) -> Instance:
    """Let commissions sit without anybody, and everybody be heard anywhere."""
    problem = anybody(instance).problem
    needs = tuple(replace(need, seats=()) for need in problem.epreuves)
    return Instance(replace(problem, epreuves=needs, examiners=(), locked=()))
