"""The centre-days hit, with everything kept that can be: a variable for each thing that may change.

`Recast` holds the variables and answers questions; `constraints.repair` writes the rules; the levels
are solved two by two, each kept for the next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from models.planning import PlanExaminer, Task
from solver.cp import Bool, Cp
from solver.instance import SeatOption
from solver.limits import Clock
from solver.repairing.damage import Barred, Damage
from solver.repairing.diary import may_sit
from solver.repairing.options import Offers, Option
from solver.repairing.outcome import Spot
from solver.repairing.places import Freedom, Place, free_stretches, places_of
from solver.repairing.standing import Standing


@dataclass(frozen=True, slots=True)
class Chair:
    """An examiner who may sit in a place."""

    place: int
    examiner: PlanExaminer
    option: SeatOption
    var: Bool


@dataclass(frozen=True, slots=True)
class RoomChoice:
    """A room that a place may take, if it sits between `first` and `last` only."""

    place: int
    room: str
    first: int
    last: int
    accessible: bool
    var: Bool


class Recast:
    """Variables of a repair."""

    def __init__(
        self,
        standing: Standing,
        damage: Damage,
        barred: Barred,
        freedom: Freedom,
        clock: Clock,
        banned: Collection[Spot] = (),
    ) -> None:
        self.standing = standing
        self.instance = standing.instance
        self.damage = damage
        self.barred = barred
        self.freedom = freedom
        self.cp = Cp(clock)
        mobile = mobile_tasks(standing, damage, barred, freedom)
        self.tasks: list[Task] = [self.instance.problem.tasks[one] for one in sorted(mobile)]
        self.places: list[Place] = places_of(standing, damage, barred, freedom, mobile)
        self.offers = Offers(standing, damage, barred, freedom, self.places, mobile)
        self.opened: list[Bool | int] = [
            1 if place.must_open else self.cp.boolean() for place in self.places
        ]
        self.short: dict[int, Bool] = {task.id: self.cp.boolean() for task in self.tasks}
        self.options: list[tuple[Option, Bool]] = [
            (option, self.cp.boolean())
            for task in self.tasks
            for option in self.offers.of(task)
            if Spot(self.places[option.place].code, option.begin, option.start) not in banned
        ]
        self.chairs = self._chairs()
        self.rooms = self._rooms()

    def _chairs(self) -> list[Chair]:
        loose = {place.code for place in self.places if place.members is None and place.commission}
        found = []
        for index, place in enumerate(self.places):
            if place.members is not None:
                continue
            banned = {code for held in place.fixed for code in held.task.conflicts}
            for examiner, options in self.instance.options[place.key]:
                free = examiner.code not in banned and self._may_call(examiner, place)
                if free and may_sit(self.standing, examiner, place.block, leaving=loose):
                    found += [Chair(index, examiner, one, self.cp.boolean()) for one in options]
        return found

    def _may_call(self, examiner: PlanExaminer, place: Place) -> bool:
        """Whether somebody may be chosen: a member as before, or who is free, when that is allowed."""
        if place.commission and examiner.code in place.commission.examiners:
            return True
        return self.freedom.call and place.half.id not in examiner.elsewhere

    def _rooms(self) -> list[RoomChoice]:
        found = []
        closable = {place.code for place in self.places if not place.must_open}
        for index, place in enumerate(self.places):
            if place.room is None:
                known = {one.code: one for one in self.instance.rooms(place.half.centre, jury=True)}
                found += [
                    RoomChoice(index, code, first, last, known[code].accessible, self.cp.boolean())
                    for code, first, last in free_stretches(
                        self.standing, self.barred, place.block, leaving=closable
                    )
                    if _holds(place, first, last)
                ]
        return found

    @property
    def offers_everybody(self) -> bool:
        """Whether everybody in question may go somewhere, the others apart."""
        return {option.task.id for option, _ in self.options} == set(self.short)

    def variables(self) -> Iterator[Bool]:
        """Every decision."""
        yield from (var for _, var in self.options)
        yield from (chair.var for chair in self.chairs)
        yield from (choice.var for choice in self.rooms)
        yield from self.short.values()
        yield from (var for var in self.opened if not isinstance(var, int))

    def options_of_task(self) -> dict[int, list[tuple[Option, Bool]]]:
        """Options by task."""
        found: dict[int, list[tuple[Option, Bool]]] = defaultdict(list)
        for option, var in self.options:
            found[option.task.id].append((option, var))
        return found

    def options_of_place(self) -> dict[int, list[tuple[Option, Bool]]]:
        """Options by place."""
        found: dict[int, list[tuple[Option, Bool]]] = defaultdict(list)
        for option, var in self.options:
            found[option.place].append((option, var))
        return found

    def chairs_of_place(self) -> dict[int, list[Chair]]:
        """Chairs by place."""
        found: dict[int, list[Chair]] = defaultdict(list)
        for chair in self.chairs:
            found[chair.place].append(chair)
        return found

    def chairs_of_examiner(self) -> dict[str, list[Chair]]:
        """Chairs by examiner."""
        found: dict[str, list[Chair]] = defaultdict(list)
        for chair in self.chairs:
            found[chair.examiner.code].append(chair)
        return found

    def chosen(self, chairs: Sequence[Chair], code: str) -> list[Bool]:
        """Return the variables that seat somebody."""
        return [chair.var for chair in chairs if chair.examiner.code == code]


def _holds(place: Place, first: int, last: int) -> bool:
    """Whether hours are enough for those of a place who stay, and for somebody at all."""
    heard = place.commission.held if place.commission else ()
    fixed = all(first <= held.start and held.end <= last for held in place.fixed)
    return fixed and any(first <= held.start and held.end <= last for held in heard)


def mobile_tasks(standing: Standing, damage: Damage, barred: Barred, freedom: Freedom) -> set[int]:
    """Tasks whose place is in question; what has begun never is."""
    found = {held.task.id for held in (*damage.adrift, *damage.homeless)}
    found |= {task.id for task in damage.missing}
    for code in damage.broken:
        found |= {held.task.id for held in standing.commissions[code].held}
    if freedom.ring:
        found |= _ring(standing, barred, found, freedom.beside)
    if freedom.ring and freedom.beside is None:
        found |= _in_the_way(standing, damage, barred)
    return {one for one in found if not _settled(standing, barred, one)}


def _settled(standing: Standing, barred: Barred, task_id: int) -> bool:
    held = standing.held.get(task_id)
    return held is not None and barred.is_over(held.passage.centre, held.begin)


def _in_the_way(standing: Standing, damage: Damage, barred: Barred) -> set[int]:
    """Unlocked tasks of the épreuves, and centres, of those who must find another place."""
    seeking = [held.task for held in damage.adrift] + list(damage.missing)
    wanted = {(task.epreuve, task.centre) for task in seeking}
    return {
        held.task.id
        for held in standing.held.values()
        if (held.task.epreuve, held.task.centre) in wanted
        and not held.passage.locked
        and not barred.is_over(held.passage.centre, held.begin)
    }


def _ring(standing: Standing, barred: Barred, hit: set[int], beside: frozenset[str] | None) -> set[int]:
    """Unlocked tasks heard in the same half-days as those hit, by these commissions or by all."""
    codes = {standing.held[one].passage.commission for one in hit if one in standing.held}
    halves = {half.id for code in codes if (half := standing.commissions[code].half) is not None}
    return {
        held.task.id
        for half in halves
        for one in standing.by_half[half]
        if beside is None or one.code in beside
        for held in one.held
        if not held.passage.locked and not barred.is_over(held.passage.centre, held.begin)
    }
