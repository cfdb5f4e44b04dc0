"""French typography, the same on screens, in documents and in what rules say.

Days, hours, durations and names, always with their fixed spaces. Pure functions of plain values.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

NBSP = "\N{NO-BREAK SPACE}"
NARROW_NBSP = "\N{NARROW NO-BREAK SPACE}"
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
MINUTES_A_DAY = 24 * 60
MINUTES_AN_HOUR = 60
FIRST_PLURAL = 2
"""French counts from two: « 0 candidat », « 1 candidat », « 2 candidats »."""

_FIXED = (
    (re.compile(r" ([:;!?»%€])"), NBSP + r"\1"),
    (re.compile(r"« "), "«" + NBSP),
    (re.compile(r"\b(n°|M\.|Mme|Mlle) (?=\S)"), r"\1" + NBSP),
    (re.compile(r"(\d) (?=(h|min)\b)"), r"\1" + NBSP),
    (re.compile(r"\bh (?=\d)"), "h" + NBSP),
)


@lru_cache(maxsize=20_000, typed=True)
def typeset(sentence: str) -> str:
    """Make the spaces of French typography unbreakable; a sentence typeset already stays the same.

    The last ones are remembered: a large session says the same few reasons thousands of times.
    """
    for pattern, by in _FIXED:
        sentence = pattern.sub(by, sentence)
    return sentence


def one_line(text: str) -> str:
    """Return what somebody typed on one line, without characters that nobody sees."""
    return "".join(filter(str.isprintable, " ".join(text.split())))


def hour(minutes: int) -> str:
    """« 14 h 30 », « 14 h »: minutes since any midnight."""
    return _hours(minutes % MINUTES_A_DAY)


def duration(minutes: int) -> str:
    """« 55 min », « 1 h 30 », « 26 h »; a negative one keeps its sign."""
    if minutes < 0:
        return f"-{duration(-minutes)}"
    return f"{minutes}{NBSP}min" if minutes < MINUTES_AN_HOUR else _hours(minutes)


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, MINUTES_AN_HOUR)
    return f"{hours}{NBSP}h{NBSP}{rest:02}" if rest else f"{hours}{NBSP}h"


def day_and_month(day: date) -> str:
    """« 8 juin », « 1er juin »."""
    return f"{'1er' if day.day == 1 else day.day}{NBSP}{MONTHS[day.month - 1]}"


def weekday(day: date) -> str:
    """« mardi »."""
    return DAYS[day.weekday()]


def short_date(day: date) -> str:
    """« 8 juin 2027 »."""
    return f"{day_and_month(day)}{NBSP}{day.year}"


def long_date(day: date) -> str:
    """« mardi 8 juin 2027 »."""
    return f"{weekday(day)}{NBSP}{short_date(day)}"


def enumeration(items: Iterable[str]) -> str:
    """« a, b et c »."""
    found = list(items)
    return " et ".join([", ".join(found[:-1]), found[-1]]) if len(found) > 1 else "".join(found)


def agreed(count: int, singular: str, plural: str | None = None) -> str:
    """Return the word that agrees with `count`; the plural takes an s unless given."""
    return singular if abs(count) < FIRST_PLURAL else plural or f"{singular}s"


def counted(count: int, singular: str, plural: str | None = None) -> str:
    """« 1 candidat », « 2 candidats »."""
    return f"{count} {agreed(count, singular, plural)}"


def decimal(value: float) -> str:
    """« 12,5 »: one digit after the comma."""
    return f"{value:.1f}".replace(".", ",")


def full_name(civility: str | None, first: str, last: str) -> str:
    """« Mme Louise Martin »: the civility stuck to the name, then first names and name."""
    name = " ".join(part for part in (first, last) if part)
    return f"{civility}{NBSP}{name}" if civility else name


def unaccented(text: str) -> str:
    """Return `text` without accents nor typographic variants (NFKD); case and ligatures stay."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def folded(text: str) -> str:
    """Return `text` without case nor accents, to search what people type in what is stored."""
    return unaccented(text).casefold()
