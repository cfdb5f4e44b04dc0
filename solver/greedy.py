"""Stage 0: a first plan in no time, as one makes it on paper.

Half-days are filled in order, épreuve after épreuve, with the first examiners free. It places most
people in well under a second, so that a search stopped early still answers; what follows does better.
Commissions that hold locked passages are opened first, as they are, and hear others around them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from models.planning import PlanRoom, Task
from solver.draft import Draft, Placed
from solver.gaps import first_clear
from solver.instance import Block, Instance, is_free
from solver.limits import Clock
from solver.locks import locked_openings, locked_places
from solver.master import Opening
from solver.neighbours import Visit, are_apart
from solver.preparation import Stay, all_have_a_seat
from solver.recover import opening_in, room_free
from solver.starts import round_up
from solver.timing import begin_of

WORK_A_TASK = 2e-6


class Desk:
    """The plan as it fills."""

    def __init__(self, instance: Instance, clock: Clock) -> None:
        self.instance = instance
        self.clock = clock
        self.draft = Draft((), (), instance.problem.tasks)
        self.passages: dict[str, list[Visit]] = defaultdict(list)
        self.stays: dict[tuple[int, tuple[PlanRoom, ...]], list[Stay]] = defaultdict(list)

    def keep_locked(self, blocks: Sequence[Block]) -> None:
        """Open the commissions of locked passages, these at their hours."""
        openings = tuple(locked_openings(self.instance, blocks))
        placed = tuple(locked_places(self.instance, openings))
        there = {one.task.id for one in placed}
        missing = tuple(task for task in self.draft.missing if task.id not in there)
        self.draft = Draft(openings, placed, missing)
        for one in placed:
            block = openings[one.opening].block
            visit = Visit(one.task, block.half_day, one.begin, one.end)
            for person in one.task.people:
                self.passages[person].append(visit)
            if one.task.lead:
                self.stays[self._seats_of(block)].append(Stay(one.task, one.begin, one.start))

    def fill(self, blocks: Sequence[Block]) -> None:
        """Hear more around what is locked, then open commissions while they hear somebody."""
        for index, opening in enumerate(self.draft.openings):
            waiting = [task for task in self.draft.missing if task.epreuve == opening.key]
            todo = [task for task in waiting if self._may_come(task, opening.block)]
            self.clock.spend(WORK_A_TASK * len(self.draft.missing))
            if not self.clock.over:
                self._add(self.draft.openings, self._hear(opening, index, todo))
        for block in blocks:
            for need in self.instance.problem.epreuves:
                while not self.clock.over and self._open(block, need.key):
                    pass

    def _open(self, block: Block, key: str) -> bool:
        waiting = [task for task in self.draft.missing if task.epreuve == key]
        todo = [task for task in waiting if self._may_come(task, block)]
        self.clock.spend(WORK_A_TASK * (len(self.draft.missing) + len(self.draft.openings)))
        if not todo or not room_free(self.instance, self.draft, block):
            return False
        opening = opening_in(self.instance, self.draft, block, key, todo)
        if opening is None:
            return False
        heard = self._hear(opening, len(self.draft.openings), todo)
        if not heard:
            return False
        self._add((*self.draft.openings, opening), heard)
        return True

    def _add(self, openings: tuple[Opening, ...], heard: Sequence[Placed]) -> None:
        gone = {one.task.id for one in heard}
        missing = tuple(task for task in self.draft.missing if task.id not in gone)
        self.draft = Draft(openings, (*self.draft.placed, *heard), missing)

    def _may_come(self, task: Task, block: Block) -> bool:
        """Whether the candidate can be there: one centre, and no room that must be accessible.

        Accessible jury rooms are shared out by later stages only.
        """
        if task.accessible or not self.instance.may_use(task, block.half_day):
            return False
        half = block.half_day
        others = (one.half_day for person in task.people for one in self.passages[person])
        settled = task.centre is not None
        return all(
            other.centre == half.centre or (settled and other.day != half.day) for other in others
        )

    def _hear(self, opening: Opening, index: int, todo: list[Task]) -> list[Placed]:
        need = self.instance.needs[opening.key]
        members = {code for code, _ in opening.members}
        fixed = [one for one in self.draft.placed if opening.lock and one.opening == index]
        most = max(1, (need.daily_cap or 2) // 2) - len(fixed) if need.cap_is_hard else len(todo)
        clock = opening.block.start
        heard: list[Placed] = []
        for task in todo:
            if len(heard) >= most or task.conflicts & members:
                continue
            taken = [(one.start, one.end) for one in (*fixed, *heard)] if fixed else []
            placed = self._place(opening, index, task, clock, taken)
            if placed is not None:
                heard.append(placed)
                clock = opening.block.start if fixed else placed.end + need.gap
        return heard

    def _place(
        self, opening: Opening, index: int, task: Task, clock: int, taken: list[tuple[int, int]]
    ) -> Placed | None:
        block, grid = opening.block, self.instance.settings.grid
        need = self.instance.needs[opening.key]
        start = round_up(max(clock, block.first_jury(task.lead, need.reading)), grid)
        start = first_clear(start, task.jury, taken, gap=need.gap, step=grid)
        if start + task.jury > block.end:
            return None
        found = Placed(task, index, begin_of(task, start, block, grid), start)
        visit = Visit(task, block.half_day, found.begin, found.end)
        apart = is_free(task, found.begin, found.end) and all(
            are_apart(self.instance, [*self.passages[person], visit]) for person in task.people
        )
        if not apart or not self._seated(found, block):
            return None
        for person in task.people:
            self.passages[person].append(visit)
        return found

    def _seated(self, found: Placed, block: Block) -> bool:
        if not found.task.lead:
            return True
        there = self._seats_of(block)
        stays = [*self.stays[there], Stay(found.task, found.begin, found.start)]
        if not all_have_a_seat(there[1], stays):
            return False
        self.stays[there] = stays
        return True

    def _seats_of(self, block: Block) -> tuple[int, tuple[PlanRoom, ...]]:
        """Day and preparation rooms of a block."""
        return block.half_day.day, tuple(self.instance.open_rooms(block.half_day, jury=False))


def first_plan(instance: Instance, blocks: Sequence[Block], clock: Clock) -> Draft:
    """Return a lawful plan made in order, locked passages where they were."""
    desk = Desk(instance, clock)
    desk.keep_locked(blocks)
    desk.fill(sorted(blocks, key=lambda block: (block.start, block.id)))
    return desk.draft
