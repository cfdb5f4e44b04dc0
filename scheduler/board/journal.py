"""Changes as text, so that a journal can keep what was there before and after."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from models.planning import Member, Passage, PhaseTime, Sitting, Unplaced, Watch
from models.roles import Role
from scheduler.board.change import Change


def written(change: Change) -> str:
    """Return a change as JSON."""
    kinds = (change.passages, change.sittings, change.unplaced)
    rows = [[[key, asdict(one) if one is not None else None] for key, one in by.items()] for by in kinds]
    watches = [[asdict(one) if one is not None else None for one in pair] for pair in change.watches]
    return json.dumps([*rows, watches], ensure_ascii=False)


def read(text: str) -> Change:
    """Return the change that `written` wrote."""
    passages, sittings, unplaced, watches = json.loads(text)
    return Change(
        {(key[0], key[1]): _passage(one) for key, one in passages},
        {code: _sitting(one) for code, one in sittings},
        {(key[0], key[1]): Unplaced(**one) if one else None for key, one in unplaced},
        tuple((_watch(old), _watch(new)) for old, new in watches),
    )


def _passage(row: dict[str, Any] | None) -> Passage | None:
    if row is None:
        return None
    return Passage(**(row | {"phases": tuple(PhaseTime(**phase) for phase in row["phases"])}))


def _sitting(row: dict[str, Any] | None) -> Sitting | None:
    if row is None:
        return None
    members = tuple(
        Member(one["examiner"], Role(one["role"]), one["replacement"]) for one in row["members"]
    )
    return Sitting(**(row | {"members": members}))


def _watch(row: dict[str, Any] | None) -> Watch | None:
    return Watch(**row) if row is not None else None
