"""Why a passage is where it is, or nowhere: what forbids each commission and half-day, in groups.

The words of each group are few; each keeps one sentence of the checkers as an example.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.board.change import Key
from scheduler.board.desk import Place, PlanDesk
from scheduler.board.judging import Colour
from scheduler.board.making import Move

GROUPS = {
    "designated_centre": "un autre centre que le sien",
    "own_student": "un membre ne peut pas l’interroger",
    "declared_incompatibility": "un membre ne peut pas l’interroger",
    "employer": "un membre ne peut pas l’interroger",
    "tutor": "un membre ne peut pas l’interroger",
    "accessible_room": "la salle n’est pas accessible",
    "locks_kept": "ce passage est verrouillé",
    "gap_between_candidates": "aucun intervalle libre assez long",
    "inside_half_day": "la demi-journée n’en laisse pas le temps",
    "commission_window": "la demi-journée n’en laisse pas le temps",
    "daily_cap": "le nombre de candidats permis ce jour-là est atteint",
    "rest_between_passages": "trop près de son autre passage",
    "convocation_time": "trop près de son autre passage",
    "separate_room": "pas de salle de préparation où être seul",
    "preparation_seats": "plus de place en préparation",
    "preparation_computers": "plus d’ordinateur en préparation",
    "room_one_commission": "la salle est prise par une autre commission",
    "examiner_one_commission": "un membre siège ailleurs juste avant ou après",
    "examiner_lunch": "un membre siège ailleurs juste avant ou après",
    "working_time_day": "un membre siégerait trop longtemps",
    "working_time_span": "un membre siégerait trop longtemps",
    "working_time_night": "un membre siégerait trop longtemps",
}
"""What to say of commissions that a rule forbids; rules first in this list are said first."""

OTHER = "une autre règle s’y oppose"
MOST_WAYS = 2


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Commissions (or half-days) that one thing forbids: what, which, and a sentence as an example."""

    what: str
    where: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Every other commission of a passage: those it could go to, with their cost, and those forbidden.

    `closed` are half-days without a commission of the épreuve, and why none can be opened in them;
    `remedies` place a passage that has no place, the least change first, each judged.
    """

    key: Key
    places: tuple[Place, ...]
    obstacles: tuple[Obstacle, ...]
    closed: tuple[Obstacle, ...]
    remedies: tuple[Place, ...] = ()


def explain(desk: PlanDesk, key: Key) -> Explanation:
    """Say of every commission and half-day what a passage could do there.

    Raises
    ------
    NotFoundError
        The candidate does not sit this épreuve in this session.

    """
    judged = desk.places_for(*key)
    lawful = tuple(place for place in judged if place.verdict.colour is not Colour.RED)
    forbidden = [place for place in judged if place.verdict.colour is Colour.RED]
    placed = key in desk.index.passages
    return Explanation(
        key,
        lawful,
        tuple(_grouped(forbidden)),
        tuple(_closed(desk, key)),
        () if placed else tuple(_remedies(desk, key, lawful)),
    )


def _grouped(forbidden: list[Place]) -> Iterator[Obstacle]:
    """Commissions by what forbids them first, in the order of `GROUPS`."""
    order = list(GROUPS)
    found: dict[str, list[Place]] = {}
    examples: dict[str, str] = {}
    for place in forbidden:
        rules = [
            (order.index(one.rule) if one.rule in GROUPS else len(order), one)
            for one in place.verdict.hard
        ]
        _, worst = min(rules, key=lambda pair: pair[0])
        what = GROUPS.get(worst.rule, OTHER)
        found.setdefault(what, []).append(place)
        examples.setdefault(what, worst.sentence)
    for what, places in sorted(found.items(), key=lambda item: -len(item[1])):
        yield Obstacle(what, tuple(place.commission for place in places), examples[what])


def _closed(desk: PlanDesk, key: Key) -> Iterator[Obstacle]:
    """Half-days in which no commission could be opened for this passage, by what is short."""
    found: dict[str, list[str]] = {}
    for words, what in desk.openings.obstacles(key):
        found.setdefault(what, []).append(words)
    for what, where in found.items():
        yield Obstacle(what, tuple(where), "")


def _remedies(desk: PlanDesk, key: Key, lawful: tuple[Place, ...]) -> Iterator[Place]:
    """A free place; else another passage moved to make room; else a commission to open."""
    if lawful:
        yield lawful[0]
        return
    chain = next(_chains(desk, key), None)
    if chain is not None:
        yield chain
    yield from desk.best_openings(*key, count=1)


def _chains(desk: PlanDesk, key: Key) -> Iterator[Place]:
    """Two moves: somebody goes to a free place, and this passage takes the one left."""
    task = desk.maker.task(key)
    for other, seen in list(desk.index.passages.items()):
        record = seen.record
        same = record.epreuve == key[1] and not record.locked and seen.sitting is not None
        if not same or task.centre not in (None, record.centre):
            continue
        members = {member.examiner for member in seen.sitting.members} if seen.sitting else set()
        if task.conflicts & members:
            continue
        begin, end = seen.jury_start - task.lead, seen.jury_start + task.jury
        if desk.sieve.comfort(key, begin, end)[0]:
            continue
        for away in _free_places(desk, other, record.commission)[:MOST_WAYS]:
            found = desk.effect_of(Move(*key, record.commission, seen.jury_start), away)
            if found.verdict.colour is not Colour.RED:
                yield found


def _free_places(desk: PlanDesk, key: Key, but: str) -> list[Move]:
    """Free hours of other commissions for a passage, without judging them."""
    task = desk.maker.task(key)
    found = []
    for code, seen in desk.index.sittings.items():
        if code != but and seen.record.epreuve == key[1] and task.centre in (None, seen.record.centre):
            starts = desk.sieve.starts(key, code)
            wishes = [(desk.sieve.wish(key, seen, start), start) for start in starts]
            if wishes:
                wish, start = min(wishes)
                found.append((wish, Move(*key, code, start)))
    return [move for _, move in sorted(found, key=lambda pair: pair[0])]
