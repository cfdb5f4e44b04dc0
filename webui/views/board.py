"""What the board says of a place: its colour in words, the hour, the people, the effect, the reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.french import NARROW_NBSP, hour, typeset
from models.planning import LEVELS, Passage
from scheduler.board import Colour, Effect, Place
from scheduler.rules import speech
from scheduler.services.desks import OpenDesk
from webui.french import LEVEL_NAMES, number, word
from webui.views.names import Names
from webui.views.waivers import form_of

LOOKS = {
    Colour.GREEN: ("Possible", "ok", "check"),
    Colour.AMBER: ("Préférence non suivie", "warn", "alert"),
    Colour.RED: ("Impossible", "bad", "ban"),
}
"""Word, tone and icon of each verdict: never the colour alone."""


@dataclass(frozen=True, slots=True)
class EffectLine:
    """One level that changes: « Attente des candidats : −20 min »; less is better."""

    text: str
    better: bool


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """One place, in words; `fields` is what a form sends to take it."""

    colour: str
    word: str
    tone: str
    mark: str
    day: str
    when: str
    where: str
    before: str
    members: str
    effect: tuple[EffectLine, ...]
    sentences: tuple[str, ...]
    commission: str
    start: int
    fields: Mapping[str, str]
    lawful: bool
    whom: str = ""
    waivers: tuple[Mapping[str, str], ...] = ()
    """What the form of a written exception needs, where only such rules stand in the way."""


def effect_lines(effect: Effect) -> tuple[EffectLine, ...]:
    """Say what a change does to each level, first level first; empty when it does nothing."""
    changes = effect.changes
    return tuple(
        EffectLine(_level(name, changes[name]), changes[name] < 0) for name in LEVELS if name in changes
    )


def effect_text(effect: Effect) -> str:
    """Say the whole effect in one sentence."""
    said = [line.text[0].lower() + line.text[1:] for line in effect_lines(effect)]
    return typeset("Effet : " + " ; ".join(said) + ".") if said else "Aucun effet sur les indicateurs."


def _level(name: str, change: int) -> str:
    title = LEVEL_NAMES[name]
    unit = f"{NARROW_NBSP}min" if title.endswith("(min)") else ""
    sign = "+" if change > 0 else "\N{MINUS SIGN}"
    return typeset(f"{title.removesuffix('(min)').strip()} : {sign}{number(abs(change))}{unit}")


class PlaceWords:
    """Says the places of one plan."""

    def __init__(self, opened: OpenDesk) -> None:
        self.opened = opened
        self.desk = desk = opened.desk
        self.names = Names(desk.dossier)

    def shown(self, place: Place) -> ShownPlace:
        """Return a place in words."""
        move = place.moves[0]
        colour = place.verdict.colour
        said, tone, mark = LOOKS[colour]
        sitting = (
            place.change.sittings.get(move.commission)
            or self.desk.index.sittings[move.commission].record
        )
        return ShownPlace(
            colour=colour.value.lower(),
            word=said,
            tone=tone,
            mark=mark,
            day=self.day(move.start),
            when=self.when(move.start),
            where=f"{sitting.code}, {self.names.room_label(sitting.centre, sitting.room)}",
            before=self.before(place.passage, sitting.room),
            members=", ".join(self.names.examiner(one.examiner) for one in sitting.members),
            effect=effect_lines(place.effect),
            sentences=tuple(typeset(one) for one in self.opened.sentences(place.verdict)),
            commission=move.commission,
            start=move.start,
            fields=_fields(place),
            lawful=colour is not Colour.RED,
            whom=self.names.candidate(place.moves[1].candidate) if len(place.moves) > 1 else "",
            waivers=self.waivers(place),
        )

    def waivers(self, place: Place) -> tuple[Mapping[str, str], ...]:
        """Return the exceptions that would allow a place; none where a rule admits no exception.

        Nor within some centres: whoever has the session gives them.
        """
        rules = self.desk.regulation.rules
        hard = place.verdict.hard
        if self.opened.reach is not None or not all(rules[one.rule].exception for one in hard):
            return ()
        return tuple(form_of(one, rules[one.rule]) for one in hard)

    def day(self, minute: int) -> str:
        """« mardi 8 juin »."""
        return speech.day(self.desk.index.view, minute)

    def when(self, minute: int) -> str:
        """« mardi 8 juin à 9 h 30 »."""
        return speech.at(self.desk.index.view, minute)

    def before(self, passage: Passage, jury_room: str) -> str:
        """« préparation à 8 h 45, salle P1 », empty when there is nothing before the jury."""
        said = [
            f"{word(one.id).lower()} à {hour(one.start)}, "
            f"{self.names.room_label(passage.centre, one.room)}"
            for one in passage.phases
            if one.room != jury_room
        ]
        return " puis ".join(said)

    def data(self, place: Place) -> dict[str, object]:
        """Return a place as the board's script reads it."""
        shown = self.shown(place)
        return {
            "colour": shown.colour,
            "word": shown.word,
            "commission": shown.commission,
            "start": place.start,
            "end": place.passage.end,
            "phases": [[one.start, one.end, one.room] for one in place.passage.phases],
            "centre": place.passage.centre,
            "when": shown.when,
            "where": shown.where,
            "sentences": list(shown.sentences),
            "effect": effect_text(place.effect),
            "whom": shown.whom,
            "fields": dict(shown.fields),
        }


def _fields(place: Place) -> dict[str, str]:
    move = place.moves[0]
    fields = {"candidat": move.candidate, "epreuve": move.epreuve}
    if len(place.moves) > 1:
        other = place.moves[1]
        return fields | {"avec": other.candidate, "avec_epreuve": other.epreuve}
    fields |= {"commission": move.commission, "debut": str(move.start)}
    return fields | ({"ouvrir": "1"} if move.opening is not None else {})
