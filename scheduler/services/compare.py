"""What changes from one plan to another: who moves, from where to where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from models.dossier import Dossier
from models.dossier.names import examiner_name
from models.french import MINUTES_A_DAY, hour, typeset
from models.planning import Passage, Plan, Sitting
from scheduler.rules.wording import day_of, long_day, numbered_name


class Change(StrEnum):
    """What changes first: the value is the word of addresses, in French."""

    NEW = "nouveau"
    GONE = "supprime"
    CENTRE = "centre"
    DAY = "jour"
    HOUR = "heure"
    ROOM = "salle"


@dataclass(frozen=True, slots=True)
class Difference:
    """What changes for one person.

    Attributes
    ----------
    change
        What changes first: there is nothing more, or the centre, the day, the hour, the room.
    kind, code
        `candidat` and the number, or `examinateur` and the code.
    who, what
        Name of the person; the épreuve.
    before, after
        French sentences (day, hour, room); None when there is nothing on that side.

    """

    kind: str
    code: str
    who: str
    what: str
    before: str | None
    after: str | None
    change: Change


@dataclass(frozen=True, slots=True)
class Reach:
    """How many people differences concern: convened anew, newly convened, no longer convened."""

    anew: int
    new: int
    gone: int

    @property
    def people(self) -> int:
        """Everybody to whom something must be sent."""
        return self.anew + self.new + self.gone


def reach_of(found: Iterable[Difference], before: Plan, after: Plan) -> Reach:
    """Count the people whom these differences concern, from one plan to the other."""
    touched = {(one.kind, one.code) for one in found}
    old, new = _holders(before), _holders(after)
    return Reach(
        anew=len(touched & old & new), new=len(touched & new - old), gone=len(touched & old - new)
    )


def _holders(plan: Plan) -> set[tuple[str, str]]:
    """Everybody a plan convenes."""
    candidates = {("candidat", one.candidate) for one in plan.passages}
    sitting = {("examinateur", one.examiner) for held in plan.sittings for one in held.members}
    return candidates | sitting


def differences(dossier: Dossier, before: Plan, after: Plan) -> tuple[Difference, ...]:
    """Return everybody whose day, hour, place or épreuve changes; candidates first.

    A preparation that moves counts, a commission that is only renamed does not; a dossier examined
    without its candidate concerns the jury alone.

    Parameters
    ----------
    dossier
        Names of the people, withdrawn ones too.
    before, after
        The version in force, and the one that would replace it.

    """
    names = _Names(dossier)
    return (*_candidates(names, before, after), *_examiners(names, before, after))


def said(change: Difference) -> str:
    """« E4 : mardi 8 juin à 9 h, salle B12, au lieu de lundi 7 juin à 8 h, salle B11. »."""
    code = change.what.partition("/")[2] or change.what
    if change.before is None:
        return typeset(f"{code} : {change.after} (nouveau).")
    if change.after is None:
        return typeset(f"{code} : supprimé (c’était {change.before}).")
    return typeset(f"{code} : {change.after}, au lieu de {change.before}.")


class _Names:
    """People and places by code."""

    def __init__(self, dossier: Dossier) -> None:
        self.candidates = {one.number: typeset(numbered_name(one)) for one in dossier.candidates}
        self.examiners = {one.code: examiner_name(one) for one in dossier.examiners}
        self.centres = {one.uai: one.name for one in dossier.centres}
        self.rooms = {(one.centre, one.code): _room(one.name or one.code) for one in dossier.rooms}

    def place(self, centre: str, room: str) -> str:
        where = self.rooms.get((centre, room)) or _room(room)
        return where if len(self.centres) <= 1 else f"{where}, {self.centres.get(centre, centre)}"


def _room(name: str) -> str:
    """« salle B12 », without saying « salle » twice."""
    return name if name.casefold().startswith("salle") else f"salle {name}"


def _candidates(names: _Names, before: Plan, after: Plan) -> Iterator[Difference]:
    old = {(one.candidate, one.epreuve): one for one in before.passages if not one.absent}
    new = {(one.candidate, one.epreuve): one for one in after.passages if not one.absent}
    for number, epreuve in sorted(old.keys() | new.keys()):
        held, moved = old.get((number, epreuve)), new.get((number, epreuve))
        if held == moved and before.first_day == after.first_day:
            continue
        was = _spoken_passage(names, before, held) if held else None
        is_now = _spoken_passage(names, after, moved) if moved else None
        if held and moved and was == is_now and held.convocation != moved.convocation:
            was, is_now = (f"{was}, accueil à {hour(one.convocation)}" for one in (held, moved))
        if was != is_now:
            who = names.candidates.get(number, number)
            change = _moved(_where(before, held), _where(after, moved))
            yield Difference("candidat", number, who, epreuve, was, is_now, change)


def _examiners(names: _Names, before: Plan, after: Plan) -> Iterator[Difference]:
    old, new = _sat(before), _sat(after)
    for key in sorted(old.keys() | new.keys()):
        held, holds = old.get(key), new.get(key)
        if held == holds and before.first_day == after.first_day:
            continue
        was = _spoken_day(names, before, held)
        is_now = _spoken_day(names, after, holds)
        if was != is_now:
            code, epreuve, day = key
            who = names.examiners.get(code, code)
            change = _moved(_place(held, day), _place(holds, day))
            yield Difference("examinateur", code, who, epreuve, was, is_now, change)


Where = tuple[object, object, object]
"""Centre, day and hours of somebody."""


def _moved(was: Where | None, now: Where | None) -> Change:
    """Return what changes first between two places; the room when nothing else does."""
    if was is None or now is None:
        return Change.NEW if was is None else Change.GONE
    pairs = zip((Change.CENTRE, Change.DAY, Change.HOUR), was, now, strict=True)
    return next((change for change, one, other in pairs if one != other), Change.ROOM)


def _where(plan: Plan, passage: Passage | None) -> Where | None:
    """Return where a candidate is, rooms left out."""
    if passage is None:
        return None
    hours = (passage.convocation, *(one for phase in passage.phases for one in (phase.start, phase.end)))
    midnight = passage.start // MINUTES_A_DAY * MINUTES_A_DAY
    day = day_of(plan.first_day, passage.start)
    return passage.centre, day, tuple(minute - midnight for minute in hours)


def _sat(plan: Plan) -> dict[tuple[str, str, str], list[Sitting]]:
    """Return the commissions of each examiner, by épreuve and day, in the order of their hours."""
    sat: dict[tuple[str, str, str], list[Sitting]] = {}
    for sitting in sorted(plan.sittings, key=lambda one: one.start):
        day = day_of(plan.first_day, sitting.start).isoformat()
        for member in sitting.members:
            sat.setdefault((member.examiner, sitting.epreuve, day), []).append(sitting)
    return sat


def _place(rows: list[Sitting] | None, day: str) -> Where | None:
    """Return where an examiner sits for an épreuve one day, rooms left out."""
    if rows is None:
        return None
    hours = tuple((one.start % MINUTES_A_DAY, one.end % MINUTES_A_DAY) for one in rows)
    return tuple(sorted({one.centre for one in rows})), day, hours


def _spoken_day(names: _Names, plan: Plan, rows: list[Sitting] | None) -> str | None:
    """Return what an examiner does of an épreuve one day, as one sentence."""
    if rows is None:
        return None
    return " ; ".join(_spoken_sitting(names, plan, one) for one in rows)


def _spoken_passage(names: _Names, plan: Plan, passage: Passage) -> str:
    """« mardi 8 juin à 9 h 30, salle P1 puis salle B12 »."""
    rooms = dict.fromkeys(names.place(passage.centre, phase.room) for phase in passage.phases)
    steps = " puis ".join(rooms)
    begins = ", ".join(hour(phase.start) for phase in passage.phases)
    return typeset(f"{long_day(day_of(plan.first_day, passage.start))} à {begins}, {steps}")


def _spoken_sitting(names: _Names, plan: Plan, sitting: Sitting) -> str:
    """« mardi 8 juin de 9 h à 12 h, salle B12 »."""
    day = long_day(day_of(plan.first_day, sitting.start))
    return typeset(
        f"{day} de {hour(sitting.start)} à {hour(sitting.end)}, "
        f"{names.place(sitting.centre, sitting.room)}"
    )
