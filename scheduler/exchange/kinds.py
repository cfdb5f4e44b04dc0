"""The kinds of values a column holds: how each is read, written and explained."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from functools import cached_property

from scheduler.exchange.cells import Cell, fold, quoted, shown

LIST_SIGN = "|"
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
        if LIST_SIGN in text:
            raise RefusedValueError(
                cell,
                f"un code sans {quoted(LIST_SIGN)}",
                "ce signe sépare les valeurs d’une liste, retirez-le",
            )
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
        parts = [part.strip() for part in re.split(rf"[,{LIST_SIGN}]", shown(cell))]
        read = [self.item.read(part) for part in parts if part not in {"", "-"}]
        values = tuple(dict.fromkeys(one.value if isinstance(one, Repaired) else one for one in read))
        notes = [one.message for one in read if isinstance(one, Repaired)]
        return Repaired(values, " ; ".join(notes)) if notes else values

    def write(self, value: object) -> str:
        """Return the text of a CSV cell."""
        values = value if isinstance(value, tuple) else (value,)
        return ",".join(self.item.write(one) for one in values)
