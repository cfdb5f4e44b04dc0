"""Records of the session folder and rows of the tables: the one place where they meet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import tzinfo
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db import (
    AccommodationRow,
    AvailabilityRow,
    CandidateRow,
    CentreRow,
    EstablishmentRow,
    ExaminerRow,
    HalfDayRow,
    IncompatibilityRow,
    JourneyRow,
    ParameterRow,
    RegistrationRow,
    RoomRow,
    SessionRow,
    TeachingRow,
    WaiverRow,
    once_a_reading,
)
from models.dossier import (
    Accommodation,
    Availability,
    Candidate,
    Centre,
    Dossier,
    Establishment,
    Examiner,
    Incompatibility,
    Journey,
    OpenHalfDay,
    Parameter,
    Registration,
    Room,
    SessionInfo,
    Teaching,
    Waiver,
)
from scheduler.errors import NotFoundError
from scheduler.services.zones import zone_among


@dataclass(frozen=True, slots=True)
class Stored:
    """How one table of the session folder is stored: columns have the names of the record's fields.

    `attribute` names the field of the `Dossier`. Tables come after those they refer to.
    """

    attribute: str
    record: Callable[..., Any]
    row: type[Any]
    columns: tuple[str, ...]


def _stored(attribute: str, record: Callable[..., Any], row: type[Any]) -> Stored:
    return Stored(attribute, record, row, tuple(field.name for field in fields(record)))  # type: ignore[arg-type]


STORED = (
    _stored("centres", Centre, CentreRow),
    _stored("half_days", OpenHalfDay, HalfDayRow),
    _stored("rooms", Room, RoomRow),
    _stored("establishments", Establishment, EstablishmentRow),
    _stored("journeys", Journey, JourneyRow),
    _stored("candidates", Candidate, CandidateRow),
    _stored("registrations", Registration, RegistrationRow),
    _stored("accommodations", Accommodation, AccommodationRow),
    _stored("examiners", Examiner, ExaminerRow),
    _stored("availabilities", Availability, AvailabilityRow),
    _stored("incompatibilities", Incompatibility, IncompatibilityRow),
    _stored("teachings", Teaching, TeachingRow),
    _stored("parameters", Parameter, ParameterRow),
)
CASE = ("candidate", "epreuve", "examiner", "centre", "room", "day")
"""What may name the case of a written exception."""
SESSION_COLUMNS = tuple(field.name for field in fields(SessionInfo))


@dataclass(frozen=True, slots=True)
class Kept:
    """One stored record: its id, whether it is withdrawn, and what it says."""

    id: int
    withdrawn: bool
    record: Any


def session_row(db: Session, code: str) -> SessionRow:
    """Return the row of a session.

    Raises
    ------
    NotFoundError
        No session has this code.

    """
    row = db.scalar(select(SessionRow).where(SessionRow.code == code))
    if row is None:
        raise NotFoundError(
            f"La session « {code} » n’existe pas, ou n’existe plus.", command="oraux sessions"
        )
    return row


def load_dossier(db: Session, code: str, *, withdrawn: bool = False) -> Dossier:
    """Return all the data of a session.

    Parameters
    ----------
    db, code
        Where, and which session.
    withdrawn
        Also what was withdrawn, to read a plan that was published before.

    Raises
    ------
    NotFoundError
        No session has this code.

    """
    row = session_row(db, code)
    state = ("dossier", row.id, row.revision, withdrawn)
    return once_a_reading(db, state, lambda: _loaded(db, row, withdrawn=withdrawn))


def _loaded(db: Session, row: SessionRow, *, withdrawn: bool) -> Dossier:
    everything = once_a_reading(db, ("records", row.id, row.revision), lambda: _records(db, row.id))
    tables = {
        attribute: tuple(one.record for one in records if withdrawn or not one.withdrawn)
        for attribute, records in everything.items()
    }
    return Dossier(session=info_of(row), **tables, waivers=_waivers(db, row.id, tables["centres"]))


def _records(db: Session, session_id: int) -> dict[str, list[Kept]]:
    """Return the records of every table, read together whether withdrawn or not: pages want both."""
    return {stored.attribute: kept_records(db, session_id, stored) for stored in STORED}


def _waivers(db: Session, session_id: int, centres: tuple[Centre, ...]) -> tuple[Waiver, ...]:
    """Return the written exceptions that hold, dated as at the centre."""
    query = select(WaiverRow).where(WaiverRow.session_id == session_id, WaiverRow.withdrawn_at.is_(None))
    zone = zone_among(centres)
    return tuple(waiver_of(row, zone) for row in db.scalars(query.order_by(WaiverRow.id)))


def waiver_of(row: WaiverRow, zone: tzinfo) -> Waiver:
    """Return a written exception as the checkers read it."""
    case = {name: getattr(row, name) for name in CASE}
    return Waiver(row.rule, row.reason, row.author, row.given_at.astimezone(zone).date(), **case)


def info_of(row: SessionRow) -> SessionInfo:
    """Return what the `session` table says."""
    return SessionInfo(**{name: getattr(row, name) for name in SESSION_COLUMNS})


def kept_records(db: Session, session_id: int, stored: Stored) -> list[Kept]:
    """Return the records of one table, in the order in which they first came."""
    row = stored.row
    query = select(row.id, row.withdrawn_at, *(getattr(row, name) for name in stored.columns))
    query = query.where(row.session_id == session_id).order_by(row.id)
    return [
        Kept(found[0], found[1] is not None, stored.record(*found[2:])) for found in db.execute(query)
    ]


def values_of(stored: Stored, record: Any) -> dict[str, Any]:
    """Return the columns of a record."""
    return {name: getattr(record, name) for name in stored.columns}
