"""The first levels solved one after the other by the master, and the comfort that follows."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from models.planning import Preference
from solver.constraints.master import add_constraints
from solver.counting import add_counting_cuts
from solver.homes import homes_of, one_centre_each, travel_cost
from solver.instance import Block, Instance
from solver.limits import Clock
from solver.locks import keep_locked_members
from solver.master import Master, Opening, level_values
from solver.mip import TOLERANCE, Answer, Expr, total
from solver.pairing import openings_of

RESERVE_COST = 200.0
DAY_COST = 50.0
HALF_DAY_COST = 50.0
"""What a candidate costs who is heard in two half-days of a day: the wait over noon."""
DISLIKED_COST = 3.0
NOISE = 0.9
NOISE_GROWTH = 4
STAGE_EFFORT = 30.0
COMFORT_EFFORT = 4.0
COMFORT_GAP = 0.02


@dataclass(frozen=True, slots=True)
class Opened:
    """Commissions to open, the centre of whoever had none, and the levels the master expects.

    `first` is the answer that settled the levels: it need not be found again.
    """

    openings: tuple[Opening, ...]
    homes: dict[str, str]
    unplaced: int
    replacements: int
    half_days: int
    first: Answer

    @property
    def score(self) -> tuple[int, int, int]:
        """The first three levels."""
        return self.unplaced, self.replacements, self.half_days

    @property
    def proved(self) -> bool:
        """Whether no other commissions of these blocks do better on these levels."""
        return self.first.is_near(0.0)


def best_openings(
    instance: Instance,
    blocks: Iterable[Block],
    clock: Clock,
    *,
    attempt: int = 0,
    known: Answer | None = None,
) -> Opened | None:
    """Return commissions for the least unplaced, then replacements, then half-days; None out of time.

    Parameters
    ----------
    attempt : int
        Another number draws other commissions among equally good ones.
    known : Answer, optional
        What settled the levels of the same instance and blocks before; sought further unless proved.

    """
    master = Master(instance, blocks, clock)
    add_constraints(master)
    keep_locked_members(master)
    homes = one_centre_each(master)
    first = _first_levels(master, known)
    if first is None:
        return None
    wishes = total([_comfort(master, clock.limits.seed, attempt), *travel_cost(master, homes)])
    comfort = master.mip.minimize(wishes, effort=COMFORT_EFFORT, gap=COMFORT_GAP, start=first.values)
    answer = comfort or first
    openings = tuple(openings_of(master, answer))
    return Opened(openings, homes_of(master, homes, answer), *level_values(master, answer), first)


def _first_levels(master: Master, known: Answer | None) -> Answer | None:
    """Solve the three levels at once, each worth more than all that the next can cost, and fix them."""
    add_counting_cuts(master, master.mip.clock)
    start = None if known is None else known.values
    if known is None or not known.is_near(0.0):
        known = master.mip.minimize(ranked(master), effort=STAGE_EFFORT, start=start) or known
    answer = known
    if answer is None:
        return None
    for level, value in zip(_levels(master), level_values(master, answer), strict=True):
        master.mip.at_most(level, value + TOLERANCE)
    return answer


def _levels(master: Master) -> tuple[Expr, Expr, Expr]:
    return master.unplaced, master.replacements, master.commissions


def _weight(master: Master) -> int:
    """More than there can be commissions, none of which sits for nobody, or members replaced."""
    seats = max((len(need.seats) for need in master.instance.problem.epreuves), default=1)
    return 1 + seats * len(master.instance.problem.tasks)


def ranked(master: Master) -> Expr:
    """The three levels as one cost, each worth more than all that the next can cost."""
    weight = _weight(master)
    return weight * weight * master.unplaced + weight * master.replacements + master.commissions


def _comfort(master: Master, seed: int, attempt: int) -> Expr:
    """Days of candidates, reserves, balance and preferences of examiners, and a little chance."""
    draw = random.Random(1000 * attempt + seed)  # noqa: S311 - ties are drawn, nothing is protected
    noise = NOISE * (1 + NOISE_GROWTH * attempt)
    terms: list[Expr] = [DAY_COST * var for var in _days_present(master)]
    terms += [HALF_DAY_COST * var for var in _uneven(master)]
    for code, seats in master.seats_of().items():
        examiner = master.instance.examiners[code]
        terms += _rising_cost(master, [seat.var for seat in seats])
        for seat in seats:
            disliked = examiner.half_days[seat.block.half_day.id] == Preference.DISLIKED
            cost = RESERVE_COST * examiner.reserve + DISLIKED_COST * disliked + noise * draw.random()
            terms.append(cost * seat.var)
    return total(terms)


def _days_present(master: Master) -> list[Expr]:
    """Candidates of each group present each day: at least as many as sit each of their épreuves."""
    halves = {block.half_day.id: block.half_day.day for block in master.blocks}
    sums: dict[tuple[int, int], dict[int, list[Expr]]] = defaultdict(lambda: defaultdict(list))
    for (group, index, half), var in master.flows.items():
        sums[group, halves[half]][index].append(var)
    present: list[Expr] = []
    for by_index in sums.values():
        there = master.mip.number()
        present.append(there)
        for flows in by_index.values():
            master.mip.at_most(total(flows), there)
    return present


def _uneven(master: Master) -> list[Expr]:
    """Candidates of two épreuves whose commissions sit in other half-days, as the counts show them.

    Where the commissions of both hear the same share of their candidates in each half-day, hours
    that wait little exist; elsewhere somebody waits over noon.
    """
    found: list[Expr] = []
    for (one, two), people in sorted(_heard_in_both(master).items()):
        for block in master.blocks:
            shares = [
                people / _commissions(master, key) * master.count(block, key) for key in (one, two)
            ]
            more = master.mip.number()
            master.mip.at_most(shares[0] - shares[1], more)
            master.mip.at_most(shares[1] - shares[0], more)
            found.append(0.5 * more)
    return found


def _heard_in_both(master: Master) -> Counter[tuple[str, str]]:
    """Candidates of each two épreuves."""
    found: Counter[tuple[str, str]] = Counter()
    for group in master.groups:
        keys = sorted({one.key for one in group.classes})
        found.update(dict.fromkeys(combinations(keys, 2), group.size))
    return found


def _commissions(master: Master, key: str) -> float:
    """Return how many commissions an épreuve takes, more or less."""
    sizes = [
        sum(pattern) for (_, other), rows in master.opened.items() if other == key for pattern in rows
    ]
    return max(1.0, len(master.instance.tasks_of_key[key]) / max(sizes, default=1))


def _rising_cost(master: Master, sits: list[Expr]) -> list[Expr]:
    """Cost 1, 3, 5 … of a first, second, third half-day: their sum is the square of the load."""
    steps = [master.mip.number(1) for _ in sits]
    master.mip.equal(total(sits), total(steps))
    return [(2 * rank + 1) * step for rank, step in enumerate(steps)]
