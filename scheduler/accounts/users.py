"""Accounts: the first one, invitations, passwords, names, leaving."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.db import AccountRole, CentreRow, GrantRow, KeyPurpose, SessionRow, UserRow
from scheduler.accounts.keys import close_keys, new_key, use_key
from scheduler.accounts.passwords import hashed
from scheduler.accounts.rights import Person
from scheduler.errors import ConflictError, NotFoundError, OrauxError

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
LONGEST = 200
LOCAL_EMAIL = "local@localhost.invalid"
LOCAL_NAME = "Cet ordinateur"
STAMP_BYTES = 16


@dataclass(frozen=True, slots=True)
class Account:
    """An account as the list of accounts shows it; `invited` until a password is chosen."""

    person: Person
    active: bool
    invited: bool
    created_at: datetime
    seen_at: datetime | None


def person_of(db: Session, user_id: int) -> Person | None:
    """Return an active account with its roles, None when there is none."""
    row = db.get(UserRow, user_id)
    return _person(db, row) if row is not None and row.active else None


def stamp_of(db: Session, user_id: int) -> str | None:
    """Return the stamp that signed-in browsers of an account must carry."""
    return db.scalar(select(UserRow.stamp).where(UserRow.id == user_id, UserRow.active))


def has_administrator(db: Session) -> bool:
    """Whether somebody can come in and administer, besides whoever sits at this computer."""
    found = select(UserRow.id).where(
        UserRow.administrator,
        UserRow.active,
        UserRow.password.is_not(None),
        UserRow.email != LOCAL_EMAIL,
    )
    return db.scalar(found.limit(1)) is not None


def list_accounts(db: Session) -> list[Account]:
    """Return every account, by name."""
    rows = db.scalars(select(UserRow).where(UserRow.email != LOCAL_EMAIL))
    found = [
        Account(_person(db, row), row.active, row.password is None, row.created_at, row.seen_at)
        for row in rows
    ]
    return sorted(found, key=lambda one: one.person.name.casefold())


def invite(
    db: Session, *, email: str, name: str, administrator: bool = False, now: datetime
) -> tuple[int, str]:
    """Make an account without password and return its id with the key of the invitation.

    Raises
    ------
    OrauxError
        The address or the name is not one.
    ConflictError
        The address has an account.

    """
    row = _new(db, email=email, name=name, administrator=administrator, now=now)
    return row.id, new_key(db, KeyPurpose.INVITATION, user_id=row.id, now=now)


def first_account(db: Session, key: str, *, email: str, name: str, password: str, now: datetime) -> int:
    """Make the administrator with the key of the first start; return the id.

    Raises
    ------
    NotFoundError
        The key does not open.
    ConflictError
        There is an account already.
    OrauxError
        Address, name or password cannot do.

    """
    use_key(db, key, KeyPurpose.FIRST, now=now)
    if has_administrator(db):
        raise ConflictError(
            "Cette installation a déjà un administrateur : connectez-vous, ou demandez une invitation."
        )
    row = _new(db, email=email, name=name, administrator=True, now=now)
    row.password = hashed(password)
    return row.id


def choose_password(db: Session, key: str, purpose: KeyPurpose, password: str, *, now: datetime) -> int:
    """Take up an invitation or a reset; every browser of the account is signed out. Return the id.

    Raises
    ------
    NotFoundError
        The key does not open, or the account is closed.
    OrauxError
        The password cannot do.

    """
    row = db.get(UserRow, use_key(db, key, purpose, now=now) or 0)
    if row is None or not row.active:
        raise NotFoundError("Ce compte est fermé ; demandez à un administrateur de le rouvrir.")
    set_password(db, row.id, password, now=now)
    return row.id


def set_password(db: Session, user_id: int, password: str, *, now: datetime) -> None:
    """Change a password and sign every browser out.

    Raises
    ------
    OrauxError
        The password cannot do.

    """
    row = _row(db, user_id)
    row.password = hashed(password)
    close_keys(db, user_id, now=now)
    sign_out_everywhere(db, user_id)


def sign_out_everywhere(db: Session, user_id: int) -> str:
    """Sign every browser of an account out; return the new stamp."""
    row = _row(db, user_id)
    row.stamp = secrets.token_hex(STAMP_BYTES)
    db.flush()
    return row.stamp


def set_active(db: Session, user_id: int, *, active: bool, now: datetime) -> None:
    """Close or reopen an account.

    Raises
    ------
    ConflictError
        Nobody else administers this installation.

    """
    row = _row(db, user_id)
    if not active:
        _keep_an_administrator(db, row)
        close_keys(db, user_id, now=now)
    row.active = active
    sign_out_everywhere(db, user_id)


def set_administrator(db: Session, user_id: int, *, administrator: bool) -> None:
    """Give or take the administration of the installation.

    Raises
    ------
    ConflictError
        Nobody else administers this installation.

    """
    row = _row(db, user_id)
    if not administrator:
        _keep_an_administrator(db, row)
    row.administrator = administrator
    db.flush()


def local_account(db: Session, *, now: datetime) -> int:
    """Return the account of whoever sits at this computer, an administrator; made when missing."""
    row = db.scalar(select(UserRow).where(UserRow.email == LOCAL_EMAIL))
    if row is None:
        row = _added(db, LOCAL_EMAIL, LOCAL_NAME, administrator=True, now=now)
    return row.id


def give_role(
    db: Session,
    *,
    user_id: int,
    session_code: str,
    role: AccountRole | None,
    centres: Iterable[str] = (),
) -> None:
    """Give somebody a role in a session, or (None) none any more.

    `centres` (UAI) are the only ones it holds in; none for the whole session.

    Raises
    ------
    NotFoundError
        There is no such session, account or centre.

    """
    session_id = db.scalar(select(SessionRow.id).where(SessionRow.code == session_code))
    if session_id is None:
        raise NotFoundError(f"La session « {session_code} » n’existe pas.")
    kept = _known_centres(db, session_id, centres)
    query = select(GrantRow).where(GrantRow.user_id == user_id, GrantRow.session_id == session_id)
    known = db.scalar(query)
    if role is None:
        if known is not None:
            db.delete(known)
    elif known is None:
        user = _row(db, user_id)
        db.add(GrantRow(user_id=user.id, session_id=session_id, role=role, centres=kept))
    else:
        known.role, known.centres = role, kept
    db.flush()


def _known_centres(db: Session, session_id: int, asked: Iterable[str]) -> tuple[str, ...]:
    """Return the centres of a session among those asked, all of which must be its own."""
    wanted = set(asked)
    query = select(CentreRow.uai).where(CentreRow.session_id == session_id, CentreRow.uai.in_(wanted))
    found = set(db.scalars(query))
    if found != wanted:
        unknown = ", ".join(sorted(wanted - found))
        raise NotFoundError(
            f"Cette session n’a pas de centre « {unknown} » ; choisissez parmi les siens."
        )
    return tuple(sorted(found))


def centre_names(db: Session) -> dict[str, str]:
    """Return the names of the centres of every session, by UAI."""
    rows = db.execute(select(CentreRow.uai, CentreRow.name))
    return {row.uai: row.name for row in rows}


def centres_by_session(db: Session) -> dict[str, dict[str, str]]:
    """Return the centres of each session that has several, by its code: UAI and name."""
    query = select(SessionRow.code, CentreRow.uai, CentreRow.name)
    joined = query.join(CentreRow, CentreRow.session_id == SessionRow.id)
    found: dict[str, dict[str, str]] = {}
    for code, uai, name in db.execute(
        joined.where(CentreRow.withdrawn_at.is_(None)).order_by(SessionRow.code, CentreRow.id)
    ):
        found.setdefault(code, {})[uai] = name
    return {code: centres for code, centres in found.items() if len(centres) > 1}


def _new(db: Session, *, email: str, name: str, administrator: bool, now: datetime) -> UserRow:
    address, called = email.strip().lower(), " ".join(name.split())
    if not EMAIL.fullmatch(address) or len(address) > LONGEST:
        raise OrauxError("L’adresse électronique n’en est pas une ; attendu : prenom.nom@example.org.")
    if not called or len(called) > LONGEST:
        raise OrauxError("Écrivez le nom de la personne : il signe chacune de ses actions.")
    if db.scalar(select(UserRow.id).where(UserRow.email == address)) is not None:
        raise ConflictError(f"« {address} » a déjà un compte.")
    return _added(db, address, called, administrator=administrator, now=now)


def _added(db: Session, email: str, name: str, *, administrator: bool, now: datetime) -> UserRow:
    row = UserRow(
        email=email,
        name=name,
        administrator=administrator,
        stamp=secrets.token_hex(STAMP_BYTES),
        created_at=now,
    )
    db.add(row)
    db.flush()
    return row


def _keep_an_administrator(db: Session, row: UserRow) -> None:
    others = select(func.count()).where(
        UserRow.administrator, UserRow.active, UserRow.id != row.id, UserRow.email != LOCAL_EMAIL
    )
    if row.administrator and not db.scalar(others):
        raise ConflictError(
            f"{row.name} est seul administrateur : nommez-en un autre avant de lui retirer ce rôle."
        )


def _row(db: Session, user_id: int) -> UserRow:
    row = db.get(UserRow, user_id)
    if row is None:
        raise NotFoundError("Ce compte n’existe pas ou n’existe plus.")
    return row


def _person(db: Session, row: UserRow) -> Person:
    query = select(SessionRow.code, GrantRow.role, GrantRow.centres)
    joined = query.join(SessionRow, SessionRow.id == GrantRow.session_id).order_by(SessionRow.code)
    found = list(db.execute(joined.where(GrantRow.user_id == row.id)))
    roles = {one.code: one.role for one in found}
    centres = {one.code: frozenset(one.centres) for one in found if one.centres}
    return Person(row.id, row.name, row.email, row.administrator, roles, centres)
