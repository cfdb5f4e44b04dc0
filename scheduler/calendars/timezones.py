"""VTIMEZONE with recurrence rules, for any IANA zone.

Calendar clients disagree on lists of transition dates (some read the first alone), but all read a
yearly rule. The zone's own file ends with that rule in POSIX form (`CET-1CEST,M3.5.0,M10.5.0/3`), which
is translated here.
"""

from __future__ import annotations

import re
import zoneinfo
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TypeVar

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.prop import vRecur

WEEKDAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
LAST_WEEK = 5
CHANGE_AT = 2 * 3600
EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  (a VTIMEZONE onset is local by definition)

Part = TypeVar("Part", TimezoneDaylight, TimezoneStandard)

NAME = r"(?:[A-Za-z]{3,}|<[^>]+>)"
OFFSET = r"[+-]?\d{1,3}(?::\d\d){0,2}"
POSIX = re.compile(
    rf"(?P<std>{NAME})(?P<std_offset>{OFFSET})"
    rf"(?:(?P<dst>{NAME})(?P<dst_offset>{OFFSET})?,(?P<start>[^,]+),(?P<end>[^,]+))?"
)
CHANGE = re.compile(rf"M(?P<month>\d+)\.(?P<week>\d)\.(?P<weekday>\d)(?:/(?P<at>{OFFSET}))?")


@dataclass(frozen=True, slots=True)
class Change:
    """When the clocks change each year: nth weekday of a month, seconds after midnight."""

    month: int
    week: int
    weekday: int
    at: int

    def rule(self) -> vRecur:
        """Return the recurrence: `FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU`."""
        nth = "-1" if self.week == LAST_WEEK else str(self.week)
        return vRecur(
            {"freq": "yearly", "bymonth": self.month, "byday": f"{nth}{WEEKDAYS[self.weekday]}"}
        )

    def onset(self) -> datetime:
        """Return the change of 1970, where the recurrence begins."""
        days = (EPOCH.replace(month=self.month, day=1) + timedelta(days=count) for count in range(31))
        wanted = [
            day for day in days if day.month == self.month and day.isoweekday() % 7 == self.weekday
        ]
        chosen = wanted[-1] if self.week == LAST_WEEK else wanted[self.week - 1]
        return chosen + timedelta(seconds=self.at)


@cache
def vtimezone(zone: str) -> Timezone:
    """Return the VTIMEZONE of a zone, as its rules stand today.

    Raises
    ------
    zoneinfo.ZoneInfoNotFoundError
        No such zone.
    ValueError
        The zone's rule is of a kind that no French centre has (Julian days).

    """
    found = POSIX.fullmatch(posix_rule(zone))
    if found is None:
        raise ValueError(f"{zone} : règle inconnue « {posix_rule(zone)} ».")
    timezone = Timezone()
    timezone.add("tzid", zone)
    standard = -_seconds(found["std_offset"])
    if found["dst"] is None:
        timezone.add_component(_part(TimezoneStandard(), found["std"], standard, standard, None))
        return timezone
    daylight = -_seconds(found["dst_offset"]) if found["dst_offset"] else standard + 3600
    start, end = _change(zone, found["start"]), _change(zone, found["end"])
    timezone.add_component(_part(TimezoneDaylight(), found["dst"], standard, daylight, start))
    timezone.add_component(_part(TimezoneStandard(), found["std"], daylight, standard, end))
    return timezone


def _part(part: Part, name: str, before: int, after: int, change: Change | None) -> Part:
    """Fill one half of a VTIMEZONE; offsets are seconds east of Greenwich."""
    part.add("tzname", name.strip("<>"))
    part.add("tzoffsetfrom", timedelta(seconds=before))
    part.add("tzoffsetto", timedelta(seconds=after))
    part.add("dtstart", change.onset() if change else EPOCH)
    if change:
        part.add("rrule", change.rule())
    return part


def _change(zone: str, text: str) -> Change:
    """Read `M3.5.0/2`."""
    found = CHANGE.fullmatch(text)
    if found is None:
        raise ValueError(f"{zone} : changement d’heure inconnu « {text} ».")
    at = _seconds(found["at"]) if found["at"] else CHANGE_AT
    return Change(int(found["month"]), int(found["week"]), int(found["weekday"]), at)


def _seconds(text: str) -> int:
    """Read `-1`, `+03:30` as seconds."""
    sign = -1 if text.startswith("-") else 1
    hours, minutes, seconds = (int(part) for part in f"{text.lstrip('+-')}:0:0".split(":")[:3])
    return sign * (hours * 3600 + minutes * 60 + seconds)


@cache
def posix_rule(zone: str) -> str:
    """Return the last line of a zone's file: the rule in force from now on."""
    zoneinfo.ZoneInfo(zone)  # refuses what is no zone, and names that climb out of the folder
    for folder in zoneinfo.TZPATH:
        file = Path(folder, *zone.split("/"))
        if file.is_file():
            return _footer(file.read_bytes())
    return _footer(resources.files("tzdata").joinpath("zoneinfo", *zone.split("/")).read_bytes())


def _footer(content: bytes) -> str:
    """Return the last line of a TZif file (RFC 9636, section 3.3)."""
    return content.rstrip(b"\n").rpartition(b"\n")[2].decode("ascii")
