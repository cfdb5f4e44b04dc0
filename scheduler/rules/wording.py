"""How violations are said in French: days, hours, names, with their fixed spaces."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from models.dossier import Candidate, Examiner

NBSP = "\N{NO-BREAK SPACE}"
MINUTES_A_DAY = 24 * 60
MINUTES_AN_HOUR = 60
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
FIXED = (
    (re.compile(r" ([:;!?»])"), NBSP + r"\1"),
    (re.compile(r"« "), "«" + NBSP),
    (re.compile(r"\b(n°|M\.|Mme|Mlle) (?=\S)"), r"\1" + NBSP),
    (re.compile(r"(\d) (?=(h|min)\b)"), r"\1" + NBSP),
    (re.compile(r"\bh (?=\d)"), "h" + NBSP),
)


def typeset(sentence: str) -> str:
    """Make the spaces of French typography unbreakable."""
    for pattern, by in FIXED:
        sentence = pattern.sub(by, sentence)
    return sentence


def hour(minute: int) -> str:
    """« 14 h 30 », « 14 h »: minutes since any midnight."""
    hours, rest = divmod(minute % MINUTES_A_DAY, MINUTES_AN_HOUR)
    return f"{hours} h {rest:02}" if rest else f"{hours} h"


def duration(minutes: int) -> str:
    """« 45 min », « 1 h 30 »; a negative one keeps its sign."""
    sign, minutes = ("-", -minutes) if minutes < 0 else ("", minutes)
    hours, rest = divmod(minutes, MINUTES_AN_HOUR)
    if not hours:
        return f"{sign}{rest} min"
    return f"{sign}{hours} h" + (f" {rest:02}" if rest else "")


def day_of(first_day: date, minute: int) -> date:
    """Return the day a minute of the plan falls in; absurd minutes stay at the ends of the calendar."""
    try:
        return first_day + timedelta(days=minute // MINUTES_A_DAY)
    except OverflowError:
        return date.max if minute > 0 else date.min


def long_day(day: date) -> str:
    """« mardi 8 juin »."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{DAYS[day.weekday()]} {number} {MONTHS[day.month - 1]}"


def enumerated(items: Iterable[str]) -> str:
    """« a, b et c »."""
    found = list(items)
    return " et ".join([", ".join(found[:-1]), found[-1]]) if len(found) > 1 else "".join(found)


def counted(count: int, noun: str) -> str:
    """« 1 candidat », « 2 candidats »."""
    return f"{count} {noun}" + ("s" if count > 1 else "")


def candidate_name(candidate: Candidate) -> str:
    """« Mme Louise Martin (n° 2027000001) »: the usage name where there is one."""
    parts = (candidate.civility, candidate.first_names, candidate.usage_name or candidate.family_name)
    return " ".join(part for part in parts if part) + f" (n° {candidate.number})"


def examiner_name(examiner: Examiner) -> str:
    """« M. Bruno Ollivier »."""
    parts = (examiner.civility, examiner.first_name, examiner.family_name)
    return " ".join(part for part in parts if part)
