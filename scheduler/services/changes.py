"""What an import would change, table by table: added, changed, no longer in the file."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from models.dossier import Dossier
from scheduler.exchange.changes import Change, ChangeKind, FieldChange, changes_between

__all__ = ["Changes", "FieldChange", "RecordChange", "TableChanges", "changes_of"]


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One record; `back` when it had been withdrawn and the file has it again."""

    key: tuple[str, ...]
    label: str
    fields: tuple[FieldChange, ...] = ()
    back: bool = False


@dataclass(frozen=True, slots=True)
class TableChanges:
    """What changes in one table; `removed` is what the file no longer holds, kept unless confirmed."""

    table: str
    added: tuple[RecordChange, ...] = ()
    changed: tuple[RecordChange, ...] = ()
    removed: tuple[RecordChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What changes in all tables; those without any change are left out."""

    tables: tuple[TableChanges, ...] = ()

    @property
    def added(self) -> int:
        """How many records are new."""
        return sum(len(table.added) for table in self.tables)

    @property
    def changed(self) -> int:
        """How many records change."""
        return sum(len(table.changed) for table in self.tables)

    @property
    def removed(self) -> int:
        """How many records the file no longer holds."""
        return sum(len(table.removed) for table in self.tables)


def changes_of(
    old: Dossier | None, everything: Dossier | None, new: Dossier, *, present: Collection[str]
) -> Changes:
    """Compare what was read with what is stored.

    Parameters
    ----------
    old, everything
        The stored session, without and with what was withdrawn; None when it is new.
    new
        What was read.
    present
        Names of the tables the file holds; others do not change. A file without `session` (a list of
        candidates) adds and corrects, and never says that somebody is to be removed.

    """
    tables = frozenset(present)
    found = changes_between(old, new, tables=tables)
    if "session" not in tables:
        found = tuple(change for change in found if change.kind is not ChangeKind.REMOVED)
    known = set() if everything is None else _keys(everything)
    return _grouped(found, lambda change: (change.table, change.key) in known)


def _keys(dossier: Dossier) -> set[tuple[str, tuple[str, ...]]]:
    """Return every record of a session, withdrawn ones too, by table and key."""
    return {(change.table, change.key) for change in changes_between(None, dossier)}


def _grouped(found: tuple[Change, ...], known: Callable[[Change], bool]) -> Changes:
    tables: dict[str, dict[ChangeKind, list[RecordChange]]] = {}
    for change in found:
        kinds = tables.setdefault(change.table, {kind: [] for kind in ChangeKind})
        back = change.kind is ChangeKind.ADDED and known(change)
        kinds[change.kind].append(RecordChange(change.key, change.label, change.fields, back))
    return Changes(
        tuple(
            TableChanges(name, *(tuple(kinds[kind]) for kind in ChangeKind))
            for name, kinds in tables.items()
        )
    )
