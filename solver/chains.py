"""Stage 4, first: who is left out takes a place, whoever had it goes elsewhere, and so on.

Commissions are rows of passages. A passage that finds no row free takes the place of another one, which
looks for a row in turn: the shortest such chain is found breadth first, over all days and épreuves,
because a candidate's other passage may be what has to move. No commission is opened or closed and no
member changes, so that nothing but the first level changes.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from models.planning import Task
from solver.draft import Draft, Placed, accessible_openings
from solver.instance import Instance
from solver.limits import Clock
from solver.neighbours import Visit, are_apart
from solver.preparation import Stay
from solver.rows import Row

SHARE = 0.3
WORK_A_LOOK = 2e-5
WORK_A_TRY = 2e-3
LONGEST = 5
MOST_ORDERS = 6

Move = tuple[int, tuple[Placed, ...]]
"""A row, and what it hears besides the passages that stay."""


@dataclass(frozen=True, slots=True)
class Link:
    """A passage without a place, and the moves that took it away, in order."""

    task: Task
    moves: tuple[Move, ...] = ()


def chained(instance: Instance, draft: Draft, clock: Clock) -> Draft:
    """Return the draft with more passages placed, by chains; the draft itself where there are none.

    Those heard in a group stay where they are, and locked passages go nowhere else.
    """
    if not draft.missing or clock.over:
        return draft
    board = Board(instance, draft, clock.part(SHARE))
    placed = {task.id for task in draft.missing if board.may_move(task) and board.place(task)}
    if not placed:
        return draft
    missing = tuple(task for task in draft.missing if task.id not in placed)
    return Draft(draft.openings, tuple(board.heard()), missing)


class Board:
    """The rows of a draft; `dead` are passages that no chain places, as the rows stand."""

    def __init__(self, instance: Instance, draft: Draft, clock: Clock) -> None:
        self.instance = instance
        self.clock = clock
        self.openings = draft.openings
        self.held: dict[str, dict[int, Placed]] = defaultdict(dict)
        self.dead: set[int] = set()
        self.accessible = self._accessible(draft)
        self.rows = list(self._rows(draft))
        self.of_key: dict[str, list[int]] = defaultdict(list)
        for index, opening in enumerate(draft.openings):
            self.of_key[opening.key].append(index)

    def _accessible(self, draft: Draft) -> frozenset[int]:
        """Openings in an accessible room: those that use one, else those that the draft says."""
        everyone = self.instance.problem.tasks
        used = {one.opening for one in draft.placed if one.task.accessible}
        given = accessible_openings(self.instance, draft.openings, everyone)
        if used <= given:
            return given
        return accessible_openings(self.instance, draft.asking(used).openings, everyone)

    def _rows(self, draft: Draft) -> Iterator[Row]:
        stays: dict[int, list[Stay]] = defaultdict(list)
        heard = draft.heard_by()
        for index, opening in enumerate(draft.openings):
            mine = heard.get(index, [])
            fixed = [one for one in mine if not self.may_move(one.task)]
            here = stays[opening.block.half_day.id]
            row = Row(self.instance, opening, index, here, fixed, is_apart=self._is_apart)
            row.keep([one for one in mine if self.may_move(one.task)])
            self._hold(row.heard)
            yield row

    def may_move(self, task: Task) -> bool:
        """Whether a passage is one candidate's own, and not locked."""
        return task.id not in self.instance.locks and len(task.people) == 1

    def _hold(self, places: Iterable[Placed]) -> None:
        for one in places:
            for person in one.task.people:
                self.held[person][one.task.id] = one

    def _release(self, places: Iterable[Placed]) -> None:
        for one in places:
            for person in one.task.people:
                self.held[person].pop(one.task.id, None)

    def _is_apart(self, placed: Placed) -> bool:
        """Whether a candidate's other passages leave time for this one."""
        others = (one for person in placed.task.people for one in self.held[person].values())
        return all(one.task.id == placed.task.id or self._fit(placed, one) for one in others)

    def _fit(self, one: Placed, two: Placed) -> bool:
        """Whether a candidate may have both passages: rested, fed, in order, in one centre a day."""
        here, there = (self.openings[row.opening].block.half_day for row in (one, two))
        if here.day == there.day and here.centre != there.centre:
            return False
        visits = (Visit(row.task, half, row.begin, row.end) for row, half in ((one, here), (two, there)))
        return are_apart(self.instance, visits)

    def heard(self) -> Iterator[Placed]:
        """Every passage at its place."""
        return (one for row in self.rows for one in row.heard)

    def place(self, task: Task) -> bool:
        """Give a passage a place, whoever must move for it; False when no chain does."""
        seen = {task.id, *self.dead}
        waiting = deque([Link(task)])
        while waiting and not self.clock.over:
            link = waiting.popleft()
            undo = [self._made(move) for move in link.moves]
            if self._ends(link.task):
                self.dead.clear()
                return True
            if len(link.moves) < LONGEST:
                for taken, moves in self._taken_for(link.task, seen):
                    seen.add(taken.id)
                    waiting.append(Link(taken, (*link.moves, *moves)))
            for move in reversed(undo):
                self._made(move)
        if not self.clock.over:
            self.dead |= seen
        return False

    def _made(self, move: Move) -> Move:
        """Let a row hear what a move says; return the move that undoes it."""
        row = self.rows[move[0]]
        before = tuple(row.placed)
        self._release(before)
        row.keep(move[1])
        self._hold(row.placed)
        return move[0], before

    def _ends(self, task: Task) -> bool:
        """Hear a passage in a row with room for one more."""
        for index in self._open_to(task):
            move = self._heard_in(index, [*(one.task for one in self.rows[index].placed), task])
            if move is not None and self._within_cap(index):
                self._made(move)
                return True
        return False

    def _open_to(self, task: Task) -> Iterator[int]:
        """Rows that may hear a passage, were there room."""
        for index in self.of_key[task.epreuve]:
            opening = self.openings[index]
            able = self.instance.may_use(task, opening.block.half_day)
            seated = not task.accessible or index in self.accessible
            if able and seated and not any(code in task.conflicts for code, _ in opening.members):
                yield index

    def _taken_for(self, task: Task, seen: set[int]) -> Iterator[tuple[Task, tuple[Move, ...]]]:
        """Passages that would have to go elsewhere, with the moves that put this one in their place."""
        own = [one for one in self.held[task.candidate].values() if self.may_move(one.task)]
        for index in self._open_to(task):
            here = self.rows[index].placed
            for one in here:
                if one.task.id not in seen and one.task.candidate != task.candidate:
                    move = self._heard_in(index, [*(two.task for two in here if two is not one), task])
                    if move is not None:
                        yield one.task, (move,)
            for one in own:
                if one.task.id not in seen and one.opening != index:
                    moves = self._heard_without(index, task, one)
                    if moves is not None:
                        yield one.task, moves

    def _heard_without(self, index: int, task: Task, other: Placed) -> tuple[Move, Move] | None:
        """Hear a passage in a row, its candidate's other passage being taken away."""
        left = tuple(one for one in self.rows[other.opening].placed if one is not other)
        undo = self._made((other.opening, left))
        move = self._heard_in(index, [*(one.task for one in self.rows[index].placed), task])
        self._made(undo)
        return None if move is None or not self._within_cap(index) else ((other.opening, left), move)

    def _heard_in(self, index: int, tasks: Sequence[Task]) -> Move | None:
        """Return how a row hears these passages, all of them; nothing changes."""
        row = self.rows[index]
        self.clock.spend(WORK_A_LOOK)
        if not row.can_hear(tasks):
            return None
        self.clock.spend(WORK_A_TRY)
        before = tuple(row.placed)
        self._release(before)
        row.hear(tasks, orders=MOST_ORDERS)
        found = tuple(row.placed)
        row.keep(before)
        self._hold(before)
        return (index, found) if len(found) == len(tasks) else None

    def _within_cap(self, index: int) -> bool:
        """Whether a pair may hear one more candidate that day, where its daily cap is binding."""
        opening = self.openings[index]
        need = self.instance.needs[opening.key]
        if not need.cap_is_hard or need.daily_cap is None:
            return True
        day, pair = opening.block.half_day.day, {code for code, _ in opening.members}
        heard = (
            len(row.heard)
            for row in self.rows
            if row.opening.key == opening.key
            and row.opening.block.half_day.day == day
            and {code for code, _ in row.opening.members} == pair
        )
        return sum(heard) < need.daily_cap
