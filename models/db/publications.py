"""What a publication keeps beside its plan: the data as they were, and who was convened when.

The paper of a session is what its documents are printed on; a version that is replaced keeps its own.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base
from models.db.types import Codes


class StationeryRow(Base):
    """The paper of one session; of a replaced version when `plan_id` is set."""

    __tablename__ = "stationery"
    __table_args__ = (UniqueConstraint("session_id", "plan_id"),)

    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"))
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"))
    header: Mapped[tuple[str, ...]] = mapped_column(Codes)
    logo: Mapped[bytes | None] = mapped_column(LargeBinary)
    delegation: Mapped[str] = mapped_column(Text)
    signatory_name: Mapped[str] = mapped_column(Text)
    signatory_title: Mapped[str] = mapped_column(Text)
    candidate_notices: Mapped[tuple[str, ...]] = mapped_column(Codes)
    examiner_notices: Mapped[tuple[str, ...]] = mapped_column(Codes)
    professional_notices: Mapped[tuple[str, ...]] = mapped_column(Codes)
    qr_code: Mapped[bool]


class FrozenRow(Base):
    """The data of a session at the moment a plan was published (`models.dossier.frozen`)."""

    __tablename__ = "frozen_dossiers"
    __table_args__ = (UniqueConstraint("plan_id"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"))
    content: Mapped[bytes] = mapped_column(LargeBinary)


class IssueRow(Base):
    """One person's convocation as of one published plan.

    `version` is the publication it was last made for, `replaces` the one it makes void, `order_version`
    the one in which a juror's running orders last changed, `change` what moved, in one French sentence.
    """

    __tablename__ = "issues"
    __table_args__ = (
        UniqueConstraint("plan_id", "kind", "holder"),
        CheckConstraint("replaces IS NULL OR replaces < version", name="replaces_older"),
    )

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(Text)
    holder: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    replaces: Mapped[int | None]
    order_version: Mapped[int]
    change: Mapped[str] = mapped_column(Text)
