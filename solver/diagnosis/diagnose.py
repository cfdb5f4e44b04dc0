"""The single door of the diagnosis: what is short, the cheapest remedies, what would break first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from math import ceil

from models.planning import HalfDay, Problem, Task
from solver.blocks import whole_blocks
from solver.bounds.heard import fewest_unplaced
from solver.constraints.master import add_constraints
from solver.diagnosis.families import Family, Kind
from solver.diagnosis.parts import parts_of
from solver.diagnosis.pricing import Pricing
from solver.diagnosis.remedies import Remedy, applied, next_half_days
from solver.diagnosis.supply import Supply, TaskKind
from solver.instance import Instance
from solver.limits import Clock, Limits
from solver.master import Master
from solver.mip import TOLERANCE, total
from solver.reasons import own_reason
from solver.solve import solve

EFFORT, EFFORT_VERIFYING, EFFORT_COUNTING = 1.0, 0.3, 0.1
"""Work of one question at the most: whether anybody is left out, whether a remedy is enough, how many
more than the relaxed counts say are left out of a large session."""
SLIGHT = 0.01
MOST_ALTERNATIVES = 4
MOST_OPENED = 2
MOST_TASKS_NAMED = 300
MOST_TASKS_SEARCHED = 60
SEARCH = Limits(seconds=20.0, effort=0.5)
NAMING = 6.0


class Proof(StrEnum):
    """How a remedy was verified: by counts, by people with their names, by a whole plan."""

    COUNTED = "COUNTED"
    NAMED = "NAMED"
    PLANNED = "PLANNED"


@dataclass(frozen=True, slots=True)
class Verified:
    """A remedy solved with: who stays unplaced then, and how that was found."""

    remedy: Remedy
    unplaced: int
    proof: Proof


@dataclass(frozen=True, slots=True)
class Margin:
    """Half-days of a family that could at most be given back, well chosen, and those needed."""

    family: Family
    spare: int
    needed: int


@dataclass(frozen=True, slots=True)
class CentreDiagnosis:
    """What one centre is short of; `unplaced` is None when it could not be found out in time.

    `unplaced` is the least while a room and an examiner serve one commission a half-day, as planning
    does; `sure` of them stay without a place however commissions follow one another. `alone` are tasks
    that nothing of this can place, each with its own reason in French.
    """

    centre: str
    tasks: int
    unplaced: int | None
    alone: tuple[tuple[Task, str], ...] = ()
    remedies: tuple[Verified, ...] = ()
    margins: tuple[Margin, ...] = ()
    sure: int = 0


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Tasks left out, of these kinds: no plan leaves out fewer than `least`.

    `found` are left out by counts that hold; None when that is more than was asked for.
    """

    least: int
    found: int | None
    kinds: tuple[TaskKind, ...]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What a session is short of, part by part; a session of one or two centres is one part."""

    parts: tuple[CentreDiagnosis, ...] = ()
    problems: tuple[Problem, ...] = field(default=(), repr=False)

    @property
    def unplaced(self) -> int | None:
        """Fewest passages that stay without a place; None where it is not known."""
        found = [part.unplaced for part in self.parts]
        return None if None in found else sum(one for one in found if one is not None)


def diagnose(
    problem: Problem,
    *,
    limits: Limits | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    told: Callable[[str], None] = lambda _: None,
) -> Diagnosis:
    """Say what is short, where and how much, with remedies verified by solving, the cheapest first.

    Parameters
    ----------
    problem : Problem
        What is to be planned.
    limits : Limits, optional
        Work and seconds for the whole diagnosis; what does not fit is said to be unknown.
    cancelled, told
        Asked now and then whether to stop: what was not looked at is then unknown. Told in French what
        is looked at.

    """
    clock = Clock(limits or Limits(seconds=600.0, effort=120.0), cancelled)
    parts = parts_of(problem, clock)
    found = tuple(_Part(one, clock, told).diagnosis(centre) for centre, one in parts)
    return Diagnosis(found, tuple(one for _, one in parts))


class _Part:
    """The questions about one part of a session."""

    def __init__(self, problem: Problem, clock: Clock, told: Callable[[str], None]) -> None:
        self.problem = problem
        self.clock = clock
        self.told = told
        self.instance = Instance(problem)
        self.counted: dict[Remedy, int] = {}

    def diagnosis(self, centre: str) -> CentreDiagnosis:
        tasks = self.problem.tasks
        self.told("Décompte de ce qui manque")
        alone = tuple(
            (task, reason) for task in tasks if (reason := own_reason(self.instance, task)) is not None
        )
        counting = EFFORT if len(tasks) <= MOST_TASKS_NAMED else EFFORT_COUNTING
        left = self._left_out(self.instance, len(alone), effort=EFFORT, counting=counting)
        if left is not None and left.found is not None:
            self.told("Recherche de ce qui manquerait d’abord")
            margins = tuple(self._margins(left.found))
            return CentreDiagnosis(centre, len(tasks), left.found, alone, (), margins, len(alone))
        if left is None or left.least <= len(alone):
            return CentreDiagnosis(centre, len(tasks), None, alone)
        remedies = tuple(self._verified(len(alone), left.kinds))
        sure = max(len(alone), self._surely_left_out())
        return CentreDiagnosis(centre, len(tasks), left.least, alone, remedies, sure=sure)

    def _surely_left_out(self) -> int:
        """Return the least of a small session whatever its commissions; 0 where it is too large."""
        small = len(self.problem.tasks) <= MOST_TASKS_NAMED
        return fewest_unplaced(self.instance, self.clock) if small else 0

    def _left_out(
        self, instance: Instance, most: int, *, effort: float, counting: float
    ) -> LeftOut | None:
        """Return who is left out; None when nothing could be found in time.

        `effort` goes to show that no more than `most` are, `counting` to say how many more where the
        relaxed counts prove that more are.
        """
        supply = Supply(instance, self.clock)
        relaxed = supply.mip.relaxed(supply.unplaced, effort=EFFORT)
        if relaxed is None:
            return None
        work = counting if relaxed.bound > most + TOLERANCE else effort
        answer = supply.mip.near(relaxed, supply.unplaced, effort=work) if work else None
        said = answer or relaxed
        kinds = tuple(kind for kind, var in supply.short.items() if said[var] > TOLERANCE)
        least = max(0, ceil(max(relaxed.bound, said.bound) - TOLERANCE))
        enough = answer is not None and answer.value <= most + TOLERANCE
        return LeftOut(least, most if enough else None, kinds)

    def _unplaced(self, instance: Instance, alone: int) -> int | None:
        """Return how many are left out where no more than `alone` are; None where that is not sure."""
        left = self._left_out(instance, alone, effort=EFFORT_VERIFYING, counting=0.0)
        return None if left is None else left.found

    def _verified(self, alone: int, short: Iterable[TaskKind]) -> Iterator[Verified]:
        """Remedies that place everybody who can be, solved with, the cheapest first."""
        self.told("Recherche des remèdes")
        pricing = Pricing(self.instance, self.clock, self._families(short), alone)
        found = list(dict.fromkeys([*pricing.remedies(), *self._opened(alone, short)]))
        found.sort(key=lambda remedy: remedy.cost)
        for rank, remedy in enumerate(found[:MOST_ALTERNATIVES]):
            self.told(f"Vérification du remède {rank + 1}")
            for tried in pricing.surer(remedy):
                verified = self._verify(tried, alone, best=rank == 0)
                if verified is not None and verified.unplaced <= alone:
                    yield verified
                    break

    def _families(self, short: Iterable[TaskKind]) -> list[Family]:
        """Families of the centres that are short, seats of what they share people with."""
        keys = {kind.key for kind in short}
        people = frozenset[str]().union(*(self.instance.able[key] for key in keys))
        sharing = [need for need in self.problem.epreuves if self.instance.able[need.key] & people]
        found: dict[Family, None] = {}
        for centre in self._centres(short):
            for kind in (Kind.ROOM, Kind.ACCESSIBLE, Kind.PREPARATION, Kind.COMPUTER):
                found[Family(kind, centre)] = None
            for need in sharing:
                for seat in need.seats:
                    found[Family(Kind.SEAT, centre, need.key, need.seats.index(seat))] = None
        return list(found)

    def _centres(self, short: Iterable[TaskKind]) -> list[str]:
        """Centres where somebody is left out."""
        halves = self.instance.half_days
        return sorted({halves[half].centre for kind in short for half in kind.halves})

    def _opened(self, alone: int, short: Iterable[TaskKind]) -> Iterator[Remedy]:
        """Yield the fewest half-days to open in each centre that place everybody, two at the most."""
        for count in range(1, MOST_OPENED + 1):
            halves: tuple[HalfDay, ...] = ()
            for centre in self._centres(short):
                more = next_half_days(self.problem, centre, count)
                halves += tuple(
                    replace(half, id=len(self.problem.half_days) + len(halves) + rank)
                    for rank, half in enumerate(more)
                )
            remedy = Remedy(opened=halves)
            left = self._unplaced(Instance(applied(self.problem, remedy)), alone)
            if left is not None:
                self.counted[remedy] = left
                yield remedy
                return

    def _verify(self, remedy: Remedy, alone: int, *, best: bool) -> Verified | None:
        """Solve with a remedy: a whole plan of a small session, named people, else counts."""
        problem = applied(self.problem, remedy)
        if best and len(problem.tasks) <= MOST_TASKS_SEARCHED:
            return Verified(remedy, len(solve(problem, limits=SEARCH).plan.unplaced), Proof.PLANNED)
        instance = Instance(problem)
        if best and len(problem.tasks) <= MOST_TASKS_NAMED:
            master = Master(instance, whole_blocks(instance), self.clock)
            add_constraints(master)
            relaxed = master.mip.relaxed(master.unplaced, effort=NAMING)
            answer = relaxed and master.mip.near(relaxed, master.unplaced, effort=NAMING)
            if answer is not None:
                return Verified(remedy, round(answer.value), Proof.NAMED)
        known = self.counted.get(remedy)
        left = self._unplaced(instance, alone) if known is None else known
        return None if left is None else Verified(remedy, left, Proof.COUNTED)

    def _margins(self, short: int) -> Iterator[Margin]:
        """What each family could give back at the most, everybody still placed: a bound."""
        supply = Supply(self.instance, self.clock, holding_back=True, whole=False)
        supply.mip.at_most(supply.unplaced, short + TOLERANCE)
        for family, held in supply.held.items():
            answer = supply.mip.minimize(-1 * total(held), effort=EFFORT, gap=SLIGHT)
            if answer is not None:
                spare = int(sum(answer[var] for var in held) + TOLERANCE)
                needed = ceil(sum(answer[var] for var in supply.sittings(family)) - TOLERANCE)
                yield Margin(family, spare, needed)
