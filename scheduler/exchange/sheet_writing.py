"""Tables as a workbook for people: header kept in sight, filters, columns as wide as their words."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

WIDEST = 60


def workbook_bytes(tables: Mapping[str, Sequence[Sequence[str | int]]]) -> bytes:
    """Return a workbook, a sheet a table, headers first; a cell is a number or text, never a formula."""
    from openpyxl import Workbook  # noqa: PLC0415 (slow to load)

    book = Workbook()
    book.remove(book.active)
    for title, rows in tables.items():
        _fill(book.create_sheet(title), rows)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _fill(sheet: Any, rows: Sequence[Sequence[str | int]]) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415 (slow to load)
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            cell.value, cell.data_type = value, "n" if isinstance(value, int) else "s"
            if number == 1:
                cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for column in range(1, len(rows[0]) + 1):
        longest = max(len(str(row[column - 1])) for row in rows)
        sheet.column_dimensions[get_column_letter(column)].width = min(longest + 2, WIDEST)
