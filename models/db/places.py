"""Where and when: centres, opened half-days, rooms, establishments, journeys."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  (a column is named `day`, the type must stay apart)

from sqlalchemy import CheckConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, OfSession, refers, unique_in_session
from models.db.types import Codes, text_enum
from models.dossier import EstablishmentStatus, RoomType


class CentreRow(OfSession, Base):
    """An exam centre."""

    __tablename__ = "centres"
    __table_args__ = (unique_in_session("uai"),)

    uai: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    town: Mapped[str] = mapped_column(Text)
    address: Mapped[str | None] = mapped_column(Text)
    postal_code: Mapped[str | None] = mapped_column(Text)
    access: Mapped[str | None] = mapped_column(Text)
    reception: Mapped[str | None] = mapped_column(Text)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]


class HalfDayRow(OfSession, Base):
    """A half-day opened at a centre, minutes since midnight."""

    __tablename__ = "half_days"
    __table_args__ = (
        unique_in_session("centre", "day", "start"),
        refers("centre", "centres", "uai"),
        CheckConstraint('0 <= start AND start < "end" AND "end" <= 1440', name="hours_in_order"),
    )

    centre: Mapped[str] = mapped_column(Text)
    day: Mapped[Date]
    start: Mapped[int]
    end: Mapped[int]
    epreuves: Mapped[tuple[str, ...]] = mapped_column(Codes)


class RoomRow(OfSession, Base):
    """A room of a centre."""

    __tablename__ = "rooms"
    __table_args__ = (
        unique_in_session("centre", "code"),
        refers("centre", "centres", "uai"),
        CheckConstraint("seats >= 0", name="seats_counted"),
        CheckConstraint("computers >= 0", name="computers_counted"),
    )

    centre: Mapped[str] = mapped_column(Text)
    code: Mapped[str] = mapped_column(Text)
    type: Mapped[RoomType] = mapped_column(text_enum(RoomType, "type"))
    seats: Mapped[int]
    name: Mapped[str | None] = mapped_column(Text)
    computers: Mapped[int | None]
    accessible: Mapped[bool]
    building: Mapped[str | None] = mapped_column(Text)
    floor: Mapped[str | None] = mapped_column(Text)


class EstablishmentRow(OfSession, Base):
    """A training establishment."""

    __tablename__ = "establishments"
    __table_args__ = (unique_in_session("uai"),)

    uai: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    status: Mapped[EstablishmentStatus] = mapped_column(text_enum(EstablishmentStatus, "status"))
    town: Mapped[str | None] = mapped_column(Text)
    ccf_authorised: Mapped[bool | None]


class JourneyRow(OfSession, Base):
    """Travel time between an establishment and a centre, minutes."""

    __tablename__ = "journeys"
    __table_args__ = (
        unique_in_session("establishment", "centre"),
        refers("centre", "centres", "uai"),
        CheckConstraint("minutes >= 0", name="minutes_counted"),
    )

    establishment: Mapped[str] = mapped_column(Text)
    centre: Mapped[str] = mapped_column(Text)
    minutes: Mapped[int]
