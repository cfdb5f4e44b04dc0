"""One `.ics` file per candidate, juror, commission and room."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from icalendar import Event

from models.dossier import Dossier
from models.planning import Plan
from models.regulation.texts import Regulation
from scheduler.calendars.events import Scribe
from scheduler.calendars.feeds import PRODUCT, calendar_bytes
from scheduler.calendars.history import told
from scheduler.calendars.holders import (
    candidate_events,
    candidate_title,
    commission_events,
    commission_title,
    examiner_events,
    examiner_title,
    last_title,
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


@dataclass(frozen=True, slots=True)
class Shelf:
    """The calendars of one folder: whose, under which title, with which events."""

    codes: Callable[[Scribe], Iterable[str]]
    title: Callable[[Scribe, str], str]
    events: Callable[[Scribe, str], list[Event]]
    file: Callable[[str], str] = str

    def events_of(self, code: str) -> Callable[[Scribe], list[Event]]:
        """Return what gives the events of one calendar in one version."""
        return lambda scribe: self.events(scribe, code)


SHELVES = {
    "candidats": Shelf(
        lambda scribe: (one.number for one in scribe.book.candidates()),
        candidate_title,
        candidate_events,
    ),
    "examinateurs": Shelf(
        lambda scribe: (one.code for one in scribe.book.examiners()), examiner_title, examiner_events
    ),
    "commissions": Shelf(
        lambda scribe: (one.code for one in scribe.book.plan.sittings),
        commission_title,
        commission_events,
    ),
    "salles": Shelf(rooms_in_use, room_title, room_events, lambda key: key.replace("/", "-", 1)),
}


def write_calendars(
    dossier: Dossier,
    regulation: Regulation,
    plan: Plan,
    out: Path,
    *,
    version: DocumentVersion,
    earlier: Sequence[Scribe] = (),
) -> list[Path]:
    """Write every calendar of a plan under `out`, whole files only.

    `candidats/<number>.ics`, `examinateurs/<code>.ics`, `commissions/<code>.ics` and
    `salles/<uai>-<code>.ics`; a code that no file system would take is changed as little as possible.
    Calendars made before for what is no longer in any version are removed; files that Oraux did not
    make are never touched.

    Parameters
    ----------
    dossier, regulation, plan
        What the calendars say.
    out
        Folder; made when missing.
    version
        Number and date, or a draft.
    earlier
        The versions published before, oldest first: what they had and this plan has not is written as
        cancelled, and what did not change keeps its number.

    Returns
    -------
    list[Path]
        The files, in that order.

    Raises
    ------
    NotFoundError
        The plan names something that the session lacks.

    """
    history = (*earlier, Scribe(PlanBook(dossier, regulation, plan), version))
    written = [path for name, shelf in SHELVES.items() for path in _write(out / name, shelf, history)]
    for name in SHELVES:
        _remove_stale(out / name, set(written))
    return written


def _remove_stale(folder: Path, kept: set[Path]) -> None:
    """Remove our own calendars that are not among `kept`."""
    for path in sorted(folder.glob("*.ics")):
        if path not in kept and f"PRODID:{PRODUCT}".encode() in path.read_bytes()[:HEAD]:
            path.unlink()


def _write(folder: Path, shelf: Shelf, history: Sequence[Scribe]) -> Iterator[Path]:
    """Write the calendars of one folder."""
    codes = list(dict.fromkeys(code for scribe in history for code in shelf.codes(scribe)))
    names = safe_names(map(shelf.file, codes))
    for code in codes:
        events = told(history, shelf.events_of(code))
        path = folder / f"{names[shelf.file(code)]}.ics"
        write_atomically(path, calendar_bytes(last_title(history, shelf.title, code), events))
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
