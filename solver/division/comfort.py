"""What the candidates of several centres wait at least, all together.

Each centre says what its candidates wait at least, whatever it opens and whom it hears: planes
(`solver.bounds.planes`), by a crew like its search. How many commissions each épreuve has in each centre,
and where candidates without a designated centre go, is then the choice of a small programme, in which
commissions hold what their patterns hold and are no more than the plan's: any lawful plan is an answer.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from models.planning import Problem, Task
from solver.bounds.planes import Plane
from solver.bounds.shapes import one_jury_phase
from solver.division.crowds import Able
from solver.division.need import Cover
from solver.division.share import Cutter, Order, Part
from solver.draft import Draft
from solver.instance import Instance, needs_computer, needs_to_be_alone
from solver.limits import Clock
from solver.mip import Expr, Var, total
from solver.rounding import rounded_up

EFFORT = 10.0
WAITING = "waiting_minutes"

Traits = tuple[tuple[object, ...], ...]
Site = tuple[str, str]


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


def parts_to_bound(homes: Problem, opened: Mapping[str, Mapping[str, int]]) -> Iterator[Part]:
    """Cut the session by centre, without examiners: whoever is lent where, the bound holds.

    Parameters
    ----------
    homes
        The session, with a centre for everybody.
    opened
        Commissions of each épreuve by centre for which the bound is to say most.

    """
    cutter = Cutter(each_alone(homes))
    for centre in sorted(cutter.centres, key=lambda one: (-len(cutter.tasks[one]), one)):
        part = cutter.part(Order(centre, {}))
        yield replace(part, opened=tuple(sorted(opened.get(centre, {}).items())))


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
        self.visits: dict[str, Var] = {}
        self.waited: dict[str, Var] = {}

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

    def add(self, centre: str, planes: Iterable[Plane]) -> None:
        """Let a centre wait no less than its planes say."""
        self.waited[centre] = self.mip.number()
        self.visits[centre] = self.mip.number()
        left = {where: self._left(where) for where in self.heard if where[0] == centre}
        for plane in planes:
            worth = [
                price * left[where] for where, price in self._prices(centre, plane) if where in left
            ]
            asked = [
                price * total(self.cover.opened.get((centre, key), ())) for key, price in plane.opened
            ]
            spent = total([*asked, plane.visits * self.visits[centre]])
            self.mip.at_most(plane.minutes + total(worth) - spent, self.waited[centre])

    def _left(self, where: tuple[str, Traits, int]) -> Expr:
        """How many passages of a kind are heard in a centre."""
        sent = total(self.heard[where])
        if not self.values["unplaced"]:
            return sent
        self.missing.append(self.mip.number())
        return sent - self.missing[-1]

    def _prices(
        self, centre: str, plane: Plane
    ) -> Iterator[tuple[tuple[str, Traits, int], float]]:
        """Prices of the passages of a plane, by what this programme knows them by."""
        tasks = self.instance.problem.tasks
        for number, price in plane.heard:
            mine = self.instance.tasks_of_candidate[tasks[number].candidate]
            rank = [task.id for task in mine].index(number)
            yield (centre, traits_of(self.instance, mine), rank), price

    def least(self) -> int:
        """Return the bound; 0, always true, when nothing is known in the work allowed."""
        people = len(self.instance.tasks_of_candidate)
        self.mip.at_most(total(self.visits.values()), people + self.values["extra_days"])
        if self.missing:
            self.mip.at_most(total(self.missing), self.values["unplaced"])
        bound = self.mip.bound(total(self.waited.values()), effort=EFFORT, whole=True)
        return min(self.values[WAITING], rounded_up(bound))


def may_be_bounded(problem: Problem) -> bool:
    """Whether hours are those of one candidate before one jury, as planes know them."""
    instance = Instance(problem)
    return not instance.grouped and one_jury_phase(instance)
