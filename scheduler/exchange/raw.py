"""A table as a file gives it, before any meaning: a name and numbered rows of cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from scheduler.errors import ImportRefusedError
from scheduler.exchange.cells import Cell

MAX_FILE = 100 * 2**20
"""Most bytes of a file."""

MAX_UNPACKED = 500 * 2**20
"""Most bytes of everything a zip holds."""

MAX_ROWS = 200_000
"""Most rows of a table, without its header."""

MAX_COLUMNS = 256
"""Most columns of a table; ours have at most twenty-one."""

NumberedRow = tuple[int, list[Cell]]
"""Row number as a spreadsheet shows it, and its cells."""


class UnreadableFileError(ImportRefusedError):
    """A file that cannot be read at all, or not beyond a row."""

    def __init__(self, message: str, *, file: str = "", row: int = 1, column: str = "-") -> None:
        super().__init__(message)
        self.file = file
        self.row = row
        self.column = column


@dataclass(frozen=True, slots=True)
class RawTable:
    """One file or sheet.

    Attributes
    ----------
    name
        Name without suffix, as it is written.
    file
        What problems call it: `candidats.csv` or `classeur.xlsx[candidats]`.
    rows
        Opens the rows; may raise `UnreadableFileError` at any row.
    ragged
        Rows keep their own length, so that one longer than the header shows.

    """

    name: str
    file: str
    rows: Callable[[], Iterator[NumberedRow]]
    ragged: bool = True


@dataclass(frozen=True, slots=True)
class Bundle:
    """All the tables of a folder, a zip or a workbook.

    `ignored` are the labels of what is no table (a read-me file, a picture), each a warning.
    """

    file: str
    tables: tuple[RawTable, ...]
    ignored: tuple[str, ...] = ()
