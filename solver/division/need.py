"""How many commissions each centre needs, and how many the whole session cannot do without.

The counting of `solver.counting`, centre by centre: an integer covering by patterns. Its sum over
centres bounds the commissions of any lawful plan, for who is lent to whom plays no part in it; whoever
has no centre yet is free to go to any in that bound.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence

from models.planning import Task
from solver.division.crowds import crowds_of
from solver.instance import Instance
from solver.limits import Clock
from solver.mip import TOLERANCE, Expr, Mip, Var, total
from solver.patterns import Kind, Pattern, fullest_patterns

EFFORT = 5.0
TOGETHER_EFFORT = 4.0
"""Enough to prove 10,000 candidates over 40 centres; beyond, a bound a few in ten thousand lower."""

Site = tuple[str, str]
"""A centre and an épreuve."""


class Cover:
    """Commissions that hear the tasks of some centres; `short` are those left out."""

    def __init__(self, instance: Instance, clock: Clock) -> None:
        self.instance = instance
        self.mip = Mip(clock)
        self.opened: dict[Site, list[Var]] = {}
        self.short: list[Var] = []
        self._heard: dict[Site, dict[int, list[Expr]]] = defaultdict(lambda: defaultdict(list))
        self._leads: dict[Site, dict[int, int]] = defaultdict(dict)

    def hear(self, centre: str, task: Task, count: Expr = 1) -> None:
        """Let a centre hear `count` tasks like this one."""
        site = centre, task.epreuve
        self._heard[site][task.jury].append(count)
        self._leads[site][task.jury] = min(task.lead, self._leads[site].get(task.jury, task.lead))

    def fit(self) -> None:
        """Open the commissions, each with one of its patterns, that hear what was said."""
        for site, heard in self._heard.items():
            kinds = [Kind(jury, self._leads[site][jury]) for jury in sorted(heard)]
            patterns = sorted(patterns_of(self.instance, *site, kinds))
            self.opened[site] = [self.mip.integer() for _ in patterns]
            for position, kind in enumerate(kinds):
                opened = zip(patterns, self.opened[site], strict=True)
                held = total(pattern[position] * var for pattern, var in opened)
                self.short.append(self.mip.number())
                self.mip.at_most(total(heard[kind.jury]), held + self.short[-1])

    @property
    def commissions(self) -> Expr:
        """Commissions of all centres."""
        return total(var for opened in self.opened.values() for var in opened)


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


def commissions_needed(instance: Instance, clock: Clock) -> dict[Site, int]:
    """Return the least commissions by centre and épreuve, for the tasks that have a centre."""
    found: dict[Site, int] = {}
    for site, cover in _covers_by_site(instance, clock):
        worth = 1 + len(instance.tasks_of_key[site[1]])
        cost = cover.commissions + worth * total(cover.short)
        answer = cover.mip.minimize(cost, effort=EFFORT)
        found[site] = sum(answer.count(var) for var in cover.opened[site]) if answer else 0
    return found


def least_half_days(instance: Instance, clock: Clock) -> int:
    """Return what commissions and tasks left out come to together in any lawful plan, at least.

    A plan that leaves out `unplaced` tasks has then no fewer commissions than this less `unplaced`, for
    one passage less saves one commission at the most.
    """
    if any(task.centre is None for task in instance.problem.tasks):
        return _least(_cover_of_all(instance, clock), TOGETHER_EFFORT)
    return sum(_least(cover, EFFORT) for _, cover in _covers_by_site(instance, clock))


def _least(cover: Cover, effort: float) -> int:
    cost = cover.commissions + total(cover.short)
    bound = cover.mip.bound(cost, effort=effort, whole=True)
    return math.ceil(bound - TOLERANCE) if math.isfinite(bound) and bound > 0 else 0


def _covers_by_site(instance: Instance, clock: Clock) -> Iterator[tuple[Site, Cover]]:
    """One covering a centre and épreuve: nothing ties them where every centre is designated."""
    by_site: dict[Site, list[Task]] = defaultdict(list)
    for task in instance.problem.tasks:
        if task.centre is not None:
            by_site[task.centre, task.epreuve].append(task)
    for site, tasks in sorted(by_site.items()):
        cover = Cover(instance, clock)
        for task in tasks:
            cover.hear(site[0], task)
        cover.fit()
        yield site, cover


def _cover_of_all(instance: Instance, clock: Clock) -> Cover:
    """All centres at once, candidates without one going where that spares commissions."""
    cover = Cover(instance, clock)
    for task in instance.problem.tasks:
        if task.centre is not None:
            cover.hear(task.centre, task)
    for crowd in crowds_of(instance):
        flows = {centre: cover.mip.integer(crowd.size) for centre in crowd.centres}
        cover.mip.equal(total(flows.values()), crowd.size)
        for centre, flow in flows.items():
            for task in crowd.tasks:
                cover.hear(centre, task, flow)
    cover.fit()
    return cover
