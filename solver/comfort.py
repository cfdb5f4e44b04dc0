"""Stage 5: candidates come on fewer days and wait less, then juries idle less."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace

from solver import polishing
from solver.compaction import compacted
from solver.draft import Draft, Placed
from solver.instance import Instance
from solver.limits import Clock
from solver.measure import aimed_at
from solver.preparation import NOTHING_AROUND
from solver.sequence import least_waiting
from solver.swaps import exchanged

POLISHING_SHARE = 0.5


def comfortable(
    instance: Instance,
    draft: Draft,
    clock: Clock,
    laid: Collection[polishing.Heard] = frozenset(),
    *,
    small: bool = False,
) -> Draft:
    """Return the draft with days planned anew; where that cannot be, with other hours.

    Days of a `small` session, which the exact model plans next, only need better hours: columns find
    them in less work.
    Days in `laid` were planned so already; in others candidates exchange places first, which takes
    little work.
    """
    begun = draft if _is_laid(draft, laid) else exchanged(instance, draft, clock)
    share = 0.0 if small else POLISHING_SHARE
    found = polishing.polished(instance, begun, clock.part(share), laid)
    best = found.draft
    days: dict[tuple[str, int], list[int]] = defaultdict(list)
    for index, opening in enumerate(best.openings):
        days[opening.block.half_day.centre, opening.block.half_day.day].append(index)
    for where, indexes in days.items():
        if clock.over:
            break
        if where in found.left:
            best = _waiting_less(instance, best, indexes, clock)
    return best


def _is_laid(draft: Draft, laid: Collection[polishing.Heard]) -> bool:
    """Whether every day still is as it was laid out."""
    days: dict[tuple[str, int], list[Placed]] = defaultdict(list)
    for one in draft.placed:
        half = draft.openings[one.opening].block.half_day
        days[half.centre, half.day].append(one)
    return all(polishing.hours_of(rows) in laid for rows in days.values())


def _waiting_less(instance: Instance, draft: Draft, indexes: list[int], clock: Clock) -> Draft:
    """Hours of a centre-day with less waiting; those heard in a group stay where they are."""
    grouped = {one.opening for one in draft.placed if len(one.task.people) > 1} & set(indexes)
    indexes = [index for index in indexes if index not in grouped]
    mine = set(indexes)
    kept = [one for one in draft.placed if one.opening not in mine]
    inside = [one for one in draft.placed if one.opening in mine]
    found = least_waiting(
        instance,
        [draft.openings[index] for index in indexes],
        [one.task for one in inside],
        clock,
        around=draft.around(mine) if grouped else NOTHING_AROUND,
        busy=draft.hours_taken(instance, grouped),
    )
    choices = [inside]
    if found is not None:
        choices.append([replace(one, opening=indexes[one.opening]) for one in found])
    drafts = []
    for choice in choices:
        closer = choice if grouped else compacted(instance, draft.openings, choice, clock)
        drafts.append(Draft(draft.openings, (*kept, *closer), draft.missing))
    return min(drafts, key=lambda one: aimed_at(instance, one))
