"""Long work: what was asked, how far it is, and whether its process still lives."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base
from models.db.types import Instant, text_enum


class JobStatus(StrEnum):
    """Where a job is; `INTERRUPTED` when its process died without a word."""

    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    DONE = "DONE"
    STOPPED = "STOPPED"
    FAILED = "FAILED"
    INTERRUPTED = "INTERRUPTED"

    @property
    def active(self) -> bool:
        """Still waiting or at work."""
        return self in (JobStatus.QUEUED, JobStatus.RUNNING)


ACTIVE = text("status IN ('QUEUED', 'RUNNING')")


class JobRow(Base):
    """A planning asked for; a session has at most one at work.

    `aim` is what it is to prefer (`models.planning.aims`), None for the usual order; `locked_from` the
    plan whose locked passages it keeps.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        Index(
            "uq_jobs_one_active", "session_id", unique=True, sqlite_where=ACTIVE, postgresql_where=ACTIVE
        ),
        Index("ix_jobs_session_id", "session_id"),
        CheckConstraint("time_limit > 0", name="limit_positive"),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"))
    status: Mapped[JobStatus] = mapped_column(text_enum(JobStatus, "status"))
    time_limit: Mapped[float]
    seed: Mapped[int]
    effort: Mapped[float | None]
    stop_requested: Mapped[bool] = mapped_column(default=False)
    host: Mapped[str | None] = mapped_column(Text)
    pid: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(Instant)
    started_at: Mapped[datetime | None] = mapped_column(Instant)
    alive_at: Mapped[datetime] = mapped_column(Instant)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
    stage: Mapped[str] = mapped_column(Text, default="")
    placed: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    seconds: Mapped[float] = mapped_column(default=0.0)
    levels: Mapped[str] = mapped_column(Text, default="[]")
    history: Mapped[str] = mapped_column(Text, default="[]")
    message: Mapped[str] = mapped_column(Text, default="")
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plans.id", ondelete="SET NULL"))
    locked_from: Mapped[int | None] = mapped_column(ForeignKey("plans.id", ondelete="SET NULL"))
    aim: Mapped[str | None] = mapped_column(Text)
