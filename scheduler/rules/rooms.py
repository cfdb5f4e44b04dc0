"""Rules about rooms: the right kind for each phase, seats, computers, access, one use at a time."""

from __future__ import annotations

from collections.abc import Iterator

from models.dossier import Room, RoomType
from models.french import counted, hour
from models.planning import PhaseTime
from models.regulation import Rule
from scheduler.rules import speech
from scheduler.rules.accommodations import needs_accessible, needs_separate
from scheduler.rules.cases import sittings
from scheduler.rules.checker import judges
from scheduler.rules.overlaps import excesses, overlapping, peak
from scheduler.rules.report import Violation
from scheduler.rules.seen import SeenPassage, SeenSitting
from scheduler.rules.view import PlanView

Placed = tuple[SeenPassage, PhaseTime]
Prepared = tuple[Room, tuple[Placed, ...]]
InRoom = SeenSitting | Placed


def placed_phases(view: PlanView) -> Iterator[Placed]:
    """Each phase with its passage."""
    for passage in view.passages:
        for phase in passage.record.phases:
            yield passage, phase


def rooms_and_sittings(view: PlanView) -> Iterator[InRoom]:
    """Each commission, then each phase."""
    yield from sittings(view)
    yield from placed_phases(view)


@judges(over=rooms_and_sittings)
def rooms_by_phase(view: PlanView, rule: Rule, case: InRoom) -> Iterator[Violation]:
    """A commission sits in a jury room; phases without jury are in a preparation room."""
    if isinstance(case, SeenSitting):
        one = case.record
        problem = _wrong_room(view, one.centre, one.room, RoomType.JURY)
        if problem:
            sentence = f"{speech.jury(view, case)} : {problem}"
            yield speech.broken(view, rule, sentence, sittings=[case], room=one.room)
        return
    passage, phase = case
    problem = _wrong_phase_room(view, passage, phase)
    if problem:
        sentence = f"{speech.passage(view, passage)}, phase {speech.phase(passage, phase)} : {problem}"
        yield speech.broken(
            view, rule, sentence, passages=[passage], room=phase.room, minute=phase.start
        )


def _wrong_phase_room(view: PlanView, passage: SeenPassage, phase: PhaseTime) -> str | None:
    """Say what is wrong with the room of a phase."""
    if phase not in passage.jury:
        return _wrong_room(view, passage.record.centre, phase.room, RoomType.PREPARATION)
    if passage.sitting is None or phase.room == passage.sitting.room:
        return None
    return (
        f"en salle {phase.room} alors que la commission {passage.sitting.code} siège en salle "
        f"{passage.sitting.room} ; mettez la même salle."
    )


def _wrong_room(view: PlanView, centre: str, code: str, wanted: RoomType) -> str | None:
    """Say when a room is not of the centre, or not of the wanted type."""
    room = view.facts.rooms.get((centre, code))
    if room is None:
        return f"la salle « {code} » n’est pas de ce centre ; choisissez-en une de la table « salles »."
    if room.type is wanted:
        return None
    kind = "de jury" if wanted is RoomType.JURY else "de préparation"
    return f"la salle {code} n’est pas une salle {kind} ; choisissez-en une autre."


def prepared_rooms(view: PlanView) -> Iterator[Prepared]:
    """Each room of the session that hosts phases without jury, with these."""
    for key, phases in view.preparations.items():
        room = view.facts.rooms.get(key)
        if room is not None:
            yield room, phases


@judges(over=prepared_rooms)
def preparation_seats(view: PlanView, rule: Rule, case: Prepared) -> Iterator[Violation]:
    """Never more candidates at once than seats."""
    room, phases = case
    for crowd in excesses(phases, _span, room.seats):
        yield _too_many(view, rule, room, crowd, capacity=counted(room.seats, "place"))


@judges(over=prepared_rooms)
def preparation_computers(view: PlanView, rule: Rule, case: Prepared) -> Iterator[Violation]:
    """Never more phases on a computer at once than computers, where the centre counted them."""
    room, phases = case
    if room.computers is None or peak(phases, _span) <= room.computers:
        return
    on_computer = [placed for placed in phases if _on_computer(placed)]
    for crowd in excesses(on_computer, _span, room.computers):
        yield _too_many(view, rule, room, crowd, capacity=counted(room.computers, "poste"))


def _too_many(
    view: PlanView, rule: Rule, room: Room, crowd: tuple[int, list[Placed]], *, capacity: str
) -> Violation:
    """Say that a preparation room is too full at an instant."""
    minute, present = crowd
    people = speech.candidates(view, (passage.record.candidate for passage, _ in present))
    return speech.broken(
        view,
        rule,
        f"salle {room.code}, {speech.at(view, minute)} : {counted(len(present), 'candidat')} à la fois "
        f"pour {capacity} ({people}) ; décalez un passage ou changez de salle.",
        passages=[passage for passage, _ in present],
        room=room.code,
        minute=minute,
    )


