"""One more commission where that spares candidates enough waiting or days.

Only where the aim lets commissions be traded: a wider draft is kept when the aim says that it is better,
so that an opening pays for itself or is closed again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from solver.draft import Draft, Placed
from solver.instance import Block, Instance
from solver.limits import Clock
from solver.measure import aimed_at
from solver.recover import opening_in, room_free
from solver.sequence import least_waiting
from solver.staffing import staffed, without_needless_reserves

MOST_TASKS_AT_ONCE = 60
"""Beyond, the hours with the least waiting are not found in the time of a try."""
SHARE = 0.7
TRY_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Day:
    """One day of one centre, with what its candidates suffer: minutes of waiting, days in plus."""

    centre: str
    day: int
    waiting: int
    late: int


def widened(instance: Instance, draft: Draft, blocks: Sequence[Block], clock: Clock) -> Draft:
    """Return a draft with commissions more where the aim finds it better, else the draft itself."""
    if not instance.problem.aim.opens_for_comfort:
        return draft
    best = _opened_while_it_pays(instance, draft, blocks, clock.part(SHARE))
    if best is draft:
        return draft
    again = without_needless_reserves(instance, staffed(instance, best, clock))
    return _better(instance, without_needless_reserves(instance, best), again)


def _opened_while_it_pays(
    instance: Instance, draft: Draft, blocks: Sequence[Block], clock: Clock
) -> Draft:
    """Return the draft with one commission more after the other, as long as one pays."""
    best = _rearranged(instance, draft, clock)
    failed: set[tuple[int, str]] = set()
    while not clock.over:
        better = _wider(instance, best, blocks, clock, failed)
        if better is None:
            break
        best = better
    return best


def _rearranged(instance: Instance, draft: Draft, clock: Clock) -> Draft:
    """Let candidates wait less with the commissions there are, so that none is opened for nothing."""
    best = draft
    for day in _worst_days(instance, draft):
        for family in _families(best, day):
            if clock.over:
                return best
            found = _sequenced(instance, best, family, [], clock.part(TRY_SHARE))
            best = _better(instance, best, found)
    return best


def _better(instance: Instance, draft: Draft, found: Draft | None) -> Draft:
    """Return what the aim prefers; the draft when nothing else was found."""
    if found is None or aimed_at(instance, found) >= aimed_at(instance, draft):
        return draft
    return found


def _wider(
    instance: Instance, draft: Draft, blocks: Sequence[Block], clock: Clock, failed: set[tuple[int, str]]
) -> Draft | None:
    """Return the first better draft with one commission more; what fails is not tried again."""
    for day in _worst_days(instance, draft):
        for block, key in _places(instance, draft, blocks, day):
            if (block.id, key) in failed:
                continue
            if clock.over:
                return None
            found = _opened(instance, draft, day, block, key, clock.part(TRY_SHARE))
            if _better(instance, draft, found) is found:
                return found
            failed.add((block.id, key))
    return None


def _worst_days(instance: Instance, draft: Draft) -> list[Day]:
    """Days on which candidates wait or that they come on besides another, the worst first."""
    waiting: dict[tuple[str, int], int] = defaultdict(int)
    late: dict[tuple[str, int], int] = defaultdict(int)
    for rows in _by_candidate(draft).values():
        for before, after in pairwise(sorted(rows, key=lambda one: one.begin)):
            place = draft.openings[after.opening].block.half_day
            if draft.day_of(before) == draft.day_of(after):
                free = after.begin - before.end - instance.settings.rest
                waiting[place.centre, place.day] += max(0, free)
            else:
                for one in (before, after):
                    late[draft.openings[one.opening].block.half_day.centre, draft.day_of(one)] += 1
    places = sorted(waiting.keys() | late.keys())
    found = [Day(*place, waiting[place], late[place]) for place in places]
    cost = {(one.centre, one.day): _suffered(instance, one) for one in found}
    return sorted(
        (one for one in found if one.waiting or one.late), key=lambda one: -cost[one.centre, one.day]
    )


def _suffered(instance: Instance, day: Day) -> int:
    """Return what a day costs candidates, as the aim weighs it."""
    weights = {level: weight for tier in instance.problem.aim.tiers for level, weight in tier}
    return weights["waiting_minutes"] * day.waiting + weights["extra_days"] * day.late


def _by_candidate(draft: Draft) -> dict[str, list[Placed]]:
    rows: dict[str, list[Placed]] = defaultdict(list)
    for one in draft.placed:
        for person in one.task.people:
            rows[person].append(one)
    return rows


def _places(
    instance: Instance, draft: Draft, blocks: Sequence[Block], day: Day
) -> Iterator[tuple[Block, str]]:
    """Half-days of a day with a jury room left, for each épreuve heard by those who suffer."""
    keys = dict.fromkeys(
        opening.key
        for opening in draft.openings
        if opening.block.half_day.day == day.day and opening.block.half_day.centre == day.centre
    )
    for block in blocks:
        half = block.half_day
        if (half.centre, half.day) == (day.centre, day.day) and room_free(instance, draft, block):
            for key in keys:
                if half.epreuves is None or key in half.epreuves:
                    yield block, key


def _opened(
    instance: Instance, draft: Draft, day: Day, block: Block, key: str, clock: Clock
) -> Draft | None:
    """Return the draft with one commission more in a half-day, those linked to it sequenced again."""
    family = next((one for one in _families(draft, day) if key in _keys(draft, one)), [])
    late = _late_comers(instance, draft, block, key)
    heard = [one.task for one in _heard(draft, family) + late if one.task.epreuve == key]
    opening = opening_in(instance, draft, block, key, heard) if heard else None
    if opening is None:
        return None
    wider = Draft((*draft.openings, opening), draft.placed, draft.missing)
    indexes = [*family, len(draft.openings)]
    for moved in (late, []) if late else ([],):
        found = _sequenced(instance, wider, indexes, moved, clock)
        if found is not None:
            return found
    return None


def _sequenced(
    instance: Instance, draft: Draft, indexes: Sequence[int], moved: Sequence[Placed], clock: Clock
) -> Draft | None:
    """Return the draft with what these commissions hear, and what moves to them, waiting least."""
    inside = [*_heard(draft, indexes), *moved]
    if not inside or len(inside) > MOST_TASKS_AT_ONCE:
        return None
    gone = {one.task.id for one in inside}
    kept = [one for one in draft.placed if one.task.id not in gone]
    openings = [draft.openings[index] for index in indexes]
    tasks = [one.task for one in inside]
    found = least_waiting(instance, openings, tasks, clock, around=draft.around(set(indexes)))
    if found is None:
        return None
    here = [replace(one, opening=indexes[one.opening]) for one in found]
    return Draft(draft.openings, (*kept, *here), draft.missing).without_empty_openings()


def _families(draft: Draft, day: Day) -> list[list[int]]:
    """Commissions of a day that share candidates, together; those of groups stay as they are."""
    here = [
        index
        for index, one in enumerate(draft.openings)
        if (one.block.half_day.centre, one.block.half_day.day) == (day.centre, day.day)
    ]
    hearing: dict[int, set[str]] = {index: set() for index in here}
    grouped: set[int] = set()
    for one in draft.placed:
        if one.opening in hearing:
            hearing[one.opening] |= set(one.task.people)
            grouped |= {one.opening} if len(one.task.people) > 1 else set()
    found: list[tuple[set[str], list[int]]] = []
    for index in here:
        linked = [one for one in found if one[0] & hearing[index]]
        found = [one for one in found if one not in linked]
        people = hearing[index].union(*(one[0] for one in linked))
        found.append((people, [*(number for one in linked for number in one[1]), index]))
    return [sorted(indexes) for _, indexes in found if not grouped & set(indexes)]


def _keys(draft: Draft, indexes: Iterable[int]) -> set[str]:
    return {draft.openings[index].key for index in indexes}


def _heard(draft: Draft, indexes: Iterable[int]) -> list[Placed]:
    """Passages that these commissions hear."""
    chosen = set(indexes)
    return [one for one in draft.placed if one.opening in chosen]


def _late_comers(instance: Instance, draft: Draft, block: Block, key: str) -> list[Placed]:
    """Passages of an épreuve heard another day, of candidates who are there this day anyway."""
    half = block.half_day
    there = {
        person
        for one in draft.placed
        if _place_of(draft, one) == (half.centre, half.day)
        for person in one.task.people
    }
    return [
        one
        for one in draft.placed
        if one.task.epreuve == key
        and draft.day_of(one) != half.day
        and len(one.task.people) == 1
        and there.issuperset(one.task.people)
        and one.task.id not in instance.locks
        and instance.may_use(one.task, half)
    ]


def _place_of(draft: Draft, one: Placed) -> tuple[str, int]:
    """Return the centre and the day of a passage."""
    half = draft.openings[one.opening].block.half_day
    return half.centre, half.day
