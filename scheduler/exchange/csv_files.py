"""Rows of a CSV file: encoding, separator, row numbers as a spreadsheet shows them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from scheduler.exchange.cells import Cell, fold
from scheduler.exchange.encodings import MAX_LINES, encoding_of, lines_of
from scheduler.exchange.raw import MAX_COLUMNS, NumberedRow, UnreadableFileError

SEPARATORS = ";,\t"
_SAMPLE = 25
"""Rows looked at to find the separator."""

Opener = Callable[[], BinaryIO]


def csv_rows(opener: Opener, headers: frozenset[str]) -> Iterator[NumberedRow]:
    """Yield the rows of a CSV file that are not blank.

    Parameters
    ----------
    opener
        Opens the file afresh; called three times.
    headers
        Folded headers known for this table, by which the separator is recognised.

    Raises
    ------
    UnreadableFileError
        The file, or the rest of it, cannot be read; carries the row.

    """
    encoding = _encoding(opener)
    separator = _separator(opener, encoding, headers)
    yield from _records(opener, encoding, separator)


def _encoding(opener: Opener) -> str:
    """Return the encoding; a line number becomes the row that a spreadsheet shows."""
    with opener() as stream:
        try:
            return encoding_of(stream)
        except UnreadableFileError as error:
            line = error.row
            message = str(error)
    raise UnreadableFileError(message, row=_row_of_line(opener, line))


def _row_of_line(opener: Opener, line: int) -> int:
    """Return the row that physical line `line` belongs to: breaks inside quotes do not count."""
    row, inside = 1, False
    with opener() as stream:
        for number, text in enumerate(lines_of(stream), start=1):
            if number >= line:
                return row
            inside ^= text.count(b'"') % 2 == 1
            row += not inside
    return row


def _separator(opener: Opener, encoding: str, headers: frozenset[str]) -> str:
    """Return the separator under which most headers are recognised, then the one found most."""
    with opener() as stream:
        sample = [line for line, _ in zip(_decoded(stream, encoding), range(_SAMPLE), strict=False)]

    def score(separator: str) -> tuple[int, int]:
        rows = [_fields(line, separator) for line in sample]
        known = max((sum(fold(cell) in headers for cell in row) for row in rows), default=0)
        return known, max(map(len, rows), default=0)

    return max(SEPARATORS, key=score)


def _fields(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []


def _decoded(stream: BinaryIO, encoding: str) -> Iterator[str]:
    for number, line in enumerate(lines_of(stream)):
        text = line.decode(encoding)
        yield text.removeprefix("\ufeff") if number == 0 else text


def _records(opener: Opener, encoding: str, separator: str) -> Iterator[NumberedRow]:
    pending: list[str] = []
    with opener() as stream:
        reader = csv.reader(_watched(_decoded(stream, encoding), pending), delimiter=separator)
        row = 0
        with _explained(lambda: row + 1):
            for fields in reader:
                row += 1
                _refuse_endless(row)
                _refuse_unclosed(pending, separator, row)
                pending.clear()
                _refuse_width(fields, row)
                if any(field.strip() for field in fields):
                    yield row, list[Cell](fields)


def _refuse_endless(row: int) -> None:
    """Refuse a table too long even when its rows are blank, before minutes are lost on them."""
    if row > MAX_LINES:
        message = f"plus de {MAX_LINES} lignes, vides comprises ; retirez celles qui sont vides"
        raise UnreadableFileError(message, row=row)


def _watched(lines: Iterator[str], pending: list[str]) -> Iterator[str]:
    """Yield `lines`, keeping in `pending` those of the row being read."""
    for line in lines:
        pending.append(line)
        yield line


@contextmanager
def _explained(row: Callable[[], int]) -> Iterator[None]:
    """Turn an error of the CSV reader into a sentence."""
    try:
        yield
    except csv.Error as error:
        if "new-line" in str(error):
            message = "retour chariot isolé ; enregistrez à nouveau le fichier avec le tableur"
        else:
            message = "cellule démesurée ou guillemet jamais refermé ; corrigez cette ligne"
        raise UnreadableFileError(message, row=row()) from None


def _refuse_unclosed(lines: list[str], separator: str, row: int) -> None:
    """Refuse a quote that the file never closes: it would swallow the rows after it."""
    if len(lines) > 1 or lines[0].count('"') % 2:
        try:
            list(csv.reader(lines, delimiter=separator, strict=True))
        except csv.Error as error:
            if "unexpected end" in str(error):
                message = "guillemet ouvert et jamais refermé ; fermez-le ou retirez-le"
                raise UnreadableFileError(message, row=row) from None


def _refuse_width(fields: list[str], row: int) -> None:
    if len(fields) > MAX_COLUMNS:
        raise UnreadableFileError(f"{len(fields)} colonnes, {MAX_COLUMNS} au plus", row=row)


def opened(data: bytes) -> Opener:
    """Return an opener of bytes held in memory."""
    return lambda: io.BytesIO(data)
