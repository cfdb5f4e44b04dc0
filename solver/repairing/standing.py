"""A plan in force as a repair sees it: commissions with their half-day, passages with their task."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from models.planning import HalfDay, Passage, Plan, Sitting, Task
from solver.instance import Block, Instance
from solver.neighbours import Visit


@dataclass(frozen=True, slots=True)
class Held:
    """A passage with its task, for a group that of one candidate; `start` is when the jury begins."""

    passage: Passage
    task: Task
    start: int

    @property
    def begin(self) -> int:
        """When the first phase begins."""
        return self.passage.start

    @property
    def end(self) -> int:
        """When the last phase ends."""
        return self.passage.end


@dataclass(frozen=True, slots=True)
class Commission:
    """A sitting of the plan; `half` is None when no opened half-day admits it any more."""

    sitting: Sitting
    key: str
    half: HalfDay | None
    held: tuple[Held, ...]

    @property
    def code(self) -> str:
        """Code of the sitting, unique in the plan."""
        return self.sitting.code

    @property
    def examiners(self) -> tuple[str, ...]:
        """Codes of the members."""
        return tuple(member.examiner for member in self.sitting.members)

    @property
    def block(self) -> Block | None:
        """The hours it really takes, inside its half-day."""
        if self.half is None:
            return None
        return Block(-1, self.half, self.sitting.start, self.sitting.end)


class Standing:
    """A plan indexed beside the problem of now (after the disruption)."""

    def __init__(self, instance: Instance, plan: Plan) -> None:
        self.instance = instance
        self.plan = plan
        tasks = {key: task for task in instance.problem.tasks for key in self.keys_of(task)}
        self.gone: list[Passage] = []
        self.held: dict[int, Held] = {}
        self.task_of: dict[Passage, Task] = {}
        for passage in plan.passages:
            task = tasks.get((passage.candidate, passage.epreuve))
            if task is None:
                self.gone.append(passage)
                continue
            self.task_of[passage] = task
            if task.id not in self.held or passage.locked:
                self.held[task.id] = Held(passage, task, _jury_start(passage, task))
        self.commissions = self._commissions()

    def keys_of(self, task: Task) -> tuple[tuple[str, str], ...]:
        """Candidate and épreuve of each passage that a task is."""
        code = self.instance.needs[task.epreuve].code
        return tuple((candidate, code) for candidate in task.heard)

    def _commissions(self) -> dict[str, Commission]:
        inside: dict[str, list[Held]] = defaultdict(list)
        for held in self.held.values():
            inside[held.passage.commission].append(held)
        keys = {need.code: need.key for need in self.instance.problem.epreuves}
        found = {}
        for sitting in self.plan.sittings:
            mine = tuple(sorted(inside[sitting.code], key=lambda one: one.start))
            key = mine[0].task.epreuve if mine else keys.get(sitting.epreuve, sitting.epreuve)
            found[sitting.code] = Commission(sitting, key, self._half_of(sitting, key, mine), mine)
        return found

    def _half_of(self, sitting: Sitting, key: str, held: Iterable[Held]) -> HalfDay | None:
        """Half-day that holds a commission and all its passages, preparations included."""
        start = min([sitting.start, *(one.begin for one in held)])
        for half in self.halves_of.get(sitting.centre, ()):
            if half.start <= start and sitting.end <= half.end:
                return half if self.instance.open_for(half, key) else None
        return None

    def visit(self, held: Held) -> Visit | None:
        """Return a passage with its half-day, None where it lies in none that is still open."""
        commission = self.commissions.get(held.passage.commission)
        half = commission.half if commission is not None else None
        return None if half is None else Visit(held.task, half, held.begin, held.end)

    @cached_property
    def halves_of(self) -> dict[str, list[HalfDay]]:
        """Opened half-days by centre."""
        found: dict[str, list[HalfDay]] = defaultdict(list)
        for half in self.instance.problem.half_days:
            found[half.centre].append(half)
        return dict(found)

    @cached_property
    def sits(self) -> dict[str, list[Commission]]:
        """Commissions of each examiner."""
        found: dict[str, list[Commission]] = defaultdict(list)
        for commission in self.commissions.values():
            for code in commission.examiners:
                found[code].append(commission)
        return dict(found)

    @cached_property
    def by_candidate(self) -> dict[str, list[Held]]:
        """Passages of each candidate."""
        found: dict[str, list[Held]] = defaultdict(list)
        for held in self.held.values():
            for person in held.task.people:
                found[person].append(held)
        return dict(found)

    @cached_property
    def by_half(self) -> dict[int, list[Commission]]:
        """Commissions of each half-day."""
        found: dict[int, list[Commission]] = defaultdict(list)
        for commission in self.commissions.values():
            if commission.half is not None:
                found[commission.half.id].append(commission)
        return dict(found)

    def same_pair(self, commission: Commission) -> list[Commission]:
        """Commissions of the same épreuve, day and members."""
        who, half = set(commission.examiners), commission.half
        return [
            one
            for one in self.commissions.values()
            if one.key == commission.key
            and set(one.examiners) == who
            and one.half is not None
            and half is not None
            and one.half.day == half.day
        ]

    def missing(self) -> list[Task]:
        """Tasks that the plan neither places nor says unplaced: registered since."""
        said = {(one.candidate, one.epreuve) for one in self.plan.unplaced}
        return [
            task
            for task in self.instance.problem.tasks
            if task.id not in self.held and said.isdisjoint(self.keys_of(task))
        ]


def _jury_start(passage: Passage, task: Task) -> int:
    with_jury = {phase.id for phase in task.phases if phase.with_jury}
    return next((one.start for one in passage.phases if one.id in with_jury), passage.start)
