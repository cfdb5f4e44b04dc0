"""Make the rows of a session say what its records say: added, changed, removed or withdrawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from models.db import SessionRow
from models.dossier import Dossier
from scheduler.exchange.tables import TABLES
from scheduler.services.dossiers import SESSION_COLUMNS, STORED, Kept, Stored, kept_records, values_of
from scheduler.services.usage import Usage, usage_of

_BATCH = 400
"""Ids in one statement; SQLite's oldest limit is 999 variables."""
_KEYS = {table.attribute: table.key_of for table in TABLES}


@dataclass(slots=True)
class _Writing:
    """What must be written in one table; `gone` are rows the session no longer has."""

    new: list[dict[str, Any]] = field(default_factory=list)
    known: list[dict[str, Any]] = field(default_factory=list)
    gone: list[Kept] = field(default_factory=list)


def store_dossier(db: Session, dossier: Dossier, *, now: datetime) -> SessionRow:
    """Store all the data of a session in place of what it had; return its row. The caller commits.

    A record that a published plan uses is withdrawn instead of removed, and comes back when the session
    has it again. The revision rises.
    """
    row = _session(db, dossier, now)
    writings = [(stored, _writing(db, row.id, stored, dossier)) for stored in STORED]
    for stored, writing in writings:
        if writing.new:
            db.execute(insert(stored.row), writing.new)
        if writing.known:
            db.execute(update(stored.row), writing.known)
    if any(writing.gone for _, writing in writings):
        _remove(db, usage_of(db, row.id), writings, now)
    row.revision += 1
    row.changed_at = now
    db.flush()
    return row


def _session(db: Session, dossier: Dossier, now: datetime) -> SessionRow:
    info = dossier.session
    row = db.scalar(select(SessionRow).where(SessionRow.code == info.code))
    values = {name: getattr(info, name) for name in SESSION_COLUMNS}
    if row is None:
        row = SessionRow(**values, revision=0, created_at=now, changed_at=now)
        db.add(row)
    else:
        for name, value in values.items():
            setattr(row, name, value)
    db.flush()
    return row


def _writing(db: Session, session_id: int, stored: Stored, dossier: Dossier) -> _Writing:
    """Compare a table with its records."""
    key_of = _KEYS[stored.attribute]
    before = {key_of(kept.record): kept for kept in kept_records(db, session_id, stored)}
    writing = _Writing()
    for record in getattr(dossier, stored.attribute):
        kept = before.pop(key_of(record), None)
        values = values_of(stored, record) | {"withdrawn_at": None}
        if kept is None:
            writing.new.append(values | {"session_id": session_id})
        elif kept.withdrawn or kept.record != record:
            writing.known.append(values | {"id": kept.id})
    writing.gone = [kept for kept in before.values() if not kept.withdrawn]
    return writing


def _remove(db: Session, usage: Usage, writings: list[tuple[Stored, _Writing]], now: datetime) -> None:
    """Remove owners last; withdraw what a published plan uses."""
    for stored, writing in reversed(writings):
        used = [kept.id for kept in writing.gone if usage.holds(stored.attribute, kept.record)]
        free = [kept.id for kept in writing.gone if not usage.holds(stored.attribute, kept.record)]
        if used:
            db.execute(update(stored.row), [{"id": one, "withdrawn_at": now} for one in used])
        for start in range(0, len(free), _BATCH):
            db.execute(delete(stored.row).where(stored.row.id.in_(free[start : start + _BATCH])))
