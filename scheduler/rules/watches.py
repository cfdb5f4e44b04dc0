"""Who watches the preparations: one row per room and half-day in use, with its hours and its peak."""

from __future__ import annotations

from collections.abc import Iterator

from models.french import MINUTES_A_DAY, counted
from models.planning import PhaseTime, Watch
from models.regulation import Rule
from scheduler.rules import speech
from scheduler.rules.checker import judges
from scheduler.rules.overlaps import peak
from scheduler.rules.report import Violation
from scheduler.rules.seen import SeenPassage
from scheduler.rules.view import PlanView

Placed = tuple[SeenPassage, PhaseTime]
Key = tuple[str, str, int]
Watched = tuple[Key, list[Placed], list[Watch]]


def watched(view: PlanView) -> Iterator[Watched]:
    """Each preparation room and half-day in use, or with a watch: its phases and its watches."""
    phases: dict[Key, list[Placed]] = {}
    for (centre, room), placed in view.preparations.items():
        for one in placed if view.facts.is_preparation(centre, room) else ():
            key = (centre, room, _half_day(view, centre, one[1].start, one[1].end))
            phases.setdefault(key, []).append(one)
    rows: dict[Key, list[Watch]] = {}
    for row in view.plan.watches:
        key = (row.centre, row.room, _half_day(view, row.centre, row.start, row.end))
        rows.setdefault(key, []).append(row)
    for key in {**dict.fromkeys(phases), **dict.fromkeys(rows)}:
        yield key, phases.get(key, []), rows.get(key, [])


def _half_day(view: PlanView, centre: str, start: int, end: int) -> int:
    """Return the start of the half-day around some hours, of half a calendar day where none is open."""
    opened = view.calendar.around(centre, start, end)
    noon = MINUTES_A_DAY // 2
    return opened.start if opened is not None else start // noon * noon


@judges(over=watched)
def watches_match(view: PlanView, rule: Rule, case: Watched) -> Iterator[Violation]:
    """A room in use has exactly one watch, which covers its phases and gives their peak."""
    (_, room, minute), placed, rows = case
    problem = _problem(placed, rows)
    if problem:
        yield speech.broken(
            view,
            rule,
            f"surveillance de la salle {room}, {speech.day(view, minute)} : {problem}",
            passages=[passage for passage, _ in placed],
            room=room,
            minute=min([phase.start for _, phase in placed] + [row.start for row in rows]),
        )


def _problem(placed: list[Placed], rows: list[Watch]) -> str | None:
    """Say what is wrong with the watches of one room and half-day."""
    if not placed:
        return "personne n’y prépare ; retirez la ligne de « surveillances »."
    start = min(phase.start for _, phase in placed)
    end = max(phase.end for _, phase in placed)
    most = peak(placed, lambda one: (one[1].start, one[1].end))
    wanted = f"{speech.hours(start, end)}, {counted(most, 'candidat')} à la fois"
    if len(rows) != 1:
        return f"{counted(len(rows), 'ligne')} au lieu d’une ; écrivez-en une seule : {wanted}."
    row = rows[0]
    if row.start > start or row.end < end:
        return f"écrite {speech.hours(row.start, row.end)}, elle ne couvre pas {wanted}."
    if row.peak != most:
        return f"{counted(row.peak, 'candidat')} écrit, il en faut {most} ({wanted})."
    return None
