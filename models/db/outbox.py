"""The outbox: one row a message, from its preparation to what became of it; and how mail leaves.

A message is named by what it is for (session, publication, kind, person, round), so preparing twice adds
nothing. Its text is kept as it was reviewed; documents are attached when it leaves.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base
from models.db.types import Codes, Instant, text_enum


class MessageKind(StrEnum):
    """What a message is for."""

    CANDIDATE = "CANDIDATE"
    EXAMINER = "EXAMINER"
    CHANGED = "CHANGED"
    CANCELLED = "CANCELLED"
    REMINDER = "REMINDER"
    SCHOOL = "SCHOOL"


class HolderKind(StrEnum):
    """Whom a message is for."""

    CANDIDATE = "candidat"
    EXAMINER = "examinateur"
    SCHOOL = "etablissement"


class MessageState(StrEnum):
    """Where a message is.

    `READY` waits for review; `QUEUED` was approved; `CLAIMED` is in the hands of a process but not of
    the mail server; `HANDED` may be in the hands of the mail server; `UNCERTAIN` was `HANDED` when the
    process or the connection died: nobody knows, so it is never sent again by itself.
    """

    READY = "READY"
    EXCLUDED = "EXCLUDED"
    UNREACHABLE = "UNREACHABLE"
    QUEUED = "QUEUED"
    CLAIMED = "CLAIMED"
    HANDED = "HANDED"
    SENT = "SENT"
    UNCERTAIN = "UNCERTAIN"
    FAILED = "FAILED"
    BOUNCED = "BOUNCED"
    SUPERSEDED = "SUPERSEDED"


class MessageRow(Base):
    """One message to one address.

    `round` counts the reminders of one version, or the parts of a school's batch from 1 when it needs
    several; `people` are the candidates of that batch or part;
    `reason` says in French why it is where it is; `sent_by` is set when somebody sent it by other means.
    """

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("session_id", "version", "kind", "holder_kind", "holder", "round"),
        Index("ix_messages_session_id_state", "session_id", "state"),
        Index("ix_messages_state_next_try_at", "state", "next_try_at"),
        CheckConstraint("attempts >= 0", name="attempts_counted"),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"))
    version: Mapped[int]
    kind: Mapped[MessageKind] = mapped_column(text_enum(MessageKind, "kind"))
    holder_kind: Mapped[HolderKind] = mapped_column(text_enum(HolderKind, "holder_kind"))
    holder: Mapped[str] = mapped_column(Text)
    round: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(Text)
    address: Mapped[str | None] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    plain: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    change: Mapped[str] = mapped_column(Text, default="")
    people: Mapped[tuple[str, ...]] = mapped_column(Codes)
    state: Mapped[MessageState] = mapped_column(text_enum(MessageState, "state"))
    reason: Mapped[str] = mapped_column(Text, default="")
    message_id: Mapped[str | None] = mapped_column(Text)
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None] = mapped_column(Instant)
    claimed_at: Mapped[datetime | None] = mapped_column(Instant)
    claimed_by: Mapped[str | None] = mapped_column(Text)
    handed_at: Mapped[datetime | None] = mapped_column(Instant)
    prepared_at: Mapped[datetime] = mapped_column(Instant)
    queued_at: Mapped[datetime | None] = mapped_column(Instant)
    queued_by: Mapped[str | None] = mapped_column(Text)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    sent_by: Mapped[str | None] = mapped_column(Text)
    bounced_at: Mapped[datetime | None] = mapped_column(Instant)


class OutboxRow(Base):
    """What the staff decided of a session's sending: `paused` holds everything that has not left."""

    __tablename__ = "outboxes"

    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), unique=True)
    paused: Mapped[bool] = mapped_column(default=False)


class MailTextRow(Base):
    """The words a session puts in the place of the usual ones, for one kind of message."""

    __tablename__ = "mail_texts"
    __table_args__ = (UniqueConstraint("session_id", "kind"),)

    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"))
    kind: Mapped[MessageKind] = mapped_column(text_enum(MessageKind, "kind"))
    subject: Mapped[str] = mapped_column(Text)
    opening: Mapped[str] = mapped_column(Text)
    closing: Mapped[str] = mapped_column(Text)


class EstablishmentContactRow(Base):
    """Where an establishment is written to; kept from one session to the next."""

    __tablename__ = "establishment_contacts"

    uai: Mapped[str] = mapped_column(Text, unique=True)
    address: Mapped[str] = mapped_column(Text)
    phone: Mapped[str] = mapped_column(Text, default="")
    changed_at: Mapped[datetime] = mapped_column(Instant)


class Security(StrEnum):
    """How the connection to the mail server is protected."""

    NONE = "NONE"
    STARTTLS = "STARTTLS"
    TLS = "TLS"


class MailServerRow(Base):
    """The mail server of the installation (one row), and what it last refused to everybody.

    `password` is sealed (scheduler.mail.seal). `halted` waits for a person, `retry_at` for a while.
    """

    __tablename__ = "mail_server"

    host: Mapped[str] = mapped_column(Text, default="")
    port: Mapped[int] = mapped_column(default=587)
    security: Mapped[Security] = mapped_column(text_enum(Security, "security"))
    username: Mapped[str] = mapped_column(Text, default="")
    password: Mapped[str] = mapped_column(Text, default="")
    sender: Mapped[str] = mapped_column(Text, default="")
    sender_name: Mapped[str] = mapped_column(Text, default="")
    per_minute: Mapped[int] = mapped_column(default=30)
    trouble: Mapped[str] = mapped_column(Text, default="")
    troubles: Mapped[int] = mapped_column(default=0)
    halted: Mapped[bool] = mapped_column(default=False)
    retry_at: Mapped[datetime | None] = mapped_column(Instant)
