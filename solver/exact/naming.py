"""Names for a timetable: who takes which day, which commission hears which passage, who sits there.

Hours are fixed, so that waiting is too; what is left is small enough for CP-SAT. It idles least,
then calls the fewest reserves, then balances loads, then avoids disliked half-days.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from models.planning import PlanExaminer, Preference, Task
from solver.bounds.hours import Step
from solver.bounds.shapes import Shape
from solver.cp import Bool, Cp, Linear, total, weighted
from solver.draft import Draft, Placed
from solver.exact.joint import Timetable
from solver.exact.walks import Walk, walks_of
from solver.instance import Block, Instance, SeatOption
from solver.limits import Clock
from solver.master import Group, Opening
from solver.timing import begin_of

EFFORT = 6.0
CUTS = 40

Chosen = Callable[[Bool], bool]


@dataclass(frozen=True, slots=True)
class Desk:
    """A commission to be named: its half-day and épreuve."""

    id: int
    block: Block
    key: str


@dataclass(frozen=True, slots=True)
class Chair:
    """An examiner in a seat of a commission."""

    desk: int
    examiner: PlanExaminer
    option: SeatOption
    var: Bool


@dataclass(frozen=True, slots=True)
class Passing:
    """One passage of a walk."""

    walk: int
    step: Step
    start: int
    end: int


class Naming:
    """Variables: group of each walk, desk of each passage, examiners of each desk."""

    def __init__(
        self, instance: Instance, timetable: Timetable, walks: list[Walk], clock: Clock
    ) -> None:
        self.instance = instance
        self.timetable = timetable
        self.cp = Cp(clock)
        self.shapes: tuple[Shape, ...] = timetable.hours.shapes
        self.walks = walks
        self.desks = _desks(timetable)
        self.passings = _passings(self)
        self.takes: dict[tuple[int, int], Bool] = {
            (rank, group.id): self.cp.boolean()
            for rank, walk in enumerate(self.walks)
            for group in self.shapes[walk.shape].groups
        }
        self.heard: dict[tuple[int, int], Bool] = {
            (rank, desk.id): self.cp.boolean()
            for rank, passing in enumerate(self.passings)
            for desk in self.desks_of(passing)
        }
        self.chairs = [
            Chair(desk.id, examiner, option, self.cp.boolean())
            for desk in self.desks
            for examiner, options in instance.options[desk.key]
            if desk.block.half_day.id in examiner.half_days
            for option in options
        ]

    def key_of(self, step: Step) -> str:
        """Épreuve of a step."""
        return self.shapes[step.shape].parts[step.rank].kind.key

    def desks_of(self, passing: Passing) -> list[Desk]:
        """Commissions that may hear a passage."""
        where = passing.step.half_day, self.key_of(passing.step)
        return [desk for desk in self.desks if (desk.block.half_day.id, desk.key) == where]


def _desks(timetable: Timetable) -> list[Desk]:
    blocks = {block.id: block for block in timetable.hours.master.blocks}
    found: list[Desk] = []
    for (block, key), count in sorted(timetable.opened.items()):
        for _ in range(count):
            found.append(Desk(len(found), blocks[block], key))
    return found


def _passings(naming: Naming) -> list[Passing]:
    found = []
    for rank, walk in enumerate(naming.walks):
        for step in walk.steps:
            part = naming.shapes[step.shape].parts[step.rank]
            found.append(Passing(rank, step, step.start, step.start + part.jury))
    return found


def named(instance: Instance, timetable: Timetable, clock: Clock) -> Draft | None:
    """Return the draft of a timetable; None when no names were found for it.

    Where no names fit, days are cut otherwise: few minutes' work, and waiting is the same.
    """
    draw = random.Random(clock.limits.seed)  # noqa: S311 - a search draws, nothing is protected
    for cut in range(CUTS):
        found = _named(instance, timetable, walks_of(timetable, draw if cut else None), clock)
        if found is not None or clock.over:
            return found
    return None


def _named(instance: Instance, timetable: Timetable, walks: list[Walk], clock: Clock) -> Draft | None:
    naming = Naming(instance, timetable, walks, clock)
    candidates_take_walks(naming)
    passages_are_heard(naming)
    commissions_keep_the_gap(naming)
    seats_are_filled(naming)
    examiners_sit_once(naming)
    conflicts_are_avoided(naming)
    accessible_rooms_are_enough(naming)
    solver = naming.cp.minimize(_cost(naming), effort=EFFORT)
    if solver is None:
        return None
    return _draft(naming, solver.boolean_value)


def candidates_take_walks(naming: Naming) -> None:
    """Each walk is the day of one candidate; each candidate has a passage for each part heard."""
    given: dict[tuple[int, int], list[Bool]] = defaultdict(list)
    for rank, walk in enumerate(naming.walks):
        groups = naming.shapes[walk.shape].groups
        naming.cp.model.add_exactly_one([naming.takes[rank, group.id] for group in groups])
        for group in groups:
            for step in walk.steps:
                given[group.id, step.rank].append(naming.takes[rank, group.id])
    for shape in naming.shapes:
        for group in shape.groups:
            for part in range(len(shape.parts)):
                naming.cp.model.add(total(given[group.id, part]) <= group.size)


def passages_are_heard(naming: Naming) -> None:
    """Each passage is before one commission."""
    for rank, passing in enumerate(naming.passings):
        desks = naming.desks_of(passing)
        naming.cp.model.add_exactly_one([naming.heard[rank, desk.id] for desk in desks])


def commissions_keep_the_gap(naming: Naming) -> None:
    """A commission hears one candidate at a time, the gap between them."""
    by_desk: dict[int, list[tuple[Passing, Bool]]] = defaultdict(list)
    for (rank, desk), var in naming.heard.items():
        by_desk[desk].append((naming.passings[rank], var))
    for desk, rows in by_desk.items():
        gap = naming.instance.needs[naming.desks[desk].key].gap
        for moment in sorted({passing.start for passing, _ in rows}):
            naming.cp.model.add_at_most_one(
                [var for one, var in rows if one.start <= moment < one.end + gap]
            )


def seats_are_filled(naming: Naming) -> None:
    """Each commission has one examiner in each seat; no more replacements than promised."""
    filled: dict[tuple[int, int], list[Bool]] = defaultdict(list)
    for chair in naming.chairs:
        filled[chair.desk, chair.option.seat].append(chair.var)
    for desk in naming.desks:
        for seat in range(len(naming.instance.needs[desk.key].seats)):
            naming.cp.model.add_exactly_one(filled[desk.id, seat])
    replaced = [chair.var for chair in naming.chairs if chair.option.replacement]
    naming.cp.model.add(total(replaced) <= naming.timetable.replacements)


def examiners_sit_once(naming: Naming) -> None:
    """An examiner sits in one commission at a time, in no more half-days than promised."""
    clashes = _clashes(naming)
    for code, by_block in _sits(naming).items():
        for inside in by_block.values():
            naming.cp.model.add_at_most_one(inside)
        for one, two in clashes:
            if one in by_block and two in by_block:
                naming.cp.model.add_at_most_one([*by_block[one], *by_block[two]])
        most = naming.instance.examiners[code].max_half_days
        if most is not None:
            naming.cp.model.add(total(var for inside in by_block.values() for var in inside) <= most)


def _sits(naming: Naming) -> dict[str, dict[int, list[Bool]]]:
    """Chairs of each examiner by block, which is a whole half-day."""
    found: dict[str, dict[int, list[Bool]]] = defaultdict(lambda: defaultdict(list))
    for chair in naming.chairs:
        found[chair.examiner.code][naming.desks[chair.desk].block.id].append(chair.var)
    return found


def _clashes(naming: Naming) -> list[tuple[int, int]]:
    blocks = {desk.block.id: desk.block for desk in naming.desks}
    pairs = combinations(blocks.values(), 2)
    return [(one.id, two.id) for one, two in pairs if naming.instance.same_time(one, two)]


def conflicts_are_avoided(naming: Naming) -> None:
    """A commission hears no candidate whom one of its members must not."""
    sits: dict[tuple[int, str], list[Bool]] = defaultdict(list)
    for chair in naming.chairs:
        sits[chair.desk, chair.examiner.code].append(chair.var)
    banned: dict[tuple[int, frozenset[str]], Bool] = {}
    for (rank, desk), heard in naming.heard.items():
        passing = naming.passings[rank]
        for group in naming.shapes[passing.step.shape].groups:
            conflicts = group.classes[passing.step.rank].conflicts
            people = [var for code in sorted(conflicts) for var in sits.get((desk, code), ())]
            if not people:
                continue
            if (desk, conflicts) not in banned:
                banned[desk, conflicts] = naming.cp.boolean()
                for var in people:
                    naming.cp.model.add_implication(var, banned[desk, conflicts])
            takes = naming.takes[passing.walk, group.id]
            naming.cp.model.add_bool_or([~takes, ~heard, ~banned[desk, conflicts]])


def accessible_rooms_are_enough(naming: Naming) -> None:
    """Commissions that hear candidates who need an accessible room are no more than such rooms."""
    asking: dict[int, Bool] = {}
    for (rank, desk), heard in naming.heard.items():
        step = naming.passings[rank].step
        if naming.shapes[step.shape].parts[step.rank].kind.accessible:
            if desk not in asking:
                asking[desk] = naming.cp.boolean()
            naming.cp.model.add_implication(heard, asking[desk])
    by_half: dict[int, list[Bool]] = defaultdict(list)
    for desk, var in asking.items():
        by_half[naming.desks[desk].block.half_day.id].append(var)
    for half, there in by_half.items():
        rooms = naming.instance.rooms(naming.instance.half_days[half].centre, jury=True)
        naming.cp.model.add(total(there) <= sum(room.accessible for room in rooms))


def _cost(naming: Naming) -> Linear:
    """Minutes from first to last candidate, then reserves, then squares, then disliked half-days."""
    chairs = naming.chairs
    square = 1 + len(naming.desks) * max(len(need.seats) for need in naming.instance.needs.values())
    reserve = square * (1 + square * square)
    terms: list[tuple[Linear, int]] = [(span, reserve * square) for span in _spans(naming)]
    terms += [(chair.var, reserve) for chair in chairs if chair.examiner.reserve]
    terms += [(step, square * odd) for step, odd in _squares(naming)]
    terms += [(chair.var, 1) for chair in chairs if _dislikes(naming, chair)]
    return weighted(terms)


def _dislikes(naming: Naming, chair: Chair) -> bool:
    half = naming.desks[chair.desk].block.half_day.id
    return chair.examiner.half_days[half] == Preference.DISLIKED


def _squares(naming: Naming) -> list[tuple[Bool, int]]:
    """Cost 1, 3, 5 … of a first, second, third half-day: their sum is the square of the load."""
    terms: list[tuple[Bool, int]] = []
    for by_block in _sits(naming).values():
        sits = [var for inside in by_block.values() for var in inside]
        steps = [naming.cp.boolean() for _ in by_block]
        naming.cp.model.add(total(sits) <= total(steps))
        terms += [(step, 2 * rank + 1) for rank, step in enumerate(steps)]
    return terms


def _spans(naming: Naming) -> list[Linear]:
    """Steps of the grid between the first and the last candidate of each commission."""
    rows: dict[int, list[tuple[Passing, Bool]]] = defaultdict(list)
    for (rank, index), var in naming.heard.items():
        rows[index].append((naming.passings[rank], var))
    return [_span(naming, desk, rows[desk.id]) for desk in naming.desks]


def _span(naming: Naming, desk: Desk, rows: Sequence[tuple[Passing, Bool]]) -> Linear:
    grid = naming.instance.settings.grid
    half = desk.block.half_day
    most = (half.end - half.start) // grid + 1
    first, last = naming.cp.integer(0, most), naming.cp.integer(0, most)
    for one, var in rows:
        naming.cp.model.add(first <= (one.start - half.start) // grid).only_enforce_if(var)
        naming.cp.model.add(last >= -(-(one.end - half.start) // grid)).only_enforce_if(var)
    naming.cp.model.add(last >= first)
    return last - first


def _draft(naming: Naming, chosen: Chosen) -> Draft | None:
    """Write the names as a draft; None where days cut short do not add up to candidates."""
    openings = tuple(_opening(naming, desk, chosen) for desk in naming.desks)
    tasks = _tasks_of_walks(naming, chosen)
    if tasks is None:
        return None
    placed = tuple(_placed(naming, tasks, chosen))
    there = {one.task.id for one in placed}
    missing = tuple(task for task in naming.instance.problem.tasks if task.id not in there)
    return Draft(openings, placed, missing)


def _opening(naming: Naming, desk: Desk, chosen: Chosen) -> Opening:
    seats = {
        chair.option.seat: (chair.examiner.code, chair.option.replacement)
        for chair in naming.chairs
        if chair.desk == desk.id and chosen(chair.var)
    }
    return Opening(desk.block, desk.key, tuple(seats[seat] for seat in sorted(seats)))


def _tasks_of_walks(naming: Naming, chosen: Chosen) -> dict[int, list[Task]] | None:
    """Tasks of whoever takes each walk; a candidate takes several when heard on several days."""
    found: dict[int, list[Task]] = {}
    for shape in naming.shapes:
        for group in shape.groups:
            mine = [rank for rank in range(len(naming.walks)) if _takes(naming, rank, group, chosen)]
            people = _shared(naming, group, mine)
            if people is None:
                return None
            found |= people
    return found


def _takes(naming: Naming, rank: int, group: Group, chosen: Chosen) -> bool:
    return (rank, group.id) in naming.takes and chosen(naming.takes[rank, group.id])


def _shared(naming: Naming, group: Group, mine: list[int]) -> dict[int, list[Task]] | None:
    """Give the walks to candidates, the fullest first: other parts, another day."""
    parts: dict[str, set[int]] = {one: set() for one in group.candidates}
    days: dict[str, set[int]] = {one: set() for one in group.candidates}
    found: dict[int, list[Task]] = {}
    for rank in sorted(mine, key=lambda one: (-len(naming.walks[one].steps), one)):
        walk = naming.walks[rank]
        heard = {step.rank for step in walk.steps}
        free = [one for one in group.candidates if not heard & parts[one] and walk.day not in days[one]]
        if not free:
            return None
        parts[free[0]] |= heard
        days[free[0]].add(walk.day)
        found[rank] = naming.instance.tasks_of_candidate[free[0]]
    return found


def _placed(naming: Naming, tasks: Mapping[int, Sequence[Task]], chosen: Chosen) -> Iterator[Placed]:
    for (rank, desk), heard in naming.heard.items():
        if chosen(heard):
            passing = naming.passings[rank]
            step = passing.step
            task = tasks[passing.walk][step.rank]
            part = naming.shapes[step.shape].parts[step.rank]
            begin = max(step.begin, step.start - part.lead - part.slack)
            if not step.done:
                grid = naming.instance.settings.grid
                begin = begin_of(task, step.start, naming.desks[desk].block, grid)
            yield Placed(task, desk, begin, step.start)
