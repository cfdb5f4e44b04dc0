"""How unevenly examiners must come, and against whose wish, in sessions of any size.

How many half-days the people of a kind of seat come in together is known (`loads`). Spread over them as
evenly as what each promised allows, these half-days have the least squares: examiners are counted by
the seats they hold and by how often they may come, so that hundreds of them are a few numbers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from models.planning import PlanExaminer, Preference
from solver.blocks import whole_blocks
from solver.bounds.loads import half_days_needed
from solver.instance import Instance
from solver.limits import Clock
from solver.master import Master
from solver.mip import TOLERANCE, Expr, Mip, Var, total
from solver.rounding import rounded_up

EFFORT = 2.0
SQUARES, DISLIKED = "squares", "disliked"


@dataclass(frozen=True, slots=True)
class Guild:
    """Examiners of the same crews, who may come `most` times, `gladly` of them."""

    crews: frozenset[int]
    most: int
    gladly: int


def least_of_members(instance: Instance, reached: Mapping[str, int], clock: Clock) -> dict[str, int]:
    """Return bounds of the squares of loads and of disliked half-days, for plans no worse before.

    Half-days are counted by how many there are, not which: 0, always true, where work is out.
    """
    first = tuple(reached[level] for level in ("unplaced", "replacements", "half_days"))
    needed = half_days_needed(instance, _without_seats(instance, clock), first)
    balance = Balance(instance, needed, clock)
    squares = min(reached[SQUARES], balance.least(balance.squares))
    balance.mip.at_most(balance.squares, reached[SQUARES] + TOLERANCE)
    return {SQUARES: squares, DISLIKED: min(reached[DISLIKED], balance.least(balance.disliked))}


def _without_seats(instance: Instance, clock: Clock) -> Master:
    """Return the commissions of a session without those who sit there."""
    needs = tuple(replace(need, seats=()) for need in instance.problem.epreuves)
    bare = Instance(replace(instance.problem, epreuves=needs, examiners=()))
    return Master(bare, whole_blocks(bare), clock, relaxed=True)


class Balance:
    """How many of each guild come at least once, twice, and so on."""

    def __init__(self, instance: Instance, needed: Mapping[frozenset[str], int], clock: Clock) -> None:
        self.mip = Mip(clock)
        squares: list[Expr] = []
        disliked: list[Expr] = []
        there: dict[int, list[Var]] = defaultdict(list)
        for guild, size in guilds_of(instance, list(needed)).items():
            for times in range(1, guild.most + 1):
                come = self.mip.integer(size)
                squares.append((2 * times - 1) * come)
                if times > guild.gladly:
                    disliked.append(come)
                for crew in guild.crews:
                    there[crew].append(come)
        for crew, least in enumerate(needed.values()):
            self.mip.at_most(least, total([*there[crew], self.mip.number(0.0)]))
        self.squares = total(squares)
        self.disliked = total(disliked)

    def least(self, cost: Expr) -> int:
        """Return the least of a level."""
        return rounded_up(self.mip.bound(cost, effort=EFFORT, whole=True))


def guilds_of(instance: Instance, crews: list[frozenset[str]]) -> Counter[Guild]:
    """Count the examiners who hold the same seats and may come as often."""
    found: Counter[Guild] = Counter()
    for one in instance.problem.examiners:
        mine = frozenset(rank for rank, crew in enumerate(crews) if one.code in crew)
        if mine:
            most = _half_days(instance, one)
            gladly = _half_days(instance, one, glad=True)
            if one.max_half_days is not None:
                most = min(most, one.max_half_days)
            found[Guild(mine, most, min(most, gladly))] += 1
    return found


def _half_days(instance: Instance, examiner: PlanExaminer, *, glad: bool = False) -> int:
    """Most half-days somebody may come in, in one centre each day; `glad`, not against a wish."""
    by_day: dict[int, Counter[str]] = defaultdict(Counter)
    for half, preference in examiner.half_days.items():
        if half in instance.half_days and not (glad and preference == Preference.DISLIKED):
            where = instance.half_days[half]
            by_day[where.day][where.centre] += 1
    return sum(max(centres.values()) for centres in by_day.values())
