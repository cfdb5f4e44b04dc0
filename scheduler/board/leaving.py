"""The half of a move that is the same wherever a passage goes: what it leaves behind.

A list of places moves one passage to a hundred commissions, and takes it each time out of the same
one. Where the two halves share nobody, no room and no preparation, no case speaks of both: the first is
judged once for all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.french import MINUTES_A_DAY
from models.planning import Watch
from scheduler.board.change import Change, Key
from scheduler.board.index import PlanIndex
from scheduler.board.scope import Scope, scope_of


@dataclass(frozen=True, slots=True)
class Departure:
    """Passages taken out of one commission: the change of that commission alone, and its scope."""

    commission: str
    keys: frozenset[Key]
    change: Change
    scope: Scope


def leaves(index: PlanIndex, change: Change) -> tuple[str, frozenset[Key]] | None:
    """Return the one commission that passages leave for others, and these passages."""
    gone = {
        key: index.passages[key].record.commission
        for key, now in change.passages.items()
        if key in index.passages and now is not None
        if now.commission != index.passages[key].record.commission
    }
    left = set(gone.values())
    if len(left) != 1 or index.reserves or not index.locked.isdisjoint(gone):
        return None
    code = left.pop()
    if any(now is not None and now.commission == code for now in change.passages.values()):
        return None
    return code, frozenset(gone)


def departure_of(index: PlanIndex, change: Change, code: str, keys: frozenset[Key]) -> Departure:
    """Return what a change does to the commission that passages leave."""
    rooms = {
        (one.centre, phase.room, phase.start // MINUTES_A_DAY)
        for one in (index.passages[key].record for key in keys)
        for phase in one.phases
    }
    watches = tuple(pair for pair in change.watches if not rooms.isdisjoint(map(_where, pair)))
    sittings = {code: change.sittings[code]} if code in change.sittings else {}
    alone = Change(dict.fromkeys(keys), sittings, {}, watches)
    nobody: frozenset[Key] = frozenset()
    scope = replace(scope_of(index, alone), keys=nobody, candidates=frozenset())
    return Departure(code, keys, alone, scope)


def apart(index: PlanIndex, one: Departure, rest: Scope) -> bool:
    """Whether what is left and what is come to have nothing in common that a rule speaks of."""
    seen = index.sittings[one.commission]
    if seen.epreuve is None or seen.epreuve.manager is not None:
        return False  # a manager is asked for by centre and day
    away = one.scope
    pairs = (
        (away.examiners, rest.examiners),
        (away.rooms, rest.rooms),
        (away.preparing, rest.preparing),
    )
    return all(left.isdisjoint(right) for left, right in pairs)


def _where(watch: Watch | None) -> tuple[str, str, int] | None:
    """Return the room and the day of a watch."""
    return (watch.centre, watch.room, watch.start // MINUTES_A_DAY) if watch is not None else None
