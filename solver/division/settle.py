"""Which centre hears a candidate whom nobody designated one for, when centres are many.

Candidates alike (same journeys, same épreuves) are one group; a group's people go to centres by a
linear flow with whole commissions: everybody where there is room and juries, in few commissions, then
the centre where they were trained, then the shortest journeys.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from models.planning import HalfDay, Problem, Task
from solver.division.need import patterns_of
from solver.homes import reluctance
from solver.instance import Instance
from solver.limits import Clock
from solver.master import kinds_of
from solver.mip import TOLERANCE, Answer, Expr, Mip, Var, total

UNPLACED_COST = 10_000.0
COMMISSION_COST = 10.0
MINUTE_COST = 0.02
ROOM_SHARE = 0.95
FEW_CENTRES = 8
EFFORT = 20.0
GAP = 0.002

Traits = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Crowd:
    """Candidates without a centre whose journeys and tasks are alike; `tasks` are the first one's."""

    candidates: tuple[str, ...]
    tasks: tuple[Task, ...]

    @property
    def size(self) -> int:
        """How many candidates."""
        return len(self.candidates)

    def cost(self, centre: str) -> float:
        """Cost of one candidate there: the journey, and the wish not kept."""
        return MINUTE_COST * reluctance(self.tasks, centre)


def settled(problem: Problem, clock: Clock) -> Problem:
    """Return the problem with a centre for every task that some centre can hear."""
    known = {task.candidate: task.centre for task in problem.tasks if task.centre is not None}
    tasks = tuple(_at(task, known.get(task.candidate)) for task in problem.tasks)
    instance = Instance(replace(problem, tasks=tasks))
    crowds = crowds_of(instance)
    if not crowds:
        return instance.problem
    homes = homes_of(instance, crowds, clock)
    return replace(problem, tasks=tuple(_at(task, homes.get(task.candidate)) for task in tasks))


def homes_of(instance: Instance, crowds: Sequence[Crowd], clock: Clock) -> dict[str, str]:
    """Give each free candidate a centre, among the best few first, among all if these are too few."""
    found: dict[str, str] = {}
    for most in (FEW_CENTRES, len(instance.centres)):
        model = Settlement(instance, crowds, most, clock)
        model.everybody_fits()
        answer = model.mip.minimize(model.cost(), effort=EFFORT, gap=GAP)
        if answer is None:
            continue
        found = _read(model, answer)
        if most >= len(instance.centres) or all(answer[left] < 1 for left in model.left):
            break
    return found


def _at(task: Task, centre: str | None) -> Task:
    return replace(task, centre=centre) if task.centre is None and centre is not None else task


def crowds_of(instance: Instance) -> list[Crowd]:
    """Candidates without a centre, those alike together."""
    found: dict[Traits, list[tuple[str, tuple[Task, ...]]]] = defaultdict(list)
    for candidate, tasks in instance.tasks_of_candidate.items():
        free = tuple(task for task in tasks if task.centre is None)
        if free:
            found[_traits(free)].append((candidate, free))
    return [
        Crowd(tuple(candidate for candidate, _ in people), people[0][1]) for people in found.values()
    ]


def _traits(tasks: Sequence[Task]) -> Traits:
    journeys = tuple(sorted(tasks[0].travel.items()))
    return journeys, tuple(
        (task.epreuve, task.jury, task.lead, task.accessible, task.wished) for task in tasks
    )


