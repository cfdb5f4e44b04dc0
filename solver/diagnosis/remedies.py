"""Remedies: more of some resources, applied to the problem itself, so that solving can verify them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from models.planning import HalfDay, PlanExaminer, PlanRoom, Preference, Problem
from solver.diagnosis.families import COSTS, Family, Kind

MINUTES_A_DAY = 24 * 60
SATURDAY, WEEK = 5, 7


@dataclass(frozen=True, slots=True)
class Unit:
    """So many more of a family in one half-day."""

    family: Family
    half_day: HalfDay
    count: int


@dataclass(frozen=True, slots=True)
class Remedy:
    """Units to add; people count by half-day, rooms and seats as many as the half-day that asks most.

    `opened` are half-days to open besides; those free in the like half-day before are taken to come.
    """

    units: tuple[Unit, ...] = ()
    opened: tuple[HalfDay, ...] = ()

    @property
    def amounts(self) -> dict[Family, int]:
        """How much of each family."""
        found: dict[Family, int] = {}
        for unit in self.units:
            before = found.get(unit.family, 0)
            people = unit.family.kind is Kind.SEAT
            found[unit.family] = before + unit.count if people else max(before, unit.count)
        return found

    @property
    def cost(self) -> int:
        """What it asks of a centre, in the scale of `COSTS`."""
        units = sum(COSTS[family.kind] * amount for family, amount in self.amounts.items())
        return units + COSTS[Kind.HALF_DAY] * len(self.opened)


def applied(problem: Problem, remedy: Remedy) -> Problem:
    """Return the problem with a remedy."""
    rooms = list(problem.rooms)
    for family, amount in sorted(remedy.amounts.items()):
        if family.kind is not Kind.SEAT:
            rooms = list(_roomier(rooms, family, amount))
    people = [*_free_then(problem, remedy.opened), *_people(problem, remedy.units)]
    return replace(
        problem,
        half_days=(*problem.half_days, *remedy.opened),
        rooms=tuple(rooms),
        examiners=tuple(people),
    )


def _people(problem: Problem, units: Iterable[Unit]) -> Iterator[PlanExaminer]:
    """One examiner for each half-day asked for, who may take this seat and nothing else."""
    needs = {need.key: need for need in problem.epreuves}
    for number, unit in enumerate(units):
        if unit.family.kind is Kind.SEAT:
            seat = needs[unit.family.key].seats[unit.family.seat]
            for rank in range(unit.count):
                yield PlanExaminer(
                    code=f"+{number}.{rank}",
                    role=seat.role,
                    qualifications=seat.qualifications,
                    half_days={unit.half_day.id: Preference.NEUTRAL},
                )


def _roomier(rooms: list[PlanRoom], family: Family, amount: int) -> Iterator[PlanRoom]:
    """Rooms of the session with more of one family in a centre."""
    match family.kind:
        case Kind.ROOM | Kind.ACCESSIBLE:
            yield from rooms
            for rank in range(amount):
                yield PlanRoom(
                    family.centre, f"+{family.kind}{rank}", jury=True, seats=1, accessible=True
                )
        case Kind.PREPARATION:
            yield from rooms
            yield PlanRoom(family.centre, "+P", jury=False, seats=amount, accessible=True)
        case _:
            yield from _equipped(rooms, family.centre, amount)


def _equipped(rooms: Iterable[PlanRoom], centre: str, amount: int) -> Iterator[PlanRoom]:
    """Put computers on seats that have none."""
    for room in rooms:
        bare = 0 if room.computers is None else max(0, room.seats - room.computers)
        if room.centre == centre and not room.jury and bare and amount:
            lent = min(bare, amount)
            amount -= lent
            yield replace(room, computers=(room.computers or 0) + lent)
        else:
            yield room


def _free_then(problem: Problem, opened: Iterable[HalfDay]) -> Iterator[PlanExaminer]:
    """Examiners, free in the half-days to open where they are in the last like one of that centre."""
    likes = {half.id: _like(problem, half) for half in opened}
    for one in problem.examiners:
        more = {
            new: one.half_days[like.id]
            for new, like in likes.items()
            if like is not None and like.id in one.half_days
        }
        yield replace(one, half_days={**one.half_days, **more}) if more else one


def _like(problem: Problem, opened: HalfDay) -> HalfDay | None:
    """Return the last half-day of the centre in the same part of a day."""
    alike = [
        half
        for half in problem.half_days
        if half.centre == opened.centre and half.morning == opened.morning
    ]
    return max(alike, key=lambda half: half.start, default=None)


def next_half_days(problem: Problem, centre: str, count: int) -> tuple[HalfDay, ...]:
    """Return half-days that a centre could open next: those it has not on its last day, then on others.

    Saturdays and Sundays are left out.
    """
    there = [half for half in problem.half_days if half.centre == centre]
    if not there:
        return ()
    last, number = max(half.day for half in there), max(half.id for half in problem.half_days)
    hours = {half.morning: half for half in there}
    found: list[HalfDay] = []
    for day in range(last, last + 2 * WEEK):
        weekend = (problem.first_day.weekday() + day) % WEEK >= SATURDAY
        for like in () if weekend else (hours[part] for part in (True, False) if part in hours):
            shift = (day - like.day) * MINUTES_A_DAY
            start, end = like.start + shift, like.end + shift
            if not any(half.start < end and start < half.end for half in there):
                number += 1
                found.append(replace(like, id=number, day=day, start=start, end=end, epreuves=None))
            if len(found) == count:
                return tuple(found)
    return tuple(found)
