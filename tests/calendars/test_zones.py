"""Zones of centres, and their VTIMEZONE against the clocks of the system's own database."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from dateutil.rrule import rrulestr

from models.zones import ZONES, zone_of
from scheduler.calendars.timezones import vtimezone
from tests import handmade

EVERY_ZONE = sorted({*ZONES.values(), "Europe/Paris", "Europe/London", "Australia/Sydney"})


@pytest.mark.parametrize(
    ("postal_code", "zone"),
    [
        ("49000", "Europe/Paris"),
        ("97490", "Indian/Reunion"),
        ("97110", "America/Guadeloupe"),
        ("97150", "America/Marigot"),
        ("97200", "America/Martinique"),
        ("97300", "America/Cayenne"),
        ("97500", "America/Miquelon"),
        ("97600", "Indian/Mayotte"),
        ("98600", "Pacific/Wallis"),
        ("98713", "Pacific/Tahiti"),
        ("98742", "Pacific/Marquesas"),
        ("98800", "Pacific/Noumea"),
        ("98000", "Europe/Paris"),
        ("97 490", "Indian/Reunion"),
    ],
)
def test_postal_code_gives_the_zone(postal_code: str, zone: str) -> None:
    assert zone_of(handmade.centre(postal_code=postal_code)) == zone


def test_centre_without_postal_code_is_placed_by_its_uai() -> None:
    assert zone_of(handmade.centre(postal_code=None, uai="9740001A")) == "Indian/Reunion"
    assert zone_of(handmade.centre(postal_code=None, uai="0499001T")) == "Europe/Paris"


def onsets_of(zone: str, until: datetime) -> list[tuple[datetime, timedelta]]:
    """Changes that a client reads in the VTIMEZONE alone, by RFC 5545, and the offset after each."""
    onsets = []
    for part in vtimezone(zone).subcomponents:
        start, offset = part["dtstart"].dt, part["tzoffsetto"].td
        onsets.append((start, offset))
        if "rrule" in part:
            rule = rrulestr(part["rrule"].to_ical().decode(), dtstart=start)
            onsets += [(found, offset) for found in rule.between(start, until)]
    return onsets


@pytest.mark.parametrize("zone", EVERY_ZONE)
def test_vtimezone_agrees_with_the_clocks_every_day_of_three_years(zone: str) -> None:
    noon = datetime.combine(date(2026, 1, 1), time(12))
    moments = [noon + timedelta(days=days) for days in range(3 * 365)]

    onsets = onsets_of(zone, moments[-1])

    wrong = [
        moment
        for moment in moments
        if max(one for one in onsets if one[0] <= moment)[1]
        != moment.replace(tzinfo=ZoneInfo(zone)).utcoffset()
    ]

    assert wrong == []


def test_vtimezone_changes_at_the_very_hour() -> None:
    parts = {str(part["tzname"]): part for part in vtimezone("Europe/Paris").subcomponents}

    assert parts["CEST"]["dtstart"].dt.hour == 2
    assert parts["CET"]["dtstart"].dt.hour == 3
    change = datetime(2027, 3, 28, 1, tzinfo=UTC).astimezone(ZoneInfo("Europe/Paris"))
    assert change.hour == 3


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd"])
def test_no_such_zone_is_an_error(zone: str) -> None:
    with pytest.raises((ZoneInfoNotFoundError, ValueError)):
        vtimezone(zone)
