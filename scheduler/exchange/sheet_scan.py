"""A look through the raw XML of worksheets before they are loaded.

The library that loads a sheet makes a full rectangle of it and copies shared texts into each cell: a
file of a few bytes can ask for more memory than there is. It also tells a formula without stored value,
and one whose value is an error, from nothing. All that is found here, in one pass over the bytes.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import IO

from scheduler.exchange.cells import BrokenCell
from scheduler.exchange.raw import MAX_COLUMNS, MAX_ROWS, UnreadableFileError

MAX_CELLS = 6_000_000
"""Most filled cells of a workbook: 200,000 candidates with all their columns fill 4.2 million."""

MAX_COPIED = 300 * 2**20
"""Most bytes of shared text once copied into each cell that shows it."""

MAX_AREA = 10_000_000
"""Most cells, filled or not, of the rectangle that holds a sheet: it is loaded whole."""

_CHUNK = 4 * 2**20
_MAX_ELEMENT = 8 * 2**20
_OVERLAP = 1024
_MAX_BROKEN = 20_000
_OPEN = re.compile(rb'<(?:\w+:)?c(?=[\s>/])(?:[^<>]*?\sr="([A-Z]{1,7})([0-9]{1,9})")?([^<>]*)>')
_REFERENCE = re.compile(rb'\sr="([A-Z]{1,7})([0-9]{1,9})"')
_UNCOMPUTED = re.compile(
    rb"<(?:\w+:)?c(?=\s)([^<>]*)>\s*<(?:\w+:)?f(?:(?:\s[^<>]*)?/>|(?:\s[^<>]*)?>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_SHARED = re.compile(rb'<(?:\w+:)?c(?=\s)[^<>]*\st="s"[^<>]*>\s*<(?:\w+:)?v>([0-9]{1,9})<')
_ITEM = re.compile(rb"<(?:\w+:)?si(?=[\s>/])")

UNCOMPUTED = BrokenCell(
    "formule sans valeur enregistrée ; ouvrez le classeur, enregistrez-le, ou collez la valeur"
)
FAILED = BrokenCell("formule en erreur ; corrigez-la ou remplacez-la par sa valeur")


@dataclass(slots=True)
class SheetScan:
    """What was seen in one worksheet; `broken` maps (row, column), from 1, to why."""

    cells: int = 0
    shared: int = 0
    last_row: int = 0
    last_column: int = 0
    broken: dict[tuple[int, int], BrokenCell] = field(default_factory=dict)


def scan_sheet(stream: IO[bytes]) -> SheetScan:
    """Return what a worksheet holds.

    Raises
    ------
    UnreadableFileError
        It has more rows, columns or cells than may be loaded.

    """
    scan = SheetScan()
    for block in _blocks(stream, _OPEN):
        _scan_block(block, scan)
    return scan


def _scan_block(block: bytes, scan: SheetScan) -> None:
    for match in _OPEN.finditer(block):
        letters, digits, rest = match.groups()
        if rest.endswith(b"/"):
            continue
        scan.cells += 1
        if letters is not None:
            place = _checked_place(letters, digits, scan)
            if b't="e"' in match[0]:
                scan.broken[place] = FAILED
        scan.shared += b't="s"' in match[0]
    if b"f" in block:
        _scan_formulas(block, scan)
    if scan.cells > MAX_CELLS or len(scan.broken) > _MAX_BROKEN:
        raise UnreadableFileError("trop de cellules remplies ; n’y laissez que les tables de la session")


def _scan_formulas(block: bytes, scan: SheetScan) -> None:
    """Note formulas without stored value; a stored empty text is a value."""
    for match in _UNCOMPUTED.finditer(block):
        place = _REFERENCE.search(match[1])
        if place and b't="str"' not in match[1]:
            scan.broken[int(place[2]), column_number(place[1])] = UNCOMPUTED


def _checked_place(letters: bytes, digits: bytes, scan: SheetScan) -> tuple[int, int]:
    """Return the (row, column) of a cell, once the rectangle it stretches is known to be lawful."""
    row, column = int(digits), column_number(letters)
    if row <= scan.last_row and column <= scan.last_column:
        return row, column
    if row > MAX_ROWS + 1:
        message = f"plus de {MAX_ROWS} lignes ; découpez la table"
        raise UnreadableFileError(message, row=min(row, 1_048_576))
    if column > MAX_COLUMNS:
        message = f"plus de {MAX_COLUMNS} colonnes ; effacez les cellules isolées"
        raise UnreadableFileError(message, row=row)
    scan.last_row, scan.last_column = max(scan.last_row, row), max(scan.last_column, column)
    if scan.last_row * scan.last_column > MAX_AREA:
        raise UnreadableFileError(
            "cellules trop dispersées ; effacez les cellules isolées, loin de la table", row=row
        )
    return row, column


@lru_cache(maxsize=1_000)
def column_number(letters: bytes) -> int:
    """Return 1 for `A`, 27 for `AA`."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _blocks(stream: IO[bytes], start: re.Pattern[bytes]) -> Iterator[bytes]:
    """Yield the stream in blocks cut where `start` matches, so that no small element is split.

    Raises
    ------
    UnreadableFileError
        An element is far longer than any lawful one.

    """
    rest = b""
    gap = -1
    while chunk := stream.read(_CHUNK):
        block = rest + chunk
        starts = [match.start() for match in start.finditer(block)]
        cut = starts[-1] if starts else max(0, len(block) - _OVERLAP)
        gap = len(block) - cut if starts else gap + len(chunk) if gap >= 0 else -1
        if gap > _MAX_ELEMENT:
            raise UnreadableFileError("cellule démesurée ; ce classeur n’est pas lisible")
        yield block[:cut]
        rest = block[cut:]
    yield rest


def item_sizes(stream: IO[bytes]) -> array[int]:
    """Return the size in bytes of each shared text, markup included."""
    sizes: array[int] = array("L")
    for block in _blocks(stream, _ITEM):
        starts = [match.start() for match in _ITEM.finditer(block)]
        sizes.extend(after - before for before, after in pairwise([*starts, len(block)]))
        if len(sizes) > MAX_CELLS:
            raise UnreadableFileError(
                "trop de textes différents ; n’y laissez que les tables de la session"
            )
    return sizes


def copied_bytes(stream: IO[bytes], sizes: array[int]) -> int:
    """Return the bytes of shared text that a worksheet copies into its cells."""
    total = 0
    for block in _blocks(stream, _OPEN):
        for match in _SHARED.finditer(block):
            index = int(match[1])
            total += sizes[index] if index < len(sizes) else 0
    return total
