"""A message of the outbox made ready to travel: its attachments, its headers, its bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db import Database, MessageKind, MessageRow, MessageState, SessionRow
from scheduler.errors import NotFoundError
from scheduler.mail.attachments import Attachment, Parcel, Sources, attachments_of, sources_of
from scheduler.mail.claims import Claim
from scheduler.mail.envelope import Envelope, message_id, message_of
from scheduler.mail.prepare import in_force
from scheduler.mail.server import MailServer


class StaleVersionError(NotFoundError):
    """The version that a message speaks for is no longer in force."""


@dataclass(frozen=True, slots=True)
class ReadyMessage:
    """What travels, and to which address."""

    content: bytes
    recipient: str


class Parcels:
    """Makes messages ready; the version that many of them speak for is read once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: tuple[tuple[str, int], Sources] | None = None

    def ready(self, claim: Claim, server: MailServer, now: datetime) -> ReadyMessage:
        """Return a claimed message with everything in it.

        Raises
        ------
        StaleVersionError
            Its version is no longer in force.
        NotFoundError
            The person is not in it.
        MissingToolError
            The library that makes PDF cannot run on this machine.
        TooHeavyError
            Its attachments are too heavy for mail.

        """
        with self._database.reading() as db:
            row = db.get_one(MessageRow, claim.id)
            info = db.get_one(SessionRow, row.session_id)  # a contact corrected since counts
            sources = self._sources(db, claim.session, row.version)
            references = _earlier(db, row)
        name = named(row, server.sender)
        if row.message_id != name:
            self._keep_name(row.id, name)
        envelope = Envelope(
            name, row.name, str(row.address), info.service or info.academie, info.contact_email,
            references,
        )  # fmt: skip
        content = message_of(
            envelope, server, subject=row.subject, plain=row.plain, html=row.html,
            attachments=files_of(sources, row), now=now,
        )  # fmt: skip
        return ReadyMessage(content, str(row.address))

    def _sources(self, db: Session, code: str, version: int) -> Sources:
        """Return what files are made of, read again only when another version is in force."""
        plan = in_force(db, code)
        if plan.version != version:
            raise StaleVersionError("La version de ce message n’est plus en vigueur.")
        key = (code, plan.id)
        if self._known is None or self._known[0] != key:
            self._known = (key, sources_of(db, code, plan.number))
        return self._known[1]

    def _keep_name(self, row_id: int, name: str) -> None:
        with self._database.writing() as db:
            db.get_one(MessageRow, row_id).message_id = name


def named(row: MessageRow, sender: str) -> str:
    """Return the Message-ID of a message: tried again, it keeps the one it had."""
    key = (row.session_id, row.version, row.kind, row.holder_kind, row.holder, row.round)
    return row.message_id or message_id(key, sender)


def files_of(sources: Sources, row: MessageRow) -> tuple[Attachment, ...]:
    """Return the files of a message."""
    return attachments_of(sources, Parcel(row.kind, row.holder_kind, row.holder, row.people, row.round))


def _earlier(db: Session, row: MessageRow) -> tuple[str, ...]:
    """Message-IDs that the person got before in this session: clients show them as one conversation."""
    if row.kind in (MessageKind.CANDIDATE, MessageKind.EXAMINER):
        return ()
    query = select(MessageRow.message_id).where(
        MessageRow.session_id == row.session_id,
        MessageRow.holder_kind == row.holder_kind,
        MessageRow.holder == row.holder,
        MessageRow.state == MessageState.SENT,
        MessageRow.message_id.is_not(None),
    )
    return tuple(str(one) for one in db.scalars(query.order_by(MessageRow.id)))
