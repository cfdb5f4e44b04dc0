"""The days of a small session chosen before their hours: how many commissions and candidates each.

Hours of a day are found at once when its counts are known; of several days together they are not,
because the linear relaxation mixes days. What each cell of a day waits is known to `solver.bounds`;
a master with its rules and a choice of cells says which days the people and the rooms allow.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from solver.blocks import whole_blocks
from solver.bounds.alike import KnownDays, daily_of
from solver.bounds.daily import Column, Daily, least_whole, priced
from solver.bounds.linked import Choice, Linked, Parts, flows_of
from solver.constraints.master import add_constraints
from solver.counting import add_counting_cuts
from solver.instance import Instance
from solver.limits import Clock
from solver.master import Master
from solver.mip import total

EFFORT = 2.0
MORE = (20.0, 100.0, math.inf)
"""Minutes beyond the least waiting within which days are sought, one after the other."""
MOST_CELLS = 2_000
"""Cells beyond which a choice among them is not found in the work there is."""
CHOICES = 4
"""Choices of days that are tried: where the first ones fit no hours or no names, others may."""


@dataclass(frozen=True, slots=True)
class Days:
    """Commissions by half-day and épreuve, and candidates by parts and day."""

    opened: Mapping[tuple[int, str], int]
    heard: Mapping[tuple[Parts, int], int]

    def hold(self, master: Master) -> None:
        """Let a master open and hear these."""
        for block in master.blocks:
            for key in master.kinds:
                count = self.opened.get((block.half_day.id, key), 0)
                if (block.id, key) in master.opened:
                    master.mip.equal(master.count(block, key), count)
        for (parts, day), count in self.heard.items():
            for flows in flows_of(master, parts, day):
                master.mip.equal(total(flows), count)


def best_days(
    instance: Instance, reached: Mapping[str, int], clock: Clock, known: KnownDays | None = None
) -> Iterator[Days]:
    """Give choices of days, the least waiting first, better than what is reached."""
    daily = daily_of(instance, reached, clock, crowded=False, known=known)
    if daily is None:
        return
    value = reached["waiting_minutes"]
    with priced(daily):
        prices = daily.linear()
        if prices is None or prices.value >= value:
            return
        least = max(prices.value, least_whole(daily, value))
        tried: list[Sequence[Choice]] = []
        for more in MORE:
            gap = min(value, least + more) - prices.value
            daily.within(prices, gap)
            columns = daily.near(prices, gap)
            if len(columns) > MOST_CELLS:
                return
            linked = _linked(instance, daily, reached, columns)
            yield from _choices(linked, tried, most=prices.value + gap)
            if len(tried) >= CHOICES or least + more >= value:
                return


def _choices(linked: Linked, tried: list[Sequence[Choice]], most: float) -> Iterator[Days]:
    """Give choices of days not tried yet, the least waiting first, that wait no more than `most`."""
    linked.mip.at_most(linked.cost, most)
    for known in tried:
        if linked.offers(known):
            linked.forbid(known)
    while len(tried) < CHOICES:
        _, taken = linked.settled(EFFORT)
        if taken is None:
            return
        linked.forbid(taken)
        tried.append(taken)
        yield _days(linked, taken)


def _linked(
    instance: Instance, daily: Daily, reached: Mapping[str, int], columns: Sequence[Column]
) -> Linked:
    """Link a master with all its rules, no level being worse than what is reached."""
    master = Master(instance, whole_blocks(instance), daily.clock)
    add_constraints(master)
    add_counting_cuts(master, daily.clock)
    master.mip.at_most(master.unplaced, reached["unplaced"])
    master.mip.at_most(master.replacements, reached["replacements"])
    master.mip.at_most(master.commissions, reached["half_days"])
    return Linked(daily, master, columns)


def _days(linked: Linked, taken: Sequence[Choice]) -> Days:
    opened: dict[tuple[int, str], int] = {}
    heard: dict[tuple[Parts, int], int] = {}
    for day, (rank, choice, content) in taken:
        cells = linked.daily.kinds[rank].cells
        opened |= zip(linked.places(rank, day), cells.choices[choice].counted, strict=True)
        for shape, count in zip(cells.day.hours.shapes, cells.contents[content], strict=True):
            heard[shape.parts, day] = count
    return Days(opened, heard)
