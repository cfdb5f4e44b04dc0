"""Two candidates change places: nothing changes for juries and rooms."""

from __future__ import annotations

from collections.abc import Iterator

from models.planning import Task
from solver.instance import MINUTES_PER_DAY, is_free
from solver.neighbours import Visit, are_apart
from solver.repairing.damage import Barred
from solver.repairing.outcome import Outcome, Spot
from solver.repairing.standing import Held, Standing


def swap(standing: Standing, barred: Barred, one: Held) -> Outcome | None:
    """Return the best exchange of a passage that cannot stay with another; None when there is none.

    Groups, and dossiers without their candidate, exchange nothing.
    """
    if one.task.members:
        return None
    best = min(
        (other for other in _alike(standing, barred, one) if _both_fit(standing, barred, one, other)),
        key=lambda other: (_days(standing, one, other), abs(other.begin - one.begin), other.task.id),
        default=None,
    )
    if best is None:
        return None
    return Outcome(spots={one.task.id: _spot(best), best.task.id: _spot(one)})


def _spot(held: Held) -> Spot:
    return Spot(held.passage.commission, held.begin, held.start)


def _alike(standing: Standing, barred: Barred, one: Held) -> Iterator[Held]:
    """Passages of the same épreuve that take the same minutes and the same kind of rooms."""
    for other in standing.held.values():
        mine = other.task.id != one.task.id and other.task.candidate != one.task.candidate
        movable = not other.passage.locked and not barred.is_over(other.passage.centre, other.begin)
        if mine and movable and _kind(other.task) == _kind(one.task):
            yield other


def _kind(task: Task) -> tuple[object, ...]:
    return task.epreuve, task.phases, task.accessible, task.centre


def _both_fit(standing: Standing, barred: Barred, one: Held, other: Held) -> bool:
    """Whether each may take the other's place."""
    there = _may_take(standing, barred, one, other, other)
    return there and _may_take(standing, barred, other, one, one)


def _may_take(standing: Standing, barred: Barred, one: Held, place: Held, leaving: Held) -> bool:
    """Whether a candidate may be heard in a place, before its jury, rested."""
    commission = standing.commissions.get(place.passage.commission)
    if commission is None or commission.half is None:
        return False
    needs = standing.instance.needs
    if barred.forbids(one.task, needs[one.task.epreuve].code, commission.half.id):
        return False
    report = standing.instance.settings.report
    if barred.is_over(place.passage.centre, place.begin - report):
        return False
    if one.task.conflicts & set(commission.examiners) or place.passage.centre != one.passage.centre:
        return False
    taken = Visit(one.task, commission.half, place.begin, place.end)
    others = [
        visit
        for other in standing.by_candidate[one.task.candidate]
        if other.task.id not in (one.task.id, leaving.task.id) and (visit := standing.visit(other))
    ]
    free = is_free(one.task, place.begin, place.end)
    return free and all(are_apart(standing.instance, (taken, visit)) for visit in others)


def _days(standing: Standing, one: Held, other: Held) -> int:
    """Days on which the two candidates come, once exchanged."""
    found = 0
    for held, place in ((one, other), (other, one)):
        days = {
            mine.begin // MINUTES_PER_DAY
            for mine in standing.by_candidate[held.task.candidate]
            if mine.task.id != held.task.id
        }
        found += len(days | {place.begin // MINUTES_PER_DAY})
    return found
