"""The exam session."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base
from models.db.types import Codes, Instant


class SessionRow(Base):
    """An exam session; `revision` rises with every change of its data."""

    __tablename__ = "sessions"
    __table_args__ = (
        CheckConstraint("length(code) > 0", name="code_given"),
        CheckConstraint("year BETWEEN 2000 AND 2200", name="year_plausible"),
    )

    code: Mapped[str] = mapped_column(Text, unique=True)
    label: Mapped[str] = mapped_column(Text)
    year: Mapped[int]
    academie: Mapped[str] = mapped_column(Text)
    service: Mapped[str | None] = mapped_column(Text)
    signatory_name: Mapped[str | None] = mapped_column(Text)
    signatory_title: Mapped[str | None] = mapped_column(Text)
    contact_email: Mapped[str | None] = mapped_column(Text)
    contact_phone: Mapped[str | None] = mapped_column(Text)
    emergency_phone: Mapped[str | None] = mapped_column(Text)
    town: Mapped[str | None] = mapped_column(Text)
    epreuves: Mapped[tuple[str, ...]] = mapped_column(Codes)
    marks_due: Mapped[date | None]
    shared: Mapped[bool | None]
    revision: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)
