"""From counts of hours to the days of unnamed candidates."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from solver.bounds.hours import Step
from solver.exact.joint import Timetable


@dataclass(frozen=True, slots=True)
class Walk:
    """The day of one candidate of a shape: its passages in order."""

    shape: int
    day: int
    steps: tuple[Step, ...]


def walks_of(timetable: Timetable) -> list[Walk]:
    """Cut the counts into days: whoever is free first goes on first."""
    rows: dict[tuple[int, int], list[Step]] = defaultdict(list)
    for step, count in timetable.steps:
        rows[step.shape, step.day] += [step] * count
    found: list[Walk] = []
    for (shape, day), steps in sorted(rows.items()):
        found += [Walk(shape, day, tuple(one)) for one in _cut(steps)]
    return found


def _cut(steps: list[Step]) -> list[list[Step]]:
    """Append each passage to the day that has heard the same parts and has waited longest."""
    days: list[list[Step]] = []
    for step in sorted(steps, key=lambda one: (one.begin, one.rank, one.start)):
        before = [day for day in days if step.done and _heard(day) == step.done]
        if before:
            min(before, key=lambda day: day[-1].start).append(step)
        else:
            days.append([step])
    return days


def _heard(day: list[Step]) -> frozenset[int]:
    return day[-1].done | {day[-1].rank}
