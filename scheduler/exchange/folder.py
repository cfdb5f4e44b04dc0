"""The tables of one import as they are being checked together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from models.dossier.records import Dossier, SessionInfo
from models.regulation import Regulation
from scheduler.exchange.problems import Problems
from scheduler.exchange.rows import Line, Sheet
from scheduler.exchange.tables import TABLES


@dataclass(slots=True)
class Folder:
    """Sheets by table name, and what they are checked against.

    `base` is the stored session that an import joins: it answers for the tables the import leaves out.
    `regulation` is None when the year of the session could not be read.
    """

    file: str
    problems: Problems
    sheets: dict[str, Sheet] = field(default_factory=dict)
    session: SessionInfo | None = None
    regulation: Regulation | None = None
    base: Dossier | None = None

    def lines(self, table: str) -> list[Line]:
        """Return the good lines of a table; none when it is absent."""
        sheet = self.sheets.get(table)
        return sheet.lines if sheet else []

    def records(self, table: str) -> list[Any]:
        """Return the records of a table, those of the base when the import leaves it out."""
        sheet = self.sheets.get(table)
        if sheet:
            return sheet.records
        attribute = next(one.attribute for one in TABLES if one.name == table)
        return list(getattr(self.base, attribute)) if self.base and table != "session" else []

    def whole(self, table: str) -> bool:
        """Whether every record of a table is known, so that a missing one is truly missing."""
        sheet = self.sheets.get(table)
        return sheet.whole if sheet else self.base is not None

    def present(self, table: str) -> bool:
        """Whether the import has this table."""
        return table in self.sheets

    def error(self, table: str, row: int, column: str, message: str) -> None:
        """Note an error at a cell of a table."""
        sheet = self.sheets[table]
        self.problems.error(sheet.file, row, sheet.title(column), message)

    def warning(self, table: str, row: int, column: str, message: str) -> None:
        """Note a warning at a cell of a table."""
        sheet = self.sheets[table]
        self.problems.warning(sheet.file, row, sheet.title(column), message)

    def diplomas(self) -> frozenset[str]:
        """Codes of the diplomas that the candidates of the session prepare."""
        return frozenset(one.diploma for one in self.records("candidats"))

    def each(self, table: str) -> Iterator[tuple[int, Any]]:
        """Yield the row and the record of each line of a table."""
        for line in self.lines(table):
            yield line.row, line.record
