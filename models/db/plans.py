"""Plans as versions: passages, phases, commissions, watches, what is not placed, and how good it is.

People and places are named by their codes: a published plan says what was decided, whatever becomes of
the records. Minutes count from the midnight that begins `PlanRow.first_day`.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base
from models.db.types import Instant, text_enum
from models.roles import Role


class PlanState(StrEnum):
    """A draft can be published; a published plan is frozen; the next publication supersedes it."""

    DRAFT = "DRAFT"
    PUBLISHED = "PUBLISHED"
    SUPERSEDED = "SUPERSEDED"


class PlanRow(Base):
    """One plan of a session: `number` counts its plans, `version` its publications.

    `edits` counts its changes by hand: the rank of the last row of its journal. `name` and `note` are
    what staff call it and say of it; `aim` what its calculation preferred, None for the usual order;
    `made_from` the number of the plan whose locks it kept.
    """

    __tablename__ = "plans"
    __table_args__ = (
        UniqueConstraint("session_id", "number"),
        UniqueConstraint("session_id", "version"),
        Index(
            "uq_plans_one_published", "session_id", unique=True,
            sqlite_where=text("state = 'PUBLISHED'"), postgresql_where=text("state = 'PUBLISHED'"),
        ),
        CheckConstraint(
            "(state = 'DRAFT') = (version IS NULL) AND (version IS NULL) = (published_at IS NULL)",
            name="version_when_published",
        ),
    )  # fmt: skip

    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"))
    number: Mapped[int]
    state: Mapped[PlanState] = mapped_column(text_enum(PlanState, "state"))
    version: Mapped[int | None]
    first_day: Mapped[date]
    revision: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(Instant)
    published_at: Mapped[datetime | None] = mapped_column(Instant)
    published_by: Mapped[str | None] = mapped_column(Text)
    seconds: Mapped[float | None]
    seed: Mapped[int | None]
    effort: Mapped[float | None]
    reproducible: Mapped[bool | None]
    status: Mapped[str | None] = mapped_column(Text)
    hard_violations: Mapped[int]
    soft_violations: Mapped[int]
    placed: Mapped[int]
    unplaced: Mapped[int]
    edits: Mapped[int] = mapped_column(default=0, server_default="0")
    name: Mapped[str] = mapped_column(Text, default="", server_default="")
    note: Mapped[str] = mapped_column(Text, default="", server_default="")
    aim: Mapped[str | None] = mapped_column(Text)
    made_from: Mapped[int | None]


def _plan_key() -> Mapped[int]:
    return mapped_column(ForeignKey("plans.id", ondelete="CASCADE"))


class SittingRow(Base):
    """One commission of a plan."""

    __tablename__ = "sittings"
    __table_args__ = (Index("ix_sittings_plan_id_code", "plan_id", "code"),)

    plan_id: Mapped[int] = _plan_key()
    code: Mapped[str] = mapped_column(Text)
    epreuve: Mapped[str] = mapped_column(Text)
    centre: Mapped[str] = mapped_column(Text)
    room: Mapped[str] = mapped_column(Text)
    start: Mapped[int]
    end: Mapped[int]
    ccf: Mapped[bool] = mapped_column(server_default=false())


class MemberRow(Base):
    """One member of a commission."""

    __tablename__ = "members"
    __table_args__ = (
        Index("ix_members_sitting_id", "sitting_id"),
        Index("ix_members_plan_id_examiner", "plan_id", "examiner"),
    )

    plan_id: Mapped[int] = _plan_key()
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sittings.id", ondelete="CASCADE"))
    rank: Mapped[int]
    examiner: Mapped[str] = mapped_column(Text)
    role: Mapped[Role] = mapped_column(text_enum(Role, "role"))
    replacement: Mapped[bool]


class PassageRow(Base):
    """One candidate before one commission; `start`-`end` covers its phases."""

    __tablename__ = "passages"
    __table_args__ = (
        Index("ix_passages_plan_id_candidate", "plan_id", "candidate"),
        Index("ix_passages_plan_id_commission", "plan_id", "commission"),
    )

    plan_id: Mapped[int] = _plan_key()
    candidate: Mapped[str] = mapped_column(Text)
    epreuve: Mapped[str] = mapped_column(Text)
    centre: Mapped[str] = mapped_column(Text)
    commission: Mapped[str] = mapped_column(Text)
    convocation: Mapped[int]
    locked: Mapped[bool]
    start: Mapped[int]
    end: Mapped[int]
    ccf: Mapped[bool] = mapped_column(server_default=false())
    absent: Mapped[bool] = mapped_column(server_default=false())


class PhaseRow(Base):
    """One phase of a passage in one room."""

    __tablename__ = "phases"
    __table_args__ = (
        Index("ix_phases_passage_id", "passage_id"),
        Index("ix_phases_plan_id_room", "plan_id", "room"),
    )

    plan_id: Mapped[int] = _plan_key()
    passage_id: Mapped[int] = mapped_column(ForeignKey("passages.id", ondelete="CASCADE"))
    rank: Mapped[int]
    phase: Mapped[str] = mapped_column(Text)
    start: Mapped[int]
    end: Mapped[int]
    room: Mapped[str] = mapped_column(Text)


class WatchRow(Base):
    """A preparation room in use during one half-day."""

    __tablename__ = "watches"
    __table_args__ = (Index("ix_watches_plan_id", "plan_id"),)

    plan_id: Mapped[int] = _plan_key()
    centre: Mapped[str] = mapped_column(Text)
    room: Mapped[str] = mapped_column(Text)
    start: Mapped[int]
    end: Mapped[int]
    peak: Mapped[int]


class UnplacedRow(Base):
    """A registered épreuve without a place, and what is short."""

    __tablename__ = "unplaced"
    __table_args__ = (Index("ix_unplaced_plan_id", "plan_id"),)

    plan_id: Mapped[int] = _plan_key()
    candidate: Mapped[str] = mapped_column(Text)
    epreuve: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)


class EditKind(StrEnum):
    """What was done to a plan by hand."""

    MOVE = "MOVE"
    SWAP = "SWAP"
    TAKE_OUT = "TAKE_OUT"
    LOCK = "LOCK"
    UNLOCK = "UNLOCK"
    UNDO = "UNDO"
    REDO = "REDO"


class EditRow(Base):
    """One line of a plan's journal: who did what, when, with what was there before and after (JSON).

    Nothing is ever taken out of the journal: undoing and doing again are lines too.
    """

    __tablename__ = "plan_edits"
    __table_args__ = (UniqueConstraint("plan_id", "rank"),)

    plan_id: Mapped[int] = _plan_key()
    rank: Mapped[int]
    kind: Mapped[EditKind] = mapped_column(text_enum(EditKind, "edit_kind"))
    done_by: Mapped[str] = mapped_column(Text)
    done_at: Mapped[datetime] = mapped_column(Instant)
    sentence: Mapped[str] = mapped_column(Text)
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)


class LevelRow(Base):
    """A level of the objective: the plan's value and the best any plan can have."""

    __tablename__ = "levels"
    __table_args__ = (UniqueConstraint("plan_id", "rank"),)

    plan_id: Mapped[int] = _plan_key()
    rank: Mapped[int]
    name: Mapped[str] = mapped_column(Text)
    value: Mapped[int]
    bound: Mapped[int]


class VerdictRow(Base):
    """What the checkers said of one rule when the plan was stored, or published."""

    __tablename__ = "verdicts"
    __table_args__ = (UniqueConstraint("plan_id", "rule"),)

    plan_id: Mapped[int] = _plan_key()
    rank: Mapped[int]
    rule: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    cases: Mapped[int]
    violations: Mapped[int]
