"""What of the database somebody reaches: whole sessions, or some of their centres."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db import Limit, SessionRow
from scheduler.accounts.rights import Person


def limits_for(db: Session, person: Person) -> tuple[Limit, ...]:
    """Return the limits of somebody, one for each session that is open in some centres only."""
    if person.administrator or not person.centres:
        return ()
    rows = db.execute(select(SessionRow.id, SessionRow.code).where(SessionRow.code.in_(person.centres)))
    return tuple(Limit(row.id, person.centres[row.code], row.code) for row in rows)
