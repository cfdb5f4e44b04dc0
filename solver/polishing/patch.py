"""One or a few days of a centre, taken out of a draft to be planned anew.

The commissions and their members stay, in their half-days; who is heard when, and by whom, is open.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from models.planning import HalfDay, Task
from solver.days import Away
from solver.draft import Draft, Placed, accessible_openings
from solver.instance import Instance
from solver.master import Opening

Place = tuple[int, str]
"""A half-day and an épreuve."""


@dataclass(frozen=True)
class Patch:
    """Commissions of a centre on some days, by index in the draft, and the tasks they are to hear.

    `away` gives, by candidate, the days to keep free for another centre.
    """

    whole: Instance
    draft: Draft
    indexes: tuple[int, ...]
    wanted: tuple[Task, ...]
    away: Away = field(default_factory=dict)

    @cached_property
    def tasks(self) -> dict[int, Task]:
        """Tasks to hear, by number."""
        return {task.id: task for task in self.wanted}

    @property
    def is_plain(self) -> bool:
        """Whether commissions sit for whole half-days, nobody in two of them, each candidate alone."""
        sits: Counter[tuple[int, str]] = Counter()
        for opening in self.openings.values():
            block = opening.block
            if opening.lock or block.minutes != block.half_day.end - block.half_day.start:
                return False
            sits.update((block.half_day.id, code) for code, _ in opening.members)
        alone = all(task.people == (task.candidate,) for task in self.wanted)
        locked = any(number in self.whole.locks for number in self.tasks)
        return alone and not locked and max(sits.values(), default=0) <= 1

    def replaced(self, found: Iterable[Placed]) -> Draft:
        """Return the draft with these passages for those of the patch; who has none is missing."""
        known = tuple(found)
        there = {one.task.id for one in known}
        kept = tuple(one for one in self.draft.placed if one.task.id not in self.tasks)
        missing = [task for task in self.draft.missing if task.id not in self.tasks]
        missing += [task for task in self.wanted if task.id not in there]
        missing.sort(key=lambda task: task.id)
        return Draft(self.draft.openings, (*kept, *known), tuple(missing))

    @cached_property
    def openings(self) -> dict[int, Opening]:
        """Commissions by index in the draft."""
        return {index: self.draft.openings[index] for index in self.indexes}

    @cached_property
    def places(self) -> dict[Place, list[int]]:
        """Commissions by half-day and épreuve."""
        found: dict[Place, list[int]] = defaultdict(list)
        for index, one in self.openings.items():
            found[one.block.half_day.id, one.key].append(index)
        return dict(found)

    @cached_property
    def commissions(self) -> dict[tuple[int, str], list[frozenset[str]]]:
        """Members of each commission, by day and épreuve."""
        found: dict[tuple[int, str], list[frozenset[str]]] = defaultdict(list)
        for one in self.openings.values():
            found[one.block.half_day.day, one.key].append(frozenset(code for code, _ in one.members))
        return dict(found)

    @cached_property
    def accessible(self) -> frozenset[int]:
        """Commissions that have an accessible jury room."""
        openings = [self.draft.openings[index] for index in self.indexes]
        chosen = accessible_openings(self.whole, openings, self.tasks.values())
        return frozenset(self.indexes[rank] for rank in chosen)

    @cached_property
    def instance(self) -> Instance:
        """The patch as a session of its own, in which candidates avoid nobody.

        Members are known: nobody is chosen, and whom candidates must avoid is left to the names.
        """
        halves: dict[int, HalfDay] = {}
        for one in self.openings.values():
            halves[one.block.half_day.id] = one.block.half_day
        tasks = tuple(self._alone(self.tasks[number]) for number in sorted(self.tasks))
        ordered = tuple(halves[half] for half in sorted(halves))
        return Instance(replace(self.whole.problem, tasks=tasks, half_days=ordered, examiners=()))

    def _alone(self, task: Task) -> Task:
        """Return a task without whom it must avoid, away where its candidate is in another centre."""
        away = task.away.union(self.away.get(task.candidate, ()))
        return replace(task, conflicts=frozenset(), away=away)


def patch_of(instance: Instance, draft: Draft, centre: str, days: Collection[int]) -> Patch | None:
    """Take days out of a draft, with who is missing; None where more binds them than the hours know."""
    indexes = tuple(
        index
        for index, one in enumerate(draft.openings)
        if one.block.half_day.centre == centre and one.block.half_day.day in days
    )
    mine = set(indexes)
    heard = [one.task for one in draft.placed if one.opening in mine]
    keys = {draft.openings[index].key for index in indexes}
    alone = None if len(instance.centres) == 1 else centre  # who has no centre is not given one here
    missing = (task for task in draft.missing if task.centre in {alone, centre} and task.epreuve in keys)
    away = _elsewhere(draft, centre)
    found = Patch(instance, draft, indexes, (*heard, *missing), away)
    return found if heard and found.is_plain else None


def _elsewhere(draft: Draft, centre: str) -> Away:
    """Days that candidates spend in other centres."""
    found: dict[str, set[int]] = defaultdict(set)
    for one in draft.placed:
        half = draft.openings[one.opening].block.half_day
        if half.centre != centre:
            found[one.task.candidate].add(half.day)
    return found
