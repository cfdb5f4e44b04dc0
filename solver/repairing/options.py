"""Where and when a passage may go, everything that stays being where it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.planning import PlanRoom, Task
from solver.instance import MINUTES_PER_DAY, is_free
from solver.neighbours import Visit, are_apart
from solver.preparation import Stay, welcomes
from solver.repairing.damage import Barred, Damage
from solver.repairing.outcome import preparation_room, staying
from solver.repairing.places import Freedom, Place
from solver.repairing.standing import Held, Standing
from solver.starts import Grain, jury_starts, round_up
from solver.timing import begin_of


@dataclass(frozen=True, slots=True)
class Option:
    """A task in a place, first phase at `begin`, first jury phase at `start`; `kept` as it was."""

    task: Task
    place: int
    begin: int
    start: int
    kept: bool = False

    @property
    def end(self) -> int:
        """When the jury phases end."""
        return self.start + self.task.jury


class Preparation:
    """Preparation rooms with those who stay in them."""

    def __init__(self, standing: Standing, barred: Barred, mobile: set[int]) -> None:
        self.standing = standing
        self.barred = barred
        self.mobile = mobile
        self.known: dict[tuple[str, int], dict[str, list[Stay]]] = {}

    def of_day(self, centre: str, day: int) -> dict[str, list[Stay]]:
        """Return who stays in each room of a centre on a day."""
        if (centre, day) not in self.known:
            rooms: dict[str, list[Stay]] = defaultdict(list)
            for held in staying(self.standing, centre, day):
                if held.task.id not in self.mobile:
                    rooms[preparation_room(held)].append(Stay(held.task, held.begin, held.start))
            self.known[centre, day] = rooms
        return self.known[centre, day]

    def rooms(self, centre: str, half: int) -> list[PlanRoom]:
        """Rooms that may be used in a half-day."""
        found = self.standing.instance.rooms(centre, jury=False)
        return [one for one in found if (centre, one.code, half) not in self.barred.rooms]

    def has_room(self, place: Place, task: Task, begin: int, start: int, *, new: bool) -> bool:
        """Whether somebody more can prepare, were nobody else to move; `new` where others are not."""
        if not task.lead:
            return True
        stay = Stay(task, begin, start)
        inside = self.of_day(place.half.centre, begin // MINUTES_PER_DAY)
        held = self.standing.instance.problem.closed if new else frozenset()
        return any(
            welcomes(room, inside.get(room.code, []), stay)
            for room in self.rooms(place.half.centre, place.half.id)
            if (room.centre, room.code, place.half.id) not in held
        )


class Offers:
    """Every option of the tasks that may move."""

    def __init__(
        self,
        standing: Standing,
        damage: Damage,
        barred: Barred,
        freedom: Freedom,
        places: Sequence[Place],
        mobile: set[int],
    ) -> None:
        self.standing = standing
        self.barred = barred
        self.freedom = freedom
        self.places = places
        self.mobile = mobile
        self.adrift = {held.task.id for held in damage.adrift}
        self.broken = damage.broken
        self.preparation = Preparation(standing, barred, mobile)

    def of(self, task: Task) -> Iterator[Option]:
        """Options of one task, the one it has first."""
        for index, place in enumerate(self.places):
            if place.key != task.epreuve:
                continue
            yield from self._kept(task, index, place)
            if self.freedom.move and self._may_go(task, place):
                yield from self._elsewhere(task, index, place)

    def _kept(self, task: Task, index: int, place: Place) -> Iterator[Option]:
        held = self.standing.held.get(task.id)
        here = held is not None and held.passage.commission == place.code
        closed = self.freedom.close and place.code in self.broken
        if held is None or not here or closed or task.id in self.adrift:
            return
        if self.preparation.has_room(place, task, held.begin, held.start, new=False):
            yield Option(task, index, held.begin, held.start, kept=True)

    def _may_go(self, task: Task, place: Place) -> bool:
        """Whether the commission may hear the candidate at all."""
        instance = self.standing.instance
        code = instance.needs[task.epreuve].code
        if self.freedom.close and place.code in self.broken:
            return False
        if self.barred.forbids(task, code, place.half.id) or not self.freedom.admits(place.half):
            return False
        known = place.members or ()
        if any(member.examiner in task.conflicts for member in known):
            return False
        return instance.may_use(task, place.half) and self._accessible(task, place)

    def _accessible(self, task: Task, place: Place) -> bool:
        if not task.accessible or place.room is None:
            return True
        rooms = self.standing.instance.rooms(place.half.centre, jury=True)
        return any(room.code == place.room and room.accessible for room in rooms)

    def _elsewhere(self, task: Task, index: int, place: Place) -> Iterator[Option]:
        settings = self.standing.instance.settings
        held = self.standing.held.get(task.id)
        for start in self._starts(task, place):
            begin = begin_of(task, start, place.block, settings.grid)
            same = held is not None and held.passage.commission == place.code and held.start == start
            late = self.barred.is_over(place.half.centre, begin - settings.report)
            if same or late or begin < place.half.start or not self._fits(task, place, begin, start):
                continue
            if self.preparation.has_room(place, task, begin, start, new=True):
                yield Option(task, index, begin, start)

    def _starts(self, task: Task, place: Place) -> list[int]:
        """Hours on the grid; the few that follow from the first candidate in a new commission."""
        instance = self.standing.instance
        need, grid = instance.needs[place.key], instance.settings.grid
        if place.commission is None:
            alike = [one for one in instance.tasks_of_key[place.key] if one.id in self.mobile]
            return jury_starts(place.block, need, alike, grid=grid, grain=Grain.CHAINS)
        opens = place.commission.sitting.start + need.reading
        first = min(opens, place.first + need.reading)
        return list(range(round_up(first, grid), place.last - task.jury + 1, grid))

    def _fits(self, task: Task, place: Place, begin: int, start: int) -> bool:
        """Whether nobody who stays is in the way: in the commission, or of the same candidate."""
        gap = self.standing.instance.needs[place.key].gap
        end = start + task.jury
        if end > place.last or not is_free(task, begin, end):
            return False
        if any(start < one.end + gap and one.start < end + gap for one in place.fixed):
            return False
        return all(
            self._apart(Visit(task, place.half, begin, end), held)
            for person in task.people
            for held in self.standing.by_candidate.get(person, ())
            if held.task.id != task.id and held.task.id not in self.mobile
        )

    def _apart(self, visit: Visit, held: Held) -> bool:
        """Whether a candidate may have another passage: rested, in order, in one centre a day."""
        other = self.standing.visit(held)
        if other is None:
            return True
        near = visit.half_day.day == other.half_day.day
        same_centre = visit.half_day.centre == other.half_day.centre
        return (same_centre or not near) and are_apart(self.standing.instance, (visit, other))
