"""A calendar through the versions of a plan: what changed rises in SEQUENCE, what left is CANCELLED."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy

from icalendar import Event

from scheduler.calendars.events import Scribe

WRITTEN_EACH_TIME = ("SEQUENCE", "DTSTAMP")


def told(history: Sequence[Scribe], events_of: Callable[[Scribe], list[Event]]) -> list[Event]:
    """Return the events of one calendar after every version, by hour.

    An event keeps the SEQUENCE and DTSTAMP of the version that last changed its hours, place or text.
    One that a version drops stays, as CANCELLED, where a client would otherwise keep it for ever.

    Parameters
    ----------
    history
        The published versions, oldest first; the last is in force.
    events_of
        The events of the calendar's holder in one version.

    """
    known: dict[str, Event] = {}
    for scribe in history:
        present = {str(event["uid"]): event for event in events_of(scribe)}
        for uid in known.keys() - present.keys():
            known[uid] = _cancelled(known[uid], scribe)
        for uid, event in present.items():
            if uid not in known or _content(known[uid]) != _content(event):
                known[uid] = event
    return sorted(known.values(), key=lambda event: (event.start, str(event["uid"])))


def _content(event: Event) -> bytes:
    """Everything an event says, but when it was written."""
    bare = deepcopy(event)
    for name in WRITTEN_EACH_TIME:
        bare.pop(name, None)
    content: bytes = bare.to_ical()
    return content


def _cancelled(event: Event, by: Scribe) -> Event:
    """Withdraw an event; one that is withdrawn already stays as it is."""
    if str(event["status"]) == "CANCELLED":
        return event
    gone = deepcopy(event)
    for name, value in (
        ("sequence", by.version.number),
        ("dtstamp", by.stamp()),
        ("status", "CANCELLED"),
    ):
        gone.pop(name, None)
        gone.add(name, value)
    return gone
