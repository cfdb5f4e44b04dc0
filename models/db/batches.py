"""Documents asked for in one go: how far they are, in which process, and how it ended."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base
from models.db.jobs import JobStatus
from models.db.types import Codes, Instant, text_enum

ACTIVE = text("status IN ('QUEUED', 'RUNNING')")


class BatchRow(Base):
    """The documents of one plan asked for; a plan has at most one batch at work for the same centres.

    `centres` are the only ones (UAI) whose documents are made; empty for all.
    """

    __tablename__ = "batches"
    __table_args__ = (
        Index(
            "uq_batches_one_active",
            "plan_id",
            "centres",
            unique=True,
            sqlite_where=ACTIVE,
            postgresql_where=ACTIVE,
        ),
        Index("ix_batches_plan_id", "plan_id"),
    )

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"))
    kinds: Mapped[tuple[str, ...]] = mapped_column(Codes)
    centres: Mapped[tuple[str, ...]] = mapped_column(Codes, default=(), server_default="[]")
    status: Mapped[JobStatus] = mapped_column(text_enum(JobStatus, "status"))
    stop_requested: Mapped[bool] = mapped_column(default=False)
    host: Mapped[str | None] = mapped_column(Text)
    pid: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(Instant)
    alive_at: Mapped[datetime] = mapped_column(Instant)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
    ready: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    message: Mapped[str] = mapped_column(Text, default="")
