"""Hard rules in the sequencing, where every passage has its hour.

The same functions write the rules into both models of a centre-day: one variable an hour (`Timing`)
and columns (`Columns`). Both answer the questions of `Sequencing`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import permutations
from typing import Any, Protocol

from models.planning import PlanRoom, Task, Turn
from solver.columns import Columns
from solver.cp import Bool
from solver.cp import total as cp_total
from solver.instance import needs_computer, needs_to_be_alone
from solver.mip import total as mip_total
from solver.preparation import Seats, seats_of
from solver.timing import Slot, Timing

Row = tuple[int, int, Any]


class Bounded(Protocol):
    """A model to which sums can be bounded."""

    def at_most(self, terms: list[Any], bound: int) -> None:
        """Add Σ `terms` ≤ `bound`."""


class Sequencing(Bounded, Protocol):
    """What a rule asks of a model of one centre-day."""

    timing: Timing

    def rows(self) -> list[tuple[Slot, Any]]:
        """Return every slot with the variable (or count) that uses it."""


class HourRows:
    """`Timing` seen as a `Sequencing`."""

    def __init__(self, timing: Timing) -> None:
        self.timing = timing

    def rows(self) -> list[tuple[Slot, Any]]:
        """Return each slot once."""
        return list(self.timing.slots)

    def at_most(self, terms: list[Any], bound: int) -> None:
        """Add Σ `terms` ≤ `bound`."""
        self.timing.cp.model.add(cp_total(terms) <= bound)


class ColumnRows:
    """`Columns` seen as a `Sequencing`."""

    def __init__(self, columns: Columns) -> None:
        self.timing = columns.timing
        self.columns = columns

    def rows(self) -> list[tuple[Slot, Any]]:
        """Return each slot as often as columns use it."""
        return list(self.columns.uses)

    def at_most(self, terms: list[Any], bound: int) -> None:
        """Add Σ `terms` ≤ `bound`."""
        self.columns.mip.at_most(mip_total(terms), bound)


def add_constraints(timing: Timing) -> None:
    """Add every rule to the model by hours."""
    everyone_once(timing)
    rest_between_passages(timing)
    candidate_meal(timing)
    candidates_keep_the_order(timing)
    add_shared_constraints(HourRows(timing))


def add_column_constraints(columns: Columns) -> None:
    """Add the rules that columns do not carry in themselves."""
    add_shared_constraints(ColumnRows(columns))


def add_shared_constraints(model: Sequencing) -> None:
    """Add the rules of commissions and rooms."""
    gap_between_candidates(model)
    preparation_rooms(model)
    daily_cap(model)


def everyone_once(timing: Timing) -> None:
    """A task has one hour before one commission, or is short."""
    for task in timing.tasks:
        ways = [var for _, var in timing.by_task[task.id]]
        timing.cp.model.add_exactly_one([*ways, timing.short[task.id]])


def rest_between_passages(timing: Timing) -> None:
    """A candidate has one passage at a time, alone or in a group, with the rest of the rule after it."""
    rest = timing.instance.settings.rest
    by_candidate: dict[str, list[Row]] = defaultdict(list)
    tasks: dict[str, int] = defaultdict(int)
    for task in timing.tasks:
        rows = [(slot.begin, slot.end + rest, var) for slot, var in timing.by_task[task.id]]
        for person in task.people:
            tasks[person] += 1
            by_candidate[person] += rows
    for candidate, rows in by_candidate.items():
        if tasks[candidate] > 1:
            never_more(HourRows(timing), rows, 1)


def candidate_meal(timing: Timing) -> None:
    """From a morning to an afternoon a candidate has time to eat."""
    settings = timing.instance.settings
    if settings.meal <= settings.rest:
        return
    for one, two in _pairs_of_candidates(timing):
        before = _hours(timing, one, morning=True)
        after = _hours(timing, two, morning=False)
        never_too_near(
            HourRows(timing),
            [(day, end + settings.meal, var) for day, _, end, var in before],
            [(day, begin, var) for day, begin, _, var in after],
        )


def candidates_keep_the_order(timing: Timing) -> None:
    """A day's optional épreuves come after the compulsory ones, the final one after all others."""
    instance = timing.instance
    for one, two in _pairs_of_candidates(timing):
        if instance.turn(one) < instance.turn(two):
            last = instance.turn(two) is Turn.FINAL
            first = [(0 if last else day, begin, var) for day, begin, _, var in _hours(timing, one)]
            then = [(0 if last else day, begin, var) for day, begin, _, var in _hours(timing, two)]
            never_too_near(HourRows(timing), first, then)


def _pairs_of_candidates(timing: Timing) -> Iterator[tuple[Task, Task]]:
    """Each two tasks of one candidate, both ways round, that are not both locked."""
    mine: dict[str, list[Task]] = defaultdict(list)
    for task in timing.tasks:
        for person in task.people:
            mine[person].append(task)
    locks = timing.instance.locks
    pairs = {
        (one.id, two.id): (one, two) for tasks in mine.values() for one, two in permutations(tasks, 2)
    }
    yield from (pair for pair in pairs.values() if not all(task.id in locks for task in pair))


