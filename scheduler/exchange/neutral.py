"""Text that no spreadsheet runs as a formula, on the way out and back."""

from __future__ import annotations

from scheduler.exchange.cells import Cell

RISKY = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""First characters by which a spreadsheet takes a text for a formula."""


def escaped(text: str) -> str:
    """Return `text` with an apostrophe before what would be a formula; `unescaped` takes it back."""
    return f"'{text}" if _is_risky(text) else text


def unescaped(cell: Cell) -> Cell:
    """Return a cell without the apostrophe that `escaped` put before it."""
    if isinstance(cell, str) and cell.startswith("'") and _is_risky(cell):
        return cell[1:]
    return cell


def _is_risky(text: str) -> bool:
    return text.lstrip("'").startswith(RISKY)
