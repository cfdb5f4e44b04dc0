"""Writes a session folder: CSV files, a zip of them, or a workbook."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from models.dossier.records import Dossier
from scheduler.errors import OrauxError
from scheduler.exchange.atomic import replaced_files
from scheduler.exchange.cells import quoted
from scheduler.exchange.csv_writing import csv_bytes, write_csv_folder
from scheduler.exchange.neutral import escaped
from scheduler.exchange.plan_writing import local_code
from scheduler.exchange.schema import Column, Table
from scheduler.exchange.session_table import rows_of
from scheduler.exchange.tables import TABLES

_LOCAL = frozenset({"inscriptions", "amenagements"})
"""Tables whose rows name a candidate, so that the épreuve is written without its diploma."""


def write_dossier(dossier: Dossier, path: Path) -> None:
    """Write `dossier` to a folder, or to a .zip or .xlsx by the suffix of `path`.

    Every table is written, empty ones with their header only, so that nothing old stays beside.

    Raises
    ------
    NotWrittenError
        The disk refused; no file was changed.
    OrauxError
        The suffix is that of another format.

    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        from scheduler.exchange.workbook_writing import write_workbook  # noqa: PLC0415 (openpyxl is slow to load)

        write_workbook(dossier, path)
    elif suffix == ".zip":
        _write_zip(dossier, path)
    elif path.is_dir() or not suffix or suffix[1:].isdigit():
        write_csv_folder({table.name: grid_of(table, dossier) for table in TABLES}, path)
    else:
        raise OrauxError(f"Format {quoted(suffix)} inconnu : donnez un dossier, un .zip ou un .xlsx.")


def _write_zip(dossier: Dossier, path: Path) -> None:
    with (
        replaced_files(path.parent, [path.name]) as paths,
        zipfile.ZipFile(paths[path.name], "w", compression=zipfile.ZIP_DEFLATED) as archive,
    ):
        for table in TABLES:
            member = zipfile.ZipInfo(f"{table.name}.csv", (2000, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, csv_bytes(grid_of(table, dossier)))


def grid_of(table: Table, dossier: Dossier) -> list[list[str]]:
    """Return the rows of a table as text, the header first."""
    rows = [
        [cell_text(column, record) for column in table.columns] for record in records_of(table, dossier)
    ]
    return [[column.name for column in table.columns], *rows]


def stored_records(table: Table, dossier: Dossier) -> tuple[Any, ...]:
    """Return the records of a table; those of `session` are its rows."""
    if table.name == "session":
        return rows_of(dossier.session)
    return tuple(getattr(dossier, table.attribute))


def records_of(table: Table, dossier: Dossier) -> Iterator[Any]:
    """Yield the records of a table as they are written."""
    for record in stored_records(table, dossier):
        yield as_written(table, record)


def as_written(table: Table, record: Any) -> Any:
    """Return a record as it is written: its épreuve without the diploma where a candidate tells it."""
    return replace(record, epreuve=local_code(record.epreuve)[1]) if table.name in _LOCAL else record


def cell_text(column: Column, record: Any) -> str:
    """Return the text of a CSV cell; no spreadsheet runs it as a formula."""
    value = getattr(record, column.field)
    if value is None or value == ():
        return ""
    text = column.kind.write(value)
    return escaped(text) if column.kind.number_format == "@" else text
