"""Keys given in an address and used once: first account, invitation, new password, opening from here."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.db import KeyPurpose, OneTimeKeyRow
from scheduler.errors import NotFoundError

BYTES = 24
LIFETIMES = {
    KeyPurpose.FIRST: timedelta(days=1),
    KeyPurpose.INVITATION: timedelta(days=14),
    KeyPurpose.RESET: timedelta(hours=24),
    KeyPurpose.LOCAL: timedelta(minutes=15),
}
CLOSED = (
    "Cette adresse a déjà servi, a expiré ou a été remplacée par une plus récente ; "
    "demandez-en une autre à qui vous l’a donnée."
)


def new_key(db: Session, purpose: KeyPurpose, *, user_id: int | None, now: datetime) -> str:
    """Return a new key; those of the same purpose and person stop working. The caller commits."""
    close_keys(db, user_id, now=now, purpose=purpose)
    key = secrets.token_urlsafe(BYTES)
    expires = now + LIFETIMES[purpose]
    db.add(OneTimeKeyRow(digest=_digest(key), purpose=purpose, user_id=user_id, expires_at=expires))
    db.flush()
    return key


def close_keys(
    db: Session, user_id: int | None, *, now: datetime, purpose: KeyPurpose | None = None
) -> None:
    """Close the keys of somebody that are still open."""
    open_ones = update(OneTimeKeyRow).where(
        OneTimeKeyRow.user_id == user_id, OneTimeKeyRow.used_at.is_(None)
    )
    if purpose is not None:
        open_ones = open_ones.where(OneTimeKeyRow.purpose == purpose)
    db.execute(open_ones.values(used_at=now))


def seen_key(db: Session, key: str, purpose: KeyPurpose, *, now: datetime) -> OneTimeKeyRow:
    """Return an open key without using it.

    Raises
    ------
    NotFoundError
        It is unknown, used, too old, or for something else.

    """
    row = db.scalar(select(OneTimeKeyRow).where(OneTimeKeyRow.digest == _digest(key)))
    if row is None or row.purpose is not purpose or row.used_at is not None or row.expires_at <= now:
        raise NotFoundError(CLOSED)
    return row


def use_key(db: Session, key: str, purpose: KeyPurpose, *, now: datetime) -> int | None:
    """Use a key up and return whose it is; two at once: the second is refused.

    Raises
    ------
    NotFoundError
        As `seen_key`.

    """
    row = seen_key(db, key, purpose, now=now)
    row.used_at = now
    db.flush()
    return row.user_id


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
