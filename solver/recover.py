"""Stage 4: place who is left, first where there is room, then by opening one more commission."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from models.planning import EpreuveNeed, PlanExaminer, Preference, Task, Turn
from solver.draft import Draft, Placed
from solver.instance import Block, Instance, SeatOption
from solver.limits import Clock
from solver.master import Opening
from solver.sequence import place
from solver.starts import Grain

MOST_TASKS_AT_ONCE = 160
JOINT_EFFORT = 10.0
TRIES = 3


def resequenced(
    instance: Instance,
    draft: Draft,
    indexes: Sequence[int],
    extra: Iterable[Task],
    clock: Clock,
    *,
    grains: Iterable[Grain] = Grain,
) -> Draft:
    """Place again all that these openings hear, with `extra` tasks; never fewer than before."""
    chosen = set(indexes)
    kept = [one for one in draft.placed if one.opening not in chosen]
    inside = [one.task for one in draft.placed if one.opening in chosen]
    if any(_would_clash(instance, draft, kept, task, chosen) for task in inside):
        return draft
    added = [task for task in extra if not _would_clash(instance, draft, kept, task, chosen)]
    tasks = [*inside, *added]
    openings = [draft.openings[index] for index in indexes]
    around = draft.around(chosen)
    found = place(instance, openings, tasks, clock, grains=grains, effort=JOINT_EFFORT, around=around)
    if len(found) <= len(inside):
        return draft
    placed = [*kept, *(replace(one, opening=indexes[one.opening]) for one in found)]
    here = {one.task.id for one in placed}
    missing = [task for task in (*draft.missing, *inside) if task.id not in here]
    return Draft(draft.openings, tuple(placed), tuple(missing))


def _would_clash(
    instance: Instance, draft: Draft, kept: list[Placed], task: Task, chosen: set[int]
) -> bool:
    """Whether the candidate has a passage that stays where it is on one of the days at hand.

    Where an épreuve must be a candidate's last, any passage that stays is in the way.
    """
    days = {draft.openings[index].block.half_day.day for index in chosen}
    people = set(task.people)
    last = instance.turn(task) is Turn.FINAL
    return any(
        people.intersection(one.task.people)
        and (last or instance.turn(one.task) is Turn.FINAL or draft.day_of(one) in days)
        for one in kept
    )


def placed_in_families(instance: Instance, draft: Draft, clock: Clock) -> Draft:
    """Place missing tasks among all the commissions of their épreuves and of those candidates share."""
    days = {opening.block.half_day.day for opening in draft.openings}
    for family in _families(draft):
        draft = _placed_among(instance, draft, days, family, (Grain.CHAINS,), clock)
    return draft


def placed_in_gaps(instance: Instance, draft: Draft, clock: Clock) -> Draft:
    """Place missing tasks without another commission: in a day, then over two days, then all."""
    keys = {opening.key for opening in draft.openings}
    for days in _neighbourhoods(draft):
        grains = tuple(Grain) if len(days) == 1 else (Grain.CHAINS, Grain.GRID)
        draft = _placed_among(instance, draft, days, keys, grains, clock)
    return draft


def _placed_among(
    instance: Instance,
    draft: Draft,
    days: set[int],
    keys: set[str],
    grains: tuple[Grain, ...],
    clock: Clock,
) -> Draft:
    """Sequence again the commissions of these days and épreuves, with the missing tasks."""
    for centre in instance.centres:
        extra = [
            task for task in draft.missing if task.centre in (None, centre) and task.epreuve in keys
        ]
        indexes = [
            index
            for index, opening in enumerate(draft.openings)
            if opening.block.half_day.centre == centre
            and opening.block.half_day.day in days
            and opening.key in keys
        ]
        if extra and indexes and not clock.over and _small(draft, indexes):
            draft = resequenced(instance, draft, indexes, extra, clock, grains=grains)
    return draft


def _small(draft: Draft, indexes: Sequence[int]) -> bool:
    chosen = set(indexes)
    return sum(one.opening in chosen for one in draft.placed) <= MOST_TASKS_AT_ONCE


def _neighbourhoods(draft: Draft) -> Iterator[set[int]]:
    """Days to sequence again together."""
    days = sorted({opening.block.half_day.day for opening in draft.openings})
    yield from ({day} for day in days)
    if len(days) > 1:
        yield from (set(pair) for pair in combinations(days, 2))
    if days[2:]:
        yield set(days)


def _families(draft: Draft) -> list[set[str]]:
    """Épreuves linked by candidates who sit both, for those with somebody missing."""
    by_candidate: dict[str, set[str]] = defaultdict(set)
    for task in (*draft.missing, *(one.task for one in draft.placed)):
        for person in task.heard:
            by_candidate[person].add(task.epreuve)
    found: list[set[str]] = []
    for task in draft.missing:
        if any(task.epreuve in family for family in found):
            continue
        family = {task.epreuve}
        while (
            linked := {key for keys in by_candidate.values() if keys & family for key in keys} - family
        ):
            family |= linked
        found.append(family)
    return found


def with_more_commissions(
    instance: Instance, draft: Draft, blocks: Sequence[Block], clock: Clock
) -> Draft:
    """Open commissions one by one for the missing tasks while that places somebody."""
    failed: set[tuple[int, str]] = set()
    while draft.missing and not clock.over:
        options = openings_to_try(instance, draft, blocks, failed)
        better = None
        for opening in options[:TRIES]:
            wider = Draft((*draft.openings, opening), draft.placed, draft.missing)
            better = _with_opening(instance, wider, opening, clock)
            if len(better.missing) < len(draft.missing):
                break
            failed.add((opening.block.id, opening.key))
            better = None
        if better is None:
            if not options:
                break
            continue
        draft = better
    return draft


def _with_opening(instance: Instance, wider: Draft, opening: Opening, clock: Clock) -> Draft:
    half = opening.block.half_day
    indexes = [
        index
        for index, one in enumerate(wider.openings)
        if one.block.half_day.day == half.day and one.block.half_day.centre == half.centre
    ]
    extra = [task for task in wider.missing if task.epreuve == opening.key]
    return resequenced(instance, wider, indexes, extra, clock)


def openings_to_try(
    instance: Instance, draft: Draft, blocks: Sequence[Block], failed: set[tuple[int, str]]
) -> list[Opening]:
    """Openings that could hear missing tasks, the most useful first."""
    by_key: dict[str, list[Task]] = defaultdict(list)
    for task in draft.missing:
        by_key[task.epreuve].append(task)
    found: list[tuple[tuple[int, ...], Opening]] = []
    for key, tasks in by_key.items():
        for block in blocks:
            usable = [task for task in tasks if instance.may_use(task, block.half_day)]
            fresh = (block.id, key) not in failed
            if usable and fresh and room_free(instance, draft, block):
                opening = opening_in(instance, draft, block, key, usable)
                if opening is not None:
                    found.append((_use(opening, usable), opening))
    return [opening for _, opening in sorted(found, key=lambda row: row[0])]


def _use(opening: Opening, tasks: list[Task]) -> tuple[int, ...]:
    members = {code for code, _ in opening.members}
    heard = sum(not task.conflicts & members for task in tasks)
    replaced = sum(replacement for _, replacement in opening.members)
    return -heard, replaced, opening.block.id


def room_free(instance: Instance, draft: Draft, block: Block) -> bool:
    """Whether a jury room is left for one more commission in the block."""
    rooms = len(instance.open_rooms(block.half_day, jury=True))
    taken = sum(
        one.block.half_day.centre == block.half_day.centre
        and one.block.start < block.end
        and block.start < one.block.end
        for one in draft.openings
    )
    return taken < rooms


def opening_in(
    instance: Instance, draft: Draft, block: Block, key: str, tasks: list[Task]
) -> Opening | None:
    """Form a commission for some of these tasks with whoever is free; None when a seat stays empty."""
    members: list[tuple[str, bool]] = []
    need = instance.needs[key]
    sits = _sits(draft)
    for seat in range(len(need.seats)):
        taken = {code for code, _ in members}
        choice = _best_member(instance, sits, block, need, seat, tasks, taken)
        if choice is None:
            return None
        members.append(choice)
    if not any(not task.conflicts & {code for code, _ in members} for task in tasks):
        return None
    return Opening(block, key, tuple(members))


def _sits(draft: Draft) -> Mapping[str, Sequence[Opening]]:
    """Openings of each examiner."""
    found: dict[str, list[Opening]] = defaultdict(list)
    for opening in draft.openings:
        for code, _ in opening.members:
            found[code].append(opening)
    return found


def _best_member(
    instance: Instance,
    sits: Mapping[str, Sequence[Opening]],
    block: Block,
    need: EpreuveNeed,
    seat: int,
    tasks: list[Task],
    taken: set[str],
) -> tuple[str, bool] | None:
    found: list[tuple[tuple[int, ...], str, bool]] = []
    for examiner, options in instance.options[need.key]:
        way = next((option for option in options if option.seat == seat), None)
        if way is None or examiner.code in taken:
            continue
        if is_free(instance, sits.get(examiner.code, ()), examiner, block, need.key):
            found.append((_reluctance(examiner, way, block, tasks), examiner.code, way.replacement))
    best = min(found, default=None)
    return None if best is None else (best[1], best[2])


def _reluctance(
    examiner: PlanExaminer, way: SeatOption, block: Block, tasks: list[Task]
) -> tuple[int, ...]:
    conflicts = sum(examiner.code in task.conflicts for task in tasks)
    disliked = examiner.half_days[block.half_day.id] == Preference.DISLIKED
    return (
        int(conflicts == len(tasks)),
        int(way.replacement),
        int(examiner.reserve),
        conflicts,
        int(disliked),
    )


def is_free(
    instance: Instance, mine: Sequence[Opening], examiner: PlanExaminer, block: Block, key: str
) -> bool:
    """Whether an examiner who sits in `mine` may sit in one more block, for an épreuve."""
    if block.half_day.id not in examiner.half_days:
        return False
    most = examiner.max_half_days
    halves = {one.block.half_day.id for one in mine} | {block.half_day.id}
    if most is not None and len(halves) > most:
        return False
    if any(one.key == key and instance.hurried(one.block, block, key) for one in mine):
        return False
    blocks = [one.block for one in mine]
    return not any(one.id == block.id or instance.same_time(one, block) for one in blocks)
