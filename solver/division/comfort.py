"""What the candidates of several centres wait at least, all together.

Each centre says what its candidates wait at least, whatever it opens and whom it hears: planes
(`solver.bounds.planes`), by a crew like its search. How many commissions each épreuve has in each
centre, and where candidates without a designated centre go, is then the choice of a small programme, in
which commissions hold what their patterns hold and are no more than the plan's: any lawful plan is an
answer.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum

from models.planning import Problem, Task
from solver.bounds.planes import Plane, Point, planes_of
from solver.bounds.shapes import one_jury_phase
from solver.division.crowds import Able
from solver.division.found import Found, nothing_found
from solver.division.need import Cover
from solver.division.share import Cutter, Order, Part
from solver.draft import Draft
from solver.instance import Instance, needs_computer, needs_to_be_alone
from solver.limits import Clock, Limits, Progress
from solver.mip import Expr, Var, total
from solver.rounding import rounded_up

EFFORT = 5.0
ROUNDS = 8
ENOUGH = 0.01
"""Relative distance from what the days would wait where planes say all that they can."""
WAITING = "waiting_minutes"

Traits = tuple[tuple[object, ...], ...]


def each_alone(problem: Problem) -> Problem:
    """Let whoever is heard in several centres, or in some freely, be a candidate for each passage.

    Nobody then waits from one to the next, nor comes a day too many: no plan has less of either.
    """
    centres: dict[str, set[str | None]] = defaultdict(set)
    for task in problem.tasks:
        centres[task.candidate].add(task.centre)
    tasks = (
        replace(task, candidate=f"{task.candidate}#{task.id}")
        if len(centres[task.candidate]) > 1
        else task
        for task in problem.tasks
    )
    return replace(problem, tasks=tuple(tasks))


def opened_in(draft: Draft) -> dict[str, Counter[str]]:
    """Commissions of each épreuve, by centre."""
    opened: dict[str, Counter[str]] = defaultdict(Counter)
    for one in draft.openings:
        opened[one.block.half_day.centre][one.key] += 1
    return opened


def parts_to_bound(
    homes: Problem,
    opened: Mapping[str, Mapping[str, int]],
    points: Mapping[str, tuple[Point, ...]] | None = None,
) -> Iterator[Part]:
    """Cut the session by centre, without examiners: whoever is lent where, the bound holds.

    Parameters
    ----------
    homes
        The session, with a centre for everybody.
    opened
        Commissions of each épreuve by centre for which the bound is to say most, at first.
    points
        What the days of centres hold, later.

    """
    cutter = Cutter(each_alone(homes))
    for centre in sorted(cutter.centres, key=lambda one: (-len(cutter.tasks[one]), one)):
        part = cutter.part(Order(centre, {}))
        if points is None or centre in points:
            there = tuple(sorted(opened.get(centre, {}).items()))
            asked = () if points is None else points[centre]
            yield replace(part, opened=there, points=asked)


def bound_of_centre(
    part: Part, limits: Limits, tell: Callable[[Progress], None], cancelled: Callable[[], bool]
) -> Found:
    """Say what the candidates of one centre wait at least, whoever sits there."""
    clock = Clock(limits, cancelled, tell)
    numbers = {task: number for number, task in enumerate(part.tasks)}
    points = tuple(
        replace(point, heard=tuple((numbers[task], count) for task, count in point.heard))
        for point in part.points
    )
    planes = tuple(
        replace(plane, heard=tuple((part.tasks[task], price) for task, price in plane.heard))
        for plane in planes_of(Instance(part.problem), dict(part.opened), points, clock)
    )
    meter = clock.meter
    found = nothing_found(part.centre, part.tasks)
    return replace(found, planes=planes, work=meter.work, hurried=meter.hurried)


@dataclass(frozen=True, slots=True)
class Alike:
    """Candidates whose hours have the same lengths and who may go to the same centres."""

    traits: Traits
    centres: tuple[str, ...]
    tasks: tuple[Task, ...]
    count: int


def traits_of(instance: Instance, tasks: Iterable[Task]) -> Traits:
    """What the hours of a candidate depend on, the centre aside."""
    return tuple(
        (
            task.epreuve,
            task.jury,
            task.lead,
            needs_computer(task),
            needs_to_be_alone(task),
            task.away,
            task.busy,
            instance.turn(task),
            bool(task.refusal),
        )
        for task in tasks
    )


def candidates_alike(instance: Instance) -> list[Alike]:
    """Count candidates; those whom no centre may hear are nowhere."""
    able = Able(instance)
    found: dict[tuple[Traits, tuple[str, ...]], list[tuple[Task, ...]]] = defaultdict(list)
    for known in instance.tasks_of_candidate.values():
        tasks = tuple(known)
        centre = tasks[0].centre
        centres = able.centres(tasks) if centre is None else (centre,)
        found[traits_of(instance, tasks), centres].append(tasks)
    return [Alike(*where, people[0], len(people)) for where, people in found.items()]


@dataclass(frozen=True, slots=True)
class Days:
    """What the days of one kind of a centre hold, as this programme counts it, and wait at least.

    `heard` are passages like that of a task, by its number.
    """

    heard: Mapping[int, Var]
    opened: Mapping[str, Var]
    visits: Var
    waited: Var


class Together:
    """The choice of all centres, and what it waits at least.

    Parameters
    ----------
    problem
        The session as it was asked, candidates free to go where nobody designated a centre.
    values
        Levels of the plan.

    """

    def __init__(self, problem: Problem, values: Mapping[str, int], clock: Clock) -> None:
        self.instance = Instance(each_alone(problem))
        self.values = values
        self.cover = Cover(self.instance, clock)
        self.mip = self.cover.mip
        self.heard: dict[tuple[str, Traits, int], list[Expr]] = defaultdict(list)
        for one in candidates_alike(self.instance):
            self._go(one)
        self.cover.fit()
        self.mip.at_most(total(self.cover.short), values["unplaced"])
        self.mip.at_most(self.cover.commissions, values["half_days"])
        self.missing: list[Var] = []
        self.days: dict[tuple[str, int], Days] = {}

    def _go(self, one: Alike) -> None:
        """Send candidates to the centres they may go to."""
        flows: dict[str, Expr] = {one.centres[0]: one.count} if len(one.centres) == 1 else {}
        if len(one.centres) > 1:
            flows = {centre: self.mip.integer(one.count) for centre in one.centres}
            self.mip.equal(total(flows.values()), one.count)
        for centre, count in flows.items():
            for rank, task in enumerate(one.tasks):
                self.heard[centre, one.traits, rank].append(count)
                self.cover.hear(centre, task, count)

    def begin(self, planes: Mapping[str, Sequence[Plane]]) -> None:
        """Count what the days of each kind hold, of what their first planes give a price."""
        for centre, mine in planes.items():
            kinds = {plane.kind: plane for plane in mine}
            for kind, plane in sorted(kinds.items()):
                heard = {task: self.mip.number() for task, _ in plane.heard}
                opened = {key: self.mip.integer() for key, _ in plane.opened}
                self.days[centre, kind] = Days(heard, opened, self.mip.number(), self.mip.number())
            if kinds:
                self._share(centre, [self.days[centre, kind] for kind in sorted(kinds)])
        people = len(self.instance.tasks_of_candidate)
        comings = total(days.visits for days in self.days.values())
        self.mip.at_most(comings, people + self.values["extra_days"])
        if self.missing:
            self.mip.at_most(total(self.missing), self.values["unplaced"])

    def _share(self, centre: str, days: Sequence[Days]) -> None:
        """The days of a centre together hold what is heard and opened there."""
        for task in sorted({task for one in days for task in one.heard}):
            where = (centre, *self._known(task))
            if where in self.heard:
                there = total(one.heard[task] for one in days if task in one.heard)
                self.mip.at_most(self._left(where), there)
        for key in sorted({key for one in days for key in one.opened}):
            there = total(one.opened[key] for one in days if key in one.opened)
            self.mip.at_most(there, total(self.cover.opened.get((centre, key), ())))

    def _known(self, task: int) -> tuple[Traits, int]:
        """What a task is among candidates alike."""
        mine = self.instance.tasks_of_candidate[self.instance.problem.tasks[task].candidate]
        return traits_of(self.instance, mine), [one.id for one in mine].index(task)

    def _left(self, where: tuple[str, Traits, int]) -> Expr:
        """How many passages of a kind are heard in a centre."""
        sent = total(self.heard[where])
        if not self.values["unplaced"]:
            return sent
        self.missing.append(self.mip.number())
        return sent - self.missing[-1]

    def add(self, planes: Mapping[str, Iterable[Plane]]) -> None:
        """Let days wait no less than their planes say."""
        for centre, mine in planes.items():
            for plane in mine:
                days = self.days[centre, plane.kind]
                worth = total(price * days.heard[task] for task, price in plane.heard)
                asked = total(price * days.opened[key] for key, price in plane.opened)
                spent = asked + plane.visits * days.visits
                self.mip.at_most(plane.minutes + worth - spent, days.waited)

    @property
    def cost(self) -> Expr:
        """Minutes waited in all the days."""
        return total(days.waited for days in self.days.values())

    def least(self) -> int:
        """Return the bound with whole commissions and candidates; 0, always true, when not known."""
        bound = self.mip.bound(self.cost, effort=EFFORT, whole=True)
        return min(self.values[WAITING], rounded_up(bound))

    def linear(self) -> tuple[float, dict[str, tuple[Point, ...]]]:
        """Return the bound when nothing need be whole, and where more planes would say more."""
        answer = self.mip.relaxed(self.cost, effort=EFFORT)
        if answer is None:
            return 0.0, {}
        points: dict[str, list[Point]] = defaultdict(list)
        for (centre, kind), days in self.days.items():
            heard = tuple((task, answer[var]) for task, var in days.heard.items())
            opened = tuple((key, answer[var]) for key, var in days.opened.items())
            points[centre].append(Point(kind, heard, opened, answer[days.visits]))
        return answer.bound, {centre: tuple(mine) for centre, mine in points.items()}


def may_be_bounded(problem: Problem) -> bool:
    """Whether hours are those of one candidate before one jury, as planes know them."""
    instance = Instance(problem)
    return not instance.grouped and one_jury_phase(instance)


Ask = Callable[[Iterator[Part]], Mapping[str, Sequence[Plane]]]
"""Have the planes of parts found, by centre."""


def least_waiting(
    together: Together, homes: Problem, opened: Mapping[str, Mapping[str, int]], ask: Ask
) -> int:
    """Return what candidates wait at least in any plan no worse on the levels before.

    Planes are asked for where the choice of all centres would lie by those known, until they say no
    more.
    """
    planes = ask(parts_to_bound(homes, opened))
    together.begin(planes)
    for _ in range(ROUNDS):
        together.add(planes)
        bound, points = together.linear()
        planes = ask(parts_to_bound(homes, opened, points)) if points else {}
        if not any(planes.values()) or _told(planes, points) <= (1 + ENOUGH) * bound:
            break
    together.add(planes)
    return together.least()


def _told(planes: Mapping[str, Sequence[Plane]], points: Mapping[str, Sequence[Point]]) -> float:
    """Minutes that planes say of the points they were asked for."""
    asked = {(centre, point.kind): point for centre, mine in points.items() for point in mine}
    return fsum(plane.at(asked[centre, plane.kind]) for centre, mine in planes.items() for plane in mine)


def waiting_at_once(
    problems: tuple[Problem, Problem], draft: Draft, values: Mapping[str, int], clock: Clock
) -> int:
    """Return what the candidates of a session searched at once wait at least.

    Parameters
    ----------
    problems
        As it was asked, and with a centre for everybody.

    """
    asked, homes = problems
    if not may_be_bounded(asked):
        return 0

    def ask(parts: Iterator[Part]) -> dict[str, Sequence[Plane]]:
        found: dict[str, Sequence[Plane]] = {}
        for part in parts:
            limits = replace(clock.limits, effort=clock.left, seconds=clock.seconds_left)
            one = bound_of_centre(part, limits, clock.report, clock.cancelled)
            clock.spend(one.work)
            clock.meter.hurried |= one.hurried
            found[part.centre] = one.planes
        return found

    settled = beside_the_only_centre(homes)
    return least_waiting(Together(asked, values, clock), settled, opened_in(draft), ask)


def beside_the_only_centre(homes: Problem) -> Problem:
    """Give the centre of a session that has one to whoever has none."""
    only, *others = sorted({half.centre for half in homes.half_days})
    if others:
        return homes
    return replace(homes, tasks=tuple(replace(task, centre=only) for task in homes.tasks))
