"""Planning by hand, as on paper: fill half-day after half-day, room after room, in the lists' order.

Nothing is ever taken back. The first teacher and the first professional who are free sit; the candidates
who may come follow each other; the next commission opens when the room is full.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from benchmarks.peers.table import Heard, Held, Table
from models.planning import EpreuveNeed, HalfDay, PlanRoom, Problem, Task
from solver.instance import Instance, seat_option
from solver.preparation import Stay, rooms_for


class Paper:
    """The sheet as it fills."""

    def __init__(self, problem: Problem) -> None:
        self.instance = Instance(problem)
        self.waiting = list(problem.tasks)
        self.held: list[Held] = []
        self.heard: list[Heard] = []
        self.times: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self.centre_of: dict[str, str] = {}
        self.stays: dict[tuple[str, int], list[Stay]] = defaultdict(list)
        self.busy: set[tuple[str, int]] = set()
        self.place: dict[tuple[str, int], str] = {}
        self.load: Counter[str] = Counter()

    def fill(self) -> Table:
        """Take the half-days in order."""
        halves = sorted(self.instance.problem.half_days, key=lambda half: (half.start, half.centre))
        for half in halves:
            for room in self.instance.rooms(half.centre, jury=True):
                self._open(half, room)
        return Table(tuple(self.held), tuple(self.heard))

    def _open(self, half: HalfDay, room: PlanRoom) -> None:
        """Open the épreuve that most candidates wait for, or the other one."""
        counts = Counter(task.epreuve for task in self.waiting if self._may_come(task, half, room))
        for key, _ in counts.most_common():
            need = self.instance.needs[key]
            members = self._members(need, half)
            if members and self._hear(need, half, room, members):
                self.held.append(Held(half.id, room.code, key, members))
                for code, _ in members:
                    self.busy.add((code, half.id))
                    self.place[code, half.day] = half.centre
                    self.load[code] += 1
                return

    def _may_come(self, task: Task, half: HalfDay, room: PlanRoom) -> bool:
        if task.accessible and not room.accessible:
            return False
        home = self.centre_of.get(task.candidate, task.centre)
        return home in {None, half.centre} and self.instance.may_use(task, half)

    def _members(self, need: EpreuveNeed, half: HalfDay) -> tuple[tuple[str, bool], ...]:
        found: list[tuple[str, bool]] = []
        for index, seat in enumerate(need.seats):
            ways = [
                (way.replacement, one.code)
                for one in self.instance.problem.examiners
                if (way := seat_option(seat, index, one)) is not None
                and one.code not in {code for code, _ in found}
                and self._free(one.code, half)
            ]
            if not ways:
                return ()
            stands, code = min(ways, key=lambda way: way[0])
            found.append((code, stands))
        return tuple(found)

    def _free(self, code: str, half: HalfDay) -> bool:
        one = self.instance.examiners[code]
        most = one.max_half_days
        return (
            half.id in one.half_days
            and (code, half.id) not in self.busy
            and self.place.get((code, half.day), half.centre) == half.centre
            and (most is None or self.load[code] < most)
        )

    def _hear(
        self, need: EpreuveNeed, half: HalfDay, room: PlanRoom, members: tuple[tuple[str, bool], ...]
    ) -> bool:
        clock = half.start + need.reading
        sitting = {code for code, _ in members}
        gone = set()
        for task in self.waiting:
            if task.epreuve != need.key or task.conflicts & sitting:
                continue
            if self._may_come(task, half, room) and self._place(task, half, room, clock):
                clock = self.heard[-1].start + task.jury + need.gap
                gone.add(task.id)
        self.waiting = [task for task in self.waiting if task.id not in gone]
        return bool(gone)

    def _place(self, task: Task, half: HalfDay, room: PlanRoom, clock: int) -> bool:
        grid = self.instance.settings.grid
        start = max(clock, half.start + task.lead)
        start += -start % grid
        begin, end = start - task.lead, start + task.jury
        rest = self.instance.settings.rest
        rested = all(
            begin >= done + rest or first >= end + rest for first, done in self.times[task.candidate]
        )
        if end > half.end or not rested:
            return False
        preparation = self._seat(task, half, begin, start)
        if task.lead and preparation is None:
            return False
        self.times[task.candidate].append((begin, end))
        self.centre_of[task.candidate] = half.centre
        self.heard.append(Heard(task.id, half.id, room.code, begin, start, preparation))
        return True

    def _seat(self, task: Task, half: HalfDay, begin: int, start: int) -> str | None:
        if not task.lead:
            return None
        known = self.stays[half.centre, half.day]
        kept = {one.task: one.preparation for one in self.heard if one.preparation}
        stays = [*known, Stay(task, begin, start)]
        room = rooms_for(self.instance.rooms(half.centre, jury=False), stays, kept).get(task.id)
        if room is not None:
            known.append(stays[-1])
        return room


def by_hand(problem: Problem) -> Table:
    """Plan as one does on paper."""
    return Paper(problem).fill()
