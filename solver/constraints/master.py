"""Hard rules in the master, where candidates are counts and commissions have no hour yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from models.planning import HalfDay
from solver.cliques import cliques_over
from solver.instance import Block
from solver.master import Family, Master, SeatVar
from solver.mip import Expr, total
from solver.patterns import begins_at_once


def add_constraints(model: Master) -> None:
    """Add every rule the master can see."""
    everyone_is_counted(model)
    commissions_hold_what_fits(model)
    seats_are_filled(model)
    rooms_are_enough(model)
    accessible_rooms_are_enough(model)
    preparation_seats_are_enough(model)
    first_preparations_have_a_seat(model)
    candidates_avoid_their_conflicts(model)
    examiners_sit_once(model)
    examiners_keep_the_gap(model)
    examiners_keep_to_one_centre_a_day(model)
    examiners_keep_their_maximum(model)


def everyone_is_counted(model: Master) -> None:
    """Every candidate of a class sits in some half-day or is short."""
    flows: dict[tuple[int, int], list[Expr]] = defaultdict(list)
    for (number, index, _), var in model.flows.items():
        flows[number, index].append(var)
    for group in model.groups:
        for index in range(len(group.classes)):
            model.mip.equal(total([*flows[group.id, index], model.short[group.id, index]]), group.size)


def commissions_hold_what_fits(model: Master) -> None:
    """Candidates of each length are no more than the patterns opened in the half-day can hear."""
    demand: dict[tuple[int, str, int], list[Expr]] = defaultdict(list)
    for (group, index, half), var in model.flows.items():
        one = model.groups[group].classes[index]
        demand[half, one.key, one.jury].append(var)
    for (half, key, jury), flows in demand.items():
        position = [kind.jury for kind in model.kinds[key]].index(jury)
        held = [
            pattern[position] * var
            for block in model.blocks_of(half)
            for pattern, var in model.opened.get((block.id, key), {}).items()
        ]
        model.mip.at_most(total(flows), total(held))


def seats_are_filled(model: Master) -> None:
    """Each commission has exactly one examiner in each seat of the text."""
    filled: dict[tuple[int, str, int], list[Expr]] = defaultdict(list)
    for seat in model.seats:
        filled[seat.block.id, seat.key, seat.option.seat].append(seat.var)
    blocks = {block.id: block for block in model.blocks}
    for block_id, key in model.opened:
        seats = model.instance.needs[key].seats
        for index, needed in enumerate(seats):
            family = Family("seat", key, seats.index(needed))
            spare = model.spare(family, blocks[block_id].half_day.id, index)
            there = total(filled[block_id, key, index]) + spare
            model.mip.equal(there, model.count(blocks[block_id], key))


def rooms_are_enough(model: Master) -> None:
    """Commissions of a centre at one time have a jury room each."""
    for half, blocks in _blocks_by_half_day(model):
        rooms = len(model.instance.open_rooms(half, jury=True))
        for moment in sorted({block.start for block in blocks}):
            together = [block for block in blocks if block.start <= moment < block.end]
            opened = [model.count(other, key) for other in together for key in model.kinds]
            model.mip.at_most(total(opened), rooms + model.spare(Family("room"), half.id))


def accessible_rooms_are_enough(model: Master) -> None:
    """Candidates who need an accessible room are no more than the accessible jury rooms can hold."""
    for half, blocks in _blocks_by_half_day(model):
        rooms = [room for room in model.instance.open_rooms(half, jury=True) if room.accessible]
        heard: dict[str, list[Expr]] = defaultdict(list)
        for (group, index, where), var in model.flows.items():
            one = model.groups[group].classes[index]
            if where == half.id and one.accessible:
                heard[one.key].append(var)
        sitting: list[tuple[Block, Expr]] = []
        for key, flows in heard.items():
            there = {
                block: model.mip.number() if model.relaxed else model.mip.integer() for block in blocks
            }
            held = (_largest(model, [block], key) * var for block, var in there.items())
            model.mip.at_most(total(flows), total(held))
            for block, var in there.items():
                model.mip.at_most(var, model.count(block, key))
                model.accessible[block.id, key] = var
            sitting += there.items()
        for moment in sorted({block.start for block in blocks}):
            now = [var for block, var in sitting if block.start <= moment < block.end]
            model.mip.at_most(total(now), len(rooms))


def preparation_seats_are_enough(model: Master) -> None:
    """Minutes of preparation of a half-day fit in the minutes of its seats."""
    for half, _ in _blocks_by_half_day(model):
        seats = sum(room.seats for room in model.instance.open_rooms(half, jury=False))
        terms, shortest = [], half.end - half.start
        for (group, index, where), var in model.flows.items():
            one = model.groups[group].classes[index]
            if where == half.id and one.lead:
                terms.append(one.lead * var)
                shortest = min(shortest, one.jury)
        if terms:
            minutes = half.end - half.start - shortest
            spare = model.spare(Family("preparation"), half.id)
            model.mip.at_most(total(terms), minutes * (seats + spare))


def first_preparations_have_a_seat(model: Master) -> None:
    """Commissions too full to begin a preparation later all take a seat when the half-day begins."""
    for half, blocks in _blocks_by_half_day(model):
        seats = sum(room.seats for room in model.instance.open_rooms(half, jury=False))
        whole = next((one for one in blocks if one.minutes == half.end - half.start), None)
        if whole is None:
            continue
        tight = [
            var
            for key, kinds in model.kinds.items()
            for pattern, var in model.opened.get((whole.id, key), {}).items()
            if begins_at_once(pattern, kinds, model.instance.needs[key], whole.minutes)
        ]
        if tight:
            model.mip.at_most(total(tight), seats + model.spare(Family("preparation"), half.id))


def candidates_avoid_their_conflicts(model: Master) -> None:
    """Candidates in conflict with examiners are heard by commissions without them."""
    flows: dict[tuple[int, str], list[tuple[frozenset[str], Expr]]] = defaultdict(list)
    for (group, index, half), var in model.flows.items():
        one = model.groups[group].classes[index]
        if one.conflicts:
            flows[half, one.key].append((one.conflicts, var))
    seats: dict[tuple[int, str], list[SeatVar]] = defaultdict(list)
    for seat in model.seats:
        seats[seat.block.half_day.id, seat.key].append(seat)
    for (half, key), rows in flows.items():
        people = {code for conflicts, _ in rows for code in conflicts}
        alone = {frozenset({code}) for code in people}
        for banned in sorted(alone | {conflicts for conflicts, _ in rows}, key=sorted):
            inside = [seat for seat in seats[half, key] if seat.examiner in banned]
            heard = total(var for conflicts, var in rows if conflicts >= banned)
            for free in _free_of(model, half, key, inside):
                model.mip.at_most(heard, free)


def _free_of(model: Master, half: int, key: str, inside: list[SeatVar]) -> Iterator[Expr]:
    """Candidates that commissions without the examiners `inside` in a seat can hear, seat after seat."""
    blocks = model.blocks_of(half)
    opened = total(model.count(block, key) for block in blocks)
    taken: dict[int, list[Expr]] = defaultdict(list)
    for seat in inside:
        taken[seat.option.seat].append(seat.var)
    for rows in taken.values():
        yield _largest(model, blocks, key) * (opened - total(rows))


def examiners_sit_once(model: Master) -> None:
    """An examiner holds one seat at a time."""
    apart = cliques_over((one.id, two.id) for one, two in model.incompatible_blocks())
    for seats in model.seats_of().values():
        by_block: dict[int, list[Expr]] = defaultdict(list)
        for seat in seats:
            by_block[seat.block.id].append(seat.var)
        for inside in by_block.values():
            model.mip.at_most(total(inside), 1)
        for clique in apart:
            there = [block for block in clique if block in by_block]
            if len(there) > 1:
                model.mip.at_most(total(var for block in there for var in by_block[block]), 1)


def examiners_keep_the_gap(model: Master) -> None:
    """Nobody goes on hearing an épreuve in the next block without the gap between two candidates."""
    apart = [(one.id, two.id) for one, two in model.incompatible_blocks()]
    near = {key: cliques_over(_hurried(model, key), apart) for key in model.kinds}
    if not any(near.values()):
        return
    for seats in model.seats_of().values():
        sits: dict[tuple[int, str], list[Expr]] = defaultdict(list)
        for seat in seats:
            sits[seat.block.id, seat.key].append(seat.var)
        for key, cliques in near.items():
            for clique in cliques:
                inside = [sits[block, key] for block in clique if (block, key) in sits]
                if len(inside) > 1:
                    model.mip.at_most(total(var for ways in inside for var in ways), 1)


def _hurried(model: Master, key: str) -> list[tuple[int, int]]:
    """Blocks so near that nobody goes on hearing an épreuve from one to the other."""
    pairs = combinations(model.blocks, 2)
    return [(one.id, two.id) for one, two in pairs if model.instance.hurried(one, two, key)]


def examiners_keep_to_one_centre_a_day(model: Master) -> None:
    """An examiner works in one centre a day."""
    if len(model.instance.centres) == 1:
        return
    for seats in model.seats_of().values():
        days: dict[tuple[int, str], list[SeatVar]] = defaultdict(list)
        for seat in seats:
            days[seat.block.half_day.day, seat.block.half_day.centre].append(seat)
        chosen: dict[int, list[Expr]] = defaultdict(list)
        for (day, _), inside in days.items():
            there = model.mip.boolean()
            chosen[day].append(there)
            for seat in inside:
                model.mip.at_most(seat.var, there)
        for options in chosen.values():
            model.mip.at_most(total(options), 1)


def examiners_keep_their_maximum(model: Master) -> None:
    """An examiner sits in no more half-days than promised."""
    for code, seats in model.seats_of().items():
        most = model.instance.examiners[code].max_half_days
        if most is not None:
            model.mip.at_most_groups([(seat.block.half_day.id, seat.var) for seat in seats], most)


def _blocks_by_half_day(model: Master) -> list[tuple[HalfDay, list[Block]]]:
    found: dict[int, list[Block]] = defaultdict(list)
    for block in model.blocks:
        found[block.half_day.id].append(block)
    return [(blocks[0].half_day, blocks) for blocks in found.values()]


def _largest(model: Master, blocks: list[Block], key: str) -> int:
    """Most candidates one commission of this épreuve can hear in these blocks."""
    sizes = [sum(pattern) for block in blocks for pattern in model.opened.get((block.id, key), {})]
    return max(sizes, default=1)
