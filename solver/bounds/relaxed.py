"""The master with less asked than the texts ask: no lawful plan can do better than its optimum.

An examiner or a room may serve several commissions of one half-day, one after the other, of the same
épreuve or not. A *long* commission leaves no time for another one: whoever sits in it is taken for
the half-day. Of *short* ones, an examiner takes as many as the minutes allow. Lunch, nights and
working time are left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from solver.blocks import whole_blocks
from solver.constraints.master import (
    candidates_avoid_their_conflicts,
    commissions_hold_what_fits,
    everyone_is_counted,
    preparation_seats_are_enough,
    seats_are_filled,
)
from solver.counting import add_counting_cuts
from solver.instance import Block, Instance
from solver.limits import Clock
from solver.master import Master, SeatVar
from solver.mip import Expr, Var, total
from solver.patterns import Kind, Pattern, fullest_patterns

Place = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether an examiner sits at all in a half-day."""

    examiner: str
    half_day: int
    var: Expr


@dataclass(frozen=True, slots=True)
class Sat:
    """How an examiner holds a seat: in a long commission, and `minutes` in short ones.

    None of these begins before `head` minutes of the half-day.
    """

    seat: SeatVar
    head: int
    long: Var
    minutes: Expr
    times: Expr

    @property
    def given(self) -> Expr:
        """Minutes that commissions can have of the examiner."""
        return self.minutes + (self.seat.block.minutes - self.head) * self.long


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The loosened master, and who is there when."""

    master: Master
    present: tuple[Presence, ...]


def relaxed_master(instance: Instance, clock: Clock) -> Relaxed:
    """Return the loosened model of the whole session, with its counting cuts."""
    master = Master(instance, whole_blocks(instance), clock, relaxed=True)
    short = {place: _short_patterns(master, *place) for place in master.opened}
    for place, patterns in short.items():
        for pattern in patterns:
            master.opened[place].setdefault(pattern, master.mip.integer())
    everyone_is_counted(master)
    commissions_hold_what_fits(master)
    seats_are_filled(master)
    preparation_seats_are_enough(master)
    candidates_avoid_their_conflicts(master)
    _rooms_have_the_minutes(master)
    present = tuple(_presences(master, short))
    _maximum_is_kept(master, present)
    _one_centre_a_day(master, present)
    add_counting_cuts(master, clock)
    return Relaxed(master, present)


def _short_patterns(master: Master, block_id: int, key: str) -> frozenset[Pattern]:
    """Fullest mixes that leave time, in the half-day, for one more commission of some épreuve."""
    block = next(block for block in master.blocks if block.id == block_id)
    need = master.instance.needs[key]
    kinds = [Kind(kind.jury, 0) for kind in master.kinds[key]]
    most = need.daily_cap if need.cap_is_hard else None
    left = _minutes_beside_another(master, block, key)
    patterns = fullest_patterns(kinds, minutes=left, gap=need.gap, reading=need.reading, most=most)
    return frozenset(patterns)


def _minutes_beside_another(master: Master, block: Block, key: str) -> int:
    """Most minutes a commission sits when its members or its room serve another one too."""
    others = [other for where, other in master.opened if where == block.id]
    both = (
        block.minutes - min(head_of(master, key), head_of(master, other)) - master.shortest(other)
        for other in others
    )
    return min(block.minutes - head_of(master, key), max(both))


def head_of(master: Master, key: str) -> int:
    """Minutes from the start of a half-day before any commission of this épreuve can sit."""
    least = min(kind.lead for kind in master.kinds[key])
    return max(0, least - master.instance.needs[key].reading)


def _presences(master: Master, short: Mapping[Place, frozenset[Pattern]]) -> Iterable[Presence]:
    """Whoever sits is there: for one long commission, or for short ones in the minutes there are."""
    rows = [_sits(master, seat, bool(short[seat.block.id, seat.key])) for seat in master.seats]
    by_place: dict[Place, list[Sat]] = defaultdict(list)
    by_person: dict[tuple[str, int], list[Sat]] = defaultdict(list)
    for one in rows:
        by_place[one.seat.block.id, one.seat.key].append(one)
        by_person[one.seat.examiner, one.seat.block.id].append(one)
    sat = _minutes_sat(master)
    for place, inside in by_place.items():
        full = total(var for one, var in master.opened[place].items() if one not in short[place])
        _seats_are_held(master, inside, full, sat.get(place, 0.0))
        _nobody_holds_two_seats(master, inside, full, sat.get(place, 0.0))
    for (code, _), taken in by_person.items():
        there = master.mip.boolean()
        _minutes_are_enough(master, taken, there)
        yield Presence(code, taken[0].seat.block.half_day.id, there)


def _seats_are_held(master: Master, inside: Iterable[Sat], full: Expr, sat: Expr) -> None:
    """Each seat has somebody in every long commission, and for as long as commissions sit."""
    by_seat: dict[int, list[Sat]] = defaultdict(list)
    for one in inside:
        by_seat[one.seat.option.seat].append(one)
    for rows in by_seat.values():
        master.mip.equal(total(one.long for one in rows), full)
        master.mip.at_most(sat, total(one.given for one in rows))


def _nobody_holds_two_seats(master: Master, inside: Iterable[Sat], full: Expr, sat: Expr) -> None:
    """Without one of its members, a commission still has all the others, for as long as it sits."""
    rows = list(inside)
    others = len({one.seat.option.seat for one in rows}) - 1
    ways = Counter(one.seat.examiner for one in rows)
    for code in sorted(code for code, count in ways.items() if count > 1):
        master.mip.at_most(total(one.long for one in rows if one.seat.examiner == code), full)
        given = total(one.given for one in rows if one.seat.examiner != code)
        master.mip.at_most(others * sat, given)


def _minutes_are_enough(master: Master, taken: Iterable[Sat], there: Var) -> None:
    """Who is there has the minutes of the half-day: fewer, where a first preparation must end before."""
    rows = list(taken)
    alone = total(one.long for one in rows)
    for head in sorted({one.head for one in rows}):
        minutes = rows[0].seat.block.minutes - head
        later = total(one.minutes for one in rows if one.head >= head)
        master.mip.at_most(later + minutes * alone, minutes * there)
    for key in sorted({one.seat.key for one in rows}):
        again = [one for one in rows if one.seat.key == key]
        gap = master.instance.needs[key].gap
        minutes = rows[0].seat.block.minutes - again[0].head + gap
        heard = total(one.minutes + gap * one.times for one in again)
        master.mip.at_most(heard + minutes * alone, minutes * there)


def _sits(master: Master, seat: SeatVar, may_be_short: bool) -> Sat:
    """Whether an examiner sits in a long commission, and the minutes spent in short ones."""
    head = head_of(master, seat.key)
    if not may_be_short:
        master.mip.at_most(seat.var, 1)
        return Sat(seat, head, seat.var, 0.0, 0.0)
    long = master.mip.boolean()
    times = seat.var - long
    most = _minutes_beside_another(master, seat.block, seat.key)
    minutes = master.mip.number(seat.block.minutes)
    master.mip.at_most(master.shortest(seat.key) * times, minutes)
    master.mip.at_most(minutes, most * times)
    return Sat(seat, head, long, minutes, times)


def _minutes_sat(master: Master) -> dict[Place, Expr]:
    """Minutes that the commissions of each block and épreuve sit at least, reading included."""
    heard: dict[tuple[int, str], list[Expr]] = defaultdict(list)
    for (group, index, half), var in master.flows.items():
        one = master.groups[group].classes[index]
        heard[half, one.key].append((one.jury + master.instance.needs[one.key].gap) * var)
    found: dict[Place, Expr] = {}
    for block in master.blocks:
        for key in master.kinds:
            if (block.half_day.id, key) in heard:
                need = master.instance.needs[key]
                minutes = total(heard[block.half_day.id, key])
                found[block.id, key] = minutes + (need.reading - need.gap) * master.count(block, key)
    return found


def _rooms_have_the_minutes(master: Master) -> None:
    """Jury rooms are open as long as commissions sit; accessible ones, for those who ask for them."""
    sat = _minutes_sat(master)
    asking: dict[int, list[Expr]] = defaultdict(list)
    for (group, index, half), var in master.flows.items():
        one = master.groups[group].classes[index]
        if one.accessible:
            asking[half].append(one.jury * var)
    for block in master.blocks:
        rooms = master.instance.open_rooms(block.half_day, jury=True)
        sitting = [minutes for (where, _), minutes in sat.items() if where == block.id]
        master.mip.at_most(total(sitting), len(rooms) * block.minutes)
        accessible = sum(room.accessible for room in rooms)
        master.mip.at_most(total(asking[block.half_day.id]), accessible * block.minutes)


def _maximum_is_kept(master: Master, present: Iterable[Presence]) -> None:
    """An examiner is there in no more half-days than promised."""
    sits: dict[str, list[Expr]] = defaultdict(list)
    for one in present:
        sits[one.examiner].append(one.var)
    for code, there in sits.items():
        most = master.instance.examiners[code].max_half_days
        if most is not None:
            master.mip.at_most(total(there), most)


def _one_centre_a_day(master: Master, present: Iterable[Presence]) -> None:
    """An examiner works in one centre a day."""
    places: dict[tuple[str, int], dict[str, list[Expr]]] = defaultdict(lambda: defaultdict(list))
    for one in present:
        half = master.instance.half_days[one.half_day]
        places[one.examiner, half.day][half.centre].append(one.var)
    for centres in places.values():
        if len(centres) > 1:
            chosen = [master.mip.boolean() for _ in centres]
            master.mip.at_most(total(chosen), 1)
            for there, sits in zip(chosen, centres.values(), strict=True):
                for var in sits:
                    master.mip.at_most(var, there)
