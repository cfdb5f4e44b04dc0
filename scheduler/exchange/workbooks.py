"""Rows of an Excel workbook (.xlsx), loaded only once its content is known to be lawful."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import normpath
from typing import IO, Any
from xml.parsers import expat
from zipfile import ZipFile

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from scheduler.exchange.archives import ZIP_ERRORS, opened_archive
from scheduler.exchange.cells import BrokenCell, Cell, quoted
from scheduler.exchange.raw import Bundle, NumberedRow, RawTable, UnreadableFileError
from scheduler.exchange.sheet_scan import (
    MAX_CELLS,
    MAX_COPIED,
    SheetScan,
    copied_bytes,
    item_sizes,
    scan_sheet,
)

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAVE_AS_XLSX = "enregistrez au format .xlsx"
_MAX_PART = 4 * 2**20
_MAX_SHEET = 400 * 2**20
_MAX_OTHER = 64 * 2**20
_SHARED_TEXTS = "sharedstrings"
_PICTURES = (
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".emf",
    ".wmf",
    ".bmp",
    ".tif",
    ".tiff",
    ".svg",
    ".bin",
    ".vml",
)
_UNREADABLE = f"classeur endommagé ou d’un autre format ; ouvrez-le et {SAVE_AS_XLSX}"


def workbook_bundle(path: Path) -> Bundle:
    """Return the sheets of a workbook.

    Raises
    ------
    UnreadableFileError
        It is no .xlsx workbook, holds macros, is encrypted, damaged or too big.

    """
    with opened_archive(path) as archive:
        _refuse_other_formats(archive, path.name)
        try:
            members = _sheet_members(archive)
            scans = _scans(archive, path.name, {part: name for name, part in members.items()})
        except ZIP_ERRORS as error:
            raise _as_unreadable(error, path.name) from None
    book = _opened_book(path)
    sheets = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    return Bundle(
        path.name,
        tuple(
            _raw_table(book, name, path.name, scans.get(members.get(name, ""), SheetScan()))
            for name in sheets
        ),
    )


def _as_unreadable(error: BaseException, file: str) -> UnreadableFileError:
    if isinstance(error, UnreadableFileError):
        return UnreadableFileError(str(error), file=error.file or file, row=error.row)
    return UnreadableFileError(_UNREADABLE, file=file)


def _refuse_other_formats(archive: ZipFile, file: str) -> None:
    names = {member.filename.lower() for member in archive.infolist()}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise UnreadableFileError(f"classeur avec macros ; {SAVE_AS_XLSX}", file=file)
    if "xl/workbook.xml" not in names:
        message = f"ce fichier n’est pas un classeur Excel, malgré son nom ; {SAVE_AS_XLSX}"
        raise UnreadableFileError(message, file=file)


def _scans(archive: ZipFile, file: str, names: dict[str, str]) -> dict[str, SheetScan]:
    """Look through every part that may hold cells; `names` gives the sheet of each part."""
    scans: dict[str, SheetScan] = {}
    for member in archive.infolist():
        part = member.filename
        if _SHARED_TEXTS in part.lower() or (part not in names and part.lower().endswith(_PICTURES)):
            continue
        if member.file_size > (_MAX_SHEET if part in names else _MAX_OTHER):
            message = (
                f"partie de {member.file_size // 2**20} Mio ({quoted(part)}) ; découpez le classeur"
            )
            raise UnreadableFileError(message, file=file)
        with archive.open(member) as stream:
            scans[part] = _located(stream, f"{file}[{names[part]}]" if part in names else file)
    if sum(scan.cells for scan in scans.values()) > MAX_CELLS:
        raise UnreadableFileError(
            "trop de cellules remplies ; n’y laissez que les tables de la session", file=file
        )
    _refuse_copies(archive, scans, file)
    return scans


def _located(stream: IO[bytes], file: str) -> SheetScan:
    try:
        return scan_sheet(stream)
    except UnreadableFileError as error:
        raise UnreadableFileError(str(error), file=file, row=error.row) from None


def _refuse_copies(archive: ZipFile, scans: dict[str, SheetScan], file: str) -> None:
    """Refuse shared texts that would fill the memory once copied into each cell."""
    shared = [member for member in archive.infolist() if _SHARED_TEXTS in member.filename.lower()]
    for member in shared:
        with archive.open(member) as stream:
            sizes = item_sizes(stream)
        if max(sizes, default=0) * sum(scan.shared for scan in scans.values()) > MAX_COPIED:
            _refuse_exact_copies(archive, scans, sizes, file)


def _refuse_exact_copies(
    archive: ZipFile, scans: dict[str, SheetScan], sizes: array[int], file: str
) -> None:
    total = 0
    for name, scan in scans.items():
        if scan.shared:
            with archive.open(name) as stream:
                total += copied_bytes(stream, sizes)
    if total > MAX_COPIED:
        raise UnreadableFileError("trop de texte dans les cellules ; découpez le classeur", file=file)


@dataclass(slots=True)
class _Parts:
    """Sheet names by relation, and the part of each relation."""

    names: dict[str, str] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)


def _sheet_members(archive: ZipFile) -> dict[str, str]:
    """Return the part of each sheet name; a workbook that leaves it unclear gives fewer."""
    parts = _Parts()

    def on_start(tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        if local == "sheet":
            relation = next((value for name, value in attributes.items() if name.endswith(":id")), "")
            parts.names[attributes.get("name", "")] = relation
        elif local == "Relationship":
            target = attributes.get("Target", "")
            absolute = target.removeprefix("/") if target.startswith("/") else normpath(f"xl/{target}")
            parts.targets[attributes.get("Id", "")] = absolute

    for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
        _parse(archive, name, on_start)
    return {name: parts.targets.get(relation, "") for name, relation in parts.names.items()}


def _parse(archive: ZipFile, name: str, on_start: Callable[[str, dict[str, str]], None]) -> None:
    """Parse a small part without building a tree: its depth costs no memory."""
    if name not in archive.namelist():
        return
    with archive.open(name) as stream:
        data = stream.read(_MAX_PART + 1)
    if len(data) > _MAX_PART or b"<!DOCTYPE" in data:
        raise UnreadableFileError(_UNREADABLE)
    parser = expat.ParserCreate()
    parser.StartElementHandler = on_start
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        raise UnreadableFileError(_UNREADABLE) from None


def _opened_book(path: Path) -> CalamineWorkbook:
    with _library_errors(path.name):
        return CalamineWorkbook.from_path(path)


@contextmanager
def _library_errors(file: str) -> Iterator[None]:
    """Turn what the library raises into a sentence, its panics too, which are no `Exception`."""
    try:
        yield
    except (CalamineError, OSError):
        raise UnreadableFileError(_UNREADABLE, file=file) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadableFileError(_UNREADABLE, file=file) from None


def _raw_table(book: CalamineWorkbook, name: str, file: str, scan: SheetScan) -> RawTable:
    label = f"{file}[{name}]"
    return RawTable(name, label, lambda: _rows(book, name, scan.broken), ragged=False)


def _rows(
    book: CalamineWorkbook, name: str, broken: dict[tuple[int, int], BrokenCell]
) -> Iterator[NumberedRow]:
    with _library_errors(""):
        sheet = book.get_sheet_by_name(name)
        left = sheet.start[1] if sheet.start else 0
        last = max((row for row, _ in broken), default=0)
        rows = iter(sheet.iter_rows())
    yield from _numbered(rows, left, last, broken)


def _numbered(
    rows: Iterator[Any],
    left: int,
    last: int,
    broken: dict[tuple[int, int], BrokenCell],
) -> Iterator[NumberedRow]:
    """Number the rows from 1 and set the broken cells into their places; blank rows are left out."""
    by_row: dict[int, dict[int, BrokenCell]] = {}
    for (row, column), cell in broken.items():
        by_row.setdefault(row, {})[column] = cell
    number = 0
    while True:
        number += 1
        found = next(rows, None)
        if found is None and number > last:
            return
        cells: list[Cell] = [None] * left + [None if cell == "" else cell for cell in found or []]
        for column, cell in by_row.get(number, {}).items():
            cells.extend([None] * (column - len(cells)))
            cells[column - 1] = cell
        if any(cell is not None for cell in cells):
            yield number, cells
