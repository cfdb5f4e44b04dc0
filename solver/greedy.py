"""Stage 0: a first plan in no time, as one makes it on paper.

Half-days are filled in order, épreuve after épreuve, with the first examiners free. It places most
people in well under a second, so that a search stopped early still answers; what follows does better.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from models.planning import PlanRoom, Task
from solver.draft import Draft, Placed
from solver.instance import Block, Instance, is_free
from solver.limits import Clock
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

    def fill(self, blocks: Sequence[Block]) -> None:
        """Open commissions block after block while they hear somebody."""
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
        heard = self._hear(opening, todo)
        if not heard:
            return False
        gone = {one.task.id for one in heard}
        missing = tuple(task for task in self.draft.missing if task.id not in gone)
        self.draft = Draft((*self.draft.openings, opening), (*self.draft.placed, *heard), missing)
        return True

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

    def _hear(self, opening: Opening, todo: list[Task]) -> list[Placed]:
        need = self.instance.needs[opening.key]
        members = {code for code, _ in opening.members}
        most = max(1, (need.daily_cap or 2) // 2) if need.cap_is_hard else len(todo)
        clock = opening.block.start
        heard: list[Placed] = []
        for task in todo:
            if len(heard) == most or task.conflicts & members:
                continue
            placed = self._place(opening, task, clock)
            if placed is not None:
                heard.append(placed)
                clock = placed.end + need.gap
        return heard

    def _place(self, opening: Opening, task: Task, clock: int) -> Placed | None:
        block, grid = opening.block, self.instance.settings.grid
        first = block.first_jury(task.lead, self.instance.needs[opening.key].reading)
        start = round_up(max(clock, first), grid)
        if start + task.jury > block.end:
            return None
        found = Placed(task, len(self.draft.openings), begin_of(task, start, block, grid), start)
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
        rooms = tuple(self.instance.open_rooms(block.half_day, jury=False))
        stays = [*self.stays[block.half_day.day, rooms], Stay(found.task, found.begin, found.start)]
        if not all_have_a_seat(rooms, stays):
            return False
        self.stays[block.half_day.day, rooms] = stays
        return True


def first_plan(instance: Instance, blocks: Sequence[Block], clock: Clock) -> Draft:
    """Return a lawful plan made in order; empty where passages are locked, which it would not keep."""
    desk = Desk(instance, clock)
    if not instance.locks:
        desk.fill(sorted(blocks, key=lambda block: (block.start, block.id)))
    return desk.draft
