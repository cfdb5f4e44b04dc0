"""What may still be lent to a centre: half-days that no other centre takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from models.planning import PlanExaminer
from solver.division.found import Blocks, Found, Seance
from solver.division.share import Loan
from solver.instance import Block, Instance


class Ledger:
    """Where each examiner sits, and so when he or she is free for one more centre."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.blocks = Blocks(instance)
        self.taken: dict[str, dict[str, list[Block]]] = defaultdict(dict)
        self.free = {one.code: self._by_centre(one) for one in instance.problem.examiners}
        self._seated: dict[str, set[str]] = defaultdict(set)

    def _by_centre(self, one: PlanExaminer) -> dict[str, frozenset[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for half in one.half_days:
            found[self.instance.half_days[half].centre].append(half)
        return {centre: frozenset(halves) for centre, halves in found.items()}

    def write(self, found: Iterable[Found]) -> None:
        """Note where everybody sits in these centres, in place of what was known of them."""
        for one in found:
            for code in self._seated.pop(one.centre, ()):
                self.taken[code].pop(one.centre, None)
            for seance in one.seances:
                self._sit(one.centre, seance)

    def _sit(self, centre: str, seance: Seance) -> None:
        for code, _ in seance.members:
            self._seated[centre].add(code)
            self.taken[code].setdefault(centre, []).append(self.blocks.of(seance))

    def loan(self, code: str, centre: str) -> Loan | None:
        """Return what an examiner may give a centre besides the others; None when that is nothing."""
        elsewhere = [
            block
            for where, blocks in self.taken.get(code, {}).items()
            if where != centre
            for block in blocks
        ]
        free = self.free[code].get(centre, frozenset())
        if elsewhere:
            free = frozenset(half for half in free if not self._sits_then(half, elsewhere))
        most = self.instance.examiners[code].max_half_days
        if most is not None:
            most -= len({block.half_day.id for block in elsewhere})
        return Loan(free, most) if free and (most is None or most > 0) else None

    def _sits_then(self, half_day: int, blocks: Iterable[Block]) -> bool:
        whole = self.blocks.whole(half_day)
        return any(self.instance.same_time(whole, block) for block in blocks)

    def loans(self, codes: Iterable[str], centres: Iterable[str]) -> dict[str, dict[str, Loan]]:
        """Return what these examiners may give these centres."""
        wanted = list(centres)
        found: dict[str, dict[str, Loan]] = {}
        for code in codes:
            mine = {c: loan for c in wanted if (loan := self.loan(code, c)) is not None}
            if mine:
                found[code] = mine
        return found

    def sits_in(self, code: str) -> Mapping[str, list[Block]]:
        """Where an examiner sits, by centre."""
        return self.taken.get(code, {})


def locked_seats(instance: Instance) -> list[Found]:
    """Return what locked passages already take, centre by centre."""
    seances: dict[str, dict[str, Seance]] = defaultdict(dict)
    tasks = instance.problem.tasks
    for lock in instance.problem.locked:
        centre, start, end = tasks[lock.task].centre, lock.phases[0].start, lock.phases[-1].end
        for half in instance.problem.half_days:
            if half.centre == centre and half.start <= start and end <= half.end:
                members = tuple((one.examiner, one.replacement) for one in lock.members)
                key = tasks[lock.task].epreuve
                seances[centre][lock.commission] = Seance(
                    half.id, half.start, half.end, key, members, lock.commission
                )
    return [Found(centre, tuple(mine.values()), (), ()) for centre, mine in seances.items()]


def halves_held(locked: Iterable[Found]) -> dict[tuple[str, str], frozenset[int]]:
    """Return the half-days in which each examiner has locked passages, by examiner and centre."""
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    for one in locked:
        for seance in one.seances:
            for code, _ in seance.members:
                found[code, one.centre].add(seance.half_day)
    return {place: frozenset(halves) for place, halves in found.items()}
