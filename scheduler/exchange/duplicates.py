"""Rows written twice: alike, a warning; under one key with different content, an error."""

from __future__ import annotations

from typing import Any

from scheduler.exchange.cells import quoted, shown
from scheduler.exchange.folder import Folder
from scheduler.exchange.rows import Line, Sheet


def check_duplicates(folder: Folder) -> None:
    """Keep one of each record, noting the others."""
    for sheet in folder.sheets.values():
        _check_sheet(folder, sheet)


def _check_sheet(folder: Folder, sheet: Sheet) -> None:
    seen: dict[tuple[Any, ...], Line] = {}
    kept: list[Line] = []
    for line in sheet.lines:
        first = seen.setdefault(sheet.table.key_of(line.record), line)
        if first is line:
            kept.append(line)
        else:
            _note(folder, sheet, first, line)
    sheet.lines = kept


def _note(folder: Folder, sheet: Sheet, first: Line, line: Line) -> None:
    column = sheet.table.keys[0].name
    name = ", ".join(
        quoted(_cell(key.kind.write(value)))
        for key, value in zip(sheet.table.keys, sheet.table.key_of(line.record), strict=True)
        if value is not None
    )
    if first.record == line.record:
        folder.warning(
            sheet.table.name,
            line.row,
            column,
            (f"ligne identique à la ligne {first.row} ({name}), comptée une fois ; supprimez-la"),
        )
    else:
        folder.error(
            sheet.table.name,
            line.row,
            column,
            (
                f"{name} déjà à la ligne {first.row} avec un autre contenu, une seule ligne attendue ; "
                "gardez la bonne des deux"
            ),
        )


def _cell(text: object) -> str:
    return shown(text)
