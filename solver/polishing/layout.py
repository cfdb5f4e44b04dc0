"""A centre laid out from nothing: who comes on which day is counted, then each day has its hours.

Commissions and members are known. Candidates alike are counted by half-day, the fewest days and
half-days first; who of them comes when is a matching, which keeps candidates from the days of those
they must avoid.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from models.planning import Task
from solver.blocks import whole_blocks
from solver.constraints.master import (
    commissions_hold_what_fits,
    everyone_is_counted,
    first_preparations_have_a_seat,
    preparation_seats_are_enough,
)
from solver.days import Away
from solver.draft import Draft, Placed
from solver.instance import Instance
from solver.limits import Clock
from solver.master import Family, Group, Master, Opening
from solver.matching import matched
from solver.mip import Answer, Expr, total
from solver.polishing.hours import commissions_are_those_of
from solver.polishing.patch import Patch
from solver.polishing.search import replanned, suits

UNPLACED_COST = 1_000.0
DAY_COST = 30.0
SHARE = 0.4
"""Of the work left: the other ways to place people need some."""
EFFORT = 1.0
GAP = 0.002
FINE = 1_000
NOWHERE = -1

Days = tuple[int, ...]
"""The day of each task of a candidate, `NOWHERE` where it is not heard."""


def laid_out(
    instance: Instance,
    openings: Sequence[Opening],
    tasks: Sequence[Task],
    clock: Clock,
    *,
    away: Away | None = None,
) -> list[Placed]:
    """Place as many tasks of one centre as can be before its commissions, with little waiting.

    None is placed where more binds them than the hours of a patch know. Days are not gone on with where
    one finds no hours in its share of the work: there is another way to place people.
    """
    draft = Draft(tuple(openings), (), tuple(tasks))
    patch = Patch(instance, draft, tuple(range(len(openings))), tuple(tasks), away or {})
    days = _days_of_tasks(patch, clock) if suits(instance) and patch.is_plain else None
    share = clock.part(SHARE)
    for rank, (day, mine) in enumerate(sorted((days or {}).items())):
        indexes = tuple(one for one in patch.indexes if draft.openings[one].block.half_day.day == day)
        today = Patch(instance, draft, indexes, tuple(mine), patch.away)
        found = replanned(today, share.part(1 / (len(days or ()) - rank)))
        if found is None:
            break
        draft = found
    return list(draft.placed)


def _days_of_tasks(patch: Patch, clock: Clock) -> dict[int, list[Task]] | None:
    master = Master(patch.instance, whole_blocks(patch.instance), clock, elastic=Family("seat"))
    everyone_is_counted(master)
    commissions_are_those_of(master, patch)
    commissions_hold_what_fits(master)
    preparation_seats_are_enough(master)
    first_preparations_have_a_seat(master)
    cost = total([UNPLACED_COST * master.unplaced, *_present(master)])
    answer = master.mip.minimize(cost, effort=EFFORT, gap=GAP)
    if answer is None:
        return None
    found: dict[int, list[Task]] = defaultdict(list)
    for group in master.groups:
        for tasks, days in _matched(patch, master, group, answer):
            for task, day in zip(tasks, days, strict=True):
                if day != NOWHERE:
                    found[day].append(patch.tasks[task.id])
    return found


def _present(master: Master) -> list[Expr]:
    """Days and half-days of candidates: at least as many are there as sit each of their épreuves."""
    halves = {block.half_day.id: block.half_day.day for block in master.blocks}
    found: list[Expr] = []
    for cost, named in ((DAY_COST, halves), (1.0, {half: half for half in halves})):
        sums: dict[tuple[int, int], dict[int, list[Expr]]] = defaultdict(lambda: defaultdict(list))
        for (group, index, half), var in master.flows.items():
            sums[group, named[half]][index].append(var)
        for by_index in sums.values():
            there = master.mip.number()
            found.append(cost * there)
            for flows in by_index.values():
                master.mip.at_most(total(flows), there)
    return found


def _matched(
    patch: Patch, master: Master, group: Group, answer: Answer
) -> Iterator[tuple[Sequence[Task], Days]]:
    """Give each candidate of a group days of those counted, with the fewest people to avoid there."""
    wanted = Counter(_days(master, group, answer))
    choices = sorted(wanted)
    people = [patch.instance.tasks_of_candidate[one] for one in group.candidates]
    costs = [[_met(patch, tasks, days) for days in choices] for tasks in people]
    chosen = matched(costs, [wanted[days] for days in choices])
    for tasks, one in zip(people, chosen, strict=True):
        if one is not None:
            yield tasks, choices[one]


def _days(master: Master, group: Group, answer: Answer) -> Iterator[Days]:
    """Days of each candidate of a group: all tasks on one as long as they are counted there."""
    left = _counted(master, group, answer)
    ranks = range(len(group.classes))
    everywhere = sorted({day for _, day in left})
    for day in everywhere:
        together = min(left[rank, day] for rank in ranks)
        left.subtract({(rank, day): together for rank in ranks})
        yield from [tuple(day for _ in ranks)] * together
    apart = [[day for day in everywhere for _ in range(left[rank, day])] for rank in ranks]
    for row in range(max(map(len, apart))):
        yield tuple(days[row] if row < len(days) else NOWHERE for days in apart)


def _counted(master: Master, group: Group, answer: Answer) -> Counter[tuple[int, int]]:
    """Candidates of a group by task and day."""
    found: Counter[tuple[int, int]] = Counter()
    for (number, rank, half), var in master.flows.items():
        if number == group.id:
            found[rank, master.instance.half_days[half].day] += answer.count(var)
    return found


def _met(patch: Patch, tasks: Sequence[Task], days: Days) -> int:
    """How many of the commissions of these days have a member to avoid, in thousandths."""
    share = 0.0
    for task, day in zip(tasks, days, strict=True):
        there = patch.commissions.get((day, task.epreuve), ())
        conflicts = patch.tasks[task.id].conflicts
        share += sum(not conflicts.isdisjoint(members) for members in there) / max(1, len(there))
    return round(FINE * share)
