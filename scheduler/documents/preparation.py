"""The content of a preparation room's sheet: who comes, what is handed over when, where they go next."""

from __future__ import annotations

from dataclasses import dataclass

from models.dossier.names import candidate_name
from models.french import duration, hour, long_date
from models.planning import Passage, PhaseTime
from scheduler.documents.book import PlanBook
from scheduler.documents.french import capital, fixed_spaces
from scheduler.documents.letterhead import Letterhead, Place, letterhead, place
from scheduler.documents.measures import phase_measure, rows_of
from scheduler.documents.press import Press
from scheduler.documents.sheets import RoomKey, door_keys, half_day, preparations


@dataclass(frozen=True, slots=True)
class PreparationLine:
    """One candidate in a preparation room.

    `given` is when the subject is handed over, `back` when it is taken back and the candidate leaves for
    `towards`, expected there at `jury`.
    """

    given: str
    back: str
    minutes: str
    number: str
    name: str
    epreuve: str
    phase: str
    measures: str
    towards: str
    jury: str


@dataclass(frozen=True, slots=True)
class PreparationSheet:
    """One preparation room during one half-day, for those who watch it."""

    head: Letterhead
    centre: str
    room: Place
    day: str
    half_day: str
    hours: str
    peak: str
    lines: tuple[PreparationLine, ...]


def preparation_keys(book: PlanBook) -> tuple[RoomKey, ...]:
    """Each room and half-day where somebody prepares."""
    return tuple(key for key in door_keys(book) if preparations(book, key))


def preparation_content(press: Press, key: RoomKey) -> PreparationSheet:
    """Gather the sheet of one preparation room; `key` is one of `preparation_keys`."""
    book = press.book
    centre, room, day, morning = key
    held = preparations(book, key)
    return PreparationSheet(
        head=letterhead(press, room),
        centre=book.centre(centre).name,
        room=place(book.room(centre, room), room),
        day=capital(long_date(day)),
        half_day=half_day(morning),
        hours=f"{hour(held[0][1].start)} – {hour(max(phase.end for _, phase in held))}",
        peak=_peak([phase for _, phase in held]),
        lines=tuple(_line(book, passage, phase) for passage, phase in held),
    )


def _peak(phases: list[PhaseTime]) -> str:
    """« au plus 4 candidats à la fois »."""
    most = max(sum(one.start <= at.start < one.end for one in phases) for at in phases)
    return f"au plus {most} candidat{'s' if most > 1 else ''} à la fois"


def _line(book: PlanBook, passage: Passage, held: PhaseTime) -> PreparationLine:
    """One candidate, from the subject handed over to the next room."""
    candidate = book.candidate(passage.candidate)
    text = book.phase(passage, held)
    following = next((one for one in passage.phases if one.start >= held.end), None)
    return PreparationLine(
        given=hour(held.start),
        back=hour(held.end),
        minutes=duration(held.end - held.start),
        number=candidate.number,
        name=candidate_name(candidate),
        epreuve=book.epreuve(passage).code,
        phase=fixed_spaces(text.title if text else held.id),
        measures=_measures(book, passage, held),
        towards=_next_room(book, passage, following),
        jury=hour(following.start) if following else "",
    )


def _next_room(book: PlanBook, passage: Passage, following: PhaseTime | None) -> str:
    """Where the candidate goes next."""
    if following is None:
        return "sortie"
    return place(book.room(passage.centre, following.room), following.room).name


def _measures(book: PlanBook, passage: Passage, held: PhaseTime) -> str:
    """Minutes granted in this phase, and the room to oneself; never why."""
    found = [str(phase_measure(book, passage, held))]
    found += ["seul dans la salle"] if any(row.separate_room for row in rows_of(book, passage)) else []
    return " ; ".join(part for part in found if part)
