"""The passages of a timetable cut into rows: what one commission hears, one after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from solver.bounds.hours import Hours, Step
from solver.exact.walks import Walk
from solver.polishing.patch import Patch, Place


@dataclass(frozen=True, slots=True)
class Passing:
    """One passage of the day `walk` of somebody not named yet."""

    walk: int
    step: Step


@dataclass(slots=True)
class Row:
    """What one commission of a place hears; `index` is its opening."""

    place: Place
    index: int
    heard: list[Passing] = field(default_factory=list)


def rows_of(hours: Hours, walks: Sequence[Walk], patch: Patch) -> list[Row] | None:
    """Cut the passages of every half-day and épreuve into rows; None where they do not fit.

    Those who need an accessible room go to commissions that have one; the others to whichever waited
    least.
    """
    by_place: dict[Place, list[Passing]] = defaultdict(list)
    for rank, walk in enumerate(walks):
        for step in walk.steps:
            by_place[step.half_day, hours.part(step).kind.key].append(Passing(rank, step))
    found: list[Row] = []
    for place, passings in sorted(by_place.items()):
        rows = [Row(place, index) for index in patch.places[place]]
        if not _filled(hours, rows, passings, patch.accessible):
            return None
        found += rows
    return found


def _filled(
    hours: Hours, rows: Sequence[Row], passings: Iterable[Passing], accessible: frozenset[int]
) -> bool:
    """Give each passage a row; whether all have one."""
    free_at = {row.index: 0 for row in rows}

    def asks(one: Passing) -> bool:
        return hours.part(one.step).kind.accessible

    for one in sorted(passings, key=lambda one: (one.step.start, not asks(one), one.walk)):
        need, jury = hours.instance.needs[hours.part(one.step).kind.key], hours.part(one.step).jury
        ready = [row for row in rows if free_at[row.index] <= one.step.start]
        if asks(one):
            ready = [row for row in ready if row.index in accessible]
        if not ready:
            return False
        best = max(ready, key=lambda row: (free_at[row.index], row.index not in accessible))
        best.heard.append(one)
        free_at[best.index] = one.step.start + jury + need.gap
    return True
