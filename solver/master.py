"""Stage 1: how many commissions sit when, and who sits in them.

Whole numbers of commissions by block, épreuve and pattern; one 0-1 variable for each way an
examiner may sit; candidates only as counts by class. The same model, loosened (`relaxed`), gives
the bounds of the first levels: it asks less than the texts do, so that no lawful plan can do better
than its optimum.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from models.planning import HalfDay, Task, Turn
from solver.instance import Block, Instance, SeatOption, needs_computer, needs_to_be_alone
from solver.limits import Clock
from solver.mip import TOLERANCE, Answer, Expr, Mip, Var, total
from solver.patterns import Kind, Pattern, fullest_patterns, kinds_in


@dataclass(frozen=True, slots=True)
class TaskClass:
    """Tasks that are alike for the master."""

    key: str
    centre: str | None
    jury: int
    lead: int
    accessible: bool
    computer: bool
    alone: bool
    conflicts: frozenset[str]
    away: frozenset[int]
    busy: tuple[tuple[int, int], ...] = ()
    refused: bool = False
    turn: Turn = Turn.COMPULSORY


@dataclass(frozen=True, slots=True)
class Group:
    """Candidates with the same classes of tasks."""

    id: int
    classes: tuple[TaskClass, ...]
    candidates: tuple[str, ...]

    @property
    def size(self) -> int:
        """How many candidates."""
        return len(self.candidates)


@dataclass(frozen=True, slots=True)
class Opening:
    """A commission the master opens: block, épreuve key, and who sits (examiner, replacement).

    `lock` is the code of the commission when a locked passage holds it as it is; `accessible` asks for
    an accessible room before others do.
    """

    block: Block
    key: str
    members: tuple[tuple[str, bool], ...]
    lock: str | None = None
    accessible: bool = False


@dataclass(frozen=True, slots=True)
class SeatVar:
    """One way an examiner may sit in a block."""

    examiner: str
    block: Block
    key: str
    option: SeatOption
    var: Var


def task_class(instance: Instance, task: Task) -> TaskClass:
    """Class of one task; only the conflicts with those who could sit count."""
    conflicts = task.conflicts & instance.able[task.epreuve]
    return TaskClass(
        task.epreuve,
        task.centre,
        task.jury,
        task.lead,
        task.accessible,
        needs_computer(task),
        needs_to_be_alone(task),
        conflicts,
        task.away,
        task.busy,
        bool(task.refusal),
        instance.turn(task),
    )


def groups_of(instance: Instance) -> list[Group]:
    """Candidates counted by the classes of their tasks."""
    found: dict[tuple[TaskClass, ...], list[str]] = defaultdict(list)
    for candidate, tasks in instance.tasks_of_candidate.items():
        found[tuple(task_class(instance, task) for task in tasks)].append(candidate)
    return [
        Group(index, classes, tuple(people)) for index, (classes, people) in enumerate(found.items())
    ]


def kinds_of(tasks: Iterable[Task]) -> dict[str, list[Kind]]:
    """Lengths of interrogation met in each épreuve, with the shortest time before the jury."""
    leads: dict[str, dict[int, int]] = defaultdict(dict)
    for task in tasks:
        known = leads[task.epreuve]
        known[task.jury] = min(task.lead, known.get(task.jury, task.lead))
    return {
        key: [Kind(jury, lead) for jury, lead in sorted(known.items())] for key, known in leads.items()
    }


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of resource: `seat` of an épreuve key (the first of those alike), `room`, `preparation`."""

    name: str
    key: str = ""
    seat: int = 0


