"""A commission under way when something happens: what it has heard is settled, the rest can change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from models.planning import Passage, Plan, Sitting
from solver.repairing.damage import Barred, damage_of
from solver.repairing.standing import Standing


def split_at_now(standing: Standing, barred: Barred) -> Plan:
    """Cut in two the commissions under way that lose a member or a room.

    The first part keeps its code and the passages that have begun; the second takes a code of its own
    and can be mended like any other.
    """
    later = {code: _rest_of(code, standing) for code in _under_way(standing, barred)}
    if not later:
        return standing.plan
    plan = standing.plan
    passages = tuple(_renamed(one, later, barred) for one in plan.passages)
    sittings = [part for one in plan.sittings for part in _parts(standing, one, later, passages)]
    return replace(plan, passages=passages, sittings=tuple(sittings))


def _under_way(standing: Standing, barred: Barred) -> Iterator[str]:
    """Commissions hit that have heard somebody, and are to hear others."""
    hit = damage_of(standing, replace(barred, now={})).broken
    for code in sorted(hit):
        centre = standing.commissions[code].sitting.centre
        begun = {barred.is_over(centre, held.begin) for held in standing.commissions[code].held}
        if begun == {True, False}:
            yield code


def _rest_of(code: str, standing: Standing) -> str:
    """Return a free code for the second part."""
    taken = set(standing.commissions)
    return next(name for rank in range(2, 100) if (name := f"{code}-{rank}") not in taken)


def _renamed(passage: Passage, later: dict[str, str], barred: Barred) -> Passage:
    if passage.commission not in later or barred.is_over(passage.centre, passage.start):
        return passage
    return replace(passage, commission=later[passage.commission])


def _parts(
    standing: Standing, sitting: Sitting, later: dict[str, str], passages: tuple[Passage, ...]
) -> Iterator[Sitting]:
    if sitting.code not in later:
        yield sitting
        return
    reading = standing.instance.needs[standing.commissions[sitting.code].key].reading
    heard = _jury_hours(passages, sitting.code, sitting.room)
    coming = _jury_hours(passages, later[sitting.code], sitting.room)
    yield replace(sitting, end=max(end for _, end in heard))
    start = min(start for start, _ in coming) - reading
    yield replace(sitting, code=later[sitting.code], start=start)


def _jury_hours(passages: tuple[Passage, ...], code: str, room: str) -> list[tuple[int, int]]:
    return [
        (phase.start, phase.end)
        for one in passages
        if one.commission == code
        for phase in one.phases
        if phase.room == room
    ]
