"""The plan of a small session made as good as can be proved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from solver.bounds.alike import KnownDays
from solver.bounds.shapes import one_jury_phase
from solver.draft import Draft, everybody_is_seated
from solver.exact.guide import best_days
from solver.exact.joint import Timetable, best_timetables
from solver.exact.naming import named
from solver.instance import Instance
from solver.limits import Clock
from solver.measure import aimed_at, values_of

MOST_TASKS = 200
HOURS_SHARE = 0.9
DAYS_SHARE = 0.6


def polished(
    instance: Instance,
    draft: Draft,
    bounds: Mapping[str, int],
    clock: Clock,
    known: KnownDays | None = None,
) -> Draft:
    """Return a better plan where the exact model finds one, else the draft.

    Sessions with locked passages, or too large for the model, stay as they are.
    """
    reached = values_of(instance, draft)
    if not suits(instance) or _optimal(reached, bounds):
        return draft
    hours = clock.part(HOURS_SHARE)
    for timetable in _timetables(instance, draft, bounds, hours, known):
        found = named(instance, timetable, clock)
        if found is not None and everybody_is_seated(instance, found.openings, found.placed):
            return min(draft, found, key=lambda one: aimed_at(instance, one))
    return draft


def _timetables(
    instance: Instance,
    draft: Draft,
    bounds: Mapping[str, int],
    clock: Clock,
    known: KnownDays | None,
) -> Iterator[Timetable]:
    """Hours of days chosen first, then of days left open."""
    reached = values_of(instance, draft)
    for days in best_days(instance, reached, clock.part(DAYS_SHARE), known):
        yield from best_timetables(instance, draft, reached, bounds, clock, days)
    yield from best_timetables(instance, draft, reached, bounds, clock)


def _optimal(reached: Mapping[str, int], bounds: Mapping[str, int]) -> bool:
    """Whether no level can be better."""
    return all(value <= bounds.get(level, 0) for level, value in reached.items())


def suits(instance: Instance) -> bool:
    """Whether the exact model knows all that binds this session, and is not too large."""
    small = len(instance.problem.tasks) <= MOST_TASKS
    alone = not (instance.locks or instance.grouped or instance.problem.closed)
    plain = not instance.is_capped and one_jury_phase(instance) and not _asks_for_more(instance)
    return small and alone and plain


def _asks_for_more(instance: Instance) -> bool:
    """Whether half-days of a candidate bind each other: a meal between, an épreuve after all others."""
    several_days = len({half.day for half in instance.problem.half_days}) > 1
    return (instance.has_final and several_days) or instance.has_short_noon
