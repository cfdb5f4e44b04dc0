"""Take back one entry of the journal of a session, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from models.db import EntryKind, Limit, RecordKind, limit_in, whole
from models.db.database import lock_session
from models.dossier import Dossier
from scheduler.errors import ConflictError, NotFoundError
from scheduler.exchange.editing import (
    BY_NAME,
    SESSION,
    RowEdit,
    cells_of,
    dependents_of,
    edited,
    rows_by_key,
)
from scheduler.exchange.problems import Severity
from scheduler.exchange.titles import table_title
from scheduler.services.dossiers import load_dossier, session_row
from scheduler.services.edit_data import DataEdited, problem_sentence, store_changes
from scheduler.services.journal import Doing, Entry, Record, find_entry, last_change

UNKNOWN = "Ce changement n’existe pas dans le journal de cette session."
SHOWN = 5
"""Reasons that a refusal gives."""


def undo_entry(db: Session, code: str, entry_id: int, *, by: str, now: datetime) -> DataEdited:
    """Put back what an entry changed; the caller commits. Undoing that in turn does it again.

    Raises
    ------
    NotFoundError
        There is no such entry.
    ConflictError
        It was taken back already, it made the session, or later changes depend on it; says which.
    OtherCentreError
        It reaches another centre than those of who undoes it.

    """
    lock_session(db, code)
    if find_entry(db, code, entry_id) is None:
        raise NotFoundError(UNKNOWN)
    limit = limit_in(db, session_row(db, code).id)
    with whole(db):
        return _undone(db, code, limit, entry_id, (by, now))


def _undone(
    db: Session, code: str, limit: Limit | None, entry_id: int, who: tuple[str, datetime]
) -> DataEdited:
    """Put back an entry read whole: some of its lines may be out of sight of who undoes it."""
    entry = find_entry(db, code, entry_id)
    if entry is None:
        raise NotFoundError(UNKNOWN)
    old = load_dossier(db, code)
    _can_be_undone(entry)
    base, edits = _way_back(old, entry)
    _nothing_later(db, code, old, base, entry)
    result = edited(base, edits)
    errors = [one for one in result.problems if one.severity is Severity.ERROR]
    if result.dossier is None:
        raise _refused(entry, [problem_sentence(one) for one in errors])
    verb = "Rétabli" if entry.kind is EntryKind.UNDO else "Annulé"
    sentence = f"{verb} : {_bare(entry.sentence)}"
    doing = Doing(EntryKind.UNDO, sentence, *who, undoes=entry.id)
    return store_changes(db, limit, old, result.dossier, doing)


def undoable(entry: Entry) -> bool:
    """Whether an entry is of those that can be taken back."""
    ours = bool(entry.records) and all(one.table in BY_NAME for one in entry.records)
    return ours and not entry.undone and not _makes_session(entry.records)


def _makes_session(records: Sequence[Record]) -> bool:
    kinds = {one.key: one.kind for one in records if one.table == SESSION}
    return kinds.get("code") is RecordKind.ADDED


def _bare(sentence: str) -> str:
    return sentence.removeprefix("Annulé : ").removeprefix("Rétabli : ")


def _can_be_undone(entry: Entry) -> None:
    if entry.undone:
        raise ConflictError(f"Ce changement a déjà été annulé : {entry.sentence}.")
    if _makes_session(entry.records):
        raise ConflictError(
            "Cet import a créé la session : il ne s’annule pas. Pour repartir de rien, "
            "supprimez la session."
        )
    if not entry.records or any(one.table not in BY_NAME for one in entry.records):
        raise ConflictError("Ce changement ne concerne pas les données : il ne s’annule pas ici.")
    if any(not one.cells for one in entry.records):
        raise ConflictError(
            "Cet import date d’avant le journal détaillé : le contenu de ses lignes n’a pas été gardé."
        )


def _way_back(old: Dossier, entry: Entry) -> tuple[Dossier, list[RowEdit]]:
    """Return the session to start from, and the edits that put it back.

    Rows that followed a code when it changed go back to the old one before the new one is removed: they
    would go with it.
    """
    back = [_back(record) for record in entry.records]
    added = [one for one in back if one.cells is None]
    if not (added and dependents_of(old, added)):
        return old, back
    halfway = edited(old, [one for one in back if one.cells is not None]).dossier
    return (old, back) if halfway is None else (halfway, added)


def _nothing_later(db: Session, code: str, old: Dossier, base: Dossier, entry: Entry) -> None:
    """Refuse when a cell no longer says what the entry left, or when rows depend on one it added."""
    known = {name: rows_by_key(BY_NAME[name], old) for name in {one.table for one in entry.records}}
    session_id = session_row(db, code).id
    reasons = []
    for record in entry.records:
        found = known[record.table].get(record.key)
        if not _as_left(record, None if found is None else cells_of(BY_NAME[record.table], found)):
            later = last_change(db, session_id, record.table, record.key, after=entry.id)
            who = f" par {later.by} ({later.sentence})" if later else ""
            reasons.append(f"{record.label} a été changé depuis{who}")
    added = [_back(one) for one in entry.records if one.kind is RecordKind.ADDED]
    for table, labels in (dependents_of(base, added) if added else {}).items():
        reasons.append(
            f"des lignes de « {table_title(table)} » en dépendent : {', '.join(labels[:SHOWN])}"
        )
    if reasons:
        raise _refused(entry, reasons)


def _as_left(record: Record, cells: dict[str, str] | None) -> bool:
    """Whether a record says what an entry left."""
    if record.kind is RecordKind.REMOVED or cells is None:
        return record.kind is RecordKind.REMOVED and cells is None
    if record.kind is RecordKind.ADDED:
        left = {one.column: one.after for one in record.cells}
        return {column: text for column, text in cells.items() if text} == left
    return all(cells.get(one.column, "") == one.after for one in record.cells)


def _back(record: Record) -> RowEdit:
    if record.kind is RecordKind.ADDED:
        return RowEdit(record.table, record.key, None)
    before = {one.column: one.before for one in record.cells}
    return RowEdit(record.table, None if record.kind is RecordKind.REMOVED else record.key, before)


def _refused(entry: Entry, reasons: Sequence[str]) -> ConflictError:
    more = f"\n– … et {len(reasons) - SHOWN} autres" if len(reasons) > SHOWN else ""
    lines = "".join(f"\n– {one}" for one in reasons[:SHOWN])
    return ConflictError(
        f"« {entry.sentence} » ne peut pas être annulé : des changements plus récents en "
        f"dépendent. Rien n’a été enregistré.{lines}{more}"
    )
