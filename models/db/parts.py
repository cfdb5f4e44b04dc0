"""A large search that several workers take part in: who leads it, and the part of each centre.

Rows live as long as the search; what they hold travels (`scheduler.jobs.parcels`), nothing is kept.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base
from models.db.types import Instant, text_enum


class PartState(StrEnum):
    """Where a part is; `KEPT` when only the process that leads the search may take it."""

    WAITING = "WAITING"
    KEPT = "KEPT"
    RUNNING = "RUNNING"
    DONE = "DONE"


class SharedSearchRow(Base):
    """A search under way: the code that leads it, in which process, and whether it is to stop."""

    __tablename__ = "shared_searches"

    version: Mapped[str] = mapped_column(Text)
    host: Mapped[str] = mapped_column(Text)
    pid: Mapped[int]
    alive_at: Mapped[datetime] = mapped_column(Instant)
    stop_requested: Mapped[bool] = mapped_column(default=False)


class SearchPartRow(Base):
    """One centre to search: `work` names how, `given` and `answer` are what goes and comes back.

    `claims` counts who took it, so that a worker given up for dead cannot answer for the next one.
    """

    __tablename__ = "search_parts"
    __table_args__ = (Index("ix_search_parts_search_id_state", "search_id", "state"),)

    search_id: Mapped[int] = mapped_column(ForeignKey("shared_searches.id", ondelete="CASCADE"))
    centre: Mapped[str] = mapped_column(Text)
    work: Mapped[str] = mapped_column(Text)
    state: Mapped[PartState] = mapped_column(text_enum(PartState, "state"), default=PartState.WAITING)
    given: Mapped[bytes] = mapped_column(LargeBinary)
    claims: Mapped[int] = mapped_column(default=0)
    host: Mapped[str | None] = mapped_column(Text)
    pid: Mapped[int | None]
    alive_at: Mapped[datetime | None] = mapped_column(Instant)
    news: Mapped[bytes | None] = mapped_column(LargeBinary)
    answer: Mapped[bytes | None] = mapped_column(LargeBinary)
