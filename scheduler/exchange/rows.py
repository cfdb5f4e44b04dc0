"""Reads the rows of one table into records, noting every cell that is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from scheduler.exchange.cells import BrokenCell, Cell, clean, quoted, refusal
from scheduler.exchange.headers import Header, read_header
from scheduler.exchange.kinds import RefusedValueError, Repaired
from scheduler.exchange.neutral import unescaped
from scheduler.exchange.problems import Problems
from scheduler.exchange.raw import MAX_ROWS, NumberedRow, RawTable, UnreadableFileError
from scheduler.exchange.schema import Column, Table


@dataclass(slots=True)
class Line:
    """A record and the row it comes from; checks may replace the record."""

    row: int
    record: Any


@dataclass(slots=True)
class Sheet:
    """A table as read: its good lines, and how to name its cells in problems.

    `whole` is False when rows were lost to errors: what refers to them cannot be judged.
    """

    table: Table
    file: str
    lines: list[Line] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    whole: bool = True

    @property
    def records(self) -> list[Any]:
        """The records, in the order of the file."""
        return [line.record for line in self.lines]

    def title(self, column: str) -> str:
        """Return the header of a column as the file writes it."""
        return self.titles.get(column, column)


def read_sheet(raw: RawTable, table: Table, problems: Problems) -> Sheet:
    """Return the records of one table; whatever is wrong is in `problems`."""
    sheet = Sheet(table, raw.file)
    before = problems.errors
    try:
        header, rows = read_header(table, raw.file, raw.rows(), problems)
        if header:
            sheet.titles = {column.name: header.title_of(column) for column in table.columns}
            _read_rows(sheet, header, rows, problems, ragged=raw.ragged)
    except UnreadableFileError as error:
        problems.error(error.file or raw.file, error.row, error.column, str(error))
    sheet.whole = problems.errors == before
    return sheet


def _read_rows(
    sheet: Sheet,
    header: Header,
    rows: Iterator[NumberedRow],
    problems: Problems,
    *,
    ragged: bool,
) -> None:
    for count, (row, cells) in enumerate(rows, start=1):
        if count > MAX_ROWS:
            raise UnreadableFileError(f"plus de {MAX_ROWS} lignes ; découpez la table", row=row)
        reader = _RowReader(sheet, header, row, problems)
        values = [clean(cell) for cell in cells]
        if any(value is not None for value in values) and reader.fits(values, ragged=ragged):
            record = reader.record(values)
            if record is not None:
                sheet.lines.append(Line(row, record))


@dataclass(slots=True)
class _RowReader:
    """Reads one row; every error of the row is noted before it is given up."""

    sheet: Sheet
    header: Header
    row: int
    problems: Problems
    good: bool = True

    def error(self, column: str, message: str) -> None:
        """Note an error of this row."""
        self.good = False
        self.problems.error(self.sheet.file, self.row, column, message)

    def fits(self, values: list[Cell], *, ragged: bool) -> bool:
        """Return whether every cell stands under a header."""
        width = self.header.width
        beyond = [value for value in values[width:] if value is not None]
        if beyond or (ragged and len(values) > width):
            what = f"{quoted(beyond[0])} en trop" if beyond else "cellule en trop"
            self.error(
                "-",
                (
                    f"{len(values)} cellules trouvées, {width} attendues comme dans l’en-tête ({what})"
                    " ; mettez entre guillemets la cellule qui contient le séparateur"
                ),
            )
        for title, value in zip(self.header.titles, values, strict=False):
            if not title and value is not None:
                self.error(
                    "-", f"{quoted(value)} sous une colonne sans en-tête ; nommez la colonne ou videz-la"
                )
        return self.good

    def record(self, values: list[Cell]) -> Any | None:
        """Return the record of the row, None when a cell is wrong."""
        found: dict[str, Any] = {}
        filled = set()
        for column, value in zip(self.header.places, values, strict=False):
            if column is not None and value is not None:
                filled.add(column.name)
                read = self.value(column, value)
                if read is not None:
                    found[column.field] = read
        for column in self.sheet.table.columns:
            if not column.empty and column.name not in filled:
                self.error(self.sheet.title(column.name), _empty(column))
        return self.sheet.table.record(**found) if self.good else None

    def value(self, column: Column, cell: Cell) -> object:
        """Return the value of a cell, None when it is wrong."""
        title = self.sheet.title(column.name)
        refused = _refused(cell)
        if refused:
            self.error(title, refused)
            return None
        try:
            read = column.kind.read(unescaped(cell))
        except RefusedValueError as error:
            self.error(title, str(error))
            return None
        if isinstance(read, Repaired):
            self.problems.warning(self.sheet.file, self.row, title, read.message)
            return read.value
        if read == () and not column.empty:
            self.error(title, _empty(column))
        return read


def _refused(cell: Cell) -> str | None:
    """Return why a cell is refused in any column, None when it may be read."""
    if isinstance(cell, str):
        return refusal(cell)
    return cell.message if isinstance(cell, BrokenCell) else None


def _empty(column: Column) -> str:
    example = f", par exemple {quoted(column.example)}" if column.example else ""
    return f"cellule vide, attendu : {column.kind.label}{example} ; remplissez-la"
