"""How a sheet looks: frozen header, widths, formats, drop-down lists, an explanation at each cell."""

from __future__ import annotations

from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from scheduler.exchange.raw import MAX_ROWS
from scheduler.exchange.schema import Column, Table

_HEADER = PatternFill("solid", fgColor="1F3A5F")
_OPTIONAL = PatternFill("solid", fgColor="5B7083")
_WHITE = Font(bold=True, color="FFFFFF")
_LONGEST_LIST = 255
"""Characters of a drop-down list that a workbook may hold inside a validation."""


def lay_out(sheet: Any, table: Table) -> None:
    """Freeze the header, set widths, and put a validation on each column that has choices."""
    sheet.freeze_panes = "A2"
    for number, column in enumerate(table.columns, start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = _width(column)
        sheet.column_dimensions[letter].number_format = column.kind.number_format
        validation = _validation(column)
        if validation is not None:
            validation.add(f"{letter}2:{letter}{MAX_ROWS + 1}")
            sheet.data_validations.append(validation)


def title_cells(sheet: Any, table: Table) -> list[WriteOnlyCell]:
    """Return the header: required columns darker than the others."""
    cells = []
    for column in table.columns:
        cell = WriteOnlyCell(sheet, value=column.name)
        cell.font = _WHITE
        cell.fill = _OPTIONAL if column.missing else _HEADER
        cell.alignment = Alignment(vertical="center")
        cells.append(cell)
    return cells


def _width(column: Column) -> float:
    return max(12.0, min(40.0, 3.0 + max(len(column.name), len(column.example))))


def _validation(column: Column) -> DataValidation | None:
    """Return the drop-down list of a column of choices, or the reminder of a date or an hour."""
    choices = ",".join(column.kind.choices)
    if not choices or len(choices) > _LONGEST_LIST:
        return None
    validation = DataValidation(
        type="list", formula1=f'"{choices}"', allow_blank=column.empty, showErrorMessage=True
    )
    validation.errorTitle = column.name
    validation.error = f"Choisissez l’un de : {choices}"[:255]
    validation.promptTitle = column.name[:32]
    validation.prompt = column.help[:255]
    validation.showInputMessage = True
    return validation
