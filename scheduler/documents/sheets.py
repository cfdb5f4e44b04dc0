"""The content of the sheets of the day: attendance list, door sign, running order of a centre."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.dossier.names import candidate_name
from models.dossier.records import NOON
from models.french import MINUTES_A_DAY, hour, long_date
from models.planning import Passage, PhaseTime, Sitting
from models.regulation import Epreuve
from scheduler.documents.book import PlanBook
from scheduler.documents.examiner import SittingBlock, sitting_block
from scheduler.documents.french import capital, fixed_spaces
from scheduler.documents.letterhead import Letterhead, Place, letterhead, place
from scheduler.documents.measures import candidate_measures
from scheduler.documents.people import members_of
from scheduler.documents.press import Press
from scheduler.on_site import manager_sentences


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
    """One day of a centre, by hour to report; who manages the session there, where texts ask for it."""

    head: Letterhead
    centre: str
    day: str
    managers: tuple[str, ...]
    rows: tuple[OrderRow, ...]


def attendance_content(press: Press, commission: str) -> AttendanceSheet:
    """Gather the attendance list of a commission.

    Raises
    ------
    NotFoundError
        The plan has no such commission.

    """
    book = press.book
    sitting = book.sitting(commission)
    return AttendanceSheet(
        head=letterhead(press, commission),
        centre=book.centre(sitting.centre).name,
        sitting=sitting_block(book, sitting),
        members=members_of(book, sitting),
    )


def is_morning(minutes: int) -> bool:
    """Whether a time of the plan lies before noon."""
    return minutes % MINUTES_A_DAY < NOON


RoomKey = tuple[str, str, date, bool]
"""Centre, room, day, whether in the morning."""


def door_keys(book: PlanBook) -> tuple[RoomKey, ...]:
    """Each room and half-day with a commission or a preparation, in order."""
    held = {_key(book, one.centre, one.room, one.start) for one in book.plan.sittings}
    held |= {
        _key(book, one.centre, phase.room, phase.start)
        for one in book.plan.passages
        for phase in one.phases
        if _prepares(book, one, phase)
    }
    return tuple(sorted(held, key=lambda key: (key[0], key[2], not key[3], key[1])))


def _key(book: PlanBook, centre: str, room: str, minutes: int) -> RoomKey:
    return centre, room, book.day(minutes), is_morning(minutes)


def door_content(press: Press, key: RoomKey) -> DoorSign:
    """Gather the sign of one room for one half-day; `key` is one of `door_keys`."""
    book = press.book
    centre, room, day, morning = key
    held = [
        one
        for one in sorted(book.plan.sittings, key=lambda one: one.start)
        if _key(book, one.centre, one.room, one.start) == key
    ]
    return DoorSign(
        head=letterhead(press, room),
        centre=book.centre(centre).name,
        room=place(book.room(centre, room), room),
        day=capital(long_date(day)),
        half_day=half_day(morning),
        commissions=(*(_door_commission(book, one) for one in held), *_door_preparations(book, key)),
    )


def half_day(morning: bool) -> str:
    """« matin », « après-midi »."""
    return "matin" if morning else "après-midi"


def _door_preparations(book: PlanBook, key: RoomKey) -> Iterator[DoorCommission]:
    """Who prepares in a room, one épreuve after the other; never in a jury's own room."""
    held: dict[tuple[str, bool], list[tuple[Passage, PhaseTime]]] = defaultdict(list)
    for passage, phase in preparations(book, key):
        held[passage.epreuve, passage.ccf].append((passage, phase))
    for pairs in held.values():
        epreuve = book.epreuve(pairs[0][0])
        yield DoorCommission(
            code="",
            epreuve=f"Préparation {epreuve.code} — {fixed_spaces(epreuve.title)}",
            diploma=_diploma(book, epreuve),
            hours=f"{hour(pairs[0][1].start)} – {hour(max(phase.end for _, phase in pairs))}",
            lines=tuple(_door_line(book, one, (phase.start, phase.end)) for one, phase in pairs),
        )


