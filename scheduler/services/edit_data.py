"""Change the data of a session by hand: a cell, a row, many; checked as an import is, and journaled."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.db import EntryKind, Limit, limit_in, limits_of, whole
from models.db.database import lock_session
from models.dossier import Dossier
from models.french import counted
from scheduler.errors import ConflictError, NotFoundError, OrauxError
from scheduler.exchange.changes import Change, ChangeKind, FieldChange, changes_between, label_of
from scheduler.exchange.editing import (
    BY_NAME,
    SEPARATOR,
    SESSION,
    CellProblem,
    RowEdit,
    cells_of,
    edited,
    rows_by_key,
)
from scheduler.exchange.problems import Severity
from scheduler.exchange.titles import column_title, table_title, written_cell
from scheduler.services.dossiers import load_dossier, session_row
from scheduler.services.journal import Doing, last_change, write_entry
from scheduler.services.store_dossier import store_dossier
from scheduler.services.within import refuse_outside
from scheduler.services.zones import moment_in, session_zone


class EditRefusedError(OrauxError):
    """What was typed does not hold.

    Attributes
    ----------
    problems : tuple of scheduler.exchange.editing.CellProblem
        Each at its cell.

    """

    code = 422

    def __init__(self, problems: Sequence[CellProblem]) -> None:
        self.problems = tuple(problems)
        same = Counter(map(problem_sentence, self.problems))
        super().__init__("\n".join(_times(sentence, rows) for sentence, rows in same.items()))


@dataclass(frozen=True, slots=True)
class Seen:
    """A row as somebody saw it: some of its cells, or the `stamp_of` all of them; nothing to compare."""

    cells: Mapping[str, str] = field(default_factory=dict)
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """An edit, and the row as it was when it was typed."""

    edit: RowEdit
    seen: Seen = field(default_factory=Seen)


@dataclass(frozen=True, slots=True)
class DataEdited:
    """What was stored: its entry in the journal (None when nothing changed), and what to look at.

    `keys` are those of the edited rows now, None for a row that was taken out.
    """

    entry: int | None
    sentence: str
    changes: tuple[Change, ...] = ()
    warnings: tuple[CellProblem, ...] = ()
    keys: tuple[str | None, ...] = ()


def edit_data(
    db: Session, code: str, typed: Iterable[Typed], *, by: str, now: datetime, sentence: str = ""
) -> DataEdited:
    """Change rows of a session, all of them or none; the caller commits.

    Parameters
    ----------
    db
        A writing session (`Database.writing`).
    code
        The session.
    typed
        What is done to each row, and how the row looked.
    by, now
        Who and when (UTC), for the journal.
    sentence
        What was done, in French; made of the changes when empty.

    Raises
    ------
    NotFoundError
        There is no such session or row.
    ConflictError
        Somebody changed a row meanwhile; says who and what.
    EditRefusedError
        A value does not hold; carries the problems, each at its cell.

    """
    asked = tuple(typed)
    locked = lock_session(db, code)
    if locked is None:
        session_row(db, code)  # raises, with the sentence
    limit = limit_in(db, session_row(db, code).id)
    _within_sight(db, code, asked)
    with whole(db):
        old = load_dossier(db, code)
        _still_as_seen(db, code, old, asked)
        result = edited(old, [one.edit for one in asked])
        if result.dossier is None:
            raise EditRefusedError([one for one in result.problems if one.severity is Severity.ERROR])
        doing = Doing(EntryKind.EDIT, sentence, by, now)
        done = _store(db, limit, (old, result.dossier), doing, result.problems)
    return replace(done, keys=result.keys)


def store_changes(
    db: Session, limit: Limit | None, old: Dossier, new: Dossier, doing: Doing
) -> DataEdited:
    """Store a whole session that was checked, with an entry in the journal unless nothing changed.

    `limit` are the centres of who changes it, None for all.
    """
    return _store(db, limit, (old, new), doing, ())


def _within_sight(db: Session, code: str, asked: Sequence[Typed]) -> None:
    """Say of a row of another centre what is said of one that does not exist, not who it is."""
    if not limits_of(db):
        return
    seen = load_dossier(db, code)
    known = {name: rows_by_key(BY_NAME[name], seen) for name in {one.edit.table for one in asked}}
    for one in asked:
        key, table = one.edit.key, one.edit.table
        if key is not None and table != SESSION and key not in known[table]:
            raise NotFoundError(_gone(db, code, table, key))


def _store(
    db: Session,
    limit: Limit | None,
    sides: tuple[Dossier, Dossier],
    doing: Doing,
    warnings: Sequence[CellProblem],
) -> DataEdited:
    old, new = sides
    changes = changes_between(old, new)
    if not changes:
        return DataEdited(None, "Rien n’a changé.", (), tuple(warnings))
    refuse_outside(db, limit, old, new, changes)
    row = store_dossier(db, new, now=doing.now)
    sentence = doing.sentence or changes_sentence(changes)
    entry = write_entry(
        db,
        row.id,
        Doing(
            doing.kind, sentence, doing.by, doing.now, len(warnings), doing.undoes, row.revision, changes
        ),
    )
    return DataEdited(entry, sentence, changes, tuple(warnings))


def stamp_of(table: str, record: Any) -> str:
    """Return what tells whether a row is still the same: a digest of its cells."""
    cells = json.dumps(cells_of(BY_NAME[table], record), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(cells.encode()).hexdigest()[:16]


def _still_as_seen(db: Session, code: str, old: Dossier, asked: Sequence[Typed]) -> None:
    known = {name: rows_by_key(BY_NAME[name], old) for name in {one.edit.table for one in asked}}
    for one in asked:
        key = one.edit.key
        if key is None or (one.edit.table == SESSION and key not in known[SESSION]):
            continue
        record = known[one.edit.table].get(key)
        if record is None:
            raise NotFoundError(_gone(db, code, one.edit.table, key))
        cells = cells_of(BY_NAME[one.edit.table], record)
        other = [column for column, text in one.seen.cells.items() if cells.get(column, "") != text]
        if other or (one.seen.stamp and one.seen.stamp != stamp_of(one.edit.table, record)):
            raise ConflictError(_changed_meanwhile(db, code, one.edit, record, other))


def _gone(db: Session, code: str, table: str, key: str) -> str:
    entry = last_change(db, session_row(db, code).id, table, key)
    who = f" {entry.by} l’a retirée le {_when(db, code, entry.at)}." if entry else ""
    said = ", ".join(part for part in key.split(SEPARATOR) if part)
    return (
        f"La ligne « {said} » de la table « {table_title(table)} » n’existe plus.{who} "
        "Rien n’a été enregistré."
    )


def _changed_meanwhile(
    db: Session, code: str, edit: RowEdit, record: Any, columns: Sequence[str]
) -> str:
    label = label_of(record, (edit.key or "").split(SEPARATOR))
    entry = last_change(db, session_row(db, code).id, edit.table, edit.key or "")
    who = "Elle a changé"
    if entry:
        who = f"{entry.by} l’a modifiée le {_when(db, code, entry.at)} ({entry.sentence})"
    cells = cells_of(BY_NAME[edit.table], record)
    now = " ; ".join(f"{column_title(column)} : {cells[column] or '(vide)'}" for column in columns)
    value = f" Valeur actuelle – {now}." if now else ""
    return (
        f"La ligne « {label} » a changé entre-temps : {who}.{value} "
        "Rien n’a été enregistré ; relisez-la, puis recommencez."
    )


def _when(db: Session, code: str, at: datetime) -> str:
    return moment_in(session_zone(db, code), at)


def _times(sentence: str, rows: int) -> str:
    """Say once what is wrong with many rows."""
    return f"{sentence} ({rows} lignes)" if rows > 1 else sentence


def problem_sentence(problem: CellProblem) -> str:
    """Say a problem as a sentence; one of another row says which."""
    message = problem.message[:1].upper() + problem.message[1:]
    ended = message if message.endswith((".", "?", "!")) else f"{message}."
    if problem.rank is not None:
        return f"{column_title(problem.column)} : {ended}" if problem.column != "-" else ended
    place = problem.label or column_title(problem.column)
    return f"{table_title(problem.table)}, {place} : {ended}"


def changes_sentence(changes: Sequence[Change]) -> str:
    """Say what was changed, in one sentence."""
    if len(changes) > 1 and len({change.table for change in changes}) > 1:
        more = counted(len(changes) - 1, "ligne liée", "lignes liées")
        return f"{_one(changes[0])} (et {more})"
    if len(changes) > 1:
        return _many(changes)
    return _one(changes[0])


def _one(change: Change) -> str:
    match change.kind:
        case ChangeKind.ADDED:
            return f"{table_title(change.table)} : ajout de {change.label}"
        case ChangeKind.REMOVED:
            return f"{table_title(change.table)} : retrait de {change.label}"
        case _:
            cells = " ; ".join(map(_cell, change.fields))
            return f"{change.label} – {cells}"


def _cell(field: FieldChange) -> str:
    before, after = (written_cell(side) or "(vide)" for side in (field.before, field.after))
    return f"{column_title(field.column)} « {before} » → « {after} »"


def _many(changes: Sequence[Change]) -> str:
    words = {
        ChangeKind.ADDED: "ajoutées",
        ChangeKind.REMOVED: "retirées",
        ChangeKind.CHANGED: "modifiées",
    }
    counts = [
        f"{number} lignes {word}" if number > 1 else f"1 ligne {word.removesuffix('s')}"
        for kind, word in words.items()
        if (number := sum(one.kind is kind for one in changes))
    ]
    columns = sorted({column_title(one.column) for change in changes for one in change.fields
                      if change.kind is ChangeKind.CHANGED})  # fmt: skip
    what = f" ({', '.join(columns)})" if columns else ""
    return f"{table_title(changes[0].table)} : {', '.join(counts)}{what}"
