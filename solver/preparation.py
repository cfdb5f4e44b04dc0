"""Preparation rooms of a centre: what they can hold at once, and who sits in which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from math import ceil

from models.planning import PlanRoom, Task
from solver.instance import Instance, computers_in, needs_computer, needs_to_be_alone, suits
from solver.master import Opening


@dataclass(frozen=True, slots=True)
class Seats:
    """Seats of a centre: for everybody together, and the room kept for those who must be alone."""

    shared: tuple[PlanRoom, ...]
    kept: PlanRoom | None
    alone_in_shared: bool

    @property
    def total(self) -> int:
        """Shared seats."""
        return sum(room.seats for room in self.shared)

    @property
    def computers(self) -> int:
        """Shared seats with a computer."""
        return sum(computers_in(room) for room in self.shared)

    @property
    def accessible(self) -> int:
        """Shared seats in accessible rooms."""
        return sum(room.seats for room in self.shared if room.accessible)

    def weight(self, task: Task) -> int:
        """Shared seats a task takes: one, none in a room kept for it, all of a room it has alone."""
        if not needs_to_be_alone(task):
            return 1
        if not self.alone_in_shared:
            return 0
        return self.kept.seats if self.kept else max((room.seats for room in self.shared), default=1)


def seats_of(
    instance: Instance, known: Iterable[PlanRoom], tasks: Sequence[Task], openings: Iterable[Opening]
) -> Seats:
    """Keep the smallest room that suits for those who must be alone, if the others are enough."""
    rooms = sorted(known, key=lambda room: (room.seats, room.code))
    alone = [task for task in tasks if needs_to_be_alone(task)]
    if not alone:
        return Seats(tuple(rooms), None, alone_in_shared=False)
    kept = next((room for room in rooms if all(suits(room, task) for task in alone)), None)
    if kept is None:
        return Seats(tuple(rooms), None, alone_in_shared=True)
    others = tuple(room for room in rooms if room is not kept)
    if sum(room.seats for room in others) >= _usual_need(instance, tasks, openings):
        return Seats(others, kept, alone_in_shared=False)
    return Seats(tuple(rooms), kept, alone_in_shared=True)


def _usual_need(instance: Instance, tasks: Sequence[Task], openings: Iterable[Opening]) -> int:
    """Seats in use at once when every commission of the fullest block is at work."""
    chairs: dict[str, int] = {}
    for task in tasks:
        gap = instance.needs[task.epreuve].gap
        chairs[task.epreuve] = max(chairs.get(task.epreuve, 0), ceil(task.lead / (task.jury + gap)))
    need: dict[int, int] = defaultdict(int)
    for opening in openings:
        need[opening.block.half_day.id] += chairs.get(opening.key, 0)
    return max(need.values(), default=0)


@dataclass(frozen=True, slots=True)
class Stay:
    """A task in preparation from `begin` to `end`."""

    task: Task
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Around:
    """What stays as it is around the tasks at hand.

    `stays` prepare meanwhile; `accessible` counts, by half-day, the accessible jury rooms in use.
    """

    stays: tuple[Stay, ...] = ()
    accessible: Mapping[int, int] = field(default_factory=dict)


NOTHING_AROUND = Around()


def rooms_for(
    rooms: Sequence[PlanRoom], stays: Iterable[Stay], kept: Mapping[int, str] | None = None
) -> dict[int, str]:
    """Return the room of each task, the most demanding first; a task nobody can seat is left out.

    Those who must be alone come first, in the smallest room that suits; the others share the room
    already in use, so that the fewest rooms need watching. `kept` are rooms already settled, by task.
    """
    known = list(stays)
    taken: dict[str, list[Stay]] = {room.code: [] for room in rooms}
    by_size = sorted(rooms, key=lambda room: (room.seats, room.code))
    found = {task: code for task, code in (kept or {}).items() if code in taken}
    for stay in known:
        if stay.task.id in found:
            taken[found[stay.task.id]].append(stay)
    for stay in sorted(known, key=_difficulty):
        if stay.task.id in found:
            continue
        alone = needs_to_be_alone(stay.task)
        choices = by_size if alone else _fullest_first(by_size, taken)
        room = next((room for room in choices if welcomes(room, taken[room.code], stay)), None)
        if room is not None:
            taken[room.code].append(stay)
            found[stay.task.id] = room.code
    return found


def all_have_a_seat(rooms: Sequence[PlanRoom], stays: Sequence[Stay]) -> bool:
    """Whether everybody has a seat; at once where anybody may sit anywhere."""
    if any(needs_to_be_alone(stay.task) or stay.task.accessible for stay in stays):
        return len(rooms_for(rooms, stays)) == len(stays)
    if any(computers_in(room) < room.seats for room in rooms):
        return len(rooms_for(rooms, stays)) == len(stays)
    return _most_together(stays) <= sum(room.seats for room in rooms)


def _most_together(stays: Sequence[Stay]) -> int:
    """Most people who prepare at one moment."""
    moves = sorted([(stay.begin, 1) for stay in stays] + [(stay.end, -1) for stay in stays])
    return max(accumulate(change for _, change in moves), default=0)


def _difficulty(stay: Stay) -> tuple[bool, bool, int, int]:
    task = stay.task
    return not needs_to_be_alone(task), not task.accessible, stay.begin, task.id


def _fullest_first(rooms: list[PlanRoom], taken: dict[str, list[Stay]]) -> list[PlanRoom]:
    return sorted(rooms, key=lambda room: (not taken[room.code], -room.seats, room.code))


def welcomes(room: PlanRoom, inside: Sequence[Stay], stay: Stay) -> bool:
    """Whether somebody can prepare in a room beside those who are there already."""
    if not suits(room, stay.task):
        return False
    met = [other for other in inside if other.begin < stay.end and stay.begin < other.end]
    if needs_to_be_alone(stay.task):
        return not met
    if any(needs_to_be_alone(other.task) for other in met):
        return False
    if _peak(met, stay) >= room.seats:
        return False
    if not needs_computer(stay.task):
        return True
    return _peak([other for other in met if needs_computer(other.task)], stay) < computers_in(room)


def _peak(met: Sequence[Stay], stay: Stay) -> int:
    """Most of `met` together at one moment of `stay`."""
    moments = [stay.begin, *(other.begin for other in met if other.begin > stay.begin)]
    return max(sum(other.begin <= moment < other.end for other in met) for moment in moments)
