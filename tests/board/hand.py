"""Changes of a plan drawn by a seeded hand, lawful or not, and what the whole check says of them."""

from __future__ import annotations

import random
from collections import Counter

from scheduler.board import Key, Move, Place, PlanDesk
from scheduler.board.judging import blamed
from scheduler.rules import Violation, check


def drawn_change(draw: random.Random, desk: PlanDesk) -> Place:
    """A move to a free hour or to any, a swap, a new commission, or a passage taken out."""
    key = draw.choice([*desk.index.passages, *desk.index.unplaced])
    ways = [_free, _anywhere, _anywhere, _opened]
    if key in desk.index.passages:
        ways += [_swap, _out]
    return draw.choice(ways)(draw, desk, key) or _anywhere(draw, desk, key)


def _anywhere(draw: random.Random, desk: PlanDesk, key: Key) -> Place:
    code = draw.choice(_codes(draw, desk, key))
    start = desk.index.sittings[code].record.start + draw.randrange(-60, 300, 5) + (draw.random() < 0.1)
    return desk.effect_of(Move(*key, code, start))


def _free(draw: random.Random, desk: PlanDesk, key: Key) -> Place | None:
    code = draw.choice(_codes(draw, desk, key))
    starts = desk.sieve.starts(key, code)
    return desk.effect_of(Move(*key, code, draw.choice(starts))) if starts else None


def _opened(draw: random.Random, desk: PlanDesk, key: Key) -> Place | None:
    moves = list(desk.openings.for_passage(key))
    return desk.effect_of(draw.choice(moves)) if moves else None


def _swap(draw: random.Random, desk: PlanDesk, key: Key) -> Place | None:
    others = [one for one in desk.index.passages if one != key and one[1] == key[1]]
    return desk.swap_of(key, draw.choice(others)) if others else None


def _out(_draw: random.Random, desk: PlanDesk, key: Key) -> Place:
    return desk.taken_out(key, "Retiré à la main.")


def _codes(draw: random.Random, desk: PlanDesk, key: Key) -> list[str]:
    """Commissions of the épreuve, and now and then of any other."""
    sittings = desk.index.sittings
    same = [code for code, one in sittings.items() if one.record.epreuve == key[1]]
    return same if same and draw.random() < 0.9 else list(sittings)


def blamed_by_everything(desk: PlanDesk, place: Place) -> Counter[Violation]:
    """What the whole check finds after a change, beyond what was wrong before."""
    after = check(desk.dossier, desk.regulation, desk.apply(place), reference=desk.plan)
    return Counter(blamed(after.violations, desk.bench.known, place.change.passages))
