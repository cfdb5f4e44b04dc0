"""Examiners counted together: the same seats in the same centres, and hours that matter the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.planning import PlanExaminer
from solver.division.share import Loan
from solver.instance import Instance, SeatOption

OFTEN_FREE = 0.7
"""Part of the half-days beyond which somebody counts as free on any of them, as often as those alike."""
FEW_WAYS = 2_000
"""Examiners times centres up to which everybody counts alone: schools too are then exact."""

Seats = tuple[tuple[str, SeatOption], ...]
Craft = tuple[Seats, bool]
"""Seats somebody may hold, and whether only as a reserve."""
Needs = Mapping[tuple[str, str], int]
"""Commissions wanted, by centre and épreuve."""


@dataclass(frozen=True, slots=True)
class Guild:
    """Examiners alike.

    `loads` are the half-days one of them could give each centre, `free` the part of them who are free in
    each half-day of a centre.
    """

    craft: Craft
    members: tuple[PlanExaminer, ...]
    loads: Mapping[str, float]
    free: Mapping[str, Mapping[int, float]]

    @property
    def size(self) -> int:
        """How many examiners."""
        return len(self.members)


class Supply:
    """What each examiner could give each centre."""

    def __init__(self, instance: Instance, loans: Mapping[str, Mapping[str, Loan]]) -> None:
        self.instance = instance
        self.loans = loans
        self._opened: dict[str, int] = defaultdict(int)
        for half in instance.problem.half_days:
            self._opened[half.centre] += 1

    def within(self, centres: Collection[str], codes: Iterable[str]) -> Supply:
        """Return what some examiners could give some of the centres."""
        return Supply(
            self.instance,
            {
                code: {centre: loan for centre, loan in self.loans[code].items() if centre in centres}
                for code in codes
            },
        )

    def load(self, one: PlanExaminer, centre: str) -> int:
        """Half-days an examiner could give a centre."""
        loan = self.loans[one.code].get(centre)
        if loan is None:
            return 0
        free = len(loan.half_days)
        return free if loan.most is None else min(free, loan.most)

    def load_outside(self, guild: Guild, centre: str, banned: frozenset[str]) -> float:
        """Half-days that one of a guild could give a centre, on average, were these people not there."""
        loads = (self.load(one, centre) for one in guild.members if one.code not in banned)
        return sum(loads) / guild.size

    def guilds(self, needs: Needs) -> list[Guild]:
        """Examiners who are of use, those alike together."""
        seats: dict[str, list[tuple[str, SeatOption]]] = defaultdict(list)
        for key, rows in self.instance.options.items():
            for examiner, options in rows:
                seats[examiner.code] += [(key, option) for option in options]
        wanted = {centre for centre, _ in needs}
        found: dict[tuple[Craft, tuple[str, ...], object], list[PlanExaminer]] = defaultdict(list)
        for one in self.instance.problem.examiners:
            centres = tuple(c for c in sorted(self.loans.get(one.code, ())) if c in wanted)
            if centres and seats[one.code]:
                craft = tuple(seats[one.code]), one.reserve
                found[craft, centres, self._hours(one, centres)].append(one)
        return [self._guild(craft, centres, people) for (craft, centres, _), people in found.items()]

    def _hours(self, one: PlanExaminer, centres: Sequence[str]) -> object:
        """What tells apart those whose hours matter: they could go elsewhere, and are often away."""
        if len(self.instance.examiners) * len(self._opened) <= FEW_WAYS and len(centres) > 1:
            return one.code
        free = sum(len(self.loans[one.code][centre].half_days) for centre in centres)
        if len(centres) == 1 or free >= OFTEN_FREE * sum(self._opened[centre] for centre in centres):
            return None
        return tuple((centre, self.loans[one.code][centre].half_days) for centre in centres)

    def _guild(self, craft: Craft, centres: Iterable[str], people: Sequence[PlanExaminer]) -> Guild:
        loads: dict[str, float] = {}
        free: dict[str, dict[int, float]] = {}
        for centre in centres:
            loads[centre] = sum(self.load(one, centre) for one in people) / len(people)
            free[centre] = defaultdict(float)
            for one in people:
                for half in self.loans[one.code][centre].half_days:
                    free[centre][half] += 1 / len(people)
        return Guild(craft, tuple(people), loads, free)
