"""Personal addresses: one a person, commission, room or centre, signed, revocable.

The token is 24 bytes of HMAC-SHA256 over a random serial, under a key kept beside the database. The
database holds the serial and the token's SHA-256: whoever copies it alone can open nobody's page, and a
convocation printed again carries the same address.
"""

from __future__ import annotations

import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from models.db import Database, HalfDayRow, LinkKind, LinkPurpose, LinkRow, SessionRow, folder_of
from models.db.database import lock_session
from models.location import stored_key
from scheduler.convened import Holder
from scheduler.errors import NotFoundError, OrauxError
from scheduler.services.dossiers import session_row

KEY_FILE = "links.key"
TOKEN_BYTES = 24
SERIAL_BYTES = 16
OPEN_DAYS = 90
"""Days that an address still opens after the last half-day of its session."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call about a session; None for what it does not say."""

    session: str
    label: str
    email: str | None
    phone: str | None


@dataclass(frozen=True, slots=True)
class OpenLink:
    """An address that opens: of which session (code), for whom, for what; `seen` once somebody came."""

    id: int
    session: str
    holder: Holder
    purpose: LinkPurpose
    seen: bool


class LinkUnknownError(NotFoundError):
    """No address has this token: it was cut short, or never existed."""


class LinkClosedError(OrauxError):
    """The address was replaced, withdrawn, or its session is long over.

    Attributes
    ----------
    contact : Contact
        Whom to call.

    """

    code = 410

    def __init__(self, message: str, contact: Contact) -> None:
        super().__init__(message)
        self.contact = contact


def link_for(
    database: Database, code: str, holder: Holder, *, purpose: LinkPurpose = LinkPurpose.PAGE
) -> str:
    """Return the path of somebody's address in a session; made at the first call, the same afterwards.

    `scheduler.addresses.full_address` puts the public base before it.

    Raises
    ------
    NotFoundError
        No session has this code.
    OrauxError
        The key that signed the addresses of this database is not on this machine.

    """
    return links_for(database, code, [holder], purpose=purpose)[holder]


def links_for(
    database: Database,
    code: str,
    holders: Iterable[Holder],
    *,
    purpose: LinkPurpose = LinkPurpose.PAGE,
) -> dict[Holder, str]:
    """Return the paths of many, in a number of queries that does not grow; as `link_for`."""
    wanted = list(dict.fromkeys(holders))
    with database.reading() as db:
        serials = _live(db, session_row(db, code).id, purpose)
    if not all(holder in serials for holder in wanted):
        serials = _make_missing(database, code, wanted, purpose)
    key = links_key(database)
    return {holder: _path(key, holder, purpose, *serials[holder]) for holder in wanted}


def known_link(
    database: Database, code: str, holder: Holder, *, purpose: LinkPurpose = LinkPurpose.PAGE
) -> str | None:
    """Return the path of somebody's address, None when it was never made or is withdrawn."""
    with database.reading() as db:
        found = _live(db, session_row(db, code).id, purpose).get(holder)
    return _path(links_key(database), holder, purpose, *found) if found else None


def known_links(database: Database, code: str, *, purpose: LinkPurpose) -> dict[Holder, str]:
    """Return the paths of every address in use of a session, for one purpose."""
    with database.reading() as db:
        found = _live(db, session_row(db, code).id, purpose)
    key = links_key(database)
    return {holder: _path(key, holder, purpose, *made) for holder, made in found.items()}


def revoke_link(
    database: Database, code: str, holder: Holder, *, purpose: LinkPurpose, now: datetime
) -> None:
    """Close somebody's address: who opens it is told whom to call."""
    with database.writing() as db:
        row = lock_session(db, code) or session_row(db, code)
        db.execute(
            update(LinkRow)
            .where(
                LinkRow.session_id == row.id,
                LinkRow.kind == holder.kind,
                LinkRow.holder == holder.code,
                LinkRow.purpose == purpose,
                LinkRow.revoked_at.is_(None),
            )
            .values(revoked_at=now)
        )


def renew_link(
    database: Database, code: str, holder: Holder, *, purpose: LinkPurpose, now: datetime
) -> str:
    """Close somebody's address and return the path of a new one."""
    revoke_link(database, code, holder, purpose=purpose, now=now)
    return link_for(database, code, holder, purpose=purpose)


