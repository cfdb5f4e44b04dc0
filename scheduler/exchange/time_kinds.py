"""Columns of dates and hours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from scheduler.exchange.cells import Cell
from scheduler.exchange.kinds import Kind, RefusedValueError

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years in which somebody is born or an épreuve is held; another is a slip of the keyboard."""


@dataclass(frozen=True)
class Day(Kind):
    """A date."""

    @property
    def label(self) -> str:
        """What the help says of it."""
        return "date (JJ/MM/AAAA ou AAAA-MM-JJ)"

    @property
    def number_format(self) -> str:
        """The format of the workbook's cells."""
        return "dd/mm/yyyy"

    def read(self, cell: Cell) -> object:
        """Return the `date`; a year of two digits is refused."""
        expected = "une date JJ/MM/AAAA ou AAAA-MM-JJ"
        if isinstance(cell, datetime) and cell.time() != time():
            raise RefusedValueError(cell, expected, "retirez l’heure")
        if not isinstance(cell, str | date):
            raise RefusedValueError(cell, expected, "mettez la cellule au format Date et retapez-la")
        day = _day_of(cell, expected)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise RefusedValueError(cell, expected, f"l’année {day.year} est à corriger")
        return day

    def write(self, value: object) -> str:
        """Return the text of a CSV cell."""
        return value.isoformat() if isinstance(value, date) else str(value)

    def typed(self, value: object) -> Cell:
        """Return the value of a workbook cell."""
        return value if isinstance(value, date) else str(value)


def _day_of(cell: str | date, expected: str) -> date:
    if isinstance(cell, str):
        return _date_of(cell, expected)
    return cell.date() if isinstance(cell, datetime) else cell


def _date_of(text: str, expected: str) -> date:
    iso = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text)
    french = re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", text)
    if not iso and not french:
        raise RefusedValueError(text, expected, "écrivez l’année sur quatre chiffres")
    parts = iso.groups() if iso else tuple(reversed(french.groups()))  # type: ignore[union-attr]
    try:
        return date(*map(int, parts))
    except ValueError:
        raise RefusedValueError(text, expected, "ce jour n’existe pas") from None


@dataclass(frozen=True)
class Hour(Kind):
    """An hour of the day, whole minutes since midnight."""

    @property
    def label(self) -> str:
        """What the help says of it."""
        return "heure (HH:MM, 14 h 30)"

    @property
    def number_format(self) -> str:
        """The format of the workbook's cells."""
        return "hh:mm"

    def read(self, cell: Cell) -> object:
        """Return minutes since midnight, an `int`; `24:00` is refused."""
        expected = "une heure entre 00:00 et 23:59, comme 14:30 ou 14 h 30"
        if isinstance(cell, time):
            return _minutes_of(cell, expected)
        if not isinstance(cell, str):
            raise RefusedValueError(cell, expected, "mettez la cellule au format Heure et retapez-la")
        match = re.fullmatch(r"([0-9]{1,2})(?::([0-9]{2})(?::00)?|\s*[hH]\s*([0-9]{2})?)", cell)
        hours, minutes = (int(match[1]), int(match[2] or match[3] or 0)) if match else (99, 0)
        if hours > 23 or minutes > 59:  # noqa: PLR2004 (a day)
            raise RefusedValueError(cell, expected, "corrigez la cellule")
        return hours * 60 + minutes

    def write(self, value: object) -> str:
        """Return `HH:MM`."""
        return clock(int(str(value)))

    def typed(self, value: object) -> Cell:
        """Return the value of a workbook cell."""
        minutes = int(str(value))
        return time(minutes // 60, minutes % 60)


def clock(minutes: int) -> str:
    """Return minutes since midnight as `HH:MM`."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _minutes_of(cell: time, expected: str) -> int:
    """Return the minutes of a typed hour; a spreadsheet's rounding of seconds is forgiven."""
    seconds = cell.hour * 3600 + cell.minute * 60 + cell.second + (cell.microsecond > 500_000)  # noqa: PLR2004
    if seconds % 60 in {0, 1, 59}:
        return round(seconds / 60)
    raise RefusedValueError(cell.strftime("%H:%M:%S"), expected, "retirez les secondes")
