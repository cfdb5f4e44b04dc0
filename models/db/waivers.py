"""Written exceptions to the rules that allow them: who gave which, when, why, and who withdrew it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base
from models.db.types import Instant


class WaiverRow(Base):
    """One case in which a rule is lifted; never removed, withdrawn."""

    __tablename__ = "waivers"
    __table_args__ = (
        Index("ix_waivers_session_id", "session_id"),
        CheckConstraint("length(reason) > 0", name="reason_given"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by IS NULL)", name="withdrawn_by_somebody"),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"))
    rule: Mapped[str] = mapped_column(Text)
    candidate: Mapped[str | None] = mapped_column(Text)
    epreuve: Mapped[str | None] = mapped_column(Text)
    examiner: Mapped[str | None] = mapped_column(Text)
    centre: Mapped[str | None] = mapped_column(Text)
    room: Mapped[str | None] = mapped_column(Text)
    day: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(Text)
    given_at: Mapped[datetime] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_by: Mapped[str | None] = mapped_column(Text)
