"""What every table has: a naming convention, a surrogate id, and the session it belongs to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, MetaData, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from models.db.types import Instant

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of every table; constraints are named so that migrations can find them again."""

    metadata = MetaData(naming_convention=NAMES)

    id: Mapped[int] = mapped_column(primary_key=True)


class OfSession:
    """A record of one session.

    `withdrawn_at` is set instead of removing what a published plan uses: it is no longer planned, and
    what was published can still be read.
    """

    @declared_attr
    def session_id(cls) -> Mapped[int]:  # noqa: N805
        """The session; everything goes with it."""
        return mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"))

    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)


def unique_in_session(*columns: str) -> UniqueConstraint:
    """Return the natural key of a table, unique inside a session."""
    return UniqueConstraint("session_id", *columns)


def refers(column: str, table: str, key: str) -> ForeignKeyConstraint:
    """Return a reference to a record of the same session by its natural key; it goes with its owner."""
    return ForeignKeyConstraint(
        ["session_id", column], [f"{table}.session_id", f"{table}.{key}"], ondelete="CASCADE"
    )


def index_in_session(table: str, column: str) -> Index:
    """Return an index for look-ups inside a session."""
    return Index(f"ix_{table}_session_id_{column}", "session_id", column)
