"""Candidates, what they are registered for, and their aménagements."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from sqlalchemy import CheckConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, OfSession, index_in_session, refers, unique_in_session
from models.db.types import ExactFraction, text_enum
from models.dossier import CandidateStatus, ExamForm, Modality, RegistrationState


class CandidateRow(OfSession, Base):
    """A candidate; the number is unique in the session."""

    __tablename__ = "candidates"
    __table_args__ = (
        unique_in_session("number"),
        index_in_session("candidates", "family_name"),
    )

    number: Mapped[str] = mapped_column(Text)
    family_name: Mapped[str] = mapped_column(Text)
    first_names: Mapped[str] = mapped_column(Text)
    diploma: Mapped[str] = mapped_column(Text)
    status: Mapped[CandidateStatus] = mapped_column(text_enum(CandidateStatus, "status"))
    civility: Mapped[str | None] = mapped_column(Text)
    usage_name: Mapped[str | None] = mapped_column(Text)
    birth_date: Mapped[date | None]
    ine: Mapped[str | None] = mapped_column(Text)
    establishment: Mapped[str | None] = mapped_column(Text)
    division: Mapped[str | None] = mapped_column(Text)
    form: Mapped[ExamForm] = mapped_column(text_enum(ExamForm, "form"))
    centre: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(Text)
    language_a: Mapped[str | None] = mapped_column(Text)
    language_b: Mapped[str | None] = mapped_column(Text)
    language_c: Mapped[str | None] = mapped_column(Text)
    company: Mapped[str | None] = mapped_column(Text)
    tutor: Mapped[str | None] = mapped_column(Text)


class RegistrationRow(OfSession, Base):
    """What a row of `inscriptions` says of one épreuve of one candidate."""

    __tablename__ = "registrations"
    __table_args__ = (
        unique_in_session("candidate", "epreuve"),
        refers("candidate", "candidates", "number"),
    )

    candidate: Mapped[str] = mapped_column(Text)
    epreuve: Mapped[str] = mapped_column(Text)
    state: Mapped[RegistrationState] = mapped_column(text_enum(RegistrationState, "state"))
    modality: Mapped[Modality | None] = mapped_column(text_enum(Modality, "modality"))
    group: Mapped[str | None] = mapped_column(Text)
    centre: Mapped[str | None] = mapped_column(Text)


class AccommodationRow(OfSession, Base):
    """An aménagement d'épreuve; `*` is every épreuve, every phase."""

    __tablename__ = "accommodations"
    __table_args__ = (
        unique_in_session("candidate", "epreuve", "phase"),
        refers("candidate", "candidates", "number"),
        CheckConstraint("extra_minutes >= 0", name="extra_counted"),
        CheckConstraint("pause_minutes >= 0", name="pause_counted"),
    )

    candidate: Mapped[str] = mapped_column(Text)
    epreuve: Mapped[str] = mapped_column(Text)
    phase: Mapped[str] = mapped_column(Text)
    extra_share: Mapped[Fraction | None] = mapped_column(ExactFraction)
    extra_minutes: Mapped[int | None]
    pause_minutes: Mapped[int | None]
    accessible_room: Mapped[bool]
    separate_room: Mapped[bool]
    decision: Mapped[str | None] = mapped_column(Text)
