"""How violations say a day and a candidate in French; the rest is models.french."""

from __future__ import annotations

from datetime import date, timedelta

from models.dossier import Candidate
from models.dossier.names import candidate_name
from models.french import MINUTES_A_DAY, day_and_month, weekday


def day_of(first_day: date, minute: int) -> date:
    """Return the day a minute of the plan falls in; absurd minutes stay at the ends of the calendar."""
    try:
        return first_day + timedelta(days=minute // MINUTES_A_DAY)
    except OverflowError:
        return date.max if minute > 0 else date.min


def long_day(day: date) -> str:
    """« mardi 8 juin »."""
    return f"{weekday(day)} {day_and_month(day)}"


def numbered_name(candidate: Candidate) -> str:
    """« Mme Louise Martin (n° 2027000001) »."""
    return f"{candidate_name(candidate)} (n° {candidate.number})"
