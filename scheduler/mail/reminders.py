"""Reminders: to who got a convocation and is silent, one at a time, reviewed like every message."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.db import Database, MessageKind, MessageRow, MessageState, whole
from models.db.database import lock_session
from scheduler.mail.answers import Silence, silences_of
from scheduler.mail.news import News
from scheduler.mail.parts import OPEN
from scheduler.mail.prepare import Clerk, pages_of

WAITING = (*OPEN, MessageState.QUEUED, MessageState.CLAIMED, MessageState.HANDED)


def prepare_reminders(database: Database, code: str, *, now: datetime) -> int:
    """Write a reminder to each person who is silent for too long; return how many were added.

    Asked twice, it adds nothing: who has a reminder that waits, or got one lately, is left alone.

    Raises
    ------
    NotFoundError
        No session has this code, or nothing is published.

    """
    pages = pages_of(database, code)
    with database.writing() as db:
        lock_session(db, code)
        silences = silences_of(db, code, now=now)
        with whole(db):
            clerk = Clerk(db, code, pages, now)
            silent = [one for one in silences if not _waits(db, clerk, one)]
            for one in silent:
                _add(clerk, one)
            return len(silent)


def _waits(db: Session, clerk: Clerk, one: Silence) -> bool:
    """Whether a message to this person waits already."""
    kind, holder = one.holder
    query = select(func.count()).where(
        MessageRow.session_id == clerk.session_id,
        MessageRow.holder_kind == kind,
        MessageRow.holder == holder,
        MessageRow.state.in_(WAITING),
    )
    return bool(db.scalar(query))


def _add(clerk: Clerk, one: Silence) -> None:
    kind, holder = one.holder
    news = News(MessageKind.REMINDER, kind, holder)
    rounds = select(func.max(MessageRow.round)).where(
        MessageRow.session_id == clerk.session_id,
        MessageRow.version == clerk.version,
        MessageRow.kind == MessageKind.REMINDER,
        MessageRow.holder_kind == kind,
        MessageRow.holder == holder,
    )
    clerk.add(news, round_=(clerk.db.scalar(rounds) or 0) + 1)
