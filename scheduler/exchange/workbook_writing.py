"""Writes a workbook: one sheet per table with typed cells, and the help sheet."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from models.dossier.records import Dossier
from scheduler.exchange.atomic import replaced_files
from scheduler.exchange.neutral import escaped
from scheduler.exchange.schema import Column
from scheduler.exchange.sheet_layout import lay_out, title_cells
from scheduler.exchange.tables import TABLES
from scheduler.exchange.writing import records_of

_CODED = re.compile(r"_(x[0-9A-Fa-f]{4}_)")


def write_workbook(dossier: Dossier, path: Path) -> None:
    """Write `dossier` as a workbook.

    Raises
    ------
    NotWrittenError
        The disk refused; no file was changed.

    """
    path = Path(path)
    with replaced_files(path.parent, [path.name]) as paths:
        _filled(dossier).save(paths[path.name])


def _filled(dossier: Dossier) -> Workbook:
    book = Workbook(write_only=True)
    for table in TABLES:
        sheet = book.create_sheet(table.name)
        lay_out(sheet, table)
        sheet.append(title_cells(sheet, table))
        for record in records_of(table, dossier):
            sheet.append(
                [_cell(sheet, column, getattr(record, column.field)) for column in table.columns]
            )
    return book


def _cell(sheet: WriteOnlyWorksheet, column: Column, value: Any) -> WriteOnlyCell | None:
    """Return a typed cell; text is text whatever it looks like."""
    if value is None or value == ():
        return None
    typed = column.kind.typed(value)
    cell = WriteOnlyCell(sheet, value=None)
    if isinstance(typed, str):
        cell.value = _CODED.sub(r"_x005F_\1", escaped(typed))
        cell.data_type = "s"
    else:
        cell.value = typed
    cell.number_format = column.kind.number_format
    return cell