class Settlement:
    """The flow of crowds to centres, each to `most` centres at the most, the best for it."""

    def __init__(self, instance: Instance, crowds: Sequence[Crowd], most: int, clock: Clock) -> None:
        self.instance = instance
        self.crowds = crowds
        self.mip = Mip(clock)
        self.kinds = kinds_of(instance.problem.tasks)
        self.halves: dict[str, list[HalfDay]] = defaultdict(list)
        for half in instance.problem.half_days:
            self.halves[half.centre].append(half)
        self.left = [self.mip.number(crowd.size) for crowd in crowds]
        self.flows: list[dict[str, Var]] = []
        for crowd in crowds:
            able = [centre for centre in instance.centres if self._may_hear(crowd, centre)]
            best = [centre for _, centre in sorted((crowd.cost(c), c) for c in able)][:most]
            self.flows.append({centre: self.mip.number(crowd.size) for centre in best})
        self.opened: dict[tuple[str, str], Var] = {}
        self._sizes: dict[tuple[str, str], int] = {}

    def _may_hear(self, crowd: Crowd, centre: str) -> bool:
        return all(
            any(self.instance.may_use(task, half) for half in self.halves[centre])
            for task in crowd.tasks
        )

    def everybody_fits(self) -> None:
        """Candidates go somewhere; commissions hold them, in the rooms and half-days of each centre."""
        for crowd, flows, left in zip(self.crowds, self.flows, self.left, strict=True):
            self.mip.equal(total([*flows.values(), left]), crowd.size)
        heard = self._heard()
        waits = self._prepared()
        for centre in self.instance.centres:
            self._rooms_are_enough(centre, heard[centre])
            self._seats_are_enough(centre, waits[centre])

    def _heard(self) -> dict[str, dict[str, list[Expr]]]:
        """Commissions' worth of candidates by centre and épreuve."""
        found: dict[str, dict[str, list[Expr]]] = defaultdict(lambda: defaultdict(list))
        for task in self.instance.problem.tasks:
            if task.centre is not None:
                found[task.centre][task.epreuve].append(self._share(task, task.centre))
        for crowd, flows in zip(self.crowds, self.flows, strict=True):
            for centre, var in flows.items():
                for task in crowd.tasks:
                    found[centre][task.epreuve].append(self._share(task, centre) * var)
        return found

    def _prepared(self) -> dict[str, list[Expr]]:
        """Minutes of preparation by centre."""
        found: dict[str, list[Expr]] = defaultdict(list)
        for task in self.instance.problem.tasks:
            if task.centre is not None and task.lead:
                found[task.centre].append(task.lead)
        for crowd, flows in zip(self.crowds, self.flows, strict=True):
            for centre, var in flows.items():
                found[centre] += [task.lead * var for task in crowd.tasks if task.lead]
        return found

    def _rooms_are_enough(self, centre: str, heard: Mapping[str, Sequence[Expr]]) -> None:
        halves = self.halves[centre]
        rooms = len(self.instance.rooms(centre, jury=True))
        for key, shares in heard.items():
            opened = sum(self.instance.open_for(half, key) for half in halves)
            self.opened[centre, key] = self.mip.integer(rooms * opened)
            self.mip.at_most(total(shares), self.opened[centre, key])
        mine = [var for (where, _), var in self.opened.items() if where == centre]
        self.mip.at_most(total(mine), ceil(ROOM_SHARE * rooms * len(halves)))

    def _seats_are_enough(self, centre: str, minutes: Sequence[Expr]) -> None:
        """Seats before the jury are full but for the last interrogation of each half-day."""
        seats = sum(room.seats for room in self.instance.rooms(centre, jury=False))
        if minutes:
            shortest = min(kinds[0].jury for kinds in self.kinds.values())
            open_minutes = sum(half.end - half.start - shortest for half in self.halves[centre])
            self.mip.at_most(total(minutes), seats * open_minutes)

    def _share(self, task: Task, centre: str) -> float:
        """Part of a commission that hearing this task takes."""
        key = task.epreuve
        if (centre, key) not in self._sizes:
            known = patterns_of(self.instance, centre, key, self.kinds[key])
            self._sizes[centre, key] = max((sum(one) for one in known), default=1)
        need = self.instance.needs[key]
        shortest = self.kinds[key][0].jury
        return (task.jury + need.gap) / (shortest + need.gap) / self._sizes[centre, key]

    def cost(self) -> Expr:
        """Everybody, then few commissions, then wishes and journeys."""
        terms: list[Expr] = [UNPLACED_COST * left for left in self.left]
        terms += [COMMISSION_COST * var for var in self.opened.values()]
        for crowd, flows in zip(self.crowds, self.flows, strict=True):
            terms += [crowd.cost(centre) * var for centre, var in flows.items()]
        return total(terms)


def _read(model: Settlement, answer: Answer) -> dict[str, str]:
    """Round the flow to people: whole parts first, then the largest remainders."""
    found: dict[str, str] = {}
    for crowd, flows in zip(model.crowds, model.flows, strict=True):
        if flows:
            seats = _rounded({centre: answer[var] for centre, var in flows.items()}, crowd.size)
            found |= dict(zip(crowd.candidates, seats, strict=True))
    return found


def _rounded(shares: Mapping[str, float], size: int) -> list[str]:
    """Return `size` centres, as near the shares as whole people can be."""
    counts = {centre: int(share + TOLERANCE) for centre, share in shares.items()}
    order = sorted(shares, key=lambda centre: (counts[centre] - shares[centre], centre))
    rank = 0
    while sum(counts.values()) < size:
        counts[order[rank % len(order)]] += 1
        rank += 1
    return [centre for centre in sorted(counts) for _ in range(counts[centre])][:size]
