"""Cells as they come from a file: what is empty, what is refused, how names are compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from models.french import unaccented


@dataclass(frozen=True, slots=True)
class BrokenCell:
    """A workbook cell without a usable value: a formula never computed, or one that failed."""

    message: str


Cell = str | int | float | bool | date | datetime | time | timedelta | BrokenCell | None
"""A CSV file gives text; a workbook gives typed values too. None is an empty cell."""

MAX_TEXT = 10_000
"""Most characters a cell may hold."""

SHOWN = 60
"""Most characters of a value that a message quotes."""

_IGNORED = re.compile(r"[\s\u200b\ufeff°º'’ʼ`´_\-‐‑–]+")
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINE_BREAKS = frozenset("\n\r\x0b\x0c\x85\u2028\u2029")
_REFUSED = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Return `text` as headers are compared: no case, accent, space, `°`, `'`, `’`, `_` or `-`."""
    if text.isascii():
        return _IGNORED.sub("", text).lower()
    bare = _IGNORED.sub("", text.translate(_LIGATURES))
    return _IGNORED.sub("", unaccented(bare)).casefold()


def clean(cell: Cell) -> Cell:
    """Return the cell stripped; an empty cell, `-` and ` -` become None."""
    if not isinstance(cell, str):
        return cell
    text = cell.strip().strip("\ufeff")
    return None if text in {"", "-"} else text


def refusal(text: str) -> str | None:
    """Return why `text` may not stand in a cell, in French, or None when it may."""
    if len(text) > MAX_TEXT:
        return f"cellule de {len(text)} caractères, 10 000 au plus ; raccourcissez-la"
    found = _REFUSED.search(text)
    if found is None:
        return None
    return f"{_named(found[0])} dans {quoted(text)} ; retapez la cellule à la main, sur une seule ligne"


def _named(char: str) -> str:
    if char in _LINE_BREAKS:
        return "saut de ligne"
    if char in _OVERRIDES:
        return f"caractère invisible qui inverse le sens du texte (U+{ord(char):04X})"
    return f"caractère de contrôle (U+{ord(char):04X})"


def quoted(value: object) -> str:
    """Return `« value »`, cut short and with its invisible characters made visible."""
    text = shown(value)
    if len(text) > SHOWN:
        text = text[: SHOWN - 1] + "…"
    safe = "".join(char if char.isprintable() or char in "\u00a0\u202f" else "�" for char in text)
    return f"«\u00a0{safe}\u00a0»"


def shown(value: object) -> str:
    """Return a cell as a person would have typed it."""
    if isinstance(value, bool):
        return "VRAI" if value else "FAUX"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value).replace(".", ",")
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return str(value)
