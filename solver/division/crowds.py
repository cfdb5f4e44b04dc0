"""Candidates whom nobody designated a centre for, counted together when they are alike.

A crowd is what covering by commissions sees: the same épreuves and lengths, the same centres able to
hear them. Inside a crowd, a household shares its journeys and its wish.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from models.planning import Task
from solver.homes import reluctance
from solver.instance import Instance

Traits = tuple[tuple[tuple[str, int, int], ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Household:
    """Candidates of a crowd with the same journeys and wish; `tasks` are the first one's."""

    candidates: tuple[str, ...]
    tasks: tuple[Task, ...]

    @property
    def size(self) -> int:
        """How many candidates."""
        return len(self.candidates)

    def cost(self, centre: str) -> int:
        """Minutes of travel to a centre, the wish not kept being worth some."""
        return reluctance(self.tasks, centre)


@dataclass(frozen=True, slots=True)
class Crowd:
    """Candidates without a centre who take the same places in the same centres."""

    centres: tuple[str, ...]
    households: tuple[Household, ...]

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Tasks of one of them."""
        return self.households[0].tasks

    @property
    def size(self) -> int:
        """How many candidates."""
        return sum(household.size for household in self.households)


def crowds_of(instance: Instance) -> list[Crowd]:
    """Return the candidates without a centre whom some centre can hear."""
    found: dict[Traits, dict[object, list[tuple[str, tuple[Task, ...]]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    able = Able(instance)
    for candidate, tasks in instance.tasks_of_candidate.items():
        free = tuple(task for task in tasks if task.centre is None)
        centres = able.centres(free) if free else ()
        if centres:
            lengths = tuple((task.epreuve, task.jury, task.lead) for task in free)
            ways = tuple(sorted(free[0].travel.items())), tuple(task.wished for task in free)
            found[lengths, centres][ways].append((candidate, free))
    return [_crowd(centres, by_way) for (_, centres), by_way in found.items()]


def _crowd(centres: tuple[str, ...], by_way: dict[object, list[tuple[str, tuple[Task, ...]]]]) -> Crowd:
    households = (
        Household(tuple(candidate for candidate, _ in people), people[0][1])
        for people in by_way.values()
    )
    return Crowd(centres, tuple(households))


class Able:
    """Centres with a half-day that may hear each of some tasks."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self._known: dict[object, tuple[str, ...]] = {}

    def centres(self, tasks: tuple[Task, ...]) -> tuple[str, ...]:
        """Return them; tasks alike are looked at once."""
        traits = tuple(
            (task.epreuve, task.phases, task.accessible, task.away, task.busy, bool(task.refusal))
            for task in tasks
        )
        if traits not in self._known:
            self._known[traits] = tuple(
                centre for centre in self.instance.centres if self._hears(centre, tasks)
            )
        return self._known[traits]

    def _hears(self, centre: str, tasks: tuple[Task, ...]) -> bool:
        halves = [half for half in self.instance.problem.half_days if half.centre == centre]
        return all(any(self.instance.may_use(task, half) for half in halves) for task in tasks)
