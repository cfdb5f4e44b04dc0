"""The search for what a session is short of: where it is, in which process, and what it found."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base
from models.db.jobs import JobStatus
from models.db.types import Instant, text_enum


class DiagnosisRow(Base):
    """The last diagnosis asked for of a session; `revision` is that of the data it looked at.

    `report` is JSON, empty until it is done.
    """

    __tablename__ = "diagnoses"

    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), unique=True)
    status: Mapped[JobStatus] = mapped_column(text_enum(JobStatus, "status"))
    stop_requested: Mapped[bool] = mapped_column(default=False)
    host: Mapped[str | None] = mapped_column(Text)
    pid: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(Instant)
    alive_at: Mapped[datetime] = mapped_column(Instant)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
    revision: Mapped[int]
    stage: Mapped[str] = mapped_column(Text, default="")
    report: Mapped[str] = mapped_column(Text, default="")
    message: Mapped[str] = mapped_column(Text, default="")
