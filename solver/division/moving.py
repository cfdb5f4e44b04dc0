"""Another centre for a candidate without a designated one, whom the centre given cannot hear after all.

Homes are given before anybody knows who sits where: a centre may turn out to have nobody without a link
to the candidate, or no hour left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from models.planning import Problem, Task
from solver.division.crowds import Able
from solver.division.found import Found
from solver.homes import reluctance
from solver.instance import Instance


class Movers:
    """Candidates who may change centre, and the centres each was given already."""

    def __init__(self, given: Problem, settled: Problem) -> None:
        instance = Instance(given)
        self.able = Able(instance)
        self.free = {
            candidate: tuple(tasks)
            for candidate, tasks in instance.tasks_of_candidate.items()
            if all(task.centre is None and task.id not in instance.locks for task in tasks)
        }
        self.seen: dict[str, set[str | None]] = defaultdict(set)
        for task in settled.tasks:
            self.seen[task.candidate].add(task.centre)

    def of(
        self, candidates: Iterable[str], hears: Callable[[str, Sequence[Task]], bool]
    ) -> Iterator[tuple[str, str]]:
        """Yield each of these candidates who may move, with the nearest centre that `hears` it.

        A centre is proposed once to a candidate.
        """
        for candidate in sorted(set(candidates) & self.free.keys()):
            tasks, seen = self.free[candidate], self.seen[candidate]
            others = [centre for centre in self.able.centres(tasks) if centre not in seen]
            nearest = sorted((reluctance(tasks, centre), centre) for centre in others)
            found = next((centre for _, centre in nearest if hears(centre, tasks)), None)
            if found is not None:
                seen.add(found)
                yield candidate, found


def moved(problem: Problem, homes: Mapping[str, str]) -> Problem:
    """Return the problem with other centres for these candidates."""
    tasks = (
        replace(task, centre=homes[task.candidate]) if task.candidate in homes else task
        for task in problem.tasks
    )
    return replace(problem, tasks=tuple(tasks))


def without_tasks(found: Found, tasks: frozenset[int]) -> Found:
    """Return a centre's answer as if it had never had these tasks; who hears nobody does not sit."""
    heard = [row for row in found.heard if row.task not in tasks]
    used = sorted({row.seance for row in heard})
    rank = {seance: index for index, seance in enumerate(used)}
    return replace(
        found,
        seances=tuple(found.seances[seance] for seance in used),
        heard=tuple(replace(row, seance=rank[row.seance]) for row in heard),
        missing=tuple(task for task in found.missing if task not in tasks),
    )
