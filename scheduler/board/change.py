"""A change of a plan: what becomes of the passages, commissions, watches and places it touches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from models.planning import Passage, Plan, Sitting, Unplaced, Watch

Key = tuple[str, str]
"""A passage by its candidate and its qualified épreuve."""

Record = TypeVar("Record")
Name = TypeVar("Name")


def key_of(record: Passage | Unplaced) -> Key:
    """Return what tells a passage, or a line of « non placés », from the others."""
    return record.candidate, record.epreuve


@dataclass(frozen=True, slots=True)
class Change:
    """What replaces what: a record by its key, None where it goes away; all the rest stays.

    `watches` are those of the rooms and half-days touched: the first of a pair goes, the second comes.
    """

    passages: Mapping[Key, Passage | None] = field(default_factory=dict)
    sittings: Mapping[str, Sitting | None] = field(default_factory=dict)
    unplaced: Mapping[Key, Unplaced | None] = field(default_factory=dict)
    watches: tuple[tuple[Watch | None, Watch | None], ...] = ()

    def applied_to(self, plan: Plan) -> Plan:
        """Return the plan after the change; what stays keeps its order, what comes is last."""
        gone = [old for old, _ in self.watches if old is not None]
        came = [new for _, new in self.watches if new is not None]
        return replace(
            plan,
            passages=_replaced(plan.passages, self.passages, key_of),
            sittings=_replaced(plan.sittings, self.sittings, lambda one: one.code),
            unplaced=_replaced(plan.unplaced, self.unplaced, key_of),
            watches=(*(one for one in plan.watches if one not in gone), *came),
        )

    def undone_on(self, plan: Plan) -> Change:
        """Return the change that brings `plan`, as it was before this one, back."""
        passages = {key_of(one): one for one in plan.passages}
        sittings = {one.code: one for one in plan.sittings}
        unplaced = {key_of(one): one for one in plan.unplaced}
        return Change(
            {key: passages.get(key) for key in self.passages},
            {code: sittings.get(code) for code in self.sittings},
            {key: unplaced.get(key) for key in self.unplaced},
            tuple((new, old) for old, new in self.watches),
        )


def _replaced(
    records: Iterable[Record], by: Mapping[Name, Record | None], key: Callable[[Record], Name]
) -> tuple[Record, ...]:
    kept: list[Record] = []
    seen: set[Name] = set()
    for one in records:
        name = key(one)
        seen.add(name)
        now = by.get(name, one)
        if now is not None:
            kept.append(now)
    kept += [one for name, one in by.items() if name not in seen and one is not None]
    return tuple(kept)
