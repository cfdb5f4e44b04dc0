"""A large damage in small pieces: each commission lost is mended by itself, one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from solver.repairing.damage import Damage
from solver.repairing.standing import Standing

MOST_AT_ONCE = 8
"""Passages without preparation room mended together."""


def pieces(standing: Standing, damage: Damage, *, fullest_first: bool = True) -> list[Damage]:
    """Cut a damage by commission, the fullest first (or last), then by passage."""
    return list(_pieces(standing, damage, -1 if fullest_first else 1))


def _pieces(standing: Standing, damage: Damage, sign: int) -> Iterator[Damage]:
    codes = sorted(damage.broken, key=lambda code: (sign * len(standing.commissions[code].held), code))
    for code in codes:
        held = _tasks(standing, code)
        yield Damage(
            seats={code: damage.seats[code]} if code in damage.seats else {},
            roomless=damage.roomless & {code},
            lost=damage.lost & {code},
            adrift=tuple(one for one in damage.adrift if one.task.id in held),
            homeless=tuple(one for one in damage.homeless if one.task.id in held),
        )
    inside = {task for code in codes for task in _tasks(standing, code)}
    homeless = [one for one in damage.homeless if one.task.id not in inside]
    for start in range(0, len(homeless), MOST_AT_ONCE):
        yield Damage(homeless=tuple(homeless[start : start + MOST_AT_ONCE]))
    for one in damage.adrift:
        if one.task.id not in inside:
            yield Damage(adrift=(one,))
    for task in damage.missing:
        yield Damage(missing=(task,))


def _tasks(standing: Standing, code: str) -> set[int]:
    """Tasks heard by a commission."""
    return {held.task.id for held in standing.commissions[code].held}
