"""Columns of numbers: whole, decimal, and shares of extra time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from fractions import Fraction

from scheduler.exchange.cells import Cell, quoted, shown
from scheduler.exchange.kinds import Kind, RefusedValueError, Repaired


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
