"""Locked passages as the commissions of a centre see them: what they leave free."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from models.planning import HalfDay, Task
from solver.days import Party
from solver.draft import Placed
from solver.instance import Instance
from solver.locks import locked_places
from solver.master import Opening

Visited = tuple[Task, HalfDay]


class Kept:
    """Passages that stay as they are, by opening, half-day and candidate."""

    def __init__(self, instance: Instance, openings: Sequence[Opening]) -> None:
        self.instance = instance
        self.places = locked_places(instance, openings)
        self.by_opening: dict[int, list[Placed]] = defaultdict(list)
        self.by_half: dict[int, list[Placed]] = defaultdict(list)
        self.by_person: dict[str, list[Visited]] = defaultdict(list)
        for one in self.places:
            half = openings[one.opening].block.half_day
            self.by_opening[one.opening].append(one)
            self.by_half[half.id].append(one)
            for person in one.task.people:
                self.by_person[person].append((one.task, half))

    def in_opening(self, index: int) -> Sequence[Placed]:
        """Return what an opening hears already."""
        return self.by_opening.get(index, ())

    def visits(self, candidate: str) -> Sequence[Visited]:
        """Half-days in which a candidate has a passage that stays."""
        return self.by_person.get(candidate, ())

    def preparing(self, half: int) -> int:
        """Minutes of preparation that stay in a half-day."""
        return sum(one.task.lead for one in self.by_half.get(half, ()))

    def begun(self, half: int) -> int:
        """Seats taken from the start of a half-day."""
        start = self.instance.half_days[half].start
        return sum(one.task.lead > 0 and one.begin == start for one in self.by_half.get(half, ()))

    def parted(self, parties: Sequence[Party]) -> list[Party]:
        """Part the candidates of each party by the half-days in which they are heard anyway."""
        found: list[Party] = []
        for party in parties:
            alike: dict[tuple[tuple[str, int], ...], list[tuple[Task, ...]]] = defaultdict(list)
            for member in party.members:
                visits = self.visits(member[0].candidate)
                alike[tuple(sorted((task.epreuve, half.id) for task, half in visits))].append(member)
            for members in alike.values():
                found.append(replace(party, id=len(found), members=tuple(members)))
        return found
