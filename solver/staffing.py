"""Stage 6: who sits in each commission, now that its candidates are known.

The commissions and their hours stay; examiners are chosen again for the least reserves, the most
even load and the fewest disliked half-days, never with more replacements than before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations

from models.planning import PlanExaminer, Preference
from solver.draft import Draft
from solver.instance import Block, Instance, SeatOption
from solver.limits import Clock
from solver.master import hurried_pairs
from solver.mip import Answer, Expr, Mip, Var, total

REPLACEMENT_COST = 100_000
RESERVE_COST = 5_000
SQUARE_COST = 50
DISLIKED_COST = 1
EFFORT = 3.0
GAP = 0.0005


@dataclass(frozen=True, slots=True)
class Way:
    """An examiner in a seat of an opening."""

    opening: int
    examiner: PlanExaminer
    option: SeatOption
    var: Var


class Staffing:
    """Ways to fill every seat."""

    def __init__(self, instance: Instance, draft: Draft, clock: Clock) -> None:
        self.instance = instance
        self.draft = draft
        self.mip = Mip(clock)
        self.ways: list[Way] = []
        heard = draft.heard_by()
        for index, opening in enumerate(draft.openings):
            banned = {code for one in heard.get(index, []) for code in one.task.conflicts}
            for examiner, options in instance.options[opening.key]:
                current = any(code == examiner.code for code, _ in opening.members)
                if opening.lock and not current:
                    continue
                if opening.block.half_day.id in examiner.half_days and examiner.code not in banned:
                    for option in options:
                        self.ways.append(Way(index, examiner, option, self.mip.boolean()))


def staffed(instance: Instance, draft: Draft, clock: Clock) -> Draft:
    """Return the draft with the best examiners found; the draft itself when nothing better was."""
    model = Staffing(instance, draft, clock)
    _fill_seats(model)
    _one_place_at_a_time(model)
    answer = model.mip.minimize(_cost(model), effort=EFFORT, gap=GAP)
    if answer is None:
        return draft
    better = _read(model, answer)
    return better if better.score <= draft.score else draft


def _fill_seats(model: Staffing) -> None:
    filled: dict[tuple[int, int], list[Expr]] = defaultdict(list)
    for way in model.ways:
        filled[way.opening, way.option.seat].append(way.var)
    for index, opening in enumerate(model.draft.openings):
        for seat in range(len(model.instance.needs[opening.key].seats)):
            model.mip.equal(total(filled[index, seat]), 1)


def _one_place_at_a_time(model: Staffing) -> None:
    by_examiner: dict[str, list[Way]] = defaultdict(list)
    for way in model.ways:
        by_examiner[way.examiner.code].append(way)
    clashes = _clashes(model)
    for code, ways in by_examiner.items():
        by_block: dict[int, list[Way]] = defaultdict(list)
        for way in ways:
            by_block[model.draft.openings[way.opening].block.id].append(way)
        for inside in by_block.values():
            model.mip.at_most(total(way.var for way in inside), 1)
        for one, two in clashes:
            if one in by_block and two in by_block:
                model.mip.at_most(total(way.var for way in by_block[one] + by_block[two]), 1)
        _keep_maximum(model, model.instance.examiners[code], ways)
    _keep_the_gap(model)


def _keep_the_gap(model: Staffing) -> None:
    sits: dict[tuple[str, int], list[Expr]] = defaultdict(list)
    for way in model.ways:
        sits[way.examiner.code, way.opening].append(way.var)
    for one, two in hurried_pairs(model.instance, model.draft.openings):
        for code in sorted({code for code, index in sits if index == one}):
            if (code, two) in sits:
                model.mip.at_most(total([*sits[code, one], *sits[code, two]]), 1)


def _clashes(model: Staffing) -> list[tuple[int, int]]:
    blocks: dict[int, Block] = {opening.block.id: opening.block for opening in model.draft.openings}
    pairs = combinations(blocks.values(), 2)
    return [(one.id, two.id) for one, two in pairs if model.instance.same_time(one, two)]


def _keep_maximum(model: Staffing, examiner: PlanExaminer, ways: Iterable[Way]) -> None:
    if examiner.max_half_days is not None:
        openings = model.draft.openings
        used = [(openings[way.opening].block.half_day.id, way.var) for way in ways]
        model.mip.at_most_groups(used, examiner.max_half_days)


def _cost(model: Staffing) -> Expr:
    terms: list[Expr] = []
    loads: dict[str, list[Var]] = defaultdict(list)
    for way in model.ways:
        half = model.draft.openings[way.opening].block.half_day.id
        disliked = way.examiner.half_days[half] == Preference.DISLIKED
        cost = (
            REPLACEMENT_COST * way.option.replacement
            + RESERVE_COST * way.examiner.reserve
            + DISLIKED_COST * disliked
        )
        loads[way.examiner.code].append(way.var)
        if cost:
            terms.append(cost * way.var)
    for sits in loads.values():
        steps = [model.mip.number(1) for _ in sits]
        model.mip.equal(total(sits), total(steps))
        terms += [SQUARE_COST * (2 * rank + 1) * step for rank, step in enumerate(steps)]
    return total(terms)


def _read(model: Staffing, answer: Answer) -> Draft:
    seated: dict[int, dict[int, tuple[str, bool]]] = defaultdict(dict)
    for way in model.ways:
        if answer.count(way.var):
            seated[way.opening][way.option.seat] = (way.examiner.code, way.option.replacement)
    openings = []
    for index, opening in enumerate(model.draft.openings):
        members = tuple(seated[index][seat] for seat in sorted(seated[index]))
        openings.append(replace(opening, members=members))
    return replace(model.draft, openings=tuple(openings))


def without_needless_reserves(instance: Instance, draft: Draft) -> Draft:
    """Replace each reserve by somebody free who may sit in the same seat, without searching further.

    The staffing above usually leaves none; this holds even when it had no time. Hours are known here:
    whoever sits in another commission of the half-day may sit before or after it.
    """
    heard = draft.heard_by()
    for index, opening in enumerate(draft.openings):
        banned = {code for one in heard.get(index, []) for code in one.task.conflicts}
        for seat, (code, replacement) in enumerate(opening.members):
            if not instance.examiners[code].reserve or opening.lock:
                continue
            found = _substitute(instance, draft, index, SeatOption(seat, replacement), banned)
            if found is not None:
                draft = _with_member(draft, index, seat, (found, replacement))
    return draft


def _with_member(draft: Draft, index: int, seat: int, member: tuple[str, bool]) -> Draft:
    opening = draft.openings[index]
    members = (*opening.members[:seat], member, *opening.members[seat + 1 :])
    changed = replace(opening, members=members)
    return replace(draft, openings=(*draft.openings[:index], changed, *draft.openings[index + 1 :]))


def _substitute(
    instance: Instance, draft: Draft, index: int, way: SeatOption, banned: set[str]
) -> str | None:
    """Somebody who is no reserve, free at these hours, and may hold the same seat in the same way."""
    opening = draft.openings[index]
    inside = {code for code, _ in opening.members}
    hours = {one: _hours_of(instance, draft, one) for one in range(len(draft.openings))}
    for examiner, options in instance.options[opening.key]:
        outside = examiner.code not in inside | banned and not examiner.reserve
        if outside and way in options and _is_free_at(instance, draft, examiner, index, hours):
            return examiner.code
    return None


def _hours_of(instance: Instance, draft: Draft, index: int) -> Block:
    """Block that a commission really takes, reading included."""
    opening = draft.openings[index]
    heard = [one for one in draft.placed if one.opening == index]
    start = min((one.start for one in heard), default=opening.block.start)
    end = max((one.end for one in heard), default=opening.block.end)
    return replace(opening.block, start=start - instance.needs[opening.key].reading, end=end)


def _is_free_at(
    instance: Instance, draft: Draft, examiner: PlanExaminer, index: int, hours: dict[int, Block]
) -> bool:
    mine = hours[index]
    if mine.half_day.id not in examiner.half_days:
        return False
    others = [
        other
        for other, opening in enumerate(draft.openings)
        if any(code == examiner.code for code, _ in opening.members)
    ]
    sits = [hours[other] for other in others]
    halves = {block.half_day.id for block in sits} | {mine.half_day.id}
    most = examiner.max_half_days
    if most is not None and len(halves) > most:
        return False
    key = draft.openings[index].key
    again = (hours[other] for other in others if draft.openings[other].key == key)
    return not (
        any(instance.same_time(block, mine) for block in sits)
        or any(instance.hurried(block, mine, key) for block in again)
    )
