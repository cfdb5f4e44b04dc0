"""The kinds of values a column holds: how each is read, written and explained."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from scheduler.exchange.cells import Cell, fold, quoted, shown

EXCEL_TEXT = "mettez la colonne au format Texte, puis retapez la valeur"


class RefusedValueError(ValueError):
    """A cell is not what its column expects; the message is the French sentence."""

    def __init__(self, cell: Cell, expected: str, repair: str = "") -> None:
        ending = f" ; {repair}" if repair else ""
        super().__init__(f"{quoted(cell)} trouvé, {expected} attendu{ending}")


@dataclass(frozen=True, slots=True)
class Repaired:
    """A value that was understood only after a repair, which the person must know of."""

    value: object
    message: str


@dataclass(frozen=True)
class Kind:
    """A kind of value. Reads non-empty cells only; subclasses say how."""

    @property
    def label(self) -> str:
        """What the help says of it."""
        return "texte"

    @property
    def choices(self) -> tuple[str, ...]:
        """The values of a drop-down list; empty when anything may be typed."""
        return ()

    @property
    def number_format(self) -> str:
        """The format of the workbook's cells."""
        return "@"

    def read(self, cell: Cell) -> object:
        """Return the value of a cell that is not empty.

        Raises
        ------
        RefusedValueError
            The cell is not of this kind.

        """
        if isinstance(cell, date | time | timedelta):
            raise RefusedValueError(
                cell, "un texte", f"le tableur y a vu une date ou une heure : {EXCEL_TEXT}"
            )
        return shown(cell)

    def write(self, value: object) -> str:
        """Return the text of a CSV cell."""
        return str(value)

    def typed(self, value: object) -> Cell:
        """Return the value of a workbook cell."""
        return self.write(value)


@dataclass(frozen=True)
class Text(Kind):
    """Free text, kept as it is."""


@dataclass(frozen=True)
class Code(Kind):
    """A code or a number that is a name: `2027000001.0` is `2027000001`."""

    @property
    def label(self) -> str:
        """What the help says of it."""
        return "code"

    def read(self, cell: Cell) -> object:
        """Return the code; a number shortened by a spreadsheet is refused."""
        text = str(super().read(cell))
        if re.fullmatch(r"\d+[.,]0+", text):
            return re.split("[.,]", text)[0]
        if re.fullmatch(r"\d([.,]\d+)?E\+\d+", text, re.IGNORECASE):
            raise RefusedValueError(cell, "un numéro entier", f"le tableur l’a abrégé : {EXCEL_TEXT}")
        return text


@dataclass(frozen=True)
class Uai(Code):
    """A code UAI: seven digits and a letter."""

    @property
    def label(self) -> str:
        """What the help says of it."""
        return "code UAI (7 chiffres et une lettre)"

    def read(self, cell: Cell) -> object:
        """Return the code in capitals; zeros lost at its left are put back."""
        text = re.sub(r"\s", "", str(super().read(cell))).upper()
        if re.fullmatch(r"\d{7}[A-Z]", text):
            return text
        if re.fullmatch(r"\d{5,6}[A-Z]", text):
            return zeros_back(text, 8)
        raise RefusedValueError(
            cell, "un code UAI de 7 chiffres et une lettre (0750001A)", "vérifiez-le"
        )


def zeros_back(text: str, length: int) -> Repaired:
    """Return `text` with the zeros a spreadsheet took from its left."""
    whole = text.zfill(length)
    return Repaired(
        whole, f"{quoted(text)} a perdu ses zéros de gauche, lu {quoted(whole)} ; {EXCEL_TEXT}"
    )


@dataclass(frozen=True)
class PostalCode(Code):
    """A French postal code."""

    @property
    def label(self) -> str:
        """What the help says of it."""
        return "code postal"

    def read(self, cell: Cell) -> object:
        """Return the code; four digits have lost a zero."""
        text = re.sub(r"\s", "", str(super().read(cell)))
        return zeros_back(text, 5) if re.fullmatch(r"\d{4}", text) else text


