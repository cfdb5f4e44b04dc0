"""From counts of hours to the days of unnamed candidates."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass

from solver.bounds.hours import Hours, Step, free_at
from solver.exact.joint import Timetable


@dataclass(frozen=True, slots=True)
class Walk:
    """The day of one candidate of a shape: its passages in order."""

    shape: int
    day: int
    steps: tuple[Step, ...]


def walks_of(timetable: Timetable, draw: random.Random | None = None) -> list[Walk]:
    """Cut the counts into days: whoever is free first goes on first, or anybody who is free.

    Whoever goes on, waiting is the same in all: a day that no names fit may fit when cut otherwise.
    """
    hours = timetable.hours
    rows: dict[tuple[int, int], list[Step]] = defaultdict(list)
    for step, count in timetable.steps:
        rows[step.shape, step.day] += [step] * count
    found: list[Walk] = []
    for (shape, day), steps in sorted(rows.items()):
        found += [Walk(shape, day, tuple(one)) for one in _cut(hours, steps, draw)]
    return found


def _cut(hours: Hours, steps: list[Step], draw: random.Random | None) -> list[list[Step]]:
    """Append each passage to a day that has heard the same parts, and is free by then."""
    days: list[list[Step]] = []
    for step in sorted(steps, key=lambda one: (one.begin, one.rank, one.start)):
        before = [day for day in days if step.done and _heard(day) == step.done]
        if not before:
            days.append([step])
            continue
        longest = min(before, key=lambda day: day[-1].start)
        free = [day for day in before if free_at(hours, day[-1])[0] <= step.begin]
        (draw.choice(free) if draw and free else longest).append(step)
    return days


def _heard(day: list[Step]) -> frozenset[int]:
    return day[-1].done | {day[-1].rank}
