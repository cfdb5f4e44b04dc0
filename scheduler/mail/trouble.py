"""What the mail server refuses to everybody: said on the page, and waited for, alone or by a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db import Database, MailServerRow
from scheduler.mail.server import forget_trouble, server_row

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 20, 30))
"""Pauses before a server that did not answer is called again; the last one for ever after."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why nothing leaves.

    `halted` waits for somebody who corrects the settings or asks to try again; otherwise sending resumes
    by itself at `retry_at`.
    """

    sentence: str
    halted: bool
    retry_at: datetime | None


def trouble_of(db: Session) -> Trouble | None:
    """Return why nothing leaves, None when all is well."""
    row = db.scalar(select(MailServerRow))
    if row is None or not row.trouble:
        return None
    return Trouble(row.trouble, row.halted, row.retry_at)


def trouble_until(database: Database, now: datetime) -> Trouble | None:
    """Return what holds everything back now, None once its time has come."""
    with database.reading() as db:
        found = trouble_of(db)
    if found is None:
        return None
    held = found.halted or (found.retry_at is not None and found.retry_at > now)
    return found if held else None


def note_trouble(database: Database, sentence: str, *, lasting: bool, now: datetime) -> None:
    """Hold everything back: until somebody acts, or for a while, longer each time."""
    with database.writing() as db:
        row = server_row(db)
        row.trouble, row.halted = sentence, lasting
        pause = PAUSES[min(row.troubles, len(PAUSES) - 1)]
        row.retry_at = None if lasting else now + pause
        row.troubles += 1


def note_well(database: Database) -> None:
    """The server took a message: whatever it had refused is over."""
    with database.reading() as db:
        if trouble_of(db) is None:
            return
    try_again(database)


def try_again(database: Database) -> None:
    """Let mail leave again at once."""
    with database.writing() as db:
        forget_trouble(server_row(db))
