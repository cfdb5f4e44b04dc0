"""Which centre hears a candidate whom nobody designated one for, when centres are many.

Three levels, one after the other, as in a session solved at once: everybody where there is room, in the
fewest commissions that the patterns of `need` allow, then the least travel, the wish for one's own
centre of training being worth some minutes. Whole crowds are counted by centre in a small programme;
who of a crowd goes where is a matching, at the least travel again.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from models.planning import HalfDay, Problem, Task
from solver.division.crowds import Crowd, crowds_of
from solver.division.need import Cover
from solver.instance import Instance
from solver.limits import Clock
from solver.matching import matched
from solver.mip import TOLERANCE, Answer, Expr, Var, total

ROOM_SHARE = 0.95
SHIFTS = (3, 8)
EFFORT = 10.0
TRAVEL_EFFORT = 6.0
GAP = 0.01
MANY_TASKS = 20_000
"""Tasks beyond which so few commissions that one in five thousand may be spared are few enough."""
MANY_GAP = 0.0002
MOST_WAYS = 6_000
"""Households by centre up to which shorter journeys are found in the work allowed."""


def settled(problem: Problem, clock: Clock) -> Problem:
    """Return the problem with a centre for every task that some centre can hear."""
    instance = Instance(_beside_their_own(problem))
    crowds = crowds_of(instance)
    if not crowds:
        return instance.problem
    homes = homes_of(instance, crowds, clock)
    tasks = tuple(_at(task, homes.get(task.candidate)) for task in instance.problem.tasks)
    return replace(problem, tasks=tasks)


def _beside_their_own(problem: Problem) -> Problem:
    """Return the problem where whoever has a centre for one épreuve has it for the others."""
    known = {task.candidate: task.centre for task in problem.tasks if task.centre is not None}
    return replace(problem, tasks=tuple(_at(task, known.get(task.candidate)) for task in problem.tasks))


def _at(task: Task, centre: str | None) -> Task:
    return replace(task, centre=centre) if task.centre is None and centre is not None else task


def homes_of(instance: Instance, crowds: Sequence[Crowd], clock: Clock) -> dict[str, str]:
    """Give each free candidate a centre: the levels first, from an answer near the nearest centres."""
    model = Settlement(instance, crowds, clock)
    counted = model.least_commissions()
    if counted is None:
        return {}
    begin = counted
    for shift in SHIFTS:
        near = Settlement(instance, crowds, clock, shift=shift).least_commissions()
        if near is not None and model.as_good(near, counted):
            begin = near
            break
    return dict(_people_sent(model, model.least_travel(begin) or begin))


class Settlement:
    """How many of each crowd go to each centre.

    Parameters
    ----------
    shift
        Candidates of a crowd by which a centre may have more or fewer than if each went to the nearest.

    """

    def __init__(
        self, instance: Instance, crowds: Sequence[Crowd], clock: Clock, *, shift: float = math.inf
    ) -> None:
        self.instance = instance
        self.crowds = crowds
        self.cover = Cover(instance, clock)
        self.gap = MANY_GAP if len(instance.problem.tasks) > MANY_TASKS else 0.0
        self.mip = self.cover.mip
        self.halves: dict[str, list[HalfDay]] = defaultdict(list)
        for half in instance.problem.half_days:
            self.halves[half.centre].append(half)
        self.left = [self.mip.integer(crowd.size) for crowd in crowds]
        self.flows = [self._near(crowd, shift) for crowd in crowds]
        self._everybody_goes_somewhere()
        self._rooms_are_enough()
        self._seats_are_enough()

    def _near(self, crowd: Crowd, shift: float) -> dict[str, Var]:
        nearest: Counter[str] = Counter()
        for household in crowd.households:
            nearest[min(crowd.centres, key=household.cost)] += household.size
        return {
            centre: self.mip.integer(min(crowd.size, nearest[centre] + shift), nearest[centre] - shift)
            for centre in crowd.centres
        }

    def _everybody_goes_somewhere(self) -> None:
        for crowd, flows, left in zip(self.crowds, self.flows, self.left, strict=True):
            self.mip.equal(total([*flows.values(), left]), crowd.size)
        for centre, task, count in self._heard():
            self.cover.hear(centre, task, count)
        self.cover.fit()

    def _heard(self) -> Iterator[tuple[str, Task, Expr]]:
        """Tasks that centres hear: their own, then those of crowds."""
        for task in self.instance.problem.tasks:
            if task.centre is not None:
                yield task.centre, task, 1
        for crowd, flows in zip(self.crowds, self.flows, strict=True):
            for centre, flow in flows.items():
                for task in crowd.tasks:
                    yield centre, task, flow

    def _rooms_are_enough(self) -> None:
        for centre, halves in self.halves.items():
            rooms = len(self.instance.rooms(centre, jury=True))
            sites = [site for site in self.cover.opened if site[0] == centre]
            opened = [total(self.cover.opened[site]) for site in sites]
            for (_, key), count in zip(sites, opened, strict=True):
                days = sum(self.instance.open_for(half, key) for half in halves)
                self.mip.at_most(count, rooms * days)
            self.mip.at_most(total(opened), math.ceil(ROOM_SHARE * rooms * len(halves)))

    def _seats_are_enough(self) -> None:
        """Seats before the jury are full but for the last interrogation of each half-day."""
        minutes: dict[str, list[Expr]] = defaultdict(list)
        for centre, task, count in self._heard():
            if task.lead:
                minutes[centre].append(task.lead * count)
        shortest = min(task.jury for task in self.instance.problem.tasks)
        for centre, terms in minutes.items():
            seats = sum(room.seats for room in self.instance.rooms(centre, jury=False))
            there = sum(half.end - half.start - shortest for half in self.halves[centre])
            self.mip.at_most(total(terms), seats * there)

    def least_commissions(self) -> Answer | None:
        """Everybody, then few commissions: each level is kept for what follows."""
        worth = 1 + len(self.instance.problem.tasks)
        cost = worth * self.unplaced + self.cover.commissions
        answer = self.mip.minimize(cost, effort=EFFORT, gap=self.gap)
        if self.gap and answer is not None and answer.of(self.unplaced) > TOLERANCE:
            # beside somebody left out, a share of the cost is many commissions
            answer = self.mip.minimize(cost, effort=EFFORT, start=answer.values) or answer
        if answer is not None:
            self.mip.at_most(self.unplaced, answer.of(self.unplaced) + TOLERANCE)
            self.mip.at_most(self.cover.commissions, answer.of(self.cover.commissions) + TOLERANCE)
        return answer

    @property
    def unplaced(self) -> Expr:
        """Tasks and candidates that no centre hears."""
        return total([*self.left, *self.cover.short])

    def as_good(self, other: Answer, known: Answer) -> bool:
        """Whether an answer to the same question, in the same numbers, is as good as a known one."""
        if other.of(self.unplaced) > known.of(self.unplaced) + TOLERANCE:
            return False
        opened = known.of(self.cover.commissions) * (1 + self.gap)
        return other.of(self.cover.commissions) <= opened + TOLERANCE

    def least_travel(self, known: Answer) -> Answer | None:
        """Among these, the shortest journeys, from an answer that is known; None when too many."""
        if sum(len(crowd.households) * len(crowd.centres) for crowd in self.crowds) > MOST_WAYS:
            return None
        minutes: list[Expr] = []
        for crowd, flows, left in zip(self.crowds, self.flows, self.left, strict=True):
            arrivals: dict[str, list[Var]] = {centre: [] for centre in flows}
            stay: list[Var] = []
            for household in crowd.households:
                ways = {centre: self.mip.number(household.size) for centre in flows}
                stay.append(self.mip.number(household.size))
                self.mip.equal(total([*ways.values(), stay[-1]]), household.size)
                for centre, way in ways.items():
                    arrivals[centre].append(way)
                    minutes.append(household.cost(centre) * way)
            for centre, flow in flows.items():
                self.mip.equal(total(arrivals[centre]), flow)
            self.mip.equal(total(stay), left)
        cost = total(minutes)
        return self.mip.minimize(cost, effort=TRAVEL_EFFORT, gap=GAP, start=known.values)


def _people_sent(model: Settlement, answer: Answer) -> Iterator[tuple[str, str]]:
    """Match the people of each crowd to the places counted for it, at the least travel."""
    for crowd, flows in zip(model.crowds, model.flows, strict=True):
        places = {centre: answer.count(flow) for centre, flow in flows.items() if answer.count(flow)}
        yield from _matched(crowd, places)


def _matched(crowd: Crowd, places: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    people: list[str] = []
    costs: list[list[int]] = []
    for household in crowd.households:
        row = [household.cost(centre) for centre in places]
        people += household.candidates
        costs += [row] * household.size
    if places:
        centres = list(places)
        for candidate, rank in zip(people, matched(costs, list(places.values())), strict=True):
            if rank is not None:
                yield candidate, centres[rank]
