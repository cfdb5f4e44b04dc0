"""Stage 7: from the draft to the plan: rooms, codes, phases, hours to report, who watches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from models.planning import (
    HalfDay,
    Member,
    Passage,
    PhaseTime,
    Plan,
    PlanRoom,
    Sitting,
    Unplaced,
    Watch,
)
from solver.draft import Draft, Placed
from solver.instance import Instance
from solver.master import Opening
from solver.preparation import Stay, rooms_for


def plan_of(instance: Instance, draft: Draft, reasons: dict[int, str]) -> Plan:
    """Write a draft as a plan.

    Parameters
    ----------
    reasons : dict
        What is short for each missing task, in French.

    """
    rooms = jury_rooms(instance, draft)
    codes = _codes(instance, draft)
    preparation = _preparation_rooms(instance, draft)
    heard = draft.heard_by()
    sittings = tuple(
        _sitting(instance, opening, heard[index], codes[index], rooms[index])
        for index, opening in enumerate(draft.openings)
    )
    passages = _passages(instance, draft, codes, rooms, preparation)
    unplaced = tuple(
        Unplaced(candidate, instance.needs[task.epreuve].code, reasons[task.id])
        for task in draft.missing
        for candidate in task.heard
    )
    return Plan(instance.problem.first_day, passages, sittings, watches_of(instance, passages), unplaced)


def jury_rooms(instance: Instance, draft: Draft) -> dict[int, str]:
    """Give each commission a room: accessible where asked, else the one its members had before."""
    heard = draft.heard_by()
    asks = {index for index, rows in heard.items() if any(one.task.accessible for one in rows)}
    order = sorted(
        range(len(draft.openings)),
        key=lambda i: (
            draft.openings[i].block.half_day.start,
            draft.openings[i].lock is None,
            i not in asks,
            -draft.openings[i].block.minutes,
            draft.openings[i].block.start,
            draft.openings[i].members,
        ),
    )
    taken: dict[str, list[Opening]] = defaultdict(list)
    usual: dict[tuple[tuple[str, bool], ...], str] = {}
    found: dict[int, str] = {}
    for index in order:
        opening = draft.openings[index]
        centre = opening.block.half_day.centre
        room = _room_for(instance, opening, index in asks, taken, usual)
        taken[centre + "/" + room.code].append(opening)
        usual[opening.members] = room.code
        found[index] = room.code
    return found


def _room_for(
    instance: Instance,
    opening: Opening,
    accessible: bool,
    taken: dict[str, list[Opening]],
    usual: dict[tuple[tuple[str, bool], ...], str],
) -> PlanRoom:
    centre = opening.block.half_day.centre
    kept = next((lock.room for lock in instance.locks.values() if lock.commission == opening.lock), None)
    there = instance.open_rooms(opening.block.half_day, jury=True)
    free = [
        room
        for room in instance.rooms(centre, jury=True)
        if (room in there or room.code == kept)
        and (room.accessible or not accessible)
        and not any(_together(opening, other) for other in taken[centre + "/" + room.code])
    ]
    before = kept or usual.get(opening.members)
    return min(
        free, key=lambda room: (room.code != before, room.accessible and not accessible, room.code)
    )


def _together(one: Opening, two: Opening) -> bool:
    return one.block.start < two.block.end and two.block.start < one.block.end


def _codes(instance: Instance, draft: Draft) -> dict[int, str]:
    """`E4-01`, `E4-02` … in order of time, the diploma before where two have the same épreuve."""
    order = sorted(
        range(len(draft.openings)),
        key=lambda i: (
            draft.openings[i].key,
            draft.openings[i].block.start,
            draft.openings[i].members,
            i,
        ),
    )
    locals_ = defaultdict(set)
    for opening in draft.openings:
        code = instance.needs[opening.key].code
        locals_[code.rpartition("/")[2]].add(code)
    found = {i: opening.lock for i, opening in enumerate(draft.openings) if opening.lock}
    taken = set(found.values())
    counts: dict[str, int] = defaultdict(int)
    for index in order:
        if index in found:
            continue
        code = instance.needs[draft.openings[index].key].code
        short = code.rpartition("/")[2]
        name = short if len(locals_[short]) == 1 else code.replace("/", "-")
        counts[name] += 1
        while f"{name}-{counts[name]:02}" in taken:
            counts[name] += 1
        found[index] = f"{name}-{counts[name]:02}"
    return found


def _sitting(
    instance: Instance, opening: Opening, heard: Sequence[Placed], code: str, room: str
) -> Sitting:
    need = instance.needs[opening.key]
    members = tuple(
        Member(name, instance.examiners[name].role, replacement) for name, replacement in opening.members
    )
    start = min(one.start for one in heard) - need.reading
    end = max(one.end for one in heard)
    return Sitting(code, need.code, opening.block.half_day.centre, room, start, end, members, need.ccf)


def _preparation_rooms(instance: Instance, draft: Draft) -> dict[int, str]:
    found: dict[int, str] = {}
    stays: dict[tuple[int, tuple[PlanRoom, ...]], list[Stay]] = defaultdict(list)
    for one in sorted(draft.placed, key=lambda one: one.begin):
        half = draft.openings[one.opening].block.half_day
        if one.task.lead:
            rooms = tuple(instance.open_rooms(half, jury=False))
            stays[half.day, rooms].append(Stay(one.task, one.begin, one.start))
    for (_, rooms), mine in stays.items():
        found |= rooms_for(rooms, mine, _kept_rooms(instance))
    return found


def _kept_rooms(instance: Instance) -> dict[int, str]:
    """Preparation rooms of locked passages."""
    return {task: lock.phases[0].room for task, lock in instance.locks.items() if len(lock.phases) > 1}


def _passages(
    instance: Instance,
    draft: Draft,
    codes: dict[int, str],
    rooms: dict[int, str],
    preparation: dict[int, str],
) -> tuple[Passage, ...]:
    found = []
    ends: dict[tuple[str, int], int] = {}
    for one in sorted(draft.placed, key=lambda one: (one.begin, one.task.id)):
        jury = rooms[one.opening]
        phases = _phases(one, jury, preparation.get(one.task.id, jury))
        need = instance.needs[one.task.epreuve]
        centre = draft.openings[one.opening].block.half_day.centre
        flags = one.task.id in instance.locks, need.ccf, one.task.absent
        for candidate in one.task.heard:
            called = _called(instance, one, ends.get((candidate, draft.day_of(one))))
            if not one.task.absent:
                ends[candidate, draft.day_of(one)] = one.end
            code = codes[one.opening]
            found.append(Passage(candidate, need.code, centre, code, called, phases, *flags))
    return tuple(found)


def _called(instance: Instance, one: Placed, before: int | None) -> int:
    """When a candidate reports, a passage before on that day ending at `before`."""
    report = one.begin - instance.settings.report
    return report if before is None or one.task.absent else min(one.begin, max(before, report))


def _phases(one: Placed, jury_room: str, preparation_room: str) -> tuple[PhaseTime, ...]:
    clock = one.begin
    found = []
    for phase in one.task.phases:
        if phase.with_jury:
            clock = max(clock, one.start)
        room = jury_room if phase.with_jury else preparation_room
        found.append(PhaseTime(phase.id, clock, clock + phase.minutes, room))
        clock += phase.minutes
    return tuple(found)


def watches_of(instance: Instance, passages: Iterable[Passage]) -> tuple[Watch, ...]:
    """Preparation rooms in use, by half-day, with the most candidates at once."""
    jury = {(room.centre, room.code) for room in instance.problem.rooms if room.jury}
    stays: dict[tuple[str, str, int], list[PhaseTime]] = defaultdict(list)
    halves: dict[str, list[HalfDay]] = defaultdict(list)
    for one in instance.problem.half_days:
        halves[one.centre].append(one)
    for passage in passages:
        half = half_day_at(halves[passage.centre], passage)
        for phase in passage.phases:
            if (passage.centre, phase.room) not in jury:
                stays[passage.centre, phase.room, half].append(phase)
    rows = [
        Watch(centre, room, min(s.start for s in inside), max(s.end for s in inside), _peak(inside))
        for (centre, room, _), inside in stays.items()
    ]
    return tuple(sorted(rows, key=lambda watch: (watch.centre, watch.start, watch.room)))


def half_day_at(halves: Iterable[HalfDay], passage: Passage) -> int:
    """Half-day, among those of its centre, that holds a passage."""
    return next(half.id for half in halves if half.start <= passage.start and passage.end <= half.end)


def _peak(inside: Sequence[PhaseTime]) -> int:
    return max(sum(s.start <= moment.start < s.end for s in inside) for moment in inside)
