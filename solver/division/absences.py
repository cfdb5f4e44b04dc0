"""Days of candidates who are examined in several centres: each centre has its own, none shared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from solver.instance import Instance

Days = frozenset[int]


def centres_of_travellers(instance: Instance) -> dict[str, list[str]]:
    """Return the centres of each candidate who has more than one."""
    found: dict[str, set[str]] = defaultdict(set)
    for task in instance.problem.tasks:
        if task.centre is not None:
            for person in task.people:
                found[person].add(task.centre)
    return {one: sorted(centres) for one, centres in found.items() if len(centres) > 1}


def days_apart(instance: Instance) -> dict[str, dict[str, Days]]:
    """Return, by centre and candidate, the days that the candidate keeps for other centres.

    Days are dealt out in turn, the centre with the fewest days first, so that each has its own.
    """
    opened: dict[str, set[int]] = defaultdict(set)
    for half in instance.problem.half_days:
        opened[half.centre].add(half.day)
    found: dict[str, dict[str, Days]] = defaultdict(dict)
    for rank, (candidate, centres) in enumerate(sorted(centres_of_travellers(instance).items())):
        dealt = _dealt(centres, opened, rank)
        for centre in centres:
            others = {day for other in centres if other != centre for day in dealt[other]}
            found[centre][candidate] = frozenset(others - dealt[centre])
    return dict(found)


def _dealt(centres: Sequence[str], opened: Mapping[str, set[int]], rank: int) -> dict[str, set[int]]:
    dealt: dict[str, set[int]] = {centre: set() for centre in centres}
    days = sorted({day for centre in centres for day in opened[centre]})
    turn = rank % len(days) if days else 0
    for day in [*days[turn:], *days[:turn]]:
        able = [centre for centre in centres if day in opened[centre]]
        poorest = min(able, key=lambda centre: (len(dealt[centre]), len(opened[centre]), centre))
        dealt[poorest].add(day)
    return dealt
