"""How the terminal says places of the board: where, when, and what each costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.french import hour
from models.planning import Passage
from scheduler.board import Colour, Effect, Key, Place, PlanDesk
from scheduler.cli.live import LEVELS
from scheduler.rules import speech


def who(desk: PlanDesk, key: Key) -> str:
    """« Mme Louise Martin (n° 1), BTS-SAM/E4 »."""
    return f"{speech.candidate(desk.index.view, key[0])}, {key[1]}"


def where(desk: PlanDesk, passage: Passage) -> str:
    """« commission E4-03, mardi 8 juin, P1 à 8 h puis B12 à 9 h »."""
    steps = " puis ".join(f"{phase.room} à {hour(phase.start)}" for phase in passage.phases)
    return f"commission {passage.commission}, {speech.day(desk.index.view, passage.start)}, {steps}"


def cost(effect: Effect) -> str:
    """« jours de plus d’un candidat +1, minutes d’attente -90 »."""
    changes = [f"{LEVELS[name]} {change:+d}" for name, change in effect.changes.items()]
    return ", ".join(changes) or "rien d’autre ne change"


def place_lines(desk: PlanDesk, title: str, places: Sequence[Place]) -> Iterator[str]:
    """Return a title and one line a place, with the preferences it does not keep."""
    if not places:
        return
    yield title
    for rank, place in enumerate(places, 1):
        yield f"  {rank}. {_said(desk, place)} : {cost(place.effect)}"
        if place.verdict.colour is not Colour.GREEN:
            yield from (f"     {sentence}" for sentence in place.verdict.sentences)


def _said(desk: PlanDesk, place: Place) -> str:
    if len(place.moves) == 1:
        return where(desk, place.passage)
    other = place.moves[1].key
    return f"avec {speech.candidate(desk.index.view, other[0])} ({where(desk, place.passage)})"


def place_json(place: Place) -> dict[str, object]:
    """Return a place as plain data, minutes since the midnight of the plan's first day."""
    return {
        "deplacements": [
            {
                "candidat": move.candidate,
                "epreuve": move.epreuve,
                "commission": move.commission,
                "debut_jury": move.start,
                "nouvelle_commission": move.opening is not None,
            }
            for move in place.moves
        ],
        "verdict": place.verdict.colour.value,
        "motifs": list(place.verdict.sentences),
        "avant": dict(place.effect.before),
        "apres": dict(place.effect.after),
    }
