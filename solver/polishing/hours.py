"""The hours of a patch with the fewest days and the least waiting, candidates being counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from models.planning import Task
from solver.blocks import whole_blocks
from solver.bounds.hours import Hours, Step, candidates_walk, commissions_walk, passages_are_counted
from solver.bounds.shapes import Grid, Rounding, Shape
from solver.constraints.master import commissions_hold_what_fits
from solver.constraints.timing import never_more
from solver.exact.joint import Timetable
from solver.instance import needs_computer, needs_to_be_alone
from solver.limits import Clock
from solver.master import Family, Master
from solver.mip import Expr, Mip, total
from solver.polishing.patch import Patch, Place
from solver.preparation import Seats, seats_of

EASE = 0.5
"""What an iteration costs here beside one of a usual model, measured."""
DAY_COST = 1_000.0
"""More than anybody waits in a day."""
UNPLACED_COST = 100_000.0
MOST_STEPS = 4_000
"""Hours of a patch up to which they are chosen in little work."""


class PatchHours(Hours):
    """Hours of a patch: whoever comes has nothing to gain by coming before the first phase."""

    def _offer(self, shape: Shape, rank: int) -> None:
        group, part = shape.groups[0], shape.parts[rank]
        for half in self.instance.problem.half_days:
            if (group.id, rank, half.id) not in self.master.flows:
                continue
            for done in self._before(shape, rank):
                last: set[int] = set()
                for begin, start in self._hours(part, half):
                    if done or start not in last:
                        last.add(start)
                        var = self.mip.integer(shape.size)
                        step = Step(shape.id, rank, half.id, half.day, done, begin, start, var)
                        self.steps.append(step)


class _Rows:
    """A linear programme, as the rules by hours ask it."""

    def __init__(self, mip: Mip) -> None:
        self.mip = mip

    def at_most(self, terms: list[Any], bound: int) -> None:
        """Add Σ `terms` ≤ `bound`."""
        self.mip.at_most(total(terms), bound)


def best_hours(patch: Patch, clock: Clock, *, effort: float, gap: float) -> Timetable | None:
    """Return how many candidates of each shape take each hour; None where nothing was found in time.

    Nothing is where épreuves or shapes are so many that this would take long.
    """
    chosen_already = Family("seat")
    master = Master(patch.instance, whole_blocks(patch.instance), clock, elastic=chosen_already)
    grid = Grid(patch.instance.settings.grid, Rounding.UP)
    hours = PatchHours(master, grid, whole=True)
    hours.mip.ease = EASE
    if len(hours.steps) > MOST_STEPS:
        return None
    short = everybody_is_counted(hours)
    commissions_are_those_of(master, patch)
    commissions_hold_what_fits(master)
    passages_are_counted(hours)
    candidates_walk(hours)
    commissions_walk(hours)
    preparation_rooms_hold(hours, patch)
    accessible_commissions_hear_in_turn(hours, patch)
    days = total([DAY_COST * walks for walks in hours.days.values()])
    cost = total([UNPLACED_COST * short, days, *hours.waiting])
    cost -= DAY_COST * sum(shape.size for shape in hours.shapes)
    answer = hours.mip.minimize(cost, effort=effort, gap=gap)
    if answer is None:
        return None
    steps = ((step, answer.count(step.var)) for step in hours.steps)
    return Timetable(hours, tuple(row for row in steps if row[1]), {}, 0)


def everybody_is_counted(hours: Hours) -> Expr:
    """Each task has a half-day or is short; return how many are."""
    short: list[Expr] = []
    flows: dict[tuple[int, int], list[Expr]] = defaultdict(list)
    for (group, rank, _), var in hours.master.flows.items():
        flows[group, rank].append(var)
    for alike in hours.master.groups:
        for rank in range(len(alike.classes)):
            short.append(hours.mip.integer(alike.size))
            hours.mip.equal(total([*flows[alike.id, rank], short[-1]]), alike.size)
    return total(short)


def commissions_are_those_of(master: Master, patch: Patch) -> None:
    """As many commissions sit as in the draft."""
    for block in master.blocks:
        for key in master.kinds:
            count = len(patch.places.get((block.half_day.id, key), ()))
            if (block.id, key) in master.opened:
                master.mip.equal(master.count(block, key), count)


def preparation_rooms_hold(hours: Hours, patch: Patch) -> None:
    """Preparation rooms hold those who prepare: seats, computers, accessible seats, lone rooms."""
    inside: dict[int, list[Step]] = defaultdict(list)
    for step in hours.steps:
        if hours.part(step).lead:
            inside[step.half_day].append(step)
    tasks, openings = patch.instance.problem.tasks, list(patch.openings.values())
    for half, steps in sorted(inside.items()):
        rooms = patch.instance.open_rooms(patch.instance.half_days[half], jury=False)
        _seats_hold(hours, seats_of(patch.instance, rooms, tasks, openings), steps)


def _seats_hold(hours: Hours, seats: Seats, steps: list[Step]) -> None:
    model = _Rows(hours.mip)
    known = [(step, _task_of(hours, step)) for step in steps]

    def rows(keep: Callable[[Task], bool]) -> list[tuple[int, int, Any]]:
        kept = [(step, seats.weight(task)) for step, task in known if keep(task)]
        return [(step.begin, step.start, weight * step.var) for step, weight in kept if weight]

    never_more(model, rows(lambda _: True), seats.total)
    never_more(model, rows(needs_computer), seats.computers)
    never_more(model, rows(lambda task: task.accessible), seats.accessible)
    alone = [(step.begin, step.start, step.var) for step, task in known if needs_to_be_alone(task)]
    never_more(model, alone, 1 if seats.kept or seats.shared else 0)


def _task_of(hours: Hours, step: Step) -> Task:
    """Return the task of somebody of a shape."""
    somebody = hours.shapes[step.shape].groups[0].candidates[0]
    return hours.instance.tasks_of_candidate[somebody][step.rank]


def accessible_commissions_hear_in_turn(hours: Hours, patch: Patch) -> None:
    """Those who need an accessible room are heard, in turn, by the commissions that have one."""
    inside: dict[Place, list[tuple[int, int, Any]]] = defaultdict(list)
    for step in hours.steps:
        kind = hours.part(step).kind
        if kind.accessible:
            taken = hours.part(step).jury + hours.instance.needs[kind.key].gap
            end = step.start + hours.grid.length(taken)
            inside[step.half_day, kind.key].append((step.start, end, step.var))
    for place, rows in inside.items():
        rooms = sum(index in patch.accessible for index in patch.places.get(place, ()))
        never_more(_Rows(hours.mip), rows, rooms)
