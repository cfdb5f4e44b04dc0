"""French public holidays, national and of some départements (code du travail, L3133-1 …)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

_FIXED = {
    (1, 1): "le jour de l’an",
    (5, 1): "la fête du Travail",
    (5, 8): "le 8 mai",
    (7, 14): "la fête nationale",
    (8, 15): "l’Assomption",
    (11, 1): "la Toussaint",
    (11, 11): "le 11 novembre",
    (12, 25): "Noël",
}
_AFTER_EASTER = {1: "le lundi de Pâques", 39: "l’Ascension", 50: "le lundi de Pentecôte"}
_ALSACE_MOSELLE = frozenset({"057", "067", "068"})
_ABOLITION = {"971": (5, 27), "972": (5, 22), "973": (6, 10), "974": (12, 20), "976": (4, 27)}


def holiday_of(day: date, uai: str = "") -> str | None:
    """Return the public holiday of `day` where the centre `uai` stands, None when it is none."""
    return _holidays(day.year).get(day) or _local_holiday(day, uai[:3])


@cache
def _holidays(year: int) -> dict[date, str]:
    easter = easter_of(year)
    movable = {easter + timedelta(days=after): name for after, name in _AFTER_EASTER.items()}
    return {**{date(year, month, day): name for (month, day), name in _FIXED.items()}, **movable}


def _local_holiday(day: date, department: str) -> str | None:
    if department in _ALSACE_MOSELLE:
        if day == easter_of(day.year) - timedelta(days=2):
            return "le Vendredi saint"
        return "la Saint-Étienne" if (day.month, day.day) == (12, 26) else None
    return "l’abolition de l’esclavage" if _ABOLITION.get(department) == (day.month, day.day) else None


def easter_of(year: int) -> date:
    """Return Easter Sunday, by the Meeus, Jones and Butcher rule of the Gregorian calendar."""
    golden = year % 19
    century, rest = divmod(year, 100)
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
