"""What people are given and what they answer: personal addresses, answers, and tries to come in."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base
from models.db.types import Codes, Instant, text_enum


class LinkKind(StrEnum):
    """Whose page or calendar an address opens."""

    CANDIDATE = "candidat"
    EXAMINER = "examinateur"
    COMMISSION = "commission"
    ROOM = "salle"
    CENTRE = "centre"


class LinkPurpose(StrEnum):
    """What an address opens: a page to read and answer, or a calendar to subscribe to.

    `DISCREET` is the calendar without anybody's name.
    """

    PAGE = "page"
    CALENDAR = "agenda"
    DISCREET = "agenda-sans-noms"


class AnswerKind(StrEnum):
    """What somebody says of a convocation."""

    ACKNOWLEDGED = "recu"
    CONFIRMED = "confirme"
    DECLINED = "refuse"


LIVE = text("revoked_at IS NULL")


def _session_key() -> Mapped[int]:
    return mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"))


class LinkRow(Base):
    """A personal address: its token is not here, only the SHA-256 that recognises it.

    The token follows from `serial` and the installation's key, so that the address can be printed again.
    """

    __tablename__ = "links"
    __table_args__ = (
        UniqueConstraint("digest"),
        Index(
            "uq_links_one_live", "session_id", "kind", "holder", "purpose", unique=True,
            sqlite_where=LIVE, postgresql_where=LIVE,
        ),
    )  # fmt: skip

    session_id: Mapped[int] = _session_key()
    kind: Mapped[LinkKind] = mapped_column(text_enum(LinkKind, "kind"))
    holder: Mapped[str] = mapped_column(Text)
    purpose: Mapped[LinkPurpose] = mapped_column(text_enum(LinkPurpose, "purpose"))
    serial: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(Text)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
    opened_at: Mapped[datetime | None] = mapped_column(Instant)


class AnswerRow(Base):
    """What one person answered to one version; the last answer counts, all are kept.

    `half_days` lists what a declining juror cannot come to (`2027-06-08/MATIN`).
    """

    __tablename__ = "answers"
    __table_args__ = (
        Index("ix_answers_session_id_kind_holder", "session_id", "kind", "holder"),
        CheckConstraint("version > 0", name="version_published"),
    )

    session_id: Mapped[int] = _session_key()
    kind: Mapped[LinkKind] = mapped_column(text_enum(LinkKind, "kind"))
    holder: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    answer: Mapped[AnswerKind] = mapped_column(text_enum(AnswerKind, "answer"))
    reason: Mapped[str] = mapped_column(Text, default="")
    half_days: Mapped[tuple[str, ...]] = mapped_column(Codes)
    answered_at: Mapped[datetime] = mapped_column(Instant)


class AttemptRow(Base):
    """One failed try to come in by number and birth date; `subject` is a digest, never the number."""

    __tablename__ = "attempts"
    __table_args__ = (Index("ix_attempts_subject_tried_at", "subject", "tried_at"),)

    subject: Mapped[str] = mapped_column(Text)
    tried_at: Mapped[datetime] = mapped_column(Instant)
