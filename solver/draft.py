"""A plan in the making: commissions opened, tasks at their hours, tasks still to place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from models.planning import Task, Turn
from solver.instance import Instance
from solver.master import Opening
from solver.preparation import NOTHING_AROUND, Around, Stay, rooms_for


@dataclass(frozen=True, slots=True)
class Placed:
    """A task before an opening: first phase at `begin`, jury phase at `start`."""

    task: Task
    opening: int
    begin: int
    start: int

    @property
    def end(self) -> int:
        """When the jury phase ends."""
        return self.start + self.task.jury


@dataclass(frozen=True, slots=True)
class Draft:
    """Openings and what they hear."""

    openings: tuple[Opening, ...]
    placed: tuple[Placed, ...]
    missing: tuple[Task, ...]

    def heard_by(self) -> dict[int, list[Placed]]:
        """Placed tasks of each opening, in order."""
        found: dict[int, list[Placed]] = defaultdict(list)
        for one in sorted(self.placed, key=lambda one: one.start):
            found[one.opening].append(one)
        return found

    def day_of(self, placed: Placed) -> int:
        """Day of a placed task."""
        return self.openings[placed.opening].block.half_day.day

    def around(self, chosen: set[int]) -> Around:
        """What stays when only the openings `chosen` are sequenced again."""
        kept = [one for one in self.placed if one.opening not in chosen]
        days = {self.openings[index].block.half_day.day for index in chosen}
        centres = {self.openings[index].block.half_day.centre for index in chosen}
        stays = tuple(
            Stay(one.task, one.begin, one.start)
            for one in kept
            if one.task.lead
            and self.day_of(one) in days
            and self.openings[one.opening].block.half_day.centre in centres
        )
        asking = {one.opening for one in kept if one.task.accessible}
        halves = Counter(self.openings[index].block.half_day.id for index in asking)
        return Around(stays, halves)

    def hours_taken(
        self, instance: Instance, openings: Collection[int]
    ) -> dict[str, tuple[tuple[int, int], ...]]:
        """Return when candidates are taken by what these openings hear, rests and meals included."""
        rest, meal = instance.settings.rest, instance.settings.meal
        found: dict[str, tuple[tuple[int, int], ...]] = {}
        for one in self.placed:
            half = self.openings[one.opening].block.half_day
            eaten = (half.end, one.end + meal) if half.morning else (one.begin - meal, half.start)
            for person in one.task.people if one.opening in openings else ():
                found[person] = (*found.get(person, ()), (one.begin - rest, one.end + rest), eaten)
        return found

    def asking(self, accessible: set[int]) -> Draft:
        """Let these openings, and no others, ask for an accessible room."""
        openings = tuple(
            replace(one, accessible=index in accessible)
            if index in accessible or one.accessible
            else one
            for index, one in enumerate(self.openings)
        )
        return replace(self, openings=openings)

    def without_empty_openings(self) -> Draft:
        """Drop the commissions that hear nobody."""
        used = sorted({one.opening for one in self.placed})
        renamed = {old: new for new, old in enumerate(used)}
        openings = tuple(self.openings[old] for old in used)
        placed = tuple(replace(one, opening=renamed[one.opening]) for one in self.placed)
        return Draft(openings, placed, self.missing)

    @property
    def score(self) -> tuple[int, int, int]:
        """The first three levels."""
        opened = self.without_empty_openings().openings
        replaced = sum(replacement for opening in opened for _, replacement in opening.members)
        return len(self.missing), replaced, len(opened)


def accessible_openings(
    instance: Instance,
    openings: Sequence[Opening],
    tasks: Iterable[Task],
    around: Around = NOTHING_AROUND,
) -> frozenset[int]:
    """Choose the openings that sit in an accessible jury room.

    Épreuves whose candidates ask for one come first; what is left goes to anybody, so that a place is
    refused only where rooms are really short.
    """
    asking: dict[str, int] = defaultdict(int)
    for task in tasks:
        asking[task.epreuve] += task.accessible
    chosen: set[int] = set()
    by_half: dict[int, list[int]] = defaultdict(list)
    for index, opening in enumerate(openings):
        by_half[opening.block.half_day.id].append(index)
    settled = {lock.commission: lock.room for lock in instance.locks.values()}
    for half, indexes in by_half.items():
        there = instance.open_rooms(openings[indexes[0]].block.half_day, jury=True)
        rooms = {room.code for room in there if room.accessible}
        locked = {i for i in indexes if openings[i].lock and settled[openings[i].lock or ""] in rooms}
        free = [i for i in indexes if not openings[i].lock]
        left = max(0, len(rooms) - len(locked) - around.accessible.get(half, 0))
        chosen |= locked | set(_share(openings, free, asking)[:left])
    return frozenset(chosen)


def _share(openings: Sequence[Opening], indexes: list[int], asking: dict[str, int]) -> list[int]:
    """Order openings: those that ask first, then one of each épreuve asked for, then their second."""
    rank: dict[int, tuple[bool, bool, int, str]] = {}
    seen: dict[str, int] = defaultdict(int)
    for index in indexes:
        key = openings[index].key
        rank[index] = (not openings[index].accessible, not asking[key], seen[key], key)
        seen[key] += 1
    return sorted(indexes, key=lambda index: rank[index])


def last_ones_last(instance: Instance, placed: Sequence[Placed]) -> list[Placed]:
    """Leave out a final épreuve that comes before another one of its candidate, on a later day."""
    last: dict[str, int] = defaultdict(int)
    for one in placed:
        last[one.task.candidate] = max(last[one.task.candidate], one.begin)
    return [
        one
        for one in placed
        if instance.turn(one.task) is not Turn.FINAL or one.begin == last[one.task.candidate]
    ]


def everybody_is_seated(
    instance: Instance, openings: Sequence[Opening], placed: Iterable[Placed]
) -> bool:
    """Whether the preparation rooms open in each half-day have a place for whoever prepares there."""
    stays: dict[int, list[Stay]] = defaultdict(list)
    for one in placed:
        if one.task.lead:
            half = openings[one.opening].block.half_day.id
            stays[half].append(Stay(one.task, one.begin, one.start))
    return all(
        len(rooms_for(instance.open_rooms(instance.half_days[half], jury=False), inside)) == len(inside)
        for half, inside in stays.items()
    )