def _span(placed: Placed) -> tuple[int, int]:
    """When a phase takes place."""
    return placed[1].start, placed[1].end


def _on_computer(placed: Placed) -> bool:
    """Whether the text puts this phase on a computer."""
    passage, phase = placed
    texts = passage.epreuve.phases if passage.epreuve is not None else ()
    return any(text.computer for text in texts if text.id == phase.id)


def phases_needing_access(view: PlanView) -> Iterator[Placed]:
    """Phases of candidates who need accessible rooms."""
    for passage, phase in placed_phases(view):
        if passage.attended and needs_accessible(view, *passage.key):
            yield passage, phase


@judges(over=phases_needing_access)
def accessible_room(view: PlanView, rule: Rule, case: Placed) -> Iterator[Violation]:
    """A candidate who needs it has accessible rooms for every phase."""
    passage, phase = case
    room = view.facts.rooms.get((passage.record.centre, phase.room))
    if room is not None and not room.accessible:
        yield speech.broken(
            view,
            rule,
            f"{speech.passage(view, passage)}, phase {speech.phase(passage, phase)} : la salle "
            f"{room.code} n’est pas accessible, or il en faut une à ce candidat ; choisissez-en une.",
            passages=[passage],
            room=room.code,
            minute=phase.start,
        )


def phases_apart(view: PlanView) -> Iterator[Placed]:
    """Phases without jury of candidates who prepare alone."""
    for passage in view.passages:
        if needs_separate(view, *passage.key):
            for phase in passage.alone:
                yield passage, phase


@judges(over=phases_apart)
def separate_room(view: PlanView, rule: Rule, case: Placed) -> Iterator[Violation]:
    """A candidate entitled to it has nobody else in the preparation room during the phase."""
    passage, phase = case
    others = [
        other
        for other, at_once in view.preparations[passage.record.centre, phase.room]
        if other is not passage and at_once.start < phase.end and phase.start < at_once.end
    ]
    if others:
        people = speech.candidates(view, dict.fromkeys(other.record.candidate for other in others))
        yield speech.broken(
            view,
            rule,
            f"{speech.passage(view, passage)} : a droit à une salle séparée, mais {people} y prépare "
            f"aussi en salle {phase.room} entre {hour(phase.start)} et {hour(phase.end)} ; changez de "
            "salle ou d’heure.",
            passages=[passage, *others],
            room=phase.room,
            minute=phase.start,
        )


def rooms_in_use(view: PlanView) -> Iterator[list[InRoom]]:
    """Each room that hosts a commission, with its commissions and preparations."""
    found: dict[tuple[str, str], list[InRoom]] = {}
    for sitting in view.sittings:
        found.setdefault((sitting.record.centre, sitting.record.room), []).append(sitting)
    for key, uses in found.items():
        yield [*uses, *view.preparations.get(key, ())]


@judges(over=rooms_in_use)
def room_one_commission(view: PlanView, rule: Rule, uses: list[InRoom]) -> Iterator[Violation]:
    """A room hosts one commission at a time, and no preparation meanwhile."""
    commissions = [use for use in uses if isinstance(use, SeenSitting)]
    for before, after in overlapping(commissions, _use_span):
        yield speech.broken(
            view,
            rule,
            f"{speech.jury(view, after)} : la salle est déjà prise par la commission "
            f"{before.record.code} {speech.hours(before.record.start, before.record.end)} ; changez de "
            "salle.",
            sittings=[before, after],
            room=after.record.room,
            minute=after.record.start,
        )
    yield from _preparations_meanwhile(view, rule, commissions, uses)


def _preparations_meanwhile(
    view: PlanView, rule: Rule, commissions: list[SeenSitting], uses: list[InRoom]
) -> Iterator[Violation]:
    """Preparations that take place in the room of a sitting commission."""
    for use in uses:
        if isinstance(use, SeenSitting):
            continue
        passage, phase = use
        for sitting in commissions:
            if sitting.record.start < phase.end and phase.start < sitting.record.end:
                yield speech.broken(
                    view,
                    rule,
                    f"{speech.passage(view, passage)} : prépare en salle {phase.room} pendant que la "
                    f"commission {sitting.record.code} y siège ; choisissez une salle de préparation "
                    "libre.",
                    passages=[passage],
                    sittings=[sitting],
                    room=phase.room,
                    minute=phase.start,
                )


def _use_span(sitting: SeenSitting) -> tuple[int, int]:
    """When a commission sits."""
    return sitting.record.start, sitting.record.end
