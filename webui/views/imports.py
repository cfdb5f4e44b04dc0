"""The preview of an import: what changes, table by table, and every problem at its cell."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.exchange import FileProblem, Severity
from scheduler.exchange.titles import column_title, table_title, written_cell
from scheduler.services.changes import RecordChange, TableChanges
from scheduler.services.import_session import ImportPreview


@dataclass(frozen=True, slots=True)
class ShownTable:
    """The lines of one table that are new, changed or no longer in the file."""

    title: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownPreview:
    """All that the page of a preview says."""

    token: str
    name: str
    label: str
    creates: bool
    revision: int | None
    errors: tuple[FileProblem, ...]
    warnings: tuple[FileProblem, ...]
    tables: tuple[ShownTable, ...]
    added: int
    modified: int
    removed: int
    storable: bool

    @property
    def changed(self) -> bool:
        """Something would be different."""
        return bool(self.added or self.modified or self.removed)


def where(file: str) -> str:
    """Say the sheet of a workbook: `liste.xlsx[candidats]` is « liste.xlsx, feuille candidats »."""
    workbook, _, sheet = file.removesuffix("]").rpartition("[")
    return f"{workbook}, feuille {sheet}" if workbook and file.endswith("]") else file


def shown(preview: ImportPreview, token: str) -> ShownPreview:
    """Return a preview as its page shows it."""
    problems = preview.problems
    changes = preview.changes
    return ShownPreview(
        token=token,
        name=preview.source,
        label=_label(preview),
        creates=preview.creates,
        revision=preview.revision,
        errors=tuple(one for one in problems if one.severity is Severity.ERROR),
        warnings=tuple(one for one in problems if one.severity is Severity.WARNING),
        tables=tuple(_table(table) for table in changes.tables),
        added=changes.added,
        modified=changes.changed,
        removed=changes.removed,
        storable=preview.can_apply and bool(changes.tables),
    )


def _label(preview: ImportPreview) -> str:
    if preview.dossier is None:
        return ""
    verb = "crée la session" if preview.creates else "met à jour la session"
    return f"Cet import {verb} « {preview.dossier.session.label} » ({preview.session_code})"


def _table(table: TableChanges) -> ShownTable:
    return ShownTable(
        title=table_title(table.table),
        added=tuple(_added(change) for change in table.added),
        changed=tuple(_changed(change) for change in table.changed),
        removed=tuple(change.label for change in table.removed),
    )


def _added(change: RecordChange) -> str:
    return f"{change.label} (de retour)" if change.back else change.label


def _changed(change: RecordChange) -> str:
    fields = " ; ".join(
        f"{column_title(one.column)} : {_said(one.before)} → {_said(one.after)}" for one in change.fields
    )
    return f"{change.label} – {fields}"


def _said(text: str) -> str:
    return written_cell(text) or "(vide)"