def _prepares(book: PlanBook, passage: Passage, held: PhaseTime) -> bool:
    """Whether a phase is held without the jury."""
    phase = book.phase(passage, held)
    return phase is None or not phase.with_jury


def preparations(book: PlanBook, key: RoomKey) -> list[tuple[Passage, PhaseTime]]:
    """Phases without jury in a room during a half-day, in order of time."""
    found = []
    for passage in book.passages_through(key[0], key[1]):
        for held in passage.phases:
            here = _key(book, passage.centre, held.room, held.start) == key
            if here and _prepares(book, passage, held):
                found.append((passage, held))
    return sorted(found, key=lambda pair: (pair[1].start, pair[1].end, pair[0].candidate))


def _diploma(book: PlanBook, epreuve: Epreuve) -> str:
    """Printed name of an épreuve's diploma."""
    diploma = book.regulation.diplomas[epreuve.diploma]
    return fixed_spaces(diploma.name_in(book.regulation.year))


def _door_commission(book: PlanBook, sitting: Sitting) -> DoorCommission:
    """One commission as the corridor may see it."""
    epreuve = book.epreuve(sitting)
    passages = book.passages_before(sitting.code)
    return DoorCommission(
        code=sitting.code,
        epreuve=f"{epreuve.code} — {fixed_spaces(epreuve.title)}",
        diploma=_diploma(book, epreuve),
        hours=f"{hour(sitting.start)} – {hour(sitting.end)}",
        lines=tuple(_door_line(book, one, book.jury_hours(one)) for one in passages),
    )


def _door_line(book: PlanBook, passage: Passage, hours: tuple[int, int]) -> DoorLine:
    """One candidate, recognisable to himself or herself only."""
    candidate = book.candidate(passage.candidate)
    start, end = hours
    initial = (candidate.usage_name or candidate.family_name)[:1]
    return DoorLine(
        hours=f"{hour(start)} – {hour(end)}",
        number=candidate.number,
        name=f"{candidate.first_names} {initial}.",
    )


def order_keys(book: PlanBook) -> tuple[tuple[str, date], ...]:
    """Each (centre, day) that has a passage, in order."""
    return tuple(sorted({(one.centre, book.day(one.start)) for one in book.plan.passages}))


def order_content(press: Press, key: tuple[str, date]) -> CentreOrder:
    """Gather the running order of a centre for one day; `key` is one of `order_keys`."""
    book = press.book
    centre, day = key
    held = [one for one in book.plan.passages if (one.centre, book.day(one.start)) == key]
    return CentreOrder(
        head=letterhead(press, centre),
        centre=book.centre(centre).name,
        day=capital(long_date(day)),
        managers=tuple(map(fixed_spaces, _managers(book, key))),
        rows=tuple(
            _order_row(book, one)
            for one in sorted(held, key=lambda one: (one.convocation, one.start, one.candidate))
        ),
    )


def _managers(book: PlanBook, key: tuple[str, date]) -> Iterator[str]:
    """Say who manages the session on site that day."""
    here = [one for one in book.plan.sittings if (one.centre, book.day(one.start)) == key]
    return manager_sentences(book.dossier, book.regulation, book.plan, here)


def _order_row(book: PlanBook, passage: Passage) -> OrderRow:
    """One passage on one line."""
    start, end = book.jury_hours(passage)
    before = [f"{hour(one.start)} ({one.room})" for one in passage.phases if one.start < start]
    return OrderRow(
        report=hour(passage.convocation),
        number=passage.candidate,
        name=candidate_name(book.candidate(passage.candidate)),
        epreuve=book.epreuve(passage).code,
        preparation=", ".join(before),
        jury=f"{hour(start)} – {hour(end)}",
        room=passage.phases[-1].room,
        commission=passage.commission,
        measures=fixed_spaces(" ".join(candidate_measures(book, passage, decisions=False))),
    )
