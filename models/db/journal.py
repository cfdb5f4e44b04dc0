"""The journal of a session's data: who did what, when, and what was there before and after."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base
from models.db.types import Instant, text_enum


class EntryKind(StrEnum):
    """What somebody did."""

    IMPORT = "import"
    EDIT = "saisie"
    REPAIR = "reparation"
    UNDO = "annulation"
    SETTING = "reglage"


class RecordKind(StrEnum):
    """What became of one record."""

    ADDED = "ajout"
    CHANGED = "modification"
    REMOVED = "suppression"


class EntryRow(Base):
    """One thing done; `undoes` is the entry that it takes back. Nothing ever leaves the journal.

    `session_id` is None for what concerns the whole installation; `revision` is that of the session
    afterwards, None when its data did not change.
    """

    __tablename__ = "journal"
    __table_args__ = (Index("ix_journal_session_id", "session_id"), Index("ix_journal_undoes", "undoes"))

    session_id: Mapped[int | None] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"))
    kind: Mapped[EntryKind] = mapped_column(text_enum(EntryKind, "entry_kind"))
    sentence: Mapped[str] = mapped_column(Text)
    done_by: Mapped[str] = mapped_column(Text)
    done_at: Mapped[datetime] = mapped_column(Instant)
    revision: Mapped[int | None]
    added: Mapped[int]
    changed: Mapped[int]
    removed: Mapped[int]
    warnings: Mapped[int]
    undoes: Mapped[int | None] = mapped_column(ForeignKey("journal.id", ondelete="CASCADE"))


class EntryRecordRow(Base):
    """What an entry did to one record: the cells that differ, by the names of their columns (JSON).

    Cells are written as the exchange format writes them, so that a later programme still reads them.
    """

    __tablename__ = "journal_records"
    __table_args__ = (
        Index("ix_journal_records_entry_id", "entry_id"),
        Index("ix_journal_records_session_id_table_key", "session_id", "table", "key"),
    )

    entry_id: Mapped[int] = mapped_column(ForeignKey("journal.id", ondelete="CASCADE"))
    session_id: Mapped[int | None] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"))
    table: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Text)
    label: Mapped[str] = mapped_column(Text)
    kind: Mapped[RecordKind] = mapped_column(text_enum(RecordKind, "record_kind"))
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
