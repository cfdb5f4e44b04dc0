"""One `.ics` file per candidate, juror, commission and room."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from icalendar import Event

from models.dossier import Dossier
from models.planning import Plan
from models.regulation.texts import Regulation
from scheduler.calendars.events import Scribe
from scheduler.calendars.feeds import PRODUCT, calendar_bytes
from scheduler.calendars.holders import (
    candidate_events,
    candidate_title,
    commission_title,
    examiner_events,
    examiner_title,
    room_events,
    room_title,
    rooms_in_use,
)
from scheduler.documents.book import PlanBook
from scheduler.documents.files import safe_names, write_atomically
from scheduler.documents.version import DocumentVersion
from scheduler.errors import NotFoundError

HEAD = 200
"""Bytes of a file that say who made it."""
Feed = tuple[str, str, list[Event]]
"""Code the file is named by, title, events."""


def write_calendars(
    dossier: Dossier, regulation: Regulation, plan: Plan, out: Path, *, version: DocumentVersion
) -> list[Path]:
    """Write every calendar of a plan under `out`, whole files only.

    `candidats/<number>.ics`, `examinateurs/<code>.ics`, `commissions/<code>.ics` and
    `salles/<uai>-<code>.ics`; a code that no file system would take is changed as little as possible.
    Calendars of an earlier version for what is no longer in the plan are removed; files that Oraux did
    not make are never touched.

    Returns
    -------
    list[Path]
        The files, in that order.

    Raises
    ------
    NotFoundError
        The plan names something that the session lacks.

    """
    scribe = Scribe(PlanBook(dossier, regulation, plan), version)
    written = [path for folder, feeds in FOLDERS.items() for path in _write(out / folder, feeds(scribe))]
    for folder in FOLDERS:
        _remove_stale(out / folder, set(written))
    return written


def _remove_stale(folder: Path, kept: set[Path]) -> None:
    """Remove our own calendars that are not among `kept`."""
    for path in sorted(folder.glob("*.ics")):
        if path not in kept and f"PRODID:{PRODUCT}".encode() in path.read_bytes()[:HEAD]:
            path.unlink()


def _write(folder: Path, feeds: Iterable[Feed]) -> Iterator[Path]:
    """Write the calendars of one folder."""
    held = list(feeds)
    names = safe_names(code for code, _, _ in held)
    for code, title, events in held:
        path = folder / f"{names[code]}.ics"
        write_atomically(path, calendar_bytes(title, events))
        yield path


def candidate_calendar(
    dossier: Dossier, regulation: Regulation, plan: Plan, number: str, *, version: DocumentVersion
) -> bytes:
    """Return the calendar of one candidate.

    Raises
    ------
    NotFoundError
        The candidate is unknown or has no passage.

    """
    scribe = Scribe(PlanBook(dossier, regulation, plan), version)
    return _alone(scribe, number, candidate_title, candidate_events)


def examiner_calendar(
    dossier: Dossier, regulation: Regulation, plan: Plan, code: str, *, version: DocumentVersion
) -> bytes:
    """Return the calendar of one juror.

    Raises
    ------
    NotFoundError
        The examiner is unknown or sits nowhere.

    """
    scribe = Scribe(PlanBook(dossier, regulation, plan), version)
    return _alone(scribe, code, examiner_title, examiner_events)


def _alone(
    scribe: Scribe,
    wanted: str,
    title: Callable[[Scribe, str], str],
    events_of: Callable[[Scribe, str], list[Event]],
) -> bytes:
    """Return the calendar of one person, who must be in the plan."""
    events = events_of(scribe, wanted)
    if not events:
        raise NotFoundError(f"{wanted} n’a rien dans ce planning.")
    return calendar_bytes(title(scribe, wanted), events)


def _candidates(scribe: Scribe) -> Iterator[Feed]:
    """Each candidate's own passages."""
    for one in scribe.book.candidates():
        yield one.number, candidate_title(scribe, one.number), candidate_events(scribe, one.number)


def _examiners(scribe: Scribe) -> Iterator[Feed]:
    """Each juror's commissions."""
    for one in scribe.book.examiners():
        yield one.code, examiner_title(scribe, one.code), examiner_events(scribe, one.code)


def _commissions(scribe: Scribe) -> Iterator[Feed]:
    """Each commission alone."""
    for sitting in scribe.book.plan.sittings:
        yield sitting.code, commission_title(scribe, sitting.code), [scribe.sitting(sitting)]


def _rooms(scribe: Scribe) -> Iterator[Feed]:
    """Each room in use: its commissions and its preparations."""
    for key in rooms_in_use(scribe):
        yield key.replace("/", "-", 1), room_title(scribe, key), room_events(scribe, key)


FOLDERS: dict[str, Callable[[Scribe], Iterator[Feed]]] = {
    "candidats": _candidates,
    "examinateurs": _examiners,
    "commissions": _commissions,
    "salles": _rooms,
}
