"""The journal of a session: every change of its data and settings, and the history of one record."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, insert, or_, select
from sqlalchemy.orm import Session

from models.db import EntryKind, EntryRecordRow, EntryRow, RecordKind, SessionRow
from scheduler.exchange.changes import Change, ChangeKind
from scheduler.exchange.editing import SEPARATOR

MOST = 2**31
"""Ids are smaller: a longer one in an address is asked of no database."""
KINDS = {
    ChangeKind.ADDED: RecordKind.ADDED,
    ChangeKind.CHANGED: RecordKind.CHANGED,
    ChangeKind.REMOVED: RecordKind.REMOVED,
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a record, before and after, as the exchange format writes it; empty is nothing."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Record:
    """What one entry did to one record; `key` as `exchange.editing.key_text` has it."""

    table: str
    key: str
    label: str
    kind: RecordKind
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing done.

    Attributes
    ----------
    at
        UTC.
    undone
        Another entry has taken it back since.
    records
        What it did to each record; empty when they were not asked for.

    """

    id: int
    kind: EntryKind
    sentence: str
    by: str
    at: datetime
    added: int
    changed: int
    removed: int
    warnings: int
    undoes: int | None
    undone: bool
    records: tuple[Record, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """Which entries are wanted: an empty field wants all. `text` is sought in sentences and labels."""

    by: str = ""
    kind: str = ""
    table: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Doing:
    """What is written in the journal: what was done, by whom, when (UTC)."""

    kind: EntryKind
    sentence: str
    by: str
    now: datetime
    warnings: int = 0
    undoes: int | None = None
    revision: int | None = None
    changes: Sequence[Change] = field(default=())


def write_entry(db: Session, session_id: int | None, doing: Doing) -> int:
    """Add an entry to the journal of a session, or of the installation; the caller commits."""
    kinds = [change.kind for change in doing.changes]
    row = EntryRow(
        session_id=session_id,
        kind=doing.kind,
        sentence=doing.sentence,
        done_by=doing.by,
        done_at=doing.now,
        revision=doing.revision,
        added=kinds.count(ChangeKind.ADDED),
        changed=kinds.count(ChangeKind.CHANGED),
        removed=kinds.count(ChangeKind.REMOVED),
        warnings=doing.warnings,
        undoes=doing.undoes,
    )
    db.add(row)
    db.flush()
    records = [_record_values(row.id, session_id, change) for change in doing.changes]
    if records:
        db.execute(insert(EntryRecordRow), records)
    return row.id


def journal_of(
    db: Session, code: str | None, asked: Asked | None = None, *, start: int = 0, limit: int = 50
) -> list[Entry]:
    """Return the entries of a session, the latest first, without their records.

    Without `code`, those of the installation: accounts, mail server, sessions that were removed.
    """
    query = _wanted(code, asked or Asked()).order_by(EntryRow.id.desc()).offset(start).limit(limit)
    rows = db.scalars(query).all()
    undone = _undone(db, [row.id for row in rows])
    return [_entry(row, undone) for row in rows]


def count_entries(db: Session, code: str | None, asked: Asked | None = None) -> int:
    """Return how many entries are wanted."""
    query = _wanted(code, asked or Asked()).subquery()
    return db.scalar(select(func.count()).select_from(query)) or 0


def people_of(db: Session, code: str | None) -> list[str]:
    """Return who wrote in the journal of a session."""
    entries = _wanted(code, Asked()).subquery()
    return list(db.scalars(select(entries.c.done_by).distinct().order_by(entries.c.done_by)))


def find_entry(db: Session, code: str | None, entry_id: int) -> Entry | None:
    """Return one entry of a session with its records, None when it has none of this id."""
    row = db.scalar(_wanted(code, Asked()).where(EntryRow.id == entry_id)) if entry_id < MOST else None
    if row is None:
        return None
    records = db.scalars(
        select(EntryRecordRow).where(EntryRecordRow.entry_id == row.id).order_by(EntryRecordRow.id)
    )
    return _entry(row, _undone(db, [row.id]), tuple(map(_record, records)))


def history_of(db: Session, code: str, places: Mapping[str, str], *, limit: int = 50) -> list[Entry]:
    """Return what was done to an object, the latest first.

    Parameters
    ----------
    db, code
        Where, and in which session.
    places
        For each table, the key of a row, or its beginning when it ends with `|` (`2027000001|`), or its
        end when it begins with `|`.
    limit
        Most entries.

    """
    session_id = db.scalar(select(SessionRow.id).where(SessionRow.code == code))
    rows = db.execute(
        select(EntryRow, EntryRecordRow)
        .join(EntryRecordRow, EntryRecordRow.entry_id == EntryRow.id)
        .where(EntryRecordRow.session_id == session_id, or_(*map(_at, places.items())))
        .order_by(EntryRow.id.desc(), EntryRecordRow.id)
        .limit(limit)
    ).all()
    undone = _undone(db, [row.id for row, _ in rows])
    found: dict[int, tuple[EntryRow, list[Record]]] = {}
    for row, record in rows:
        found.setdefault(row.id, (row, []))[1].append(_record(record))
    return [_entry(row, undone, tuple(records)) for row, records in found.values()]


def candidate_places(number: str) -> dict[str, str]:
    """Return where `history_of` finds a candidate: its row, and the rows that speak of it."""
    begins = f"{number}{SEPARATOR}"
    return {
        "candidats": number,
        "inscriptions": begins,
        "amenagements": begins,
        "exceptions": begins,
        "incompatibilites": f"{SEPARATOR}{number}",
    }


def examiner_places(code: str) -> dict[str, str]:
    """Return where `history_of` finds an examiner: its row, and the rows that speak of it."""
    begins = f"{code}{SEPARATOR}"
    about = ("disponibilites", "incompatibilites", "enseignements")
    own = {"examinateurs": code, "exceptions": f"{SEPARATOR}{code}"}
    return own | dict.fromkeys(about, begins)


def last_change(db: Session, session_id: int, table: str, key: str, *, after: int = 0) -> Entry | None:
    """Return the latest entry that touched a record, later than `after`; None without one."""
    row = db.scalar(
        select(EntryRow)
        .join(EntryRecordRow, EntryRecordRow.entry_id == EntryRow.id)
        .where(
            EntryRecordRow.session_id == session_id,
            EntryRecordRow.table == table,
            EntryRecordRow.key == key,
            EntryRow.id > after,
        )
        .order_by(EntryRow.id.desc())
        .limit(1)
    )
    return None if row is None else _entry(row, set())


def _wanted(code: str | None, asked: Asked) -> Select[EntryRow]:
    owner = select(SessionRow.id).where(SessionRow.code == code).scalar_subquery()
    query = select(EntryRow).where(
        EntryRow.session_id.is_(None) if code is None else EntryRow.session_id == owner
    )
    if asked.by:
        query = query.where(EntryRow.done_by == asked.by)
    if asked.kind in set(EntryKind):
        query = query.where(EntryRow.kind == EntryKind(asked.kind))
    if asked.table:
        query = query.where(EntryRow.id.in_(_touching(EntryRecordRow.table == asked.table)))
    if asked.text:
        labels = _touching(EntryRecordRow.label.icontains(asked.text, autoescape=True))
        query = query.where(
            or_(EntryRow.sentence.icontains(asked.text, autoescape=True), EntryRow.id.in_(labels))
        )
    return query


def _touching(condition: ColumnElement[bool]) -> Select[int]:
    return select(EntryRecordRow.entry_id).where(condition)


def _at(place: tuple[str, str]) -> ColumnElement[bool]:
    table, key = place
    if key.endswith(SEPARATOR):
        named = EntryRecordRow.key.startswith(key, autoescape=True)
    elif key.startswith(SEPARATOR):
        named = EntryRecordRow.key.endswith(key, autoescape=True)
    else:
        named = EntryRecordRow.key == key
    return (EntryRecordRow.table == table) & named


def _record_values(entry_id: int, session_id: int | None, change: Change) -> dict[str, object]:
    sides = [
        {one.column: side for one in change.fields if (side := getattr(one, name)) or kept}
        for name, kept in (("before", change.kind is ChangeKind.CHANGED),
                           ("after", change.kind is ChangeKind.CHANGED))
    ]  # fmt: skip
    return {
        "entry_id": entry_id,
        "session_id": session_id,
        "table": change.table,
        "key": SEPARATOR.join(change.key),
        "label": change.label,
        "kind": KINDS[change.kind],
        "before": json.dumps(sides[0], ensure_ascii=False),
        "after": json.dumps(sides[1], ensure_ascii=False),
    }


def _undone(db: Session, ids: Iterable[int]) -> set[int]:
    """Ids of the entries among `ids` that a later one takes back, and that nobody did again."""
    takers = {
        row.undoes: row.id
        for row in db.scalars(select(EntryRow).where(EntryRow.undoes.in_(list(ids))))
        if row.undoes is not None
    }
    again = _undone(db, takers.values()) if takers else set()
    return {entry for entry, taker in takers.items() if taker not in again}


def _entry(row: EntryRow, undone: set[int], records: tuple[Record, ...] = ()) -> Entry:
    return Entry(
        row.id, row.kind, row.sentence, row.done_by, row.done_at,
        row.added, row.changed, row.removed, row.warnings,
        row.undoes, row.id in undone, records,
    )  # fmt: skip


def _record(row: EntryRecordRow) -> Record:
    before, after = json.loads(row.before), json.loads(row.after)
    columns = list(dict.fromkeys([*before, *after]))
    cells = tuple(Cell(column, before.get(column, ""), after.get(column, "")) for column in columns)
    return Record(row.table, row.key, row.label, row.kind, cells)