@dataclass(frozen=True)
class Phone(Kind):
    """A telephone number, kept as it is typed."""

    @property
    def label(self) -> str:
        """What the help says of it."""
        return "téléphone"

    def read(self, cell: Cell) -> object:
        """Return the number; nine digits have lost their zero."""
        text = str(super().read(cell))
        return zeros_back(text, 10) if re.fullmatch(r"[1-9]\d{8}", text) else text


@dataclass(frozen=True)
class Integer(Kind):
    """A whole number between two bounds."""

    low: int = 0
    high: int = 1_000_000

    @property
    def label(self) -> str:
        """What the help says of it."""
        return "nombre entier"

    @property
    def number_format(self) -> str:
        """The format of the workbook's cells."""
        return "0"

    def read(self, cell: Cell) -> object:
        """Return the number, an `int`."""
        expected = f"un nombre entier entre {self.low} et {self.high}"
        number = _decimal(cell, expected)
        if number.denominator != 1 or not self.low <= number <= self.high:
            raise RefusedValueError(cell, expected, "corrigez la cellule")
        return int(number)

    def typed(self, value: object) -> Cell:
        """Return the value of a workbook cell."""
        return int(str(value))


@dataclass(frozen=True)
class Decimal(Kind):
    """A number with a comma or a point, between two bounds."""

    low: int
    high: int

    @property
    def label(self) -> str:
        """What the help says of it."""
        return "nombre"

    @property
    def number_format(self) -> str:
        """The format of the workbook's cells."""
        return "General"

    def read(self, cell: Cell) -> object:
        """Return the number, a `float`."""
        expected = f"un nombre entre {self.low} et {self.high}"
        number = _decimal(cell, expected)
        if not self.low <= number <= self.high:
            raise RefusedValueError(cell, expected, "corrigez la cellule")
        return float(number)

    def write(self, value: object) -> str:
        """Return the text of a CSV cell, with the comma of French spreadsheets."""
        return repr(value).replace(".", ",")

    def typed(self, value: object) -> Cell:
        """Return the value of a workbook cell."""
        return float(str(value))


def _decimal(cell: Cell, expected: str) -> Fraction:
    """Return a number exactly as it is written."""
    if isinstance(cell, bool | date | time | timedelta):
        raise RefusedValueError(cell, expected, "mettez la cellule au format Nombre")
    if isinstance(cell, float) and cell != cell:  # noqa: PLR0124 (not a number)
        raise RefusedValueError(cell, expected)
    text = re.sub(r"[\s\u00a0\u202f]", "", repr(cell) if isinstance(cell, float) else str(cell))
    if not re.fullmatch(r"[+-]?[0-9]{1,30}([.,][0-9]{1,30})?(e[+-]?[0-9]{1,3})?", text):
        raise RefusedValueError(cell, expected, "écrivez le nombre en chiffres")
    return Fraction(text.replace(",", "."))


