"""French typography of documents: hours, dates, durations, names, always with their fixed spaces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from models.dossier import Candidate, Examiner

NBSP = "\N{NO-BREAK SPACE}"
THIN = "\N{NARROW NO-BREAK SPACE}"

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
MINUTES_A_DAY = 24 * 60
MINUTES_AN_HOUR = 60
VOWELS = "AEIOUYÀÂÉÈÊËÎÏÔÛŒÆH"


def hour(minutes: int) -> str:
    """« 14 h 30 », « 14 h »: minutes since any midnight."""
    hours, rest = divmod(minutes % MINUTES_A_DAY, MINUTES_AN_HOUR)
    return f"{hours}{NBSP}h{NBSP}{rest:02}" if rest else f"{hours}{NBSP}h"


def duration(minutes: int) -> str:
    """« 55 min », « 1 h 30 », « 2 h »."""
    return f"{minutes}{NBSP}min" if minutes < MINUTES_AN_HOUR else hour_count(minutes)


def hour_count(minutes: int) -> str:
    """A duration of an hour or more; it may pass a day."""
    hours, rest = divmod(minutes, MINUTES_AN_HOUR)
    return f"{hours}{NBSP}h{NBSP}{rest:02}" if rest else f"{hours}{NBSP}h"


def ordinal_day(day: int) -> str:
    """« 1er », « 2 »."""
    return "1er" if day == 1 else str(day)


def short_date(day: date) -> str:
    """« 8 juin 2027 »."""
    return f"{ordinal_day(day.day)}{NBSP}{MONTHS[day.month - 1]}{NBSP}{day.year}"


def long_date(day: date) -> str:
    """« mardi 8 juin 2027 »."""
    return f"{DAYS[day.weekday()]}{NBSP}{short_date(day)}"


def capital(text: str) -> str:
    """First letter in capitals, the rest untouched."""
    return text[:1].upper() + text[1:]


def enumeration(items: Sequence[str]) -> str:
    """« a, b et c »."""
    if len(items) <= 1:
        return "".join(items)
    return f"{', '.join(items[:-1])} et {items[-1]}"


def fixed_spaces(text: str) -> str:
    """Make the spaces of French punctuation unbreakable in a text typed by hand."""
    text = re.sub(r" ?([;!?»])", lambda found: _before(found, text), text)
    text = re.sub(r" ([:%€])", NBSP + r"\1", text)
    text = text.replace("« ", f"«{NBSP}")
    text = re.sub(r"\b([nN]°|art\.|M\.|Mme|p\.) (?=\S)", rf"\1{NBSP}", text)
    return re.sub(r"(\d) (?=(h|min|euros?)\b|\d{3}\b)", rf"\1{NBSP}", text)


def _before(found: re.Match[str], text: str) -> str:
    """A fixed space before a high sign that had a space; none is added elsewhere (addresses, codes)."""
    had_space = text[found.start()] == " "
    return (NBSP if had_space else "") + found.group(1)


def academie(name: str) -> str:
    """« Académie de Nantes », « Académie d’Amiens »; a full title is kept."""
    if name.casefold().startswith(("acad", "rectorat", "région", "vice-rectorat")):
        return name
    return f"Académie d’{name}" if name[:1].upper() in VOWELS else f"Académie de {name}"


def agreed(civility: str | None, word: str) -> str:
    """« convoquée », « convoqué », or « convoqué(e) » when the civility is unknown."""
    if civility is None:
        return f"{word}(e)"
    return f"{word}e" if civility.casefold().rstrip(".") in {"mme", "mlle", "madame"} else word


def candidate_name(candidate: Candidate) -> str:
    """« Mme Louise Martin »: the usage name where there is one."""
    return full_name(
        candidate.civility, candidate.first_names, candidate.usage_name or candidate.family_name
    )


def examiner_name(examiner: Examiner) -> str:
    """« M. Bruno Ollivier »."""
    return full_name(examiner.civility, examiner.first_name, examiner.family_name)


def full_name(civility: str | None, first: str, last: str) -> str:
    """Civility stuck to the name, then first names and name."""
    name = " ".join(part for part in (first, last) if part)
    return f"{civility}{NBSP}{name}" if civility else name
