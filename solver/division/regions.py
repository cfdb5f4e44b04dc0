"""Groups of centres, for a session of so many that one programme could not share its examiners.

A region stands for its centres as one large centre: their rooms, their half-days, what they need.
Examiners are shared between regions first, then inside each: work grows with the number of centres,
never with its square. Centres that share examiners only some of them can have are kept together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from models.planning import HalfDay, PlanRoom, Problem
from solver.division.guilds import Needs, Supply
from solver.division.share import Loan
from solver.instance import Instance

MOST_CENTRES = 20
"""Centres of a region."""
MOST_TOGETHER = 40
"""Centres that one programme still shares examiners between."""

Region = tuple[str, ...]


def regions_of(centres: Collection[str], reaches: Iterable[Collection[str]]) -> list[Region]:
    """Cut centres into regions, those linked by the examiners they share in the same one.

    Parameters
    ----------
    reaches
        Centres that each examiner could be lent to. Whoever reaches more of them than a region holds
        ties none together.

    """
    region_of = {centre: [centre] for centre in centres}
    for a, b in _by_link(centres, reaches):
        mine, other = region_of[a], region_of[b]
        if mine is not other and len(mine) + len(other) <= MOST_CENTRES:
            mine += other
            region_of |= dict.fromkeys(other, mine)
    alone = {min(mine): mine for mine in region_of.values()}
    return _packed([sorted(mine) for _, mine in sorted(alone.items())])


def _by_link(centres: Collection[str], reaches: Iterable[Collection[str]]) -> list[tuple[str, str]]:
    """Pairs of centres that share examiners, those who share most first."""
    known = set(centres)
    links: Counter[tuple[str, str]] = Counter()
    for reach, people in Counter(tuple(sorted(known & set(one))) for one in reaches).items():
        if len(reach) <= MOST_CENTRES:
            links.update(dict.fromkeys(combinations(reach, 2), people))
    return sorted(links, key=lambda pair: (-links[pair], pair))


def _packed(groups: Sequence[Sequence[str]]) -> list[Region]:
    """Put small groups together, in their order."""
    found: list[list[str]] = []
    for group in groups:
        room = next((one for one in found if len(one) + len(group) <= MOST_CENTRES), None)
        if room is None:
            found.append([*group])
        else:
            room += group
    return [tuple(one) for one in found]


class Map:
    """Each region as one centre: its half-days and rooms, what it needs and could be lent."""

    def __init__(self, problem: Problem, regions: Sequence[Region]) -> None:
        self.region = {centre: f"{rank:04}" for rank, region in enumerate(regions) for centre in region}
        self.merged: dict[object, HalfDay] = {}
        self.half_day: dict[int, int] = {}
        there: dict[int, set[str]] = defaultdict(set)
        for half in problem.half_days:
            if half.centre in self.region:
                self.half_day[half.id] = self._merged(half)
                there[self.half_day[half.id]].add(half.centre)
        rooms = [room for room in problem.rooms if room.jury and room.centre in self.region]
        shut = {(self.half_day.get(half), centre, code) for centre, code, half in problem.closed}
        closed = frozenset(
            (half.centre, _code(room), half.id)
            for half in self.merged.values()
            for room in rooms
            if self.region[room.centre] == half.centre
            and (room.centre not in there[half.id] or (half.id, room.centre, room.code) in shut)
        )
        large = (replace(room, centre=self.region[room.centre], code=_code(room)) for room in rooms)
        self.instance = Instance(
            replace(
                problem,
                tasks=(),
                locked=(),
                half_days=tuple(self.merged.values()),
                rooms=tuple(large),
                closed=closed,
            )
        )

    def _merged(self, half: HalfDay) -> int:
        """Return the half-day of the region that one of its centres stands in."""
        region = self.region[half.centre]
        what = region, half.day, half.start, half.end, half.epreuves
        if what not in self.merged:
            self.merged[what] = replace(half, id=len(self.merged), centre=region)
        return self.merged[what].id

    def needs(self, needs: Needs) -> Counter[tuple[str, str]]:
        """Commissions wanted, by region and épreuve."""
        found: Counter[tuple[str, str]] = Counter()
        for (centre, key), count in needs.items():
            found[self.region[centre], key] += count
        return found

    def supply(self, supply: Supply) -> Supply:
        """Return what each examiner could give each region."""
        return Supply(self.instance, {code: self._loans(by) for code, by in supply.loans.items()})

    def _loans(self, by_centre: Mapping[str, Loan]) -> dict[str, Loan]:
        halves: dict[str, set[int]] = defaultdict(set)
        most: dict[str, int | None] = {}
        for centre, loan in by_centre.items():
            region = self.region.get(centre)
            if region is not None:
                halves[region].update(self.half_day[half] for half in loan.half_days)
                known = most.get(region, 0)
                most[region] = None if known is None or loan.most is None else max(known, loan.most)
        return {region: Loan(frozenset(free), most[region]) for region, free in halves.items()}


def _code(room: PlanRoom) -> str:
    return f"{room.centre} {room.code}"
