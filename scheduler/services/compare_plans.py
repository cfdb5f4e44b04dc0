"""Two plans side by side: levels, who moves, rooms in use, the load of each examiner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.dossier import Dossier
from models.planning import LEVELS, Level, Plan
from models.regulation import load
from scheduler.rules import levels_of
from scheduler.rules.wording import day_of
from scheduler.services.compare import Difference, Reach, differences, reach_of
from scheduler.services.dossiers import load_dossier
from scheduler.services.plans import StoredPlan, load_plan

NOON = 12 * 60
A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Shift:
    """A number on each side: `what` is an examiner's code, or (centre, room)."""

    what: tuple[str, ...]
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """What tells two plans of a session apart.

    `levels` pairs each level of the first plan with that of the second; unknown bounds are 0.
    `loads` counts half-days by examiner, `rooms` half-days by jury room: those that differ, most first.
    """

    before: StoredPlan
    after: StoredPlan
    levels: tuple[tuple[Level, Level], ...]
    differences: tuple[Difference, ...]
    reach: Reach
    loads: tuple[Shift, ...]
    rooms: tuple[Shift, ...]


def compare_plans(db: Session, before_id: int, after_id: int) -> Comparison:
    """Compare two plans of one session, whatever their states.

    Raises
    ------
    NotFoundError
        A plan does not exist.

    """
    before, after = load_plan(db, before_id), load_plan(db, after_id)
    dossier = load_dossier(db, after.session, withdrawn=True)
    found = differences(dossier, before.plan, after.plan)
    levels = zip(_levels(dossier, before), _levels(dossier, after), strict=True)
    return Comparison(
        before=before,
        after=after,
        levels=tuple(levels),
        differences=found,
        reach=reach_of(found, before.plan, after.plan),
        loads=_shifts(_loads(before.plan), _loads(after.plan)),
        rooms=_shifts(_rooms(before.plan), _rooms(after.plan)),
    )


def _levels(dossier: Dossier, stored: StoredPlan) -> tuple[Level, ...]:
    """Return the levels of a plan, counted again where its calculation said nothing."""
    known = {level.name: level for level in stored.report.levels} if stored.report else {}
    if known.keys() >= set(LEVELS):
        return tuple(known[name] for name in LEVELS)
    counted = levels_of(dossier, load(dossier.session.year), stored.plan)
    return tuple(Level(name, counted[name], 0) for name in LEVELS)


def _loads(plan: Plan) -> Counter[tuple[str, ...]]:
    """Half-days of each examiner."""
    halves = {
        (member.examiner, _half_day(plan, one.start)) for one in plan.sittings for member in one.members
    }
    return Counter((code,) for code, _ in halves)


def _rooms(plan: Plan) -> Counter[tuple[str, ...]]:
    """Half-days of each jury room."""
    halves = {(one.centre, one.room, _half_day(plan, one.start)) for one in plan.sittings}
    return Counter((centre, room) for centre, room, _ in halves)


def _half_day(plan: Plan, minute: int) -> tuple[str, bool]:
    return day_of(plan.first_day, minute).isoformat(), minute % A_DAY < NOON


def _shifts(
    before: Mapping[tuple[str, ...], int], after: Mapping[tuple[str, ...], int]
) -> tuple[Shift, ...]:
    """Return what differs, the largest shifts first."""
    both = sorted(before.keys() | after.keys())
    found = [Shift(what, before.get(what, 0), after.get(what, 0)) for what in both]
    moved = (one for one in found if one.before != one.after)
    return tuple(sorted(moved, key=lambda one: -abs(one.after - one.before)))
