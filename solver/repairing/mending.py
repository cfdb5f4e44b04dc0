"""From the damage to at most three proposals: substitutes first, then moves, then new commissions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from models.planning import Plan, Problem
from solver.instance import Instance
from solver.limits import Clock
from solver.repairing.begun import split_at_now
from solver.repairing.bounds import Least
from solver.repairing.changes import changes_between
from solver.repairing.damage import Barred, Damage, asked_for, damage_of
from solver.repairing.levels import Search
from solver.repairing.model import Recast, mobile_tasks
from solver.repairing.outcome import Outcome, Rebuilt, Spot
from solver.repairing.pieces import pieces
from solver.repairing.places import Freedom
from solver.repairing.proposals import (
    MOST,
    Kind,
    Repair,
    Repairs,
    chosen,
    levels_of,
    with_fewest_left_out,
)
from solver.repairing.standing import Standing
from solver.repairing.substitutes import Substitute, stand_ins, substitutes
from solver.repairing.swaps import swap

SHARE = 0.6
"""Share of the work left that one search may take."""
RETRIES = 4
"""Searches again at most, when preparation rooms cannot seat what was found."""
MOST_TOGETHER = 16
"""Passages in question above which commissions are mended one after the other."""
MOST_ALONE = 8
"""Passages in question above which no commission is opened for one candidate alone."""
FEW_CENTRES = 3
"""Centres that are searched together, whichever is hit."""
MOST_TRIED = 6
"""Commissions that could give up their room, tried one after the other."""
MOST_IN_A_RING = 60
"""Passages that may move at once when whole half-days are arranged again."""

Judge = Callable[[Plan], bool]


class Mender:
    """One disruption: the plan indexed, what it lost, the proposals so far."""

    def __init__(
        self, problem: Problem, plan: Plan, barred: Barred, clock: Clock, accepts: Judge
    ) -> None:
        self.instance = Instance(problem)
        asked = Standing(self.instance, asked_for(plan, barred))
        self.standing = Standing(self.instance, split_at_now(asked, barred))
        self.barred = barred
        self.clock = clock
        self.accepts = accepts
        self.damage = damage_of(self.standing, barred)
        self.least = Least(self.standing, self.damage, barred, clock)
        self.found: list[Repair] = []
        self.refused = 0

    def run(self) -> Repairs:
        """Return the cheapest proposals, each a different choice."""
        if self.damage.hit and not self.damage.to_mend:
            self._keep(Kind.RELEASE, self._rebuilt(Outcome()).plan())
        if self.damage.to_mend:
            self._without_moving()
            self._until_complete()
            self._other_choices()
        return Repairs(self.damage, tuple(self._proposals()), self.refused, self.clock.elapsed)

    def _proposals(self) -> Iterator[Repair]:
        """Give those to show; where somebody is left out, with the fewest that any repair leaves out."""
        for one in chosen(self.found):
            yield with_fewest_left_out(one, self.least.unplaced) if one.cost[0] else one

    def _without_moving(self) -> None:
        """Substitutes, other rooms: nobody's hours change."""
        if self.damage.only_seats:
            self._substitutes()
            if not self.found:
                self._search(Kind.EXCHANGE, Freedom(exchange=True, move=False), partial=False)
        elif not (self.damage.adrift or self.damage.missing or self.damage.lost):
            stay = Freedom(call=bool(self.damage.seats), move=False)
            self._search(Kind.ROOMS, stay, partial=False)

    def _until_complete(self) -> None:
        """Other hours and commissions, then new ones, while somebody is left out or less may exist."""
        if not self._complete():
            self._search(Kind.SPREAD, Freedom())
        if not self._complete():
            self._open(Freedom(open=True))
        if not self._complete() and self._are_few(Freedom(), MOST_ALONE):
            self._search(Kind.OPEN, Freedom(exchange=True, open=True, narrow=True))
        if not self._proved() and self.damage.homeless:
            beside = self._preparing_beside()
            self._search(Kind.OPEN, Freedom(open=True, ring=True, beside=beside))
        if not self._proved():
            self._instead_of_a_smaller_one()
        if not self._proved():
            alone = self._are_few(Freedom(ring=True), MOST_ALONE)
            freedom = Freedom(exchange=True, open=True, narrow=alone, ring=True)
            if self._are_few(freedom, MOST_IN_A_RING):
                self._search(Kind.OPEN, freedom)

    def _instead_of_a_smaller_one(self) -> None:
        """Let a commission that hears fewer give up its room, or its members, to one that is hit."""
        _, most = min((one.cost[:2] for one in self.found), default=(0, 0))
        smaller = self._smaller_than(most)
        together = sum(len(self.standing.commissions[code].held) for code in smaller)
        few = together + most <= MOST_TOGETHER
        for codes in [smaller] if few else [[code] for code in smaller[:MOST_TRIED]]:
            if codes and not self._proved():
                beside = frozenset(codes)
                self._search(Kind.OPEN, Freedom(exchange=True, open=True, ring=True, beside=beside))

    def _preparing_beside(self) -> frozenset[str]:
        """Commissions whose candidates prepare in the half-days where a preparation room is missing."""
        codes = {held.passage.commission for held in self.damage.homeless}
        halves = {half.id for code in codes if (half := self.standing.commissions[code].half)}
        beside = [one for half in halves for one in self.standing.by_half[half]]
        return frozenset(one.code for one in beside if any(held.task.lead for held in one.held))

    def _smaller_than(self, most: int) -> list[str]:
        """Commissions of the half-days hit that hear fewer than `most`, those that hear least first."""
        hit = self.damage.broken
        halves = {half.id for code in hit if (half := self.standing.commissions[code].half)}
        beside = [one for half in sorted(halves) for one in self.standing.by_half[half]]
        found = [one for one in beside if one.code not in hit and 0 < len(one.held) < most]
        return [one.code for one in sorted(found, key=lambda one: (len(one.held), one.code))]

    def _proved(self) -> bool:
        """Whether no repair leaves out, or moves, fewer passages."""
        fewest = 0 if self._complete() or not self.found else self.least.unplaced
        return any(one.cost[0] <= fewest and one.levels[1].proved for one in self.found)

    def _are_few(self, freedom: Freedom, most: int) -> bool:
        """Whether no more than `most` passages may move."""
        return len(mobile_tasks(self.standing, self.damage, self.barred, freedom)) <= most

    def _other_choices(self) -> None:
        """What could be done otherwise: without a substitute, by an exchange, on another half-day."""
        if self.damage.seats:
            self._search(Kind.SPREAD, Freedom(call=False, close=True))
            if self._complete() < MOST:
                self._open(Freedom(close=True, open=True))
        elif self.damage.adrift or self.damage.missing:
            self._swap()
            self._elsewhere(Kind.SPREAD, Freedom(call=False))
            self._elsewhere(Kind.OPEN, Freedom(open=True))

    def _complete(self) -> int:
        """How many proposals leave nobody out."""
        return sum(not one.cost[0] for one in self.found)

    def _elsewhere(self, kind: Kind, freedom: Freedom) -> None:
        """Other half-days for those to place, so that there is a choice."""
        used = {half for one in self.found for half in self._halves_used(one)}
        while self._complete() < MOST and not self.clock.over:
            left = {half.id for half in self.instance.problem.half_days} - used
            before = len(self.found)
            self._search(kind, replace(freedom, halves=frozenset(left)))
            if len(self.found) == before or self.found[-1].cost[0]:
                break
            used |= self._halves_used(self.found[-1])

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
            called = stand_ins(self.standing, [[one for one in row if suits(one)] for row in choices])
            if called:
                plan = self._rebuilt(Outcome({one.commission: one.members for one in called})).plan()
                self._keep(kind, plan, called, tuple(_others(choices, called)))

    def _swap(self) -> None:
        """Let each who cannot stay change places with somebody."""
        standing, damage = self.standing, self.damage
        for one in damage.adrift if not damage.missing else ():
            held = standing.held[one.task.id]
            outcome = swap(standing, self.barred, held)
            if outcome is None:
                return
            rebuilt = Rebuilt(standing, Damage(), outcome, self.barred.rooms)
            if rebuilt.unseated:
                return
            standing = Standing(self.instance, rebuilt.plan())
        if damage.adrift and standing is not self.standing:
            self._keep(Kind.SWAP, standing.plan)

    def _open(self, freedom: Freedom) -> None:
        """Open commissions for all those lost at once where they are few, else one after another."""
        mobile = mobile_tasks(self.standing, self.damage, self.barred, freedom)
        if len(mobile) <= MOST_TOGETHER:
            self._search(Kind.OPEN, freedom)
            return
        for fullest_first in (True, False):
            if not self._complete() or freedom.close:
                self._piece_by_piece(freedom, fullest_first=fullest_first)

    def _piece_by_piece(self, freedom: Freedom, *, fullest_first: bool) -> None:
        """Mend what can stay first: a new commission must not take the room that one needs to stay."""
        standing = self.standing
        left = pieces(self.standing, self.damage, fullest_first=fullest_first)
        still = () if freedom.close else (Freedom(call=freedom.call, move=False),)
        for liberty in (*still, freedom):
            later = []
            for piece in left:
                plan = self._mended(standing, piece, liberty)
                if plan is None or (liberty is not freedom and _leaves_out(standing.plan, plan)):
                    later.append(piece)
                else:
                    standing = Standing(self.instance, plan)
            left = later
        if not left:
            self._keep(Kind.OPEN, standing.plan, floor=self._floor(freedom))

    def _floor(self, freedom: Freedom) -> int:
        """Passages that must move once this choice is made."""
        if not freedom.close:
            return 0
        moving = mobile_tasks(self.standing, self.damage, self.barred, freedom)
        return sum(task in self.standing.held for task in moving)

    def _search(self, kind: Kind, freedom: Freedom, *, partial: bool = True) -> None:
        """Solve one model and keep what it finds; unless `partial`, only when it leaves nobody out."""
        partial = partial and not self._complete()
        plan = self._mended(self.standing, self.damage, freedom, partial=partial)
        if plan is not None and (partial or not _leaves_out(self.standing.plan, plan)):
            self._keep(kind, plan, floor=self._floor(freedom))

    def _mended(
        self, standing: Standing, damage: Damage, freedom: Freedom, *, partial: bool = True
    ) -> Plan | None:
        """Mend a damage in the centres it hits if that is enough, else in all of them."""
        near = self._centres_hit(standing, damage, freedom)
        if near is not None:
            beside = replace(freedom, centres=near)
            plan = self._mended_there(standing, damage, beside, partial=False)
            if plan is not None and not _leaves_out(standing.plan, plan):
                return plan
        return self._mended_there(standing, damage, freedom, partial=partial)

    def _centres_hit(
        self, standing: Standing, damage: Damage, freedom: Freedom
    ) -> frozenset[str] | None:
        """Centres of the passages in question; None where some have none, or few are beyond."""
        if not freedom.move:
            return None
        found = set()
        for task in mobile_tasks(standing, damage, self.barred, freedom):
            held = standing.held.get(task)
            if held is None:
                return None
            found.add(held.passage.centre)
        many = len(self.instance.centres) > max(FEW_CENTRES, len(found))
        return frozenset(found) if many else None

    def _mended_there(
        self, standing: Standing, damage: Damage, freedom: Freedom, *, partial: bool
    ) -> Plan | None:
        """Mend a damage; searched again while preparation rooms cannot seat what was found.

        Unless `partial`, nothing is searched where somebody could go nowhere at all.
        """
        clock = self.clock.part(SHARE)
        least = self.least if damage is self.damage else None
        banned: frozenset[Spot] = frozenset()
        for _ in range(RETRIES):
            if clock.over:
                return None
            recast = Recast(standing, damage, self.barred, freedom, clock, banned)
            if not partial and not recast.offers_everybody:
                return None
            outcome = Search(recast, least).run()
            if outcome is None:
                return None
            rebuilt = Rebuilt(standing, damage, outcome, self.barred.rooms)
            if not rebuilt.unseated:
                return rebuilt.plan()
            banned |= {outcome.spots[task] for task in rebuilt.unseated if task in outcome.spots}
        return None

    def _rebuilt(self, outcome: Outcome) -> Rebuilt:
        return Rebuilt(self.standing, self.damage, outcome, self.barred.rooms)

    def _keep(
        self,
        kind: Kind,
        plan: Plan,
        substitutes: Sequence[Substitute] = (),
        others: Sequence[Substitute] = (),
        floor: int = 0,
    ) -> None:
        """Add a proposal, unless the same plan is there already or the judge refuses it."""
        if any(one.plan == plan for one in self.found):
            return
        if not self.accepts(plan):
            self.refused += 1
            return
        changes = changes_between(self.standing.plan, plan)
        levels = levels_of(changes, self.least)
        called, could = tuple(substitutes), tuple(others)
        self.found.append(Repair(kind, plan, changes, levels, called, could, floor))


def _leaves_out(before: Plan, after: Plan) -> bool:
    return len(after.unplaced) > len(before.unplaced)


def _others(
    choices: Sequence[Sequence[Substitute]], called: Sequence[Substitute]
) -> Iterator[Substitute]:
    """Substitutes as good in kind, who could be called instead."""
    for row, one in zip(choices, called, strict=True):
        for other in row:
            alike = (other.replacement, other.reserve) == (one.replacement, one.reserve)
            if alike and other.examiner != one.examiner:
                yield other
