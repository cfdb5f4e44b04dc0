"""Jurors, when they can come, for whom they must not sit, whom they teach."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index, Text, func, text
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, OfSession, index_in_session, refers, unique_in_session
from models.db.types import Codes, text_enum
from models.dossier import AvailabilityState, HalfDayName
from models.roles import Role


class ExaminerRow(OfSession, Base):
    """A juror."""

    __tablename__ = "examiners"
    __table_args__ = (
        unique_in_session("code"),
        index_in_session("examiners", "family_name"),
        CheckConstraint("max_half_days >= 0", name="maximum_counted"),
    )

    code: Mapped[str] = mapped_column(Text)
    family_name: Mapped[str] = mapped_column(Text)
    first_name: Mapped[str] = mapped_column(Text)
    role: Mapped[Role] = mapped_column(text_enum(Role, "role"))
    qualifications: Mapped[tuple[str, ...]] = mapped_column(Codes)
    civility: Mapped[str | None] = mapped_column(Text)
    establishment: Mapped[str | None] = mapped_column(Text)
    organisation: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(Text)
    centres: Mapped[tuple[str, ...]] = mapped_column(Codes)
    max_half_days: Mapped[int | None]
    reserve: Mapped[bool]
    habilitation_end: Mapped[date | None]
    available_by_default: Mapped[bool]


class AvailabilityRow(OfSession, Base):
    """What an examiner said of one half-day."""

    __tablename__ = "availabilities"
    __table_args__ = (
        unique_in_session("examiner", "day", "half_day"),
        refers("examiner", "examiners", "code"),
    )

    examiner: Mapped[str] = mapped_column(Text)
    day: Mapped[date]
    half_day: Mapped[HalfDayName] = mapped_column(text_enum(HalfDayName, "half_day"))
    state: Mapped[AvailabilityState] = mapped_column(text_enum(AvailabilityState, "state"))


class IncompatibilityRow(OfSession, Base):
    """An examiner who must not sit for a candidate."""

    __tablename__ = "incompatibilities"
    __table_args__ = (
        unique_in_session("examiner", "candidate"),
        refers("examiner", "examiners", "code"),
        refers("candidate", "candidates", "number"),
    )

    examiner: Mapped[str] = mapped_column(Text)
    candidate: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)


class TeachingRow(OfSession, Base):
    """Whom a teacher teaches."""

    __tablename__ = "teachings"
    __table_args__ = (
        Index(
            "uq_teachings_who_whom",
            "session_id", "examiner", "establishment",
            func.coalesce(text("division"), text("''")), func.coalesce(text("year"), text("0")),
            unique=True,
        ),
        refers("examiner", "examiners", "code"),
    )  # fmt: skip

    examiner: Mapped[str] = mapped_column(Text)
    establishment: Mapped[str] = mapped_column(Text)
    division: Mapped[str | None] = mapped_column(Text)
    year: Mapped[int | None]