@dataclass(frozen=True)
class Share(Kind):
    """A share of extra time, in percent; 33, 33,3, 33.33 and 1/3 are all exactly a third."""

    @property
    def label(self) -> str:
        """What the help says of it."""
        return "pourcentage (33,33 = un tiers) ou fraction (1/3)"

    @property
    def number_format(self) -> str:
        """The format of the workbook's cells."""
        return "General"

    def read(self, cell: Cell) -> object:
        """Return the share, a `Fraction`."""
        expected = "un pourcentage entre 0 et 200 (33,33 pour un tiers) ou une fraction (1/3)"
        text = re.sub(r"[\s%]", "", shown(cell)).replace(",", ".")
        fraction = re.fullmatch(r"([0-9]{1,3})/([1-9][0-9]{0,2})", text)
        if isinstance(cell, date | time):
            raise RefusedValueError(cell, expected, "le tableur y a vu une date : écrivez 33,33")
        if re.fullmatch(r"33(\.3*)?", text):
            return Fraction(1, 3)
        percent = 100 * Fraction(text) if fraction else _decimal(text, expected)
        if isinstance(cell, float) and 0 < percent < 1:
            return self._typed_percent(cell)
        if not 0 <= percent <= 200:  # noqa: PLR2004 (more than three times the minutes is a typing error)
            raise RefusedValueError(cell, expected, "corrigez la cellule")
        return percent / 100

    def _typed_percent(self, cell: float) -> Repaired:
        """Read a workbook cell in percent format, stored as 0.3333."""
        read = self.read(repr(round(cell * 100, 6)))
        return Repaired(read, f"{quoted(cell)} lu comme {self.write(read)} % ; écrivez le pourcentage")

    def write(self, value: object) -> str:
        """Return the text of a CSV cell."""
        share = Fraction(str(value))
        if share == Fraction(1, 3):
            return "33,33"
        percent = share * 100
        text = repr(round(float(percent), 6))
        exact = Fraction(text) == percent
        return (
            text.removesuffix(".0").replace(".", ",")
            if exact
            else f"{share.numerator}/{share.denominator}"
        )


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
        if isinstance(cell, datetime):
            if cell.time() == time():
                return cell.date()
            raise RefusedValueError(cell, expected, "retirez l’heure")
        if isinstance(cell, date):
            return cell
        if not isinstance(cell, str):
            raise RefusedValueError(cell, expected, "mettez la cellule au format Date et retapez-la")
        return _date_of(cell, expected)

    def write(self, value: object) -> str:
        """Return the text of a CSV cell."""
        return value.isoformat() if isinstance(value, date) else str(value)

    def typed(self, value: object) -> Cell:
        """Return the value of a workbook cell."""
        return value if isinstance(value, date) else str(value)


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


YES = frozenset({"oui", "o", "1", "vrai", "true", "yes"})
NO = frozenset({"non", "n", "0", "faux", "false", "no"})


@dataclass(frozen=True)
class YesNo(Kind):
    """OUI or NON."""

    @property
    def label(self) -> str:
        """What the help says of it."""
        return "OUI ou NON"

    @property
    def choices(self) -> tuple[str, ...]:
        """The values of a drop-down list."""
        return ("OUI", "NON")

    def read(self, cell: Cell) -> object:
        """Return a `bool`."""
        text = shown(cell).lower()
        if text in YES or text in NO:
            return text in YES
        raise RefusedValueError(cell, "OUI ou NON", "corrigez la cellule")

    def write(self, value: object) -> str:
        """Return the text of a CSV cell."""
        return "OUI" if value else "NON"


@dataclass(frozen=True)
class Choice(Kind):
    """One of a list of codes, matched like headers."""

    options: type[StrEnum]

    @property
    def label(self) -> str:
        """What the help says of it."""
        return ", ".join(self.choices)

    @property
    def choices(self) -> tuple[str, ...]:
        """The values of a drop-down list."""
        return tuple(self.options)

    @cached_property
    def _by_name(self) -> dict[str, StrEnum]:
        return {fold(option): option for option in self.options}

    def read(self, cell: Cell) -> object:
        """Return the member of the enumeration."""
        found = self._by_name.get(fold(shown(cell)))
        if found is None:
            raise RefusedValueError(
                cell, f"l’un des codes {', '.join(self.options)}", "corrigez la cellule"
            )
        return found


@dataclass(frozen=True)
class ListOf(Kind):
    """Several values in one cell, separated by `,` or `|`."""

    item: Kind

    @property
    def label(self) -> str:
        """What the help says of it."""
        return f"liste ({self.item.label}), séparée par des virgules ou des |"

    def read(self, cell: Cell) -> object:
        """Return a tuple without repetition, in the order of the cell."""
        if isinstance(cell, float) and not cell.is_integer():
            raise RefusedValueError(cell, "une liste séparée par des virgules", EXCEL_TEXT)
        parts = [part.strip() for part in re.split(r"[,|]", shown(cell))]
        read = [self.item.read(part) for part in parts if part not in {"", "-"}]
        values = tuple(dict.fromkeys(one.value if isinstance(one, Repaired) else one for one in read))
        notes = [one.message for one in read if isinstance(one, Repaired)]
        return Repaired(values, " ; ".join(notes)) if notes else values

    def write(self, value: object) -> str:
        """Return the text of a CSV cell."""
        values = value if isinstance(value, tuple) else (value,)
        return ",".join(self.item.write(one) for one in values)
