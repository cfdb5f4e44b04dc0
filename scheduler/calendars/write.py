"""One `.ics` file per candidate, juror, commission and room."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from icalendar import Event

from models.dossier import Dossier
from models.dossier.names import candidate_name, examiner_name
from models.planning import Plan
from models.regulation.texts import Regulation
from scheduler.calendars.events import Scribe
from scheduler.calendars.feeds import PRODUCT, calendar_bytes
from scheduler.documents.book import PlanBook
from scheduler.documents.files import safe_names, write_atomically
from scheduler.documents.letterhead import place
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
    return _one(_candidates(Scribe(PlanBook(dossier, regulation, plan), version)), number)


def examiner_calendar(
    dossier: Dossier, regulation: Regulation, plan: Plan, code: str, *, version: DocumentVersion
) -> bytes:
    """Return the calendar of one juror.

    Raises
    ------
    NotFoundError
        The examiner is unknown or sits nowhere.

    """
    return _one(_examiners(Scribe(PlanBook(dossier, regulation, plan), version)), code)


def _one(feeds: Iterable[Feed], wanted: str) -> bytes:
    """Return the calendar of one code."""
    for code, title, events in feeds:
        if code == wanted:
            return calendar_bytes(title, events)
    raise NotFoundError(f"{wanted} n’a rien dans ce planning.")


def _candidates(scribe: Scribe) -> Iterator[Feed]:
    """Each candidate's own passages."""
    for one in scribe.book.candidates():
        passages = scribe.book.passages_of(one.number)
        yield one.number, f"Oraux de {candidate_name(one)}", [scribe.passage(each) for each in passages]


def _examiners(scribe: Scribe) -> Iterator[Feed]:
    """Each juror's commissions."""
    for one in scribe.book.examiners():
        sittings = scribe.book.sittings_of(one.code)
        yield one.code, f"Jurys de {examiner_name(one)}", [scribe.sitting(each) for each in sittings]


def _commissions(scribe: Scribe) -> Iterator[Feed]:
    """Each commission alone."""
    for sitting in scribe.book.plan.sittings:
        yield sitting.code, f"Commission {sitting.code}", [scribe.sitting(sitting)]


def _rooms(scribe: Scribe) -> Iterator[Feed]:
    """Each room in use: its commissions and its preparations."""
    plan = scribe.book.plan
    used = {(one.centre, one.room) for one in plan.sittings} | {
        (one.centre, one.room) for one in plan.watches
    }
    for centre, room in sorted(used):
        sittings = [
            scribe.sitting(one) for one in plan.sittings if (one.centre, one.room) == (centre, room)
        ]
        watches = [scribe.watch(one) for one in plan.watches if (one.centre, one.room) == (centre, room)]
        events = sorted((*sittings, *watches), key=lambda event: event.start)
        title = f"{place(scribe.book.room(centre, room), room).name} — {scribe.book.centre(centre).name}"
        yield f"{centre}-{room}", title, events


FOLDERS: dict[str, Callable[[Scribe], Iterator[Feed]]] = {
    "candidats": _candidates,
    "examinateurs": _examiners,
    "commissions": _commissions,
    "salles": _rooms,
}
