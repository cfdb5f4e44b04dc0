"""Rules between sessions of one installation: no room, seat or person is in two places at once."""

from __future__ import annotations

from collections.abc import Iterator

from models.dossier import Room, Taken, TakenKind
from models.french import MINUTES_A_DAY, counted
from models.planning import PhaseTime
from models.regulation import Rule
from scheduler.rules import speech
from scheduler.rules.checker import judges
from scheduler.rules.overlaps import moments
from scheduler.rules.report import Violation
from scheduler.rules.seen import SeenPassage, SeenSitting
from scheduler.rules.view import PlanView

Span = tuple[int, int]
Placed = tuple[SeenPassage, PhaseTime]
RoomUse = tuple[str, str, list[SeenSitting], tuple[Placed, ...]]


def rooms_wanted_twice(view: PlanView) -> Iterator[RoomUse]:
    """Each room of the plan that another session uses too, with what this plan does there."""
    found: dict[tuple[str, str], list[SeenSitting]] = {}
    for sitting in view.sittings:
        found.setdefault((sitting.record.centre, sitting.record.room), []).append(sitting)
    for place in {**found, **dict.fromkeys(view.preparations)}:
        if place in view.facts.taken_rooms:
            yield *place, found.get(place, []), view.preparations.get(place, ())


@judges(over=rooms_wanted_twice)
def shared_rooms(view: PlanView, rule: Rule, case: RoomUse) -> Iterator[Violation]:
    """A room is not used by two sessions at once, nor its seats by more candidates than there are."""
    centre, code, sittings, placed = case
    for taken in view.facts.taken_rooms[centre, code]:
        for sitting in sittings:
            if _meet((sitting.record.start, sitting.record.end), span_of(view, taken)):
                yield _room_clash(view, rule, taken, sitting)
        for passage, phase in placed if taken.kind is TakenKind.JURY else ():
            if _meet((phase.start, phase.end), span_of(view, taken)):
                yield _preparation_clash(view, rule, taken, passage, phase)
    room = view.facts.rooms.get((centre, code))
    if room is not None and placed:
        yield from _too_few_seats(view, rule, room, placed)


def _room_clash(view: PlanView, rule: Rule, taken: Taken, sitting: SeenSitting) -> Violation:
    """Say that a commission sits where another session is."""
    return speech.broken(
        view,
        rule,
        f"{speech.jury(view, sitting)} : salle {sitting.record.room} {_taken_by(view, taken)} ; changez "
        "de salle ou d’heure.",
        sittings=[sitting],
        room=sitting.record.room,
        hard=taken.published,
    )


def _preparation_clash(
    view: PlanView, rule: Rule, taken: Taken, passage: SeenPassage, phase: PhaseTime
) -> Violation:
    """Say that a candidate prepares where another session's commission sits."""
    return speech.broken(
        view,
        rule,
        f"{speech.passage(view, passage)} : prépare en salle {phase.room}, {_taken_by(view, taken)} ; "
        "changez de salle ou d’heure.",
        passages=[passage],
        room=phase.room,
        minute=phase.start,
        hard=taken.published,
    )


def _too_few_seats(
    view: PlanView, rule: Rule, room: Room, placed: tuple[Placed, ...]
) -> Iterator[Violation]:
    """Say when the candidates of all sessions are more than the seats of a preparation room."""
    others = [
        one for one in view.facts.taken_rooms[room.centre, room.code] if one.kind is TakenKind.SEATS
    ]
    own: list[tuple[Span, Placed | None, Taken | None]] = [
        ((phase.start, phase.end), (passage, phase), None) for passage, phase in placed
    ]
    foreign: list[tuple[Span, Placed | None, Taken | None]] = [
        (span_of(view, one), None, one) for one in others for _ in range(one.places)
    ]
    above = False
    for minute, crowd in moments([*own, *foreign], lambda use: use[0]):
        mine = [use[1][0] for use in crowd if use[1] is not None]
        theirs = [use[2] for use in crowd if use[2] is not None]
        before, above = above, bool(mine and theirs) and len(crowd) > room.seats
        if above and not before:
            first = next((one for one in theirs if one.published), theirs[0])
            yield speech.broken(
                view,
                rule,
                f"salle {room.code}, {speech.at(view, minute)} : {counted(len(crowd), 'candidat')} pour "
                f"{counted(room.seats, 'place')}, dont {len(theirs)} de {_session(first)} ; décalez un "
                "passage ou changez de salle.",
                passages=mine,
                room=room.code,
                minute=minute,
                hard=any(one.published for one in theirs),
            )


def people_wanted_twice(view: PlanView) -> Iterator[tuple[Taken, SeenSitting | SeenPassage]]:
    """Each thing a person does here with what he or she does that day in another session."""
    for sitting in view.sittings:
        for code in sitting.members:
            for taken in view.facts.taken_people.get((TakenKind.EXAMINER, code), ()):
                if span_of(view, taken)[0] // MINUTES_A_DAY == sitting.day:
                    yield taken, sitting
    for candidate, passages in view.by_candidate.items():
        for taken in view.facts.taken_people.get((TakenKind.CANDIDATE, candidate), ()):
            for passage in passages:
                if span_of(view, taken)[0] // MINUTES_A_DAY == passage.day:
                    yield taken, passage


@judges(over=people_wanted_twice)
def shared_people(
    view: PlanView, rule: Rule, case: tuple[Taken, SeenSitting | SeenPassage]
) -> Iterator[Violation]:
    """Nobody is in two sessions at once, nor an examiner in two centres on one day."""
    taken, here = case
    if isinstance(here, SeenPassage):
        if _meet((here.start, here.end), span_of(view, taken)):
            yield speech.broken(
                view,
                rule,
                f"{speech.passage(view, here)} : ce candidat passe déjà à {_when(view, taken)} ; "
                "choisissez une autre heure.",
                passages=[here],
                hard=taken.published,
            )
        return
    together = _meet((here.record.start, here.record.end), span_of(view, taken))
    if together or here.record.centre != taken.centre:
        elsewhere = "" if together else f" au centre {taken.centre}, un autre centre ce jour-là"
        yield speech.broken(
            view,
            rule,
            f"{speech.sitting(view, here)} : {speech.examiner(view, taken.code)} siège "
            f"déjà à {_when(view, taken)}{elsewhere} ; choisissez un autre créneau ou une autre "
            "personne.",
            sittings=[here],
            examiners=[taken.code],
            hard=taken.published,
        )


def span_of(view: PlanView, taken: Taken) -> Span:
    """Return the minutes of the plan during which something is taken."""
    midnight = (taken.day - view.plan.first_day).days * MINUTES_A_DAY
    return midnight + taken.start, midnight + taken.end


def _taken_by(view: PlanView, taken: Taken) -> str:
    """« prise par la session « X » de 8 h à 12 h »."""
    return f"prise par {_when(view, taken)}"


def _when(view: PlanView, taken: Taken) -> str:
    return f"{_session(taken)} {speech.hours(*span_of(view, taken))}"


def _session(taken: Taken) -> str:
    draft = "" if taken.published else " (brouillon)"
    return f"la session « {taken.label} » ({taken.session}){draft}"


def _meet(one: Span, two: Span) -> bool:
    return one[0] < two[1] and two[0] < one[1]
