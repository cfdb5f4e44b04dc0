"""Calendars as bytes (RFC 5545), read alike by Thunderbird, khal, ical.js and their kin."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event
from icalendar.prop import vDuration

from models.zones import METROPOLE
from scheduler.calendars.timezones import vtimezone

PRODUCT = "-//Oraux//Calendriers//FR"
REFRESH = timedelta(hours=1)


def calendar_bytes(name: str, events: Iterable[Event]) -> bytes:
    """Put events into one calendar, with the zones they use.

    It has no uid of its own: synchronising clients would then keep it as a single item.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    held = list(events)
    zones = list(dict.fromkeys(_zone(event) for event in held)) or [METROPOLE]
    calendar.add("x-wr-timezone", zones[0])
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    for part in (*(vtimezone(zone) for zone in zones), *held):
        calendar.add_component(part)
    content: bytes = calendar.to_ical()
    return content


def _zone(event: Event) -> str:
    """Zone an event starts in."""
    start = event.start
    return str(start.tzinfo) if isinstance(start, datetime) else METROPOLE
