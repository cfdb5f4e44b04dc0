"""The least more of some resources that places everybody, by counts: remedies, to be verified."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from solver.diagnosis.families import COSTS, Family, Kind
from solver.diagnosis.remedies import Remedy, Unit
from solver.diagnosis.supply import Supply
from solver.instance import Instance
from solver.limits import Clock
from solver.mip import TOLERANCE, Answer, Expr, total

EFFORT = 0.3
"""Work of one question at the most."""
ENOUGH = 0.05
SLIGHT = 0.01


class Pricing:
    """One model of what may be invented; each question only changes of what there may be more.

    Commissions may be parts in it, units of resources are whole: what it says costs nothing less, is
    said at once, and once in a while is not enough.
    """

    def __init__(
        self, instance: Instance, clock: Clock, families: Collection[Family], alone: int
    ) -> None:
        self.instance, self.clock, self.alone = instance, clock, alone
        self.families = families
        self.quick = _Model(instance, clock, families, alone, whole=False)

    def remedies(self) -> Iterator[Remedy]:
        """The cheapest mix of everything, then of one kind of resource at a time."""
        mixed = self.quick.asked_for(self.families)
        for allowed in dict.fromkeys((mixed, *_alternatives(self.families))):
            remedy = self.quick.cheapest(allowed) if allowed else None
            if remedy is not None:
                yield remedy

    def surer(self, remedy: Remedy) -> Iterator[Remedy]:
        """Give a remedy, then, if it was not enough, the same families’ with whole commissions."""
        yield remedy
        if remedy.units:
            better = self._sure.cheapest(set(remedy.amounts))
            if better not in (None, remedy):
                yield better

    @cached_property
    def _sure(self) -> _Model:
        return _Model(self.instance, self.clock, self.families, self.alone, whole=True)


class _Model:
    """The counts of a session with slack in some families, at the least cost."""

    def __init__(
        self,
        instance: Instance,
        clock: Clock,
        families: Iterable[Family],
        alone: int,
        *,
        whole: bool,
    ) -> None:
        self.supply = Supply(instance, clock, families, whole=whole)
        self.mip = self.supply.mip
        self.mip.at_most(self.supply.unplaced, alone + TOLERANCE)
        self.cost = _price(self.supply)

    def asked_for(self, families: Collection[Family]) -> frozenset[Family]:
        """Return the families that the relaxed model asks more of, when it may of all these."""
        self._allow(families)
        answer = self.mip.relaxed(self.cost, effort=EFFORT)
        if answer is None:
            return frozenset()
        slack = self.supply.slack.items()
        return frozenset(family for (family, _), var in slack if answer[var] > TOLERANCE)

    def cheapest(self, families: Collection[Family]) -> Remedy | None:
        """Return the least more of these families that places everybody who can be."""
        self._allow(families)
        relaxed = self.mip.relaxed(self.cost, effort=EFFORT)
        if relaxed is None:
            return None
        answer = self.mip.near(relaxed, self.cost, effort=EFFORT, gap=ENOUGH)
        units = () if answer is None else tuple(self._units(answer))
        return Remedy(units) if units else None

    def _allow(self, families: Collection[Family]) -> None:
        for (family, _), var in self.supply.slack.items():
            var.upper_bound = math.inf if family in families else 0.0

    def _units(self, answer: Answer) -> Iterator[Unit]:
        for (family, half), var in self.supply.slack.items():
            if count := answer.count(var):
                yield Unit(family, self.supply.instance.half_days[half], count)


def _price(supply: Supply) -> Expr:
    """Cost of what is invented: people by the half-day, the rest by the half-day that asks most."""
    terms: list[Expr] = []
    most: dict[Family, Expr] = {}
    for (family, _), var in supply.slack.items():
        if family.kind is Kind.SEAT:
            terms.append(COSTS[Kind.SEAT] * var)
            continue
        if family not in most:
            most[family] = supply.mip.number()
            terms.append(COSTS[family.kind] * most[family])
        supply.mip.at_most(var, most[family])
        terms.append(SLIGHT * var)
    return total(terms)


def _alternatives(families: Iterable[Family]) -> Iterator[frozenset[Family]]:
    """Families of one kind at a time; seats by épreuve and rank."""
    alike: dict[tuple[Kind, str, int], list[Family]] = {}
    for family in families:
        alike.setdefault((family.kind, family.key, family.seat), []).append(family)
    yield from map(frozenset, alike.values())
