"""The levels of a draft, and what is known of their bounds."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise

from models.planning import LEVELS, Level, Preference
from solver.draft import Draft, Placed
from solver.instance import Instance


def values_of(instance: Instance, draft: Draft) -> dict[str, int]:
    """Return the value of each level, in order."""
    _, replacements, half_days = draft.score
    unplaced = sum(len(task.heard) for task in draft.missing)
    waiting, days = _candidates(instance, draft)
    squares, disliked = _examiners(instance, draft)
    values = (
        unplaced,
        replacements,
        half_days,
        days,
        waiting,
        _idle(instance, draft),
        squares,
        disliked,
    )
    return dict(zip(LEVELS, values, strict=True))


def aimed_at(instance: Instance, draft: Draft) -> tuple[int, ...]:
    """Return what compares two drafts of a problem, by its aim; less is better."""
    return instance.problem.aim.key(values_of(instance, draft))


def levels_of(values: dict[str, int], bounds: dict[str, int]) -> tuple[Level, ...]:
    """Pair values and bounds; a bound never exceeds its value."""
    return tuple(Level(name, value, min(value, bounds.get(name, 0))) for name, value in values.items())


def _candidates(instance: Instance, draft: Draft) -> tuple[int, int]:
    by_day: dict[tuple[str, int], list[Placed]] = defaultdict(list)
    for one in sorted(draft.placed, key=lambda one: one.begin):
        for person in one.task.people:
            by_day[person, draft.day_of(one)].append(one)
    rest = instance.settings.rest
    waiting = sum(
        max(0, after.begin - before.end - rest)
        for rows in by_day.values()
        for before, after in pairwise(rows)
    )
    return waiting, len(by_day) - len({candidate for candidate, _ in by_day})


def _idle(instance: Instance, draft: Draft) -> int:
    idle = 0
    for index, rows in draft.heard_by().items():
        gap = instance.needs[draft.openings[index].key].gap
        idle += sum(after.start - before.end - gap for before, after in pairwise(rows))
    return idle


def _examiners(instance: Instance, draft: Draft) -> tuple[int, int]:
    halves = {(code, o.block.half_day.id) for o in draft.openings for code, _ in o.members}
    loads = Counter(code for code, _ in halves)
    disliked = sum(
        instance.examiners[code].half_days[half] == Preference.DISLIKED for code, half in halves
    )
    return sum(load * load for load in loads.values()), disliked
