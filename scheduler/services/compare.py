"""What changes from one plan to another: who moves, from where to where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.dossier import Dossier
from models.dossier.names import examiner_name
from models.french import hour, typeset
from models.planning import Passage, Plan, Sitting
from scheduler.rules.wording import day_of, long_day, numbered_name


@dataclass(frozen=True, slots=True)
class Difference:
    """What changes for one person.

    Attributes
    ----------
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
        was = _spoken_passage(names, before, held) if held else None
        is_now = _spoken_passage(names, after, moved) if moved else None
        if held and moved and was == is_now and held.convocation != moved.convocation:
            was, is_now = (f"{was}, accueil à {hour(one.convocation)}" for one in (held, moved))
        if was != is_now:
            yield Difference(
                "candidat", number, names.candidates.get(number, number), epreuve, was, is_now
            )


def _examiners(names: _Names, before: Plan, after: Plan) -> Iterator[Difference]:
    old, new = _sittings(names, before), _sittings(names, after)
    for code, epreuve, day in sorted(old.keys() | new.keys()):
        was, is_now = old.get((code, epreuve, day)), new.get((code, epreuve, day))
        if was != is_now:
            yield Difference("examinateur", code, names.examiners.get(code, code), epreuve, was, is_now)


def _sittings(names: _Names, plan: Plan) -> dict[tuple[str, str, str], str]:
    """Return what each examiner does of each épreuve each day, as one sentence."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for sitting in sorted(plan.sittings, key=lambda one: one.start):
        day = day_of(plan.first_day, sitting.start).isoformat()
        for member in sitting.members:
            said = _spoken_sitting(names, plan, sitting)
            found.setdefault((member.examiner, sitting.epreuve, day), []).append(said)
    return {key: " ; ".join(said) for key, said in found.items()}


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
