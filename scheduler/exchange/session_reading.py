"""The session's own facts, from the rows of the `session` table."""

from __future__ import annotations

from typing import Any

from models.dossier.records import SessionInfo
from scheduler.exchange.cells import clean, fold, quoted
from scheduler.exchange.folder import Folder
from scheduler.exchange.kinds import RefusedValueError, Repaired
from scheduler.exchange.rows import Line
from scheduler.exchange.schema import Column
from scheduler.exchange.session_table import SESSION_FIELDS, SESSION_KEYS


def read_session(folder: Folder) -> SessionInfo | None:
    """Return the session, None when a required row is missing or wrong."""
    if not folder.present("session"):
        return folder.base.session if folder.base else None
    found: dict[str, Any] = {}
    for line in folder.lines("session"):
        column = SESSION_FIELDS.get(fold(line.record.key))
        if column is None:
            folder.warning(
                "session",
                line.row,
                "cle",
                f"information {quoted(line.record.key)} inconnue, mise de côté",
            )
        else:
            _read_value(folder, line, column, found)
    return _session_of(folder, found)


def _read_value(folder: Folder, line: Line, column: Column, found: dict[str, Any]) -> None:
    text = clean(line.record.value)
    if text is None:
        return
    try:
        value = column.kind.read(text)
    except RefusedValueError as error:
        folder.error("session", line.row, "valeur", f"{column.name} : {error}")
        found[column.field] = None
        return
    if isinstance(value, Repaired):
        folder.warning("session", line.row, "valeur", f"{column.name} : {value.message}")
        value = value.value
    found[column.field] = value


def _session_of(folder: Folder, found: dict[str, Any]) -> SessionInfo | None:
    good = True
    for column in SESSION_KEYS:
        if not column.missing and found.get(column.field) is None:
            good = False
            if column.field not in found and folder.sheets["session"].whole:
                folder.error(
                    "session",
                    1,
                    "cle",
                    (
                        f"ligne {quoted(column.name)} absente ou vide, obligatoire ; ajoutez-la, "
                        f"par exemple "
                        f"{quoted(column.example)}"
                    ),
                )
    return SessionInfo(**found) if good else None
