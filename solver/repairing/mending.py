"""From the damage to at most three proposals: substitutes first, then moves, then new commissions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from models.planning import Plan, Problem
from solver.instance import Instance
from solver.limits import Clock
from solver.repairing.bounds import Least
from solver.repairing.changes import changes_between
from solver.repairing.damage import Barred, damage_of
from solver.repairing.levels import Search
from solver.repairing.model import Recast
from solver.repairing.outcome import Outcome, Rebuilt, Spot
from solver.repairing.places import Freedom
from solver.repairing.proposals import MOST, Kind, Repair, Repairs, levels_of
from solver.repairing.standing import Standing
from solver.repairing.substitutes import Substitute, stand_ins, substitutes

SHARE = 0.4
"""Share of the time left that one search may take."""
RETRIES = 4
"""Searches again at most, when preparation rooms cannot seat what was found."""

Judge = Callable[[Plan], bool]


class Mender:
    """One disruption: the plan indexed, what it lost, the proposals so far."""

    def __init__(
        self, problem: Problem, plan: Plan, barred: Barred, clock: Clock, accepts: Judge
    ) -> None:
        self.instance = Instance(problem)
        self.standing = Standing(self.instance, plan)
        self.barred = barred
        self.clock = clock
        self.accepts = accepts
        self.damage = damage_of(self.standing, barred)
        self.least = Least(self.standing, self.damage, barred, clock)
        self.found: list[Repair] = []
        self.refused = 0

    def run(self) -> Repairs:
        """Return the cheapest proposals, each a different choice."""
        damage = self.damage
        if not (damage.broken or damage.adrift or damage.homeless or damage.missing):
            if damage.gone or damage.emptied:
                self._keep(Kind.RELEASE, Outcome())
        else:
            self._without_moving()
            self._by_moving()
        best = sorted(self.found, key=lambda one: one.cost)
        fewest = best[0].cost[0] if best else 0
        chosen = [one for one in best if one.cost[0] == fewest][:MOST]
        return Repairs(damage, tuple(chosen), self.refused, self.clock.elapsed)

    def _without_moving(self) -> None:
        """Substitutes, other rooms: nobody's hours change."""
        if self.damage.only_seats:
            self._substitutes()
            if not self.found:
                self._search(Kind.EXCHANGE, Freedom(exchange=True, move=False))
        elif not (self.damage.adrift or self.damage.missing or self.damage.lost):
            self._search(Kind.ROOMS, Freedom(call=bool(self.damage.seats), move=False))

    def _by_moving(self) -> None:
        """Other hours, other commissions; then the whole day, when somebody would be left out."""
        if not self._complete():
            for kind, freedom in (
                (Kind.SPREAD, Freedom()),
                (Kind.OPEN, Freedom(open=True)),
                (Kind.OPEN, Freedom(exchange=True, open=True, ring=True)),
            ):
                if not self._complete():
                    self._search(kind, freedom)
        if self.damage.seats or self.damage.roomless:
            for kind, freedom in (
                (Kind.SPREAD, Freedom(call=False, close=True)),
                (Kind.OPEN, Freedom(close=True, open=True)),
            ):
                if self._complete() < MOST:
                    self._search(kind, freedom)
        elif not self.damage.lost and not self.damage.homeless:
            self._elsewhere()

    def _complete(self) -> int:
        """How many proposals leave nobody out."""
        return sum(not one.cost[0] for one in self.found)

    def _elsewhere(self) -> None:
        """Other half-days for those to place, so that there is a choice."""
        used: set[int] = set()
        while self.found and self._complete() < MOST and not self.clock.over:
            used |= self._halves_used(self.found[-1])
            left = {half.id for half in self.instance.problem.half_days} - used
            before = len(self.found)
            self._search(Kind.SPREAD, Freedom(call=False, halves=frozenset(left)))
            if len(self.found) == before:
                break

    def _halves_used(self, repair: Repair) -> set[int]:
        """Half-days where a proposal hears those it moves or places."""
        placed = [move.after for move in (*repair.changes.moved, *repair.changes.placed)]
        return {
            half.id
            for one in placed
            if one is not None
            for half in self.instance.problem.half_days
            if half.centre == one.centre and half.start <= one.start and one.end <= half.end
        }

    def _substitutes(self) -> None:
        """Propose somebody for each empty seat: of the same kind, of the reserve, a teacher instead."""
        choices = [
            substitutes(self.standing, self.standing.commissions[code], away)
            for code, away in sorted(self.damage.seats.items())
        ]
        kinds: Sequence[tuple[Kind, Callable[[Substitute], bool]]] = (
            (Kind.SUBSTITUTE, lambda one: not one.reserve and not one.replacement),
            (Kind.RESERVE, lambda one: not one.replacement),
            (Kind.REPLACEMENT, lambda one: one.replacement),
        )
        for kind, suits in kinds:
            if kind is Kind.RESERVE and self.found:
                continue
            chosen = stand_ins(self.standing, [[one for one in row if suits(one)] for row in choices])
            if chosen:
                self._keep(
                    kind,
                    Outcome(members={one.commission: one.members for one in chosen}),
                    substitutes=chosen,
                    others=tuple(_others(choices, chosen)),
                )

    def _search(self, kind: Kind, freedom: Freedom) -> None:
        """Solve one model; keep what it finds once the preparation rooms can seat everybody."""
        clock = self.clock.part(SHARE)
        if clock.over:
            return
        banned: frozenset[Spot] = frozenset()
        for _ in range(RETRIES):
            recast = Recast(self.standing, self.damage, self.barred, freedom, clock, banned)
            outcome = Search(recast, self.least).run()
            if outcome is None:
                return
            unseated = self._rebuilt(outcome).unseated
            if not unseated:
                self._keep(kind, outcome)
                return
            banned |= {outcome.spots[task] for task in unseated if task in outcome.spots}

    def _rebuilt(self, outcome: Outcome) -> Rebuilt:
        return Rebuilt(self.standing, self.damage, outcome, self.barred.rooms)

    def _keep(
        self,
        kind: Kind,
        outcome: Outcome,
        *,
        substitutes: Sequence[Substitute] = (),
        others: Sequence[Substitute] = (),
    ) -> None:
        """Add a proposal, unless the same plan is there already or the judge refuses it."""
        plan = self._rebuilt(outcome).plan()
        if any(one.plan == plan for one in self.found):
            return
        if not self.accepts(plan):
            self.refused += 1
            return
        changes = changes_between(self.standing.plan, plan)
        levels = levels_of(changes, self.least)
        self.found.append(Repair(kind, plan, changes, levels, tuple(substitutes), tuple(others)))


def _others(
    choices: Sequence[Sequence[Substitute]], chosen: Sequence[Substitute]
) -> Iterator[Substitute]:
    """Substitutes as good in kind, who could be called instead."""
    for row, one in zip(choices, chosen, strict=True):
        for other in row:
            alike = (other.replacement, other.reserve) == (one.replacement, one.reserve)
            if alike and other.examiner != one.examiner:
                yield other