def open_link(db: Session, token: str, *, now: datetime) -> OpenLink:
    """Return whose address a token is.

    Raises
    ------
    LinkUnknownError
        Nobody's.
    LinkClosedError
        It was replaced or withdrawn, or the session ended more than `OPEN_DAYS` ago.

    """
    query = select(LinkRow, SessionRow).join(SessionRow, SessionRow.id == LinkRow.session_id)
    found = db.execute(query.where(LinkRow.digest == _digest(token))).one_or_none()
    if found is None:
        raise LinkUnknownError("Cette adresse n’est celle de personne : il en manque peut-être la fin.")
    link, session = found
    if link.revoked_at is not None:
        raise LinkClosedError("Cette adresse a été remplacée ou fermée.", contact_of(session))
    last = _last_day(db, session.id)
    if last is not None and now.date() > last + timedelta(days=OPEN_DAYS):
        raise LinkClosedError("Cette adresse a expiré : la session est terminée.", contact_of(session))
    seen = link.opened_at is not None
    return OpenLink(link.id, session.code, Holder(link.kind, link.holder), link.purpose, seen)


def note_opening(database: Database, link: OpenLink, *, now: datetime) -> None:
    """Keep when an address was opened first; later openings write nothing."""
    if link.seen:
        return
    with database.writing() as db:
        first = update(LinkRow).where(LinkRow.id == link.id, LinkRow.opened_at.is_(None))
        db.execute(first.values(opened_at=now))


def contact_of(session: SessionRow) -> Contact:
    """Return whom to call about a session."""
    return Contact(session.code, session.label, session.contact_email, session.contact_phone)


def links_key(database: Database) -> bytes:
    """Return the key that signs the addresses of a database."""
    return stored_key(folder_of(database.address) / KEY_FILE)


def _live(db: Session, session_id: int, purpose: LinkPurpose) -> dict[Holder, tuple[str, str]]:
    """Serial and digest of each address in use."""
    query = select(LinkRow.kind, LinkRow.holder, LinkRow.serial, LinkRow.digest)
    query = query.where(
        LinkRow.session_id == session_id, LinkRow.purpose == purpose, LinkRow.revoked_at.is_(None)
    )
    return {Holder(kind, code): (serial, digest) for kind, code, serial, digest in db.execute(query)}


def _make_missing(
    database: Database, code: str, wanted: list[Holder], purpose: LinkPurpose
) -> dict[Holder, tuple[str, str]]:
    """Make the addresses that lack, alone to do so."""
    with database.writing() as db:
        row = lock_session(db, code) or session_row(db, code)
        known = _live(db, row.id, purpose)
        key = links_key(database)
        for holder in (one for one in wanted if one not in known):
            serial = secrets.token_hex(SERIAL_BYTES)
            known[holder] = serial, _digest(_token(key, serial))
            db.add(
                LinkRow(
                    session_id=row.id,
                    kind=holder.kind,
                    holder=holder.code,
                    purpose=purpose,
                    serial=serial,
                    digest=known[holder][1],
                )
            )
    return known


def _token(key: bytes, serial: str) -> str:
    """Return 32 characters that only the key can derive from a serial."""
    mac = hmac.digest(key, f"oraux/link/{serial}".encode(), "sha256")[:TOKEN_BYTES]
    return urlsafe_b64encode(mac).decode("ascii")


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _path(key: bytes, holder: Holder, purpose: LinkPurpose, serial: str, digest: str) -> str:
    """Return the path that a token opens.

    Raises
    ------
    OrauxError
        The key is another one: the path would open nothing.

    """
    token = _token(key, serial)
    if _digest(token) != digest:
        raise OrauxError(
            f"La clé des adresses personnelles ({KEY_FILE}) n’est pas celle qui les a signées : "
            "remettez ce fichier dans le dossier de données, depuis la sauvegarde ou l’autre machine."
        )
    if purpose is not LinkPurpose.PAGE:
        return f"/agenda/{token}.ics"
    return f"/{'candidat' if holder.kind is LinkKind.CANDIDATE else 'jury'}/{token}"


def _last_day(db: Session, session_id: int) -> date | None:
    return db.scalar(select(func.max(HalfDayRow.day)).where(HalfDayRow.session_id == session_id))
