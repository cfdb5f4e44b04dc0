"""Who works with this installation, on which sessions, in which role; and keys that open a door once."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base
from models.db.types import Codes, Instant, text_enum


class AccountRole(StrEnum):
    """What somebody does in one session."""

    MANAGER = "gestionnaire"
    HEAD = "chef-de-centre"
    READER = "lecteur"


class KeyPurpose(StrEnum):
    """What a key used once opens."""

    FIRST = "premier-compte"
    INVITATION = "invitation"
    RESET = "mot-de-passe"
    LOCAL = "ouverture"


class UserRow(Base):
    """An account. `password` is an argon2 hash, None until the invitation is taken up.

    `stamp` is part of every signed-in browser: another stamp signs all of them out.
    """

    __tablename__ = "users"
    __table_args__ = (
        UniqueConstraint("email"),
        CheckConstraint("email = lower(email)", name="email_folded"),
    )

    email: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    password: Mapped[str | None] = mapped_column(Text)
    administrator: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    stamp: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Instant)
    seen_at: Mapped[datetime | None] = mapped_column(Instant)


class GrantRow(Base):
    """The role of somebody in a session; it goes with either.

    `centres` are the only ones (UAI) it holds in; empty for the whole session.
    """

    __tablename__ = "grants"
    __table_args__ = (UniqueConstraint("user_id", "session_id"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"))
    role: Mapped[AccountRole] = mapped_column(text_enum(AccountRole, "role"))
    centres: Mapped[tuple[str, ...]] = mapped_column(Codes, default=(), server_default="[]")


class OneTimeKeyRow(Base):
    """A key given in an address and used once; only its SHA-256 is kept."""

    __tablename__ = "one_time_keys"
    __table_args__ = (UniqueConstraint("digest"), Index("ix_one_time_keys_user_id", "user_id"))

    digest: Mapped[str] = mapped_column(Text)
    purpose: Mapped[KeyPurpose] = mapped_column(text_enum(KeyPurpose, "purpose"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)
