"""How many commissions each centre needs, and how many the whole session cannot do without.

The counting of `solver.counting`, centre by centre: an integer covering by patterns. Its sum over
centres bounds the commissions of any lawful plan, for who is lent to whom plays no part in it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from models.planning import Task
from solver.instance import Instance
from solver.limits import Clock
from solver.master import kinds_of
from solver.mip import TOLERANCE, Expr, Mip, Var, total
from solver.patterns import Kind, Pattern, fullest_patterns

EFFORT = 5.0


class Cover:
    """Commissions of one épreuve that hear `tasks` in `centres`; a task without a centre goes to any."""

    def __init__(
        self, instance: Instance, key: str, centres: Sequence[str], tasks: Sequence[Task], clock: Clock
    ) -> None:
        self.instance = instance
        self.key = key
        self.mip = Mip(clock)
        self.kinds = kinds_of(tasks)[key]
        self.opened: list[Var] = []
        self.short: list[Expr] = []
        self.moved: dict[int, list[Expr]] = defaultdict(list)
        counts = Counter((task.centre, task.jury) for task in tasks)
        for centre in centres:
            self._hear(centre, counts)
        for jury, moved in self.moved.items():
            here = counts[None, jury]
            self.short.append(self.mip.number(here))
            self.mip.equal(total([*moved, self.short[-1]]), here)

    def _hear(self, centre: str, counts: Mapping[tuple[str | None, int], int]) -> None:
        patterns = sorted(patterns_of(self.instance, centre, self.key, self.kinds))
        opened = [self.mip.integer() for _ in patterns]
        self.opened += opened
        for position, kind in enumerate(self.kinds):
            held = [pattern[position] * var for pattern, var in zip(patterns, opened, strict=True)]
            own = counts.get((centre, kind.jury), 0)
            self.short.append(self.mip.number(own))
            self.moved[kind.jury].append(self.mip.number(counts.get((None, kind.jury), 0)))
            heard = own + self.moved[kind.jury][-1] - self.short[-1]
            self.mip.at_most(heard, total(held))

    def least(self, worth: int) -> tuple[float, int]:
        """Return the bound of commissions plus `worth` times those left out, and commissions found."""
        cost = total(self.opened) + worth * total(self.short)
        answer = self.mip.minimize(cost, effort=EFFORT)
        if answer is None or not math.isfinite(answer.bound):
            return 0.0, 0
        return answer.bound, sum(answer.count(var) for var in self.opened)


def patterns_of(instance: Instance, centre: str, key: str, kinds: Sequence[Kind]) -> set[Pattern]:
    """Fullest mixes that one commission of `key` can hear in some half-day of the centre."""
    need = instance.needs[key]
    lengths = {
        half.end - half.start
        for half in instance.problem.half_days
        if half.centre == centre and instance.open_for(half, key)
    }
    most = need.daily_cap if need.cap_is_hard else None
    found: set[Pattern] = set()
    for minutes in lengths:
        found |= set(
            fullest_patterns(kinds, minutes=minutes, gap=need.gap, reading=need.reading, most=most)
        )
    return found


def commissions_needed(instance: Instance, clock: Clock) -> dict[tuple[str, str], int]:
    """Return the least commissions by centre and épreuve, for the tasks that have a centre."""
    found: dict[tuple[str, str], int] = {}
    for key, everybody in instance.tasks_of_key.items():
        tasks = [task for task in everybody if task.centre is not None]
        for cover, (centre,) in _covers(instance, key, tasks, clock):
            found[centre, key] = cover.least(worth=1 + len(tasks))[1]
    return found


def least_half_days(instance: Instance, clock: Clock, unplaced: int) -> int:
    """Return a number of commissions that no lawful plan leaving out `unplaced` tasks can beat.

    Somebody left out counts as a commission, for one passage less saves one commission at the most.
    """
    least = 0
    for key, tasks in instance.tasks_of_key.items():
        for cover, _ in _covers(instance, key, tasks, clock):
            least += max(0, math.ceil(cover.least(worth=1)[0] - TOLERANCE))
    return max(0, least - unplaced)


def _covers(
    instance: Instance, key: str, tasks: Sequence[Task], clock: Clock
) -> Iterator[tuple[Cover, tuple[str, ...]]]:
    """One covering a centre where all centres are designated, else one for all."""
    if any(task.centre is None for task in tasks):
        yield Cover(instance, key, instance.centres, tasks, clock), instance.centres
        return
    by_centre: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        by_centre[str(task.centre)].append(task)
    for centre, mine in sorted(by_centre.items()):
        yield Cover(instance, key, (centre,), mine, clock), (centre,)
