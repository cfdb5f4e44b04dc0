"""Which centre hears a candidate whom nobody designated one for.

The master counts the candidates of each group that go to each centre, all their épreuves together, and
how many of those who live alike; who of a group goes where is a matching at the least travel.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from models.planning import Problem, Task
from solver.instance import Instance
from solver.master import Group, Master
from solver.matching import matched
from solver.mip import Answer, Expr, Var, total

UNKNOWN_MINUTES = 120
WISH_MINUTES = 150


def one_centre_each(master: Master) -> dict[tuple[int, str], Var]:
    """Count the candidates of each free group by centre: all their épreuves are heard there."""
    instance = master.instance
    homes: dict[tuple[int, str], Var] = {}
    if len(instance.centres) == 1:
        return homes
    sums: dict[tuple[int, str], dict[int, list[Expr]]] = defaultdict(lambda: defaultdict(list))
    for (group, index, half), var in master.flows.items():
        if master.groups[group].classes[index].centre is None:
            sums[group, instance.half_days[half].centre][index].append(var)
    for (group, centre), by_index in sums.items():
        homes[group, centre] = master.mip.integer(master.groups[group].size)
        for flows in by_index.values():
            master.mip.at_most(total(flows), homes[group, centre])
    for group in {group for group, _ in homes}:
        there = [var for (one, _), var in homes.items() if one == group]
        master.mip.at_most(total(there), master.groups[group].size)
    return homes


def travel_cost(master: Master, homes: dict[tuple[int, str], Var]) -> list[Expr]:
    """Minutes of travel of the candidates of each group to their centres."""
    by_group: dict[int, dict[str, Var]] = defaultdict(dict)
    for (group, centre), var in homes.items():
        by_group[group][centre] = var
    return [
        cost
        for group, there in by_group.items()
        for cost in _journeys(master, master.groups[group], there)
    ]


def _journeys(master: Master, group: Group, there: dict[str, Var]) -> Iterator[Expr]:
    """Those of a group who live alike go to each centre; they add up to the candidates counted there."""
    centres = list(there)
    alike = Counter(
        tuple(_travel(master.instance, one, centre) for centre in centres) for one in group.candidates
    )
    arrivals: dict[str, list[Expr]] = {centre: [] for centre in centres}
    for minutes, size in alike.items():
        ways = [master.mip.number(size) for _ in centres]
        master.mip.at_most(total(ways), size)
        for centre, way, cost in zip(centres, ways, minutes, strict=True):
            arrivals[centre].append(way)
            yield cost * way
    for centre, counted in there.items():
        master.mip.equal(total(arrivals[centre]), counted)


def _travel(instance: Instance, candidate: str, centre: str) -> int:
    return reluctance(instance.tasks_of_candidate[candidate], centre)


def reluctance(tasks: Iterable[Task], centre: str) -> int:
    """Minutes of travel, and what a wish for another centre is worth in minutes.

    A journey that the session does not give is long where it gives others, unknown where it gives none.
    """
    rows = list(tasks)
    journeys = rows[0].travel
    minutes = journeys.get(centre, UNKNOWN_MINUTES if journeys else 0)
    wishes = {task.wished for task in rows if task.wished is not None}
    return minutes + WISH_MINUTES * bool(wishes and centre not in wishes)


def beside_their_locks(problem: Problem) -> Problem:
    """Return the problem where a candidate with a locked passage is heard there for the rest too.

    Where that centre cannot hear an épreuve, it is left to be given one.
    """
    if not problem.locked:
        return problem
    instance = Instance(problem)
    there = {
        person: problem.tasks[lock.task].centre
        for lock in problem.locked
        for person in problem.tasks[lock.task].people
    }

    def beside(task: Task) -> Task:
        centre = there.get(task.candidate) if task.centre is None else None
        halves = (half for half in problem.half_days if half.centre == centre)
        able = any(instance.may_use(task, half) for half in halves)
        return replace(task, centre=centre) if able else task

    return replace(problem, tasks=tuple(map(beside, problem.tasks)))


def settled(instance: Instance, homes: dict[str, str]) -> Instance:
    """Return the instance with a centre for every candidate."""
    if not homes:
        return instance
    tasks = tuple(
        replace(task, centre=homes.get(task.candidate, task.centre)) if task.centre is None else task
        for task in instance.problem.tasks
    )
    return Instance(replace(instance.problem, tasks=tasks))


def homes_of(master: Master, homes: dict[tuple[int, str], Var], answer: Answer) -> dict[str, str]:
    """Give each free candidate a centre, the nearest first."""
    found: dict[str, str] = {}
    for group in master.groups:
        counts = {
            centre: answer.count(homes[number, centre]) for number, centre in homes if number == group.id
        }
        if counts:
            found |= _shared(master.instance, group, counts)
    return found


def _shared(instance: Instance, group: Group, counts: dict[str, int]) -> dict[str, str]:
    left = dict(counts)
    left[min(left)] += group.size - sum(left.values())
    costs = [[_travel(instance, one, centre) for centre in left] for one in group.candidates]
    chosen = matched(costs, list(left.values()))
    centres = list(left)
    return {
        one: centres[rank]
        for one, rank in zip(group.candidates, chosen, strict=True)
        if rank is not None
    }
