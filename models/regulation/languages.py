"""Languages as codes: `Anglais`, `anglais` and `ANGLAIS` are one language."""

from __future__ import annotations

import re
from functools import lru_cache

from models.french import unaccented

PREFIX = "LV-"


@lru_cache(maxsize=1_000)
def language_code(name: str) -> str:
    """Return a language's code: upper case, without accents, words joined by hyphens (`HEBREU`)."""
    return re.sub(r"[^A-Z0-9]+", "-", unaccented(name).upper()).strip("-")


def language_qualification(name: str) -> str:
    """Return the qualification of a teacher of this language (`LV-ANGLAIS`)."""
    return PREFIX + language_code(name)


def is_language_qualification(code: str) -> bool:
    """Whether `code` is the qualification of a language teacher."""
    return re.fullmatch(r"LV-[A-Z]+(-[A-Z]+)*", code) is not None
