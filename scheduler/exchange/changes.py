"""What an import would change in a stored session, record by record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from models.dossier.records import Candidate, Dossier, Examiner
from scheduler.exchange.schema import Column, Table
from scheduler.exchange.tables import TABLES
from scheduler.exchange.writing import cell_text, records_of


class ChangeKind(StrEnum):
    """What happens to a record. REMOVED ones are kept unless the person confirms."""

    ADDED = "ADDED"
    CHANGED = "CHANGED"
    REMOVED = "REMOVED"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One column of a changed record, as cells show it."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One record that an import adds, changes, or no longer has.

    Attributes
    ----------
    table
        Name of the table.
    key
        Values of the key as cells show them.
    label
        What a person calls the record, in French: « Léa Martin (n° 2027000001) ».
    kind
        What happens to it.
    fields
        Columns that differ: all those filled of an ADDED record (before is empty) or a REMOVED one.

    """

    table: str
    key: tuple[str, ...]
    label: str
    kind: ChangeKind
    fields: tuple[FieldChange, ...] = ()


def changes_between(
    old: Dossier | None,
    new: Dossier,
    *,
    tables: frozenset[str] | None = None,
) -> tuple[Change, ...]:
    """Return what differs, table by table, in the order of `new`, what is absent from it last.

    Parameters
    ----------
    old
        The stored session; None when there is none yet.
    new
        The session as the import says it.
    tables
        Names of the tables the import holds (`Reading.tables_present`); all of them when None.

    """
    considered = [table for table in TABLES if tables is None or table.name in tables]
    return tuple(change for table in considered for change in _table_changes(table, old, new))


def _table_changes(table: Table, old: Dossier | None, new: Dossier) -> Iterator[Change]:
    before = _by_key(table, old) if old else {}
    after = _by_key(table, new)
    for key, record in after.items():
        if key not in before:
            yield _change(table, ChangeKind.ADDED, None, record)
        elif record != before[key]:
            yield _change(table, ChangeKind.CHANGED, before[key], record)
    for key, record in before.items():
        if key not in after:
            yield _change(table, ChangeKind.REMOVED, record, None)


def _by_key(table: Table, dossier: Dossier) -> dict[tuple[Any, ...], Any]:
    return {table.key_of(record): record for record in records_of(table, dossier)}


def _change(table: Table, kind: ChangeKind, before: Any, after: Any) -> Change:
    record = before if after is None else after
    key = tuple(cell_text(column, record) for column in table.keys)
    return Change(table.name, key, label_of(record, key), kind, _fields(table, before, after))


def label_of(record: Any, key: Iterable[str]) -> str:
    """Return what a person calls a record: by name, or by the cells of its key."""
    if isinstance(record, Candidate):
        return (
            f"{record.first_names} {record.usage_name or record.family_name} (n°\u00a0{record.number})"
        )
    if isinstance(record, Examiner):
        return f"{record.first_name} {record.family_name} ({record.code})"
    return ", ".join(part for part in key if part)


def _fields(table: Table, before: Any, after: Any) -> tuple[FieldChange, ...]:
    cells = ((column.name, _cell(column, before), _cell(column, after)) for column in table.columns)
    return tuple(FieldChange(*cell) for cell in cells if cell[1] != cell[2])


def _cell(column: Column, record: Any) -> str:
    return "" if record is None else cell_text(column, record)
