"""Languages as codes: `Anglais`, `anglais` and `ANGLAIS` are one language."""

from __future__ import annotations

import re
import unicodedata

PREFIX = "LV-"


def language_code(name: str) -> str:
    """Return a language's code: upper case, without accents, words joined by hyphens (`HEBREU`)."""
    decomposed = unicodedata.normalize("NFKD", name)
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return re.sub(r"[^A-Z0-9]+", "-", plain.upper()).strip("-")


def language_qualification(name: str) -> str:
    """Return the qualification of a teacher of this language (`LV-ANGLAIS`)."""
    return PREFIX + language_code(name)


def is_language_qualification(code: str) -> bool:
    """Whether `code` is the qualification of a language teacher."""
    return re.fullmatch(r"LV-[A-Z]+(-[A-Z]+)*", code) is not None
