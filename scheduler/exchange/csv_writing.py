"""Tables as CSV: `;`, UTF-8 with BOM, CRLF, what Excel in French opens with a double click."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from scheduler.exchange.atomic import replaced_files

Grid = Iterable[list[str]]
"""Rows of text cells, the header first."""


def csv_bytes(grid: Grid) -> bytes:
    """Return the content of a CSV file."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(grid)
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def write_csv_folder(grids: dict[str, Grid], folder: Path) -> None:
    """Write one CSV file per table into `folder`, all of them or none.

    Raises
    ------
    NotWrittenError
        The disk refused; no file was changed.

    """
    with replaced_files(folder, [f"{name}.csv" for name in grids]) as paths:
        for name, grid in grids.items():
            paths[f"{name}.csv"].write_bytes(csv_bytes(grid))
