"""Stage 2, together with stage 1: members and candidates chosen at once, commission by commission.

Where teachers of the candidates' own schools are many, counts promise what no pairing of members
can keep. This model has one commission a variable set: it is larger, exact about conflicts, and
starts from what the master opened, with a few more commissions it may open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.planning import Preference
from solver.days import (
    DayModel,
    accessible_rooms_hold,
    asking,
    commissions_hold_what_fits,
    days_present,
    everyone_is_counted,
    preparation_fits,
)
from solver.instance import Block, Instance, SeatOption
from solver.limits import Clock
from solver.master import Opening, hurried_pairs
from solver.mip import Answer, Expr, Var, total

UNPLACED_COST = 100_000
REPLACEMENT_COST = 10_000
OPENING_COST = 500
RESERVE_COST = 50
DISLIKED_COST = 1
EFFORT = 8.0
GAP = 0.001
MOST_VARIABLES = 20_000


@dataclass(frozen=True, slots=True)
class Chair:
    """An examiner in a seat of an opening."""

    opening: int
    code: str
    option: SeatOption
    var: Var


class Joint:
    """The model of days with its members free."""

    def __init__(self, instance: Instance, openings: Sequence[Opening], clock: Clock) -> None:
        self.instance = instance
        self.openings = openings
        self.days = DayModel(instance, openings, instance.problem.tasks, clock)
        self.mip = self.days.mip
        self.opened = [self.mip.boolean() for _ in openings]
        self.chairs = [
            Chair(index, examiner.code, option, self.mip.boolean())
            for index, opening in enumerate(openings)
            for examiner, options in instance.options[opening.key]
            if opening.block.half_day.id in examiner.half_days
            for option in options
        ]


def reopened(
    instance: Instance, openings: Sequence[Opening], blocks: Sequence[Block], clock: Clock
) -> list[Opening] | None:
    """Choose members again, with the candidates, among `openings` and one more in each block.

    Returns None when the model would be too large or nothing was found in time.
    """
    if instance.locks:
        return None
    bare = [Opening(one.block, one.key, ()) for one in [*openings, *_spares(instance, openings, blocks)]]
    model = Joint(instance, bare, clock)
    if len(model.chairs) + len(model.days.flows) > MOST_VARIABLES:
        return None
    everyone_is_counted(model.days)
    commissions_hold_what_fits(model.days, model.opened)
    preparation_fits(model.days)
    accessible_rooms_hold(model.days)
    _seats_are_filled(model)
    _examiners_sit_once(model)
    _candidates_avoid_their_conflicts(model)
    _rooms_are_enough(model)
    _alike_in_order(model)
    answer = model.mip.minimize(_cost(model), effort=EFFORT, gap=GAP)
    return None if answer is None else _read(model, answer)


def _spares(instance: Instance, openings: Sequence[Opening], blocks: Sequence[Block]) -> list[Opening]:
    keys = sorted(
        {opening.key for opening in openings} | {task.epreuve for task in instance.problem.tasks}
    )
    return [
        Opening(block, key, ())
        for block in blocks
        for key in keys
        if instance.open_for(block.half_day, key)
    ]


def _seats_are_filled(model: Joint) -> None:
    filled: dict[tuple[int, int], list[Expr]] = defaultdict(list)
    for chair in model.chairs:
        filled[chair.opening, chair.option.seat].append(chair.var)
    for index, opening in enumerate(model.openings):
        for seat in range(len(model.instance.needs[opening.key].seats)):
            model.mip.equal(total(filled[index, seat]), model.opened[index])


def _examiners_sit_once(model: Joint) -> None:
    blocks = {opening.block.id: opening.block for opening in model.openings}
    order = sorted(blocks.values(), key=lambda block: block.id)
    clashes = [
        (one.id, two.id)
        for rank, one in enumerate(order)
        for two in order[rank + 1 :]
        if model.instance.same_time(one, two)
    ]
    chairs: dict[str, dict[int, list[Expr]]] = defaultdict(lambda: defaultdict(list))
    for chair in model.chairs:
        chairs[chair.code][model.openings[chair.opening].block.id].append(chair.var)
    for code, by_block in chairs.items():
        for inside in by_block.values():
            model.mip.at_most(total(inside), 1)
        for one, two in clashes:
            if one in by_block and two in by_block:
                model.mip.at_most(total([*by_block[one], *by_block[two]]), 1)
        _keep_maximum(model, code, by_block, blocks)
    _keep_the_gap(model)


def _keep_the_gap(model: Joint) -> None:
    """Nobody hears an épreuve in two commissions without the gap between two candidates."""
    sits: dict[tuple[str, int], list[Expr]] = defaultdict(list)
    for chair in model.chairs:
        sits[chair.code, chair.opening].append(chair.var)
    for one, two in hurried_pairs(model.instance, model.openings):
        for code in sorted({code for code, index in sits if index == one}):
            if (code, two) in sits:
                model.mip.at_most(total([*sits[code, one], *sits[code, two]]), 1)


def _keep_maximum(
    model: Joint, code: str, by_block: dict[int, list[Expr]], blocks: dict[int, Block]
) -> None:
    most = model.instance.examiners[code].max_half_days
    if most is None:
        return
    ways = [(blocks[block].half_day.id, var) for block, inside in by_block.items() for var in inside]
    model.mip.at_most_groups(ways, most)


def _candidates_avoid_their_conflicts(model: Joint) -> None:
    heard: dict[tuple[int, str], list[Var]] = defaultdict(list)
    for (party, rank, index), var in model.days.flows.items():
        for code in model.days.parties[party].classes[rank].conflicts:
            heard[index, code].append(var)
    sits: dict[tuple[int, str], list[Expr]] = defaultdict(list)
    for chair in model.chairs:
        sits[chair.opening, chair.code].append(chair.var)
    for (index, code), there in sits.items():
        for var in heard.get((index, code), []):
            model.mip.at_most(var, var.upper_bound * (1 - total(there)))


def _rooms_are_enough(model: Joint) -> None:
    blocks = {opening.block.id: opening.block for opening in model.openings}
    for block in blocks.values():
        together = [
            model.opened[index]
            for index, opening in enumerate(model.openings)
            if opening.block.half_day.centre == block.half_day.centre
            and opening.block.start <= block.start < opening.block.end
        ]
        rooms = len(model.instance.open_rooms(block.half_day, jury=True))
        model.mip.at_most(total(together), rooms)


def _alike_in_order(model: Joint) -> None:
    """Of openings alike, the first are opened first: the solver need not try the others."""
    last: dict[tuple[int, str], int] = {}
    for index, opening in enumerate(model.openings):
        alike = (opening.block.id, opening.key)
        if alike in last:
            model.mip.at_most(model.opened[index], model.opened[last[alike]])
        last[alike] = index


def _cost(model: Joint) -> Expr:
    terms: list[Expr] = [UNPLACED_COST * var for var in model.days.short.values()]
    terms += [OPENING_COST * var for var in model.opened]
    terms += days_present(model.days)
    for chair in model.chairs:
        examiner = model.instance.examiners[chair.code]
        half = model.openings[chair.opening].block.half_day.id
        disliked = examiner.half_days[half] == Preference.DISLIKED
        replaced = REPLACEMENT_COST * chair.option.replacement
        terms.append((replaced + RESERVE_COST * examiner.reserve + DISLIKED_COST * disliked) * chair.var)
    return total(terms)


def _read(model: Joint, answer: Answer) -> list[Opening]:
    seated: dict[int, dict[int, tuple[str, bool]]] = defaultdict(dict)
    for chair in model.chairs:
        if answer.count(chair.var):
            seated[chair.opening][chair.option.seat] = (chair.code, chair.option.replacement)
    found = []
    accessible = asking(model.days, answer)
    for index, seats in sorted(seated.items()):
        members = tuple(seats[seat] for seat in sorted(seats))
        found.append(replace(model.openings[index], members=members, accessible=index in accessible))
    return found
