"""The tables of a plan as one workbook, for who prefers a spreadsheet to CSV files."""

from __future__ import annotations

import csv
from pathlib import Path

from scheduler.exchange.sheet_writing import workbook_bytes


def workbook_of(folder: Path) -> bytes:
    """Return the CSV files of `folder` as a workbook, a sheet a file; every cell is text."""
    return workbook_bytes({path.stem: _rows(path) for path in sorted(folder.glob("*.csv"))})


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))
