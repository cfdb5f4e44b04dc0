"""Who watches the preparations after a repair; only rooms that change are counted again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from models.planning import HalfDay, Passage, PhaseTime, Plan, Watch
from solver.instance import Instance

Key = tuple[str, str, int]
HALF_A_DAY = 12 * 60


class Halves:
    """Which half-day holds some hours."""

    def __init__(self, instance: Instance) -> None:
        self.by_centre: dict[str, list[HalfDay]] = defaultdict(list)
        for half in instance.problem.half_days:
            self.by_centre[half.centre].append(half)

    def start_of(self, centre: str, start: int, end: int) -> int:
        """Start of the half-day around some hours; of half a day where none is opened any more."""
        for half in self.by_centre[centre]:
            if half.start <= start and end <= half.end:
                return half.start
        return start - start % HALF_A_DAY


def watches_after(instance: Instance, before: Plan, passages: Iterable[Passage]) -> tuple[Watch, ...]:
    """Return the watches once the passages are these; rows of rooms untouched stay as they were."""
    halves = Halves(instance)
    jury = {(room.centre, room.code) for room in instance.problem.rooms if room.jury}
    old = _by_room(halves, jury, before.passages)
    new = _by_room(halves, jury, passages)
    changed = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
    found: list[Watch] = []
    for watch in before.watches:
        key = (watch.centre, watch.room, halves.start_of(watch.centre, watch.start, watch.end))
        if key not in changed:
            found.append(watch)
        elif key in new:
            found.append(_watch(key, new.pop(key)))
    return (*found, *(_watch(key, new[key]) for key in sorted(changed) if key in new))


def _by_room(
    halves: Halves, jury: set[tuple[str, str]], passages: Iterable[Passage]
) -> dict[Key, list[PhaseTime]]:
    """Preparations by centre, room and half-day."""
    found: dict[Key, list[PhaseTime]] = defaultdict(list)
    for passage in passages:
        with_jury = passage.phases[-1].room
        for phase in passage.phases:
            if (passage.centre, phase.room) not in jury and phase.room != with_jury:
                half = halves.start_of(passage.centre, passage.start, passage.end)
                found[passage.centre, phase.room, half].append(phase)
    return {key: sorted(rows, key=lambda one: (one.start, one.end)) for key, rows in found.items()}


def _watch(key: Key, rows: Sequence[PhaseTime]) -> Watch:
    peak = max(sum(one.start <= at.start < one.end for one in rows) for at in rows)
    centre, room, _ = key
    return Watch(centre, room, min(one.start for one in rows), max(one.end for one in rows), peak)
