"""What no repair can do without: the fewest passages moved and people convened anew.

The commissions of the half-days hit are staffed again by whoever could come, even those who sit
elsewhere at that hour; a passage that cannot stay goes anywhere at once. Every lawful repair is a
solution, so that none has less than the least found here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import combinations
from math import ceil

from solver.constraints.timing import never_more
from solver.cp import Bool, Cp, Linear, total
from solver.instance import seat_option
from solver.limits import Clock
from solver.repairing.damage import Barred, Damage
from solver.repairing.left_out import least_left_out
from solver.repairing.preparing import fewest_without_a_seat
from solver.repairing.standing import Commission, Held, Standing

EFFORT = 2.0
ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Sitter:
    """An examiner who could sit in a commission."""

    commission: str
    seat: int
    examiner: str
    var: Bool


class Relaxed:
    """Commissions of the half-days hit: who could sit, and which passages can stay."""

    def __init__(self, standing: Standing, damage: Damage, barred: Barred, clock: Clock) -> None:
        self.standing = standing
        self.damage = damage
        self.barred = barred
        self.cp = Cp(clock)
        self.commissions = self._looked_at()
        self.opened = {one.code: self.cp.boolean() for one in self.commissions}
        self.leaves: dict[int, Bool] = {}
        self.by_commission: dict[str, list[Sitter]] = defaultdict(list)
        self.able: dict[str, set[str]] = defaultdict(set)
        for one in self.commissions:
            self._add(one)
        self._together()
        self.people = self._people()

    def _looked_at(self) -> list[Commission]:
        """Commissions hit, and those beside them in the same half-days."""
        found = [self.standing.commissions[code] for code in sorted(self.damage.broken)]
        halves = {one.half.id for one in found if one.half is not None}
        beside = [one for half in sorted(halves) for one in self.standing.by_half[half]]
        known = {one.code for one in found}
        return found + [
            one
            for one in beside
            if one.code not in known
            and one.held
            and not self.barred.is_over(one.sitting.centre, one.sitting.start)
        ]

    def _add(self, one: Commission) -> None:
        model = self.cp.model
        adrift = {held.task.id for held in self.damage.adrift}
        opened = self.opened[one.code]
        if one.half is None:
            model.add(opened == 0)
        for held in one.held:
            leaves = self.cp.boolean()
            self.leaves[held.task.id] = leaves
            model.add(opened + leaves >= 1)
            if held.task.id in adrift:
                model.add(leaves == 1)
        self._staff(one)

    def _staff(self, one: Commission) -> None:
        """Fill the seats of a commission, none of its candidates meeting who must not hear them."""
        if one.half is None:
            return
        mine: list[Sitter] = []
        for seat, need in enumerate(self.standing.instance.needs[one.key].seats):
            mine += [
                Sitter(one.code, seat, examiner.code, self.cp.boolean())
                for examiner in self.standing.instance.problem.examiners
                if one.half.id in examiner.half_days and seat_option(need, seat, examiner)
            ]
            inside = [sitter.var for sitter in mine if sitter.seat == seat]
            self.cp.model.add(total(inside) == self.opened[one.code])
        by_examiner: dict[str, list[Bool]] = defaultdict(list)
        for sitter in mine:
            by_examiner[sitter.examiner].append(sitter.var)
        for code, ways in by_examiner.items():
            self.cp.model.add(total(ways) <= 1)
            for held in one.held:
                if code in held.task.conflicts:
                    self.cp.model.add(total(ways) <= self.leaves[held.task.id])
        self.by_commission[one.code] = mine
        self.able[one.code] = {sitter.examiner for sitter in mine}

    def _together(self) -> None:
        """One place at a time for members and rooms, as far as the passages that stay overlap."""
        by_half: dict[tuple[str, int], list[Commission]] = defaultdict(list)
        for one in self.commissions:
            if one.half is not None:
                by_half[one.half.centre, one.half.id].append(one)
        for (centre, half), inside in by_half.items():
            rooms = [
                room
                for room in self.standing.instance.rooms(centre, jury=True)
                if (centre, room.code, half) not in self.barred.rooms
            ]
            rows = [
                (held.start, held.end, 1 - self.leaves[held.task.id])
                for one in inside
                for held in one.held
            ]
            never_more(self, rows, len(rooms))
            for one, two in combinations(inside, 2):
                self._apart(one, two)

    def _apart(self, one: Commission, two: Commission) -> None:
        """Two commissions share an examiner only when passages leave so that they do not overlap."""
        shared = self.cp.boolean()
        seated: dict[str, list[Bool]] = defaultdict(list)
        for sitter in (*self.by_commission[one.code], *self.by_commission[two.code]):
            seated[sitter.examiner].append(sitter.var)
        for code in self.able[one.code] & self.able[two.code]:
            self.cp.model.add(total(seated[code]) <= 1 + shared)
        for first in one.held:
            for second in two.held:
                if first.start < second.end and second.start < first.end:
                    leaves = self.leaves[first.task.id] + self.leaves[second.task.id]
                    self.cp.model.add(leaves >= shared)

    def at_most(self, terms: list[Linear], bound: int) -> None:
        """Add Σ `terms` ≤ `bound`."""
        self.cp.model.add(total(terms) <= bound)

    def _people(self) -> list[Bool]:
        """One variable for each candidate who leaves, each examiner who comes in or goes out."""
        known: dict[tuple[str, str], Bool] = {}

        def at_least(kind: str, code: str, cause: Linear) -> None:
            if (kind, code) not in known:
                known[kind, code] = self.cp.boolean()
            self.cp.model.add(cause <= known[kind, code])

        for task_id, leaves in self.leaves.items():
            for person in self.standing.held[task_id].task.people:
                at_least("candidate", person, leaves)
        sits: dict[tuple[str, str], list[Bool]] = defaultdict(list)
        for sitter in (row for rows in self.by_commission.values() for row in rows):
            sits[sitter.commission, sitter.examiner].append(sitter.var)
        for one in self.commissions:
            roomless = one.code in self.damage.roomless
            for code in {*one.examiners, *self.able[one.code]}:
                there = total(sits[one.code, code])
                stays = code in one.examiners and not roomless
                at_least("examiner", code, 1 - there if stays else there)
            for person in _people(one.held) if roomless else ():
                at_least("candidate", person, self.opened[one.code])
        return list(known.values())


def _people(held: Iterable[Held]) -> Iterator[str]:
    """Candidates who come to some passages."""
    return (person for one in held for person in one.task.people)


class Least:
    """Bounds of the levels of a repair, worked out once and asked for each proposal."""

    def __init__(self, standing: Standing, damage: Damage, barred: Barred, clock: Clock) -> None:
        self._left_out = partial(least_left_out, standing, damage, barred, clock)
        self.relaxed = Relaxed(standing, damage, barred, clock)
        looked_at = {held.task.id for one in self.relaxed.commissions for held in one.held}
        self.outside = [held for held in damage.adrift if held.task.id not in looked_at]
        inside = {who for one in self.relaxed.commissions for who in _people(one.held)}
        concerned = {*_people(self.outside), *_people(damage.homeless)}
        concerned |= {one.candidate for one in damage.gone if not one.absent}
        self.others = len(concerned - inside)
        self.known: dict[int, int] = {}
        self.leaving = max(
            len(self.outside) + self._fewest(total(self.relaxed.leaves.values())),
            fewest_without_a_seat(standing, damage, barred),
        )

    @cached_property
    def unplaced(self) -> int:
        """Fewest passages left without a place; looked for only when some are."""
        return self._left_out()

    def moved(self, left_out: int) -> int:
        """Fewest passages moved when `left_out` of those that had a place have none any more."""
        return max(0, self.leaving - left_out)

    def people(self, leaving: int) -> int:
        """Fewest people convened anew when at most `leaving` passages leave their place."""
        return self.others + self.inside(leaving)

    def inside(self, leaving: int) -> int:
        """The same among the commissions looked at."""
        if leaving not in self.known:
            self.known[leaving] = self._people(leaving)
        return self.known[leaving]

    def _people(self, leaving: int) -> int:
        cp, leaves = self.relaxed.cp, self.relaxed.leaves
        guard = cp.boolean()
        most = max(0, leaving - len(self.outside))
        cp.model.add(total(leaves.values()) <= most).only_enforce_if(guard)
        cp.model.add_assumption(guard)
        fewest = self._fewest(total(self.relaxed.people))
        cp.model.clear_assumptions()
        return fewest

    def _fewest(self, cost: Linear) -> int:
        """Return the bound of a search; 0, always true, when there was no time for one."""
        solver = self.relaxed.cp.minimize(cost, effort=EFFORT)
        return 0 if solver is None else max(0, ceil(solver.best_objective_bound - ROUNDING))