class Master:
    """The variables of the model and the questions its constraints ask."""

    def __init__(
        self,
        instance: Instance,
        blocks: Iterable[Block],
        clock: Clock,
        *,
        relaxed: bool = False,
        elastic: Family | None = None,
    ) -> None:
        self.instance = instance
        self.blocks = list(blocks)
        self.relaxed = relaxed
        self.elastic = elastic
        self.slack: dict[tuple[int, int], Var] = {}
        self.mip = Mip(clock)
        self.groups = groups_of(instance)
        self.kinds = kinds_of(instance.problem.tasks)
        self.opened: dict[tuple[int, str], dict[Pattern, Var]] = {}
        self.seats: list[SeatVar] = []
        self.flows: dict[tuple[int, int, int], Var] = {}
        self.short: dict[tuple[int, int], Var] = {}
        self.accessible: dict[tuple[int, str], Var] = {}
        self._make_openings()
        self._make_seats()
        self._make_flows()

    def _make_openings(self) -> None:
        for block in self.blocks:
            for key, kinds in self.kinds.items():
                need = self.instance.needs[key]
                if not self.instance.open_for(block.half_day, key):
                    continue
                patterns = fullest_patterns(
                    kinds_in(kinds, block.start - block.half_day.start),
                    minutes=block.minutes,
                    gap=need.gap,
                    reading=need.reading,
                    most=need.daily_cap if need.cap_is_hard else None,
                )
                if patterns:
                    self.opened[block.id, key] = {one: self.mip.integer() for one in patterns}

    def _make_seats(self) -> None:
        blocks = {block.id: block for block in self.blocks}
        for block_id, key in self.opened:
            block = blocks[block_id]
            for examiner, options in self.instance.options[key]:
                if block.half_day.id in examiner.half_days:
                    self.seats += [
                        SeatVar(examiner.code, block, key, option, self._sittings(block, key))
                        for option in options
                    ]

    def _sittings(self, block: Block, key: str) -> Var:
        """Whether an examiner sits; relaxed, how many times, one commission after the other."""
        return (
            self.mip.integer(block.minutes // self.shortest(key)) if self.relaxed else self.mip.boolean()
        )

    def shortest(self, key: str) -> int:
        """Least minutes a commission of this épreuve takes."""
        return self.instance.needs[key].reading + min(kind.jury for kind in self.kinds[key])

    def _make_flows(self) -> None:
        halves = {block.half_day.id: block.half_day for block in self.blocks}
        usable = {(block.half_day.id, key) for block in self.blocks for key in self._keys_of(block)}
        for group in self.groups:
            alike = self.instance.tasks_of_candidate[group.candidates[0]]
            for index, one in enumerate(group.classes):
                self.short[group.id, index] = self.mip.number(group.size)
                for half in halves.values():
                    if (half.id, one.key) in usable and self._may_go(alike[index], half):
                        self.flows[group.id, index, half.id] = self.mip.integer(group.size)

    def _may_go(self, task: Task, half: HalfDay) -> bool:
        """Whether a task could be heard in a half-day; more members may come where seats are elastic."""
        if not self.instance.may_use(task, half):
            return False
        return self.elastic is not None or self.instance.has_jury_for(task, half)

    def _keys_of(self, block: Block) -> Iterator[str]:
        return (key for block_id, key in self.opened if block_id == block.id)

    def spare(self, family: Family, half_day: int, rank: int = 0) -> Expr:
        """Units of a resource that the model may invent in a half-day: none unless it is elastic.

        `rank` tells seats of one family apart.
        """
        if family != self.elastic:
            return 0
        if (half_day, rank) not in self.slack:
            self.slack[half_day, rank] = self.mip.integer()
        return self.slack[half_day, rank]

    def count(self, block: Block, key: str) -> Expr:
        """How many commissions of `key` sit in `block`."""
        return total(self.opened.get((block.id, key), {}).values())

    def blocks_of(self, half_day: int) -> list[Block]:
        """Blocks of one half-day."""
        return [block for block in self.blocks if block.half_day.id == half_day]

    def seats_of(self) -> dict[str, list[SeatVar]]:
        """Ways to sit, by examiner."""
        found: dict[str, list[SeatVar]] = defaultdict(list)
        for seat in self.seats:
            found[seat.examiner].append(seat)
        return found

    @property
    def unplaced(self) -> Expr:
        """Level 1."""
        return total(self.short.values())

    @property
    def replacements(self) -> Expr:
        """Level 2."""
        return total(seat.var for seat in self.seats if seat.option.replacement)

    @property
    def commissions(self) -> Expr:
        """Level 3."""
        return total(var for patterns in self.opened.values() for var in patterns.values())

    def incompatible_blocks(self) -> list[tuple[Block, Block]]:
        """Pairs of blocks in which one person cannot sit both times."""
        return [
            (one, two) for one, two in combinations(self.blocks, 2) if self.instance.same_time(one, two)
        ]


def hurried_pairs(instance: Instance, openings: Sequence[Opening]) -> list[tuple[int, int]]:
    """Openings of one épreuve so near that nobody can sit in both."""
    by_half: dict[tuple[str, int], list[int]] = defaultdict(list)
    for index, opening in enumerate(openings):
        by_half[opening.key, opening.block.half_day.id].append(index)
    return [
        (one, two)
        for (key, _), inside in by_half.items()
        for one, two in combinations(inside, 2)
        if instance.hurried(openings[one].block, openings[two].block, key)
    ]


def level_values(master: Master, answer: Answer) -> tuple[int, int, int]:
    """Return the first three levels of an answer, as whole numbers (rounded up)."""
    short = sum(answer[var] for var in master.short.values())
    replaced = sum(answer.count(seat.var) for seat in master.seats if seat.option.replacement)
    opened = sum(answer.count(var) for rows in master.opened.values() for var in rows.values())
    return -int(-(short - TOLERANCE) // 1), replaced, opened
