"""Two passages of one candidate: what lies between them, and which comes first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from models.planning import HalfDay, Task, Turn
from solver.instance import Instance


@dataclass(frozen=True, slots=True)
class Visit:
    """A passage with its half-day: first phase at `begin`, last one over at `end`."""

    task: Task
    half_day: HalfDay
    begin: int
    end: int


def free_between(instance: Instance, before: HalfDay, after: HalfDay) -> int:
    """Minutes a candidate has between two passages of a day: the rest, and the meal at noon."""
    settings = instance.settings
    over_noon = before.day == after.day and before.morning and not after.morning
    return max(settings.rest, settings.meal) if over_noon else settings.rest


def ordered(instance: Instance, before: Task, after: Task, *, same_day: bool) -> bool:
    """Whether one épreuve of a candidate may come before another one."""
    first, second = instance.turn(before), instance.turn(after)
    return first <= second if same_day else not (first is Turn.FINAL and second < first)


def may_follow(instance: Instance, before: Visit, after: Visit) -> bool:
    """Whether a candidate may have one passage, then the other: rested, fed, in the right order."""
    same_day = before.half_day.day == after.half_day.day
    if not ordered(instance, before.task, after.task, same_day=same_day):
        return False
    free = free_between(instance, before.half_day, after.half_day)
    return not same_day or after.begin >= before.end + free


def are_apart(instance: Instance, visits: Iterable[Visit]) -> bool:
    """Whether one candidate may have all these passages."""
    rows = sorted(visits, key=lambda visit: visit.begin)
    return all(may_follow(instance, before, after) for before, after in pairwise(rows))


def half_days_fit(instance: Instance, one: tuple[Task, HalfDay], two: tuple[Task, HalfDay]) -> bool:
    """Whether a candidate may have passages at any hour of two half-days, which do not overlap."""
    visits = (Visit(task, half, half.start, half.end) for task, half in (one, two))
    return are_apart(instance, visits)
