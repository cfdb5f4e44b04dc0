"""Stage 0: the fewest commissions that could hear everybody of an épreuve, people and rooms aside.

A small covering programme over patterns, one an épreuve. Its optimum is a bound of the master that
linear relaxation alone does not see, because it rounds up.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict

from solver.instance import Instance
from solver.limits import Clock
from solver.master import Master
from solver.mip import TOLERANCE, Expr, Mip, total
from solver.patterns import Pattern

EFFORT = 3.0


def least_commissions(master: Master, clock: Clock) -> dict[str, int]:
    """Return, for each épreuve key, a number of commissions below which somebody is unplaced."""
    return {key: _least(master, key, clock) for key in master.kinds}


def _least(master: Master, key: str, clock: Clock) -> int:
    """Cover the lengths to hear by patterns, half-days of the best length without count."""
    instance: Instance = master.instance
    needed = Counter(task.jury for task in instance.tasks_of_key[key])
    patterns: set[Pattern] = set()
    for (_, opened), known in master.opened.items():
        if opened == key:
            patterns |= set(known)
    mip = Mip(clock)
    counts = {pattern: mip.integer() for pattern in sorted(patterns)}
    held: dict[int, list[Expr]] = defaultdict(list)
    for pattern, var in counts.items():
        for kind, count in zip(master.kinds[key], pattern, strict=True):
            held[kind.jury].append(count * var)
    for jury, people in needed.items():
        if not held[jury]:
            return 0
        mip.at_most(people, total(held[jury]))
    answer = mip.minimize(total(counts.values()), effort=EFFORT)
    if answer is None or not math.isfinite(answer.bound):
        return 0
    return math.ceil(answer.bound - TOLERANCE)


def add_counting_cuts(master: Master, clock: Clock) -> None:
    """Each épreuve opens at least its count, less one for each candidate left out."""
    short: dict[str, list[Expr]] = defaultdict(list)
    for group in master.groups:
        for index, one in enumerate(group.classes):
            short[one.key].append(master.short[group.id, index])
    for key, least in least_commissions(master, clock).items():
        opened = [
            var for (_, one), known in master.opened.items() if one == key for var in known.values()
        ]
        master.mip.at_most(least, total([*opened, *short[key]]))
