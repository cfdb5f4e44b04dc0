"""When and where a message says a person is expected: days, hours, places, as short lines."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from models.french import NBSP, hour, long_date
from models.planning import Passage, Sitting
from scheduler.documents.book import PlanBook
from scheduler.documents.french import capital, fixed_spaces
from scheduler.documents.letterhead import address, place
from scheduler.documents.people import language_of


@dataclass(frozen=True, slots=True)
class Line:
    """One épreuve or one half-day: when, what, where."""

    when: str
    what: str
    where: str


@dataclass(frozen=True, slots=True)
class Day:
    """The lines of one day."""

    title: str
    lines: tuple[Line, ...]


def candidate_days(book: PlanBook, number: str) -> tuple[Day, ...]:
    """Return when a candidate reports, for which épreuve, where; never before whom."""
    passages = book.passages_of(number)
    return tuple(
        Day(capital(long_date(day)), tuple(_passage(book, one) for one in held))
        for day, held in groupby(passages, key=lambda one: book.day(one.start))
    )


def examiner_days(book: PlanBook, code: str) -> tuple[Day, ...]:
    """Return when a juror sits, for which épreuve, where."""
    return tuple(
        Day(capital(long_date(day)), tuple(_sitting(book, one) for one in held))
        for day, held in groupby(book.sittings_of(code), key=lambda one: book.day(one.start))
    )


def _passage(book: PlanBook, passage: Passage) -> Line:
    epreuve = book.epreuve(passage)
    language = language_of(book, passage)
    spoken = f" ({language})" if language else ""
    reception = book.centre(passage.centre).reception
    where = fixed_spaces(reception) if reception else _room(book, passage.centre, passage.phases[0].room)
    return Line(
        f"Se présenter à {hour(passage.convocation)}, début à {hour(passage.start)}",
        f"{epreuve.code} – {fixed_spaces(epreuve.title)}{spoken}",
        f"{where}, {_centre(book, passage.centre)}",
    )


def _sitting(book: PlanBook, sitting: Sitting) -> Line:
    epreuve = book.epreuve(sitting)
    return Line(
        f"De {hour(sitting.start)} à {hour(sitting.end)}",
        f"{epreuve.code} – {fixed_spaces(epreuve.title)} (commission{NBSP}{sitting.code})",
        f"{_room(book, sitting.centre, sitting.room)}, {_centre(book, sitting.centre)}",
    )


def _room(book: PlanBook, centre: str, room: str) -> str:
    return str(place(book.room(centre, room), room))


def _centre(book: PlanBook, uai: str) -> str:
    held = book.centre(uai)
    return ", ".join(part for part in (held.name, address(held)) if part)
