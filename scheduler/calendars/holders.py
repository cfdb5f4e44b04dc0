"""Whose calendar holds which events: one person, one commission, one room, one centre."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from icalendar import Event

from models.dossier.names import candidate_name, examiner_name
from models.french import NBSP
from scheduler.calendars.events import Scribe
from scheduler.documents.letterhead import place
from scheduler.errors import NotFoundError


def candidate_events(scribe: Scribe, number: str, epreuve: str | None = None) -> list[Event]:
    """The passages of a candidate, first to last; or those of one épreuve."""
    passages = scribe.book.passages_of(number)
    return [scribe.passage(one) for one in passages if epreuve in (None, one.epreuve)]


def examiner_events(scribe: Scribe, code: str) -> list[Event]:
    """The commissions of a juror, first to last."""
    return [scribe.sitting(one) for one in scribe.book.sittings_of(code)]


def commission_events(scribe: Scribe, code: str) -> list[Event]:
    """One commission, or nothing when the plan has none of this code."""
    return [scribe.sitting(one) for one in scribe.book.plan.sittings if one.code == code]


def room_events(scribe: Scribe, key: str) -> list[Event]:
    """What happens in one room (`uai/code`): commissions and preparations, by hour."""
    centre, _, room = key.partition("/")
    return sorted(_held(scribe, centre, room), key=_start)


def centre_events(scribe: Scribe, uai: str) -> list[Event]:
    """What happens in one centre, by hour."""
    return sorted(_held(scribe, uai, None), key=_start)


def _held(scribe: Scribe, centre: str, room: str | None) -> Iterator[Event]:
    plan = scribe.book.plan
    for sitting in plan.sittings:
        if sitting.centre == centre and room in (None, sitting.room):
            yield scribe.sitting(sitting)
    for watch in plan.watches:
        if watch.centre == centre and room in (None, watch.room):
            yield scribe.watch(watch)


def _start(event: Event) -> tuple[object, str]:
    return event.start, str(event["uid"])


def candidate_title(scribe: Scribe, number: str) -> str:
    """« Oraux de Mme Louise Martin », « Oraux » without names."""
    return f"Oraux de {candidate_name(scribe.book.candidate(number))}" if scribe.names else "Oraux"


def examiner_title(scribe: Scribe, code: str) -> str:
    """« Jurys de M. Bruno Ollivier », « Mes jurys » without names."""
    return f"Jurys de {examiner_name(scribe.book.examiner(code))}" if scribe.names else "Mes jurys"


def commission_title(_scribe: Scribe, code: str) -> str:
    """« Commission E4-01 »."""
    return f"Commission{NBSP}{code}"


def room_title(scribe: Scribe, key: str) -> str:
    """« Salle B12 — Lycée Jeanne-Barret »."""
    centre, _, room = key.partition("/")
    return f"{place(scribe.book.room(centre, room), room).name} — {scribe.book.centre(centre).name}"


def centre_title(scribe: Scribe, uai: str) -> str:
    """« Oraux — Lycée Jeanne-Barret »."""
    return f"Oraux — {scribe.book.centre(uai).name}"


def rooms_in_use(scribe: Scribe) -> list[str]:
    """Rooms of the plan as `uai/code`: where commissions sit or candidates prepare."""
    plan = scribe.book.plan
    held = {(one.centre, one.room) for one in plan.sittings}
    held |= {(one.centre, one.room) for one in plan.watches}
    return [f"{centre}/{room}" for centre, room in sorted(held)]


def last_title(history: Sequence[Scribe], title: Callable[[Scribe, str], str], code: str) -> str:
    """Return the title by the newest version that still knows the holder."""
    for scribe in reversed(history):
        try:
            return title(scribe, code)
        except NotFoundError:  # withdrawn since: an earlier version knows
            continue
    return "Oraux"
