"""What a centre's search found, small enough to travel between processes, and how it is put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from solver.bounds.planes import Plane
from solver.division.share import Part
from solver.draft import Draft, Placed
from solver.instance import Block, Instance
from solver.limits import Meter
from solver.master import Opening

Members = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Seance:
    """A commission: half-day, stretch of it, épreuve, members, lock."""

    half_day: int
    start: int
    end: int
    key: str
    members: Members
    lock: str | None


@dataclass(frozen=True, slots=True)
class Heard:
    """A task before a commission (its rank among those found), first phase and jury phase."""

    task: int
    seance: int
    begin: int
    start: int


@dataclass(frozen=True, slots=True)
class Found:
    """Commissions and passages of one centre, in the numbers of the whole session.

    `bounds` hold for the examiners the centre was lent; `work` and `hurried` are the search's own (see
    `solver.limits.Meter`); `reasons` say what is short for missing tasks, and `planes` what candidates
    wait at least, once asked.
    """

    centre: str
    seances: tuple[Seance, ...]
    heard: tuple[Heard, ...]
    missing: tuple[int, ...]
    bounds: tuple[tuple[str, int], ...] = ()
    work: float = 0.0
    hurried: bool = False
    reasons: tuple[tuple[int, str], ...] = ()
    planes: tuple[Plane, ...] = ()

    @property
    def score(self) -> tuple[int, int, int]:
        """The first three levels."""
        replaced = sum(replacement for one in self.seances for _, replacement in one.members)
        return len(self.missing), replaced, len(self.seances)


def nothing_found(centre: str, tasks: tuple[int, ...]) -> Found:
    """Return the answer of a centre whose search has not begun."""
    return Found(centre, (), (), tasks)


def found_in(part: Part, draft: Draft, bounds: Mapping[str, int], meter: Meter) -> Found:
    """Write a centre's draft in the numbers of the whole session."""
    seances = tuple(
        Seance(
            part.half_days[one.block.half_day.id],
            one.block.start,
            one.block.end,
            one.key,
            one.members,
            one.lock,
        )
        for one in draft.openings
    )
    heard = tuple(
        Heard(part.tasks[one.task.id], one.opening, one.begin, one.start) for one in draft.placed
    )
    missing = tuple(part.tasks[task.id] for task in draft.missing)
    return Found(part.centre, seances, heard, missing, tuple(bounds.items()), meter.work, meter.hurried)


class Blocks:
    """Blocks of the whole session: one a half-day, and others as centres cut them."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.next = 1 + max(instance.half_days, default=0)
        self.known = {
            (half.id, half.start, half.end): Block(half.id, half, half.start, half.end)
            for half in instance.problem.half_days
        }

    def whole(self, half_day: int) -> Block:
        """Return the block that is all of a half-day."""
        half = self.instance.half_days[half_day]
        return self.known[half.id, half.start, half.end]

    def of(self, one: Seance) -> Block:
        """Return the block of a commission, always the same for the same stretch."""
        key = (one.half_day, one.start, one.end)
        if key not in self.known:
            half = self.instance.half_days[one.half_day]
            self.known[key] = Block(self.next, half, one.start, one.end)
            self.next += 1
        return self.known[key]


def merged(instance: Instance, found: Iterable[Found]) -> Draft:
    """Put the centres together in one draft of the whole session; what nobody heard is missing."""
    blocks = Blocks(instance)
    openings: list[Opening] = []
    placed: list[Placed] = []
    tasks = instance.problem.tasks
    for one in found:
        first = len(openings)
        openings += [Opening(blocks.of(row), row.key, row.members, row.lock) for row in one.seances]
        placed += [
            Placed(tasks[row.task], first + row.seance, row.begin, row.start) for row in one.heard
        ]
    there = {one.task.id for one in placed}
    missing = tuple(task for task in tasks if task.id not in there)
    return Draft(tuple(openings), tuple(placed), missing)


def in_order(found: Mapping[str, Found]) -> Sequence[Found]:
    """Answers by centre, whatever the order in which they came."""
    return [found[centre] for centre in sorted(found)]
