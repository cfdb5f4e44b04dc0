"""Fewest passages that any lawful plan leaves out, by what half-days of rooms and of people can hear.

A room, or a person, hears in a half-day one of the fullest mixes of lengths that fit in it, whatever
the commissions: one or several, of one épreuve or not, one after the other. Parts are allowed, links
between people, hours and lunch are left out, so that every lawful plan is an answer.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from models.planning import HalfDay, PlanExaminer, Task
from solver.instance import Instance, SeatOption
from solver.limits import Clock
from solver.mip import Expr, Mip, Var, total
from solver.patterns import Kind, Pattern, fullest_patterns
from solver.rounding import rounded_up

MOST_LENGTHS = 5
"""Lengths told apart; beyond, alike ones count as the shortest of them, so that mixes stay few."""
EFFORT = 2.0

Usable = Callable[[Task, HalfDay], bool]


@dataclass(frozen=True, slots=True)
class Alike:
    """Tasks that take the same length of the same épreuve, in the same half-days."""

    key: str
    length: int
    accessible: bool
    halves: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Crew:
    """Examiners who can take the same seats in the same half-days, at most `most` of these."""

    seats: tuple[tuple[str, tuple[SeatOption, ...]], ...]
    halves: tuple[int, ...]
    most: int | None


def fewest_unplaced(instance: Instance, clock: Clock, usable: Usable | None = None) -> int:
    """Return a number of tasks that no lawful plan goes below; 0, always true, without time for it.

    Parameters
    ----------
    instance, clock
        The problem, and the work it may take.
    usable
        Whether a task alone could be heard in a half-day; by its centre, rooms and juries if not given.

    """
    model = _Heard(instance, clock, usable or _alone_in(instance))
    answer = model.mip.relaxed(model.unplaced, effort=EFFORT)
    return 0 if answer is None else rounded_up(answer.bound)


def _alone_in(instance: Instance) -> Usable:
    return lambda task, half: instance.may_use(task, half) and instance.has_jury_for(task, half)


class _Heard:
    """The linear programme."""

    def __init__(self, instance: Instance, clock: Clock, usable: Usable) -> None:
        self.instance = instance
        self.mip = Mip(clock)
        self.lengths = _lengths(instance)
        self.flows: dict[tuple[int, str, int], list[Var]] = defaultdict(list)
        self.asking: dict[tuple[int, int], list[Var]] = defaultdict(list)
        self.keys: dict[int, dict[str, None]] = defaultdict(dict)
        self.short: list[Var] = []
        self.covered: dict[tuple[int, str, int, int], list[Expr]] = defaultdict(list)
        for alike, size in self._demand(usable).items():
            self._flow(alike, size)
        for crew, size in _crews(instance).items():
            self._sit(crew, size)
        self._jury()
        self._rooms()

    @property
    def unplaced(self) -> Expr:
        """Tasks heard nowhere."""
        return total(self.short)

    def _demand(self, usable: Usable) -> Counter[Alike]:
        found: Counter[Alike] = Counter()
        halves = self.instance.problem.half_days
        for task in self.instance.problem.tasks:
            there = tuple(half.id for half in halves if usable(task, half))
            length = bisect_right(self.lengths, task.jury) - 1
            found[Alike(task.epreuve, length, task.accessible, there)] += 1
        return found

    def _flow(self, alike: Alike, size: int) -> None:
        """Everybody is heard in some half-day, or short."""
        ways = {half: self.mip.number(size) for half in alike.halves}
        self.short.append(self.mip.number(size))
        self.mip.equal(total([*ways.values(), self.short[-1]]), size)
        for half, var in ways.items():
            self.flows[half, alike.key, alike.length].append(var)
            self.keys[half][alike.key] = None
            if alike.accessible:
                self.asking[half, alike.length].append(var)

    def _sit(self, crew: Crew, size: int) -> None:
        """Each examiner hears one mix in each half-day, in one centre a day."""
        there: dict[int, Expr] = {}
        for half in crew.halves:
            keys = [
                key for key, _ in crew.seats if any(where[:2] == (half, key) for where in self.flows)
            ]
            if keys:
                mixes = {mix: self.mip.number(size) for mix in self._mixes(half, tuple(keys))}
                there[half] = total(mixes.values())
                self.mip.at_most(there[half], size)
                self._share(crew, half, keys, mixes)
        if crew.most is not None and there:
            self.mip.at_most(total(there.values()), crew.most * size)
        self._one_centre(there, size)

    def _share(self, crew: Crew, half: int, keys: list[str], mixes: dict[Pattern, Var]) -> None:
        """What somebody hears goes to the seats he or she can take."""
        for length in range(len(self.lengths)):
            heard = total(mix[length] * var for mix, var in mixes.items())
            given = []
            for key, options in crew.seats:
                if key in keys and (half, key, length) in self.flows:
                    for seat in sorted({one.seat for one in options}):
                        given.append(self.mip.number())
                        self.covered[half, key, length, seat].append(given[-1])
            if given:
                self.mip.at_most(total(given), heard)

    def _one_centre(self, there: dict[int, Expr], size: int) -> None:
        days: dict[int, dict[str, list[Expr]]] = defaultdict(lambda: defaultdict(list))
        for half, sat in there.items():
            opened = self.instance.half_days[half]
            days[opened.day][opened.centre].append(sat)
        for centres in days.values():
            if len(centres) > 1:
                present = [self.mip.number(size) for _ in centres]
                self.mip.at_most(total(present), size)
                for var, rows in zip(present, centres.values(), strict=True):
                    for sat in rows:
                        self.mip.at_most(sat, var)

    def _jury(self) -> None:
        """Every seat of the jury hears everybody."""
        for (half, key, length), flows in self.flows.items():
            for seat in range(len(self.instance.needs[key].seats)):
                self.mip.at_most(total(flows), total(self.covered[half, key, length, seat]))

    def _rooms(self) -> None:
        """Passages fit in the jury rooms, those who ask for it in accessible ones."""
        for half_id, keys in self.keys.items():
            half = self.instance.half_days[half_id]
            rooms = self.instance.open_rooms(half, jury=True)
            suited = sum(room.accessible for room in rooms)
            minutes = half.end - half.start
            suits = {mix: self.mip.number() for mix in _fullest(self.lengths, minutes, 0, 0)}
            every = {mix: self.mip.number() for mix in suits}
            self.mip.at_most(total(suits.values()), suited)
            self.mip.at_most(total(every.values()), len(rooms))
            for length in range(len(self.lengths)):
                asking = total(self.asking[half_id, length])
                heard = [var for key in keys for var in self.flows.get((half_id, key, length), ())]
                self.mip.at_most(asking, total(mix[length] * var for mix, var in suits.items()))
                self.mip.at_most(total(heard), total(mix[length] * var for mix, var in every.items()))

    def _mixes(self, half: int, keys: Sequence[str]) -> list[Pattern]:
        """Fullest mixes of one examiner: gaps and readings count where one épreuve is heard."""
        opened = self.instance.half_days[half]
        need = self.instance.needs[keys[0]] if len(keys) == 1 else None
        gap, reading = (need.gap, need.reading) if need else (0, 0)
        return _fullest(self.lengths, opened.end - opened.start, gap, reading)


@cache
def _fullest(lengths: tuple[int, ...], minutes: int, gap: int, reading: int) -> list[Pattern]:
    kinds = [Kind(length, 0) for length in lengths]
    return fullest_patterns(kinds, minutes=minutes, gap=gap, reading=reading)


def _lengths(instance: Instance) -> tuple[int, ...]:
    """Lengths before the jury, the shortest of those alike."""
    known = sorted({task.jury for task in instance.problem.tasks})
    step = -(-len(known) // MOST_LENGTHS)
    return tuple(known[::step]) if known else ()


def _crews(instance: Instance) -> Counter[Crew]:
    seats: dict[str, list[tuple[str, tuple[SeatOption, ...]]]] = defaultdict(list)
    for key, rows in instance.options.items():
        for examiner, ways in rows:
            seats[examiner.code].append((key, ways))
    found: Counter[Crew] = Counter()
    for examiner in instance.problem.examiners:
        mine = tuple(seats.get(examiner.code, ()))
        for halves in _spells(instance, examiner) if mine else ():
            found[Crew(mine, halves, examiner.max_half_days)] += 1
    return found


def _spells(instance: Instance, examiner: PlanExaminer) -> Iterator[tuple[int, ...]]:
    """Half-days given: together where there is a maximum, else day by day."""
    given = tuple(half for half in sorted(examiner.half_days) if half in instance.half_days)
    if examiner.max_half_days is not None:
        yield given
        return
    days: dict[int, list[int]] = defaultdict(list)
    for half in given:
        days[instance.half_days[half].day].append(half)
    yield from map(tuple, days.values())
