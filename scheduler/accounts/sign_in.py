"""Sign in by address and password, with few tries."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from models.db import AttemptRow, Database, UserRow
from scheduler.accounts.passwords import fits
from scheduler.errors import OrauxError

TRIES = 5
TRIES_FROM_A_PLACE = 30
WINDOW = timedelta(minutes=15)
WRONG = (
    "Adresse ou mot de passe inconnus. Vérifiez l’un et l’autre, ou demandez un nouveau mot de passe."
)


class TooManyTriesError(OrauxError):
    """Too many wrong passwords; wait, or ask for a new one."""

    code = 429


class WrongPasswordError(OrauxError):
    """Address or password unknown; which of the two is not said."""

    code = 403


def sign_in(database: Database, *, email: str, password: str, place: str, now: datetime) -> int:
    """Return the id of the account that these open.

    Every try is counted before the password is looked at, so that neither a restart nor two tries at
    once escape. `place` is the network address that asks.

    Raises
    ------
    TooManyTriesError
        For this account or from this place, within a quarter of an hour.
    WrongPasswordError
        No open account has this address and password.

    """
    subjects = {_digest(f"compte:{email.strip().lower()}"): TRIES}
    subjects[_digest(f"lieu:{place}")] = TRIES_FROM_A_PLACE
    with database.writing() as db:
        _refuse_too_many(db, subjects, now)
        db.add_all([AttemptRow(subject=subject, tried_at=now) for subject in subjects])
        row = db.scalar(select(UserRow).where(UserRow.email == email.strip().lower(), UserRow.active))
        user_id, kept = (row.id, row.password) if row is not None else (0, None)
    if not fits(password, kept):
        raise WrongPasswordError(WRONG)
    with database.writing() as db:
        db.execute(delete(AttemptRow).where(AttemptRow.subject.in_(subjects)))
        db.execute(update(UserRow).where(UserRow.id == user_id).values(seen_at=now))
    return user_id


def _refuse_too_many(db: Session, subjects: dict[str, int], now: datetime) -> None:
    db.execute(delete(AttemptRow).where(AttemptRow.tried_at < now - timedelta(days=2)))
    for subject, most in subjects.items():
        recent = select(func.count()).where(
            AttemptRow.subject == subject, AttemptRow.tried_at > now - WINDOW
        )
        if (db.scalar(recent) or 0) >= most:
            raise TooManyTriesError(
                "Trop d’essais : attendez un quart d’heure, ou demandez un nouveau mot de passe "
                "à un administrateur."
            )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
