"""The content of the sheets of the day: attendance list, door sign, running order of a centre."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.dossier.names import candidate_name
from models.dossier.records import NOON
from models.french import MINUTES_A_DAY, hour, long_date
from models.planning import Passage, Sitting
from scheduler.documents.book import PlanBook
from scheduler.documents.examiner import SittingBlock, sitting_block
from scheduler.documents.french import capital, fixed_spaces
from scheduler.documents.letterhead import Letterhead, Place, letterhead, place
from scheduler.documents.measures import candidate_measures
from scheduler.documents.people import members_of
from scheduler.documents.version import DocumentVersion


@dataclass(frozen=True, slots=True)
class AttendanceSheet:
    """One commission: who signs, when."""

    head: Letterhead
    centre: str
    sitting: SittingBlock
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DoorLine:
    """One candidate on a door: hours, number, first names and initial only."""

    hours: str
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class DoorCommission:
    """One commission on a door."""

    code: str
    epreuve: str
    diploma: str
    hours: str
    lines: tuple[DoorLine, ...]


@dataclass(frozen=True, slots=True)
class DoorSign:
    """One room during one half-day; names neither jurors nor aménagements."""

    head: Letterhead
    centre: str
    room: Place
    day: str
    half_day: str
    commissions: tuple[DoorCommission, ...]


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One passage in the running order of a centre, for staff."""

    report: str
    number: str
    name: str
    epreuve: str
    preparation: str
    jury: str
    room: str
    commission: str
    measures: str


@dataclass(frozen=True, slots=True)
class CentreOrder:
    """One day of a centre, by hour to report."""

    head: Letterhead
    centre: str
    day: str
    rows: tuple[OrderRow, ...]


def attendance_content(book: PlanBook, commission: str, version: DocumentVersion) -> AttendanceSheet:
    """Gather the attendance list of a commission.

    Raises
    ------
    NotFoundError
        The plan has no such commission.

    """
    sitting = book.sitting(commission)
    return AttendanceSheet(
        head=letterhead(book.dossier.session, version, commission),
        centre=book.centre(sitting.centre).name,
        sitting=sitting_block(book, sitting),
        members=members_of(book, sitting),
    )


def is_morning(minutes: int) -> bool:
    """Whether a time of the plan lies before noon."""
    return minutes % MINUTES_A_DAY < NOON


def door_keys(book: PlanBook) -> tuple[tuple[str, str, date, bool], ...]:
    """Each (centre, room, day, morning) that has a commission, in order."""
    keys = {
        (one.centre, one.room, book.day(one.start), is_morning(one.start)) for one in book.plan.sittings
    }
    return tuple(sorted(keys, key=lambda key: (key[0], key[2], not key[3], key[1])))


def door_content(book: PlanBook, key: tuple[str, str, date, bool], version: DocumentVersion) -> DoorSign:
    """Gather the sign of one room for one half-day; `key` is one of `door_keys`."""
    centre, room, day, morning = key
    held = [
        one
        for one in sorted(book.plan.sittings, key=lambda one: one.start)
        if (one.centre, one.room, book.day(one.start), is_morning(one.start)) == key
    ]
    return DoorSign(
        head=letterhead(book.dossier.session, version, room),
        centre=book.centre(centre).name,
        room=place(book.room(centre, room), room),
        day=capital(long_date(day)),
        half_day="matin" if morning else "après-midi",
        commissions=tuple(_door_commission(book, one) for one in held),
    )


def _door_commission(book: PlanBook, sitting: Sitting) -> DoorCommission:
    """One commission as the corridor may see it."""
    epreuve = book.epreuve(sitting.epreuve)
    passages = book.passages_before(sitting.code)
    return DoorCommission(
        code=sitting.code,
        epreuve=f"{epreuve.code} — {fixed_spaces(epreuve.title)}",
        diploma=fixed_spaces(book.regulation.diplomas[epreuve.diploma].name_in(book.regulation.year)),
        hours=f"{hour(sitting.start)} – {hour(sitting.end)}",
        lines=tuple(_door_line(book, one) for one in passages),
    )


def _door_line(book: PlanBook, passage: Passage) -> DoorLine:
    """One candidate, recognisable to himself or herself only."""
    candidate = book.candidate(passage.candidate)
    start, end = book.jury_hours(passage)
    initial = (candidate.usage_name or candidate.family_name)[:1]
    return DoorLine(
        hours=f"{hour(start)} – {hour(end)}",
        number=candidate.number,
        name=f"{candidate.first_names} {initial}.",
    )


def order_keys(book: PlanBook) -> tuple[tuple[str, date], ...]:
    """Each (centre, day) that has a passage, in order."""
    return tuple(sorted({(one.centre, book.day(one.start)) for one in book.plan.passages}))


def order_content(book: PlanBook, key: tuple[str, date], version: DocumentVersion) -> CentreOrder:
    """Gather the running order of a centre for one day; `key` is one of `order_keys`."""
    centre, day = key
    held = [one for one in book.plan.passages if (one.centre, book.day(one.start)) == key]
    return CentreOrder(
        head=letterhead(book.dossier.session, version, centre),
        centre=book.centre(centre).name,
        day=capital(long_date(day)),
        rows=tuple(
            _order_row(book, one)
            for one in sorted(held, key=lambda one: (one.convocation, one.start, one.candidate))
        ),
    )


def _order_row(book: PlanBook, passage: Passage) -> OrderRow:
    """One passage on one line."""
    start, end = book.jury_hours(passage)
    before = [f"{hour(one.start)} ({one.room})" for one in passage.phases if one.start < start]
    return OrderRow(
        report=hour(passage.convocation),
        number=passage.candidate,
        name=candidate_name(book.candidate(passage.candidate)),
        epreuve=book.epreuve(passage.epreuve).code,
        preparation=", ".join(before),
        jury=f"{hour(start)} – {hour(end)}",
        room=passage.phases[-1].room,
        commission=passage.commission,
        measures=fixed_spaces(" ".join(candidate_measures(book, passage, decisions=False))),
    )