def _hours(
    timing: Timing, task: Task, *, morning: bool | None = None
) -> Iterator[tuple[int, int, int, Bool]]:
    """Day, beginning and end of each hour of a task, of mornings or of afternoons alone."""
    for slot, var in timing.by_task[task.id]:
        half = timing.pools[slot.pool].block.half_day
        if morning is None or half.morning is morning:
            yield half.day, slot.begin, slot.end, var


def never_too_near(model: Bounded, first: Iterable[Row], then: Iterable[Row]) -> None:
    """On no day does one of `then` begin before one of `first` is over; rows are (day, minute, var)."""
    earlier: dict[int, list[Row]] = defaultdict(list)
    for row in first:
        earlier[row[0]].append(row)
    later: dict[int, list[Row]] = defaultdict(list)
    for row in then:
        later[row[0]].append(row)
    for day, rows in later.items():
        for moment in sorted({minute for _, minute, _ in rows}):
            over = [var for _, minute, var in earlier[day] if minute > moment]
            if over:
                model.at_most([*over, *(var for _, minute, var in rows if minute <= moment)], 1)


def gap_between_candidates(model: Sequencing) -> None:
    """A pool hears no more candidates at once than it has commissions, the gap included."""
    rows: dict[int, list[Row]] = defaultdict(list)
    for slot, var in model.rows():
        rows[slot.pool].append((slot.start, slot.end + slot.gap, var))
    for pool, intervals in rows.items():
        never_more(model, intervals, len(model.timing.pools[pool].indexes))


def preparation_rooms(model: Sequencing) -> None:
    """Preparation rooms hold those who prepare: seats, computers, accessible seats and lone rooms."""
    timing = model.timing
    everyone = [*timing.tasks, *(stay.task for stay in timing.around.stays)]
    by_rooms: dict[tuple[PlanRoom, ...], list[tuple[Slot, Any]]] = defaultdict(list)
    for slot, var in model.rows():
        if slot.task.lead:
            half = timing.pools[slot.pool].block.half_day
            by_rooms[tuple(timing.instance.open_rooms(half, jury=False))].append((slot, var))
    for rooms, slots in sorted(by_rooms.items(), key=lambda row: [room.code for room in row[0]]):
        seats = seats_of(timing.instance, rooms, everyone, timing.openings)
        _seats_hold(model, seats, slots)
        _lone_rooms_hold(model, seats, slots)


def _seats_hold(model: Sequencing, seats: Seats, slots: list[tuple[Slot, Any]]) -> None:
    others = [(stay, seats.weight(stay.task)) for stay in model.timing.around.stays]

    def rows(keep: Callable[[Task], bool]) -> list[Row]:
        kept = [(slot, var, seats.weight(slot.task)) for slot, var in slots if keep(slot.task)]
        free: list[Row] = [
            (slot.begin, slot.start, weight * var) for slot, var, weight in kept if weight
        ]
        return free + [(stay.begin, stay.end, weight) for stay, weight in others if keep(stay.task)]

    never_more(model, rows(lambda _: True), seats.total)
    never_more(model, rows(needs_computer), seats.computers)
    never_more(model, rows(lambda task: task.accessible), seats.accessible)


def _lone_rooms_hold(model: Sequencing, seats: Seats, slots: list[tuple[Slot, Any]]) -> None:
    alone: list[Row] = [
        (slot.begin, slot.start, var) for slot, var in slots if needs_to_be_alone(slot.task)
    ]
    alone += [
        (stay.begin, stay.end, 1) for stay in model.timing.around.stays if needs_to_be_alone(stay.task)
    ]
    never_more(model, alone, 1 if seats.kept or seats.shared else 0)


def daily_cap(model: Sequencing) -> None:
    """Where the session makes the cap binding, a pair hears no more candidates a day."""
    timing = model.timing
    pairs: dict[tuple[str, int, frozenset[str]], set[int]] = defaultdict(set)
    for index, pool in enumerate(timing.pools):
        for opening in (timing.openings[one] for one in pool.indexes):
            if timing.instance.needs[opening.key].cap_is_hard:
                who = frozenset(code for code, _ in opening.members)
                pairs[opening.key, opening.block.half_day.day, who].add(index)
    rows = model.rows() if pairs else []
    for (key, _, _), pools in pairs.items():
        cap = timing.instance.needs[key].daily_cap or 0
        model.at_most([var for slot, var in rows if slot.pool in pools], cap)


def never_more(model: Bounded, rows: Iterable[Row], most: int) -> None:
    """At each start, the rows under way add up to no more than `most`."""
    known = sorted(rows, key=lambda row: row[0])
    seen: set[tuple[int, ...]] = set()
    under_way: list[int] = []
    coming = 0
    for moment in sorted({start for start, _, _ in known}):
        while coming < len(known) and known[coming][0] <= moment:
            under_way.append(coming)
            coming += 1
        under_way = [index for index in under_way if known[index][1] > moment]
        here = tuple(under_way)
        if here not in seen and not all(isinstance(known[index][2], int) for index in here):
            seen.add(here)
            model.at_most([known[index][2] for index in here], most)
