"""Candidates whose tasks are alike but for whom they must avoid, and the grid their hours lie on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from enum import Enum

from models.planning import Task
from solver.instance import Instance
from solver.master import Group, TaskClass


@dataclass(frozen=True, slots=True)
class Part:
    """One task of a shape; `slack` minutes may pass between its phases before the jury."""

    kind: TaskClass
    slack: int

    @property
    def jury(self) -> int:
        """Minutes before the jury."""
        return self.kind.jury

    @property
    def lead(self) -> int:
        """Minutes before the jury phases."""
        return self.kind.lead


@dataclass(frozen=True, slots=True)
class Shape:
    """Candidates with the same parts, whatever examiners they must avoid."""

    id: int
    parts: tuple[Part, ...]
    groups: tuple[Group, ...]

    @property
    def size(self) -> int:
        """How many candidates."""
        return sum(group.size for group in self.groups)

    @property
    def everything(self) -> frozenset[int]:
        """Ranks of all the parts."""
        return frozenset(range(len(self.parts)))


def shapes_of(instance: Instance, groups: list[Group]) -> tuple[Shape, ...]:
    """Gather the groups of the master by shape."""
    found: dict[tuple[Part, ...], list[Group]] = defaultdict(list)
    for group in groups:
        alike = instance.tasks_of_candidate[group.candidates[0]]
        slacks = [_slack(instance, group, rank) for rank in range(len(alike))]
        parts = tuple(
            Part(replace(one, conflicts=frozenset()), slack)
            for one, slack in zip(group.classes, slacks, strict=True)
        )
        found[parts].append(group)
    return tuple(Shape(rank, parts, tuple(found[parts])) for rank, parts in enumerate(found))


def _slack(instance: Instance, group: Group, rank: int) -> int:
    """Most minutes that may pass between the phases before the jury, for anybody of the group."""
    tasks = (instance.tasks_of_candidate[one][rank] for one in group.candidates)
    return instance.settings.phase_gap * max(_changes(task) for task in tasks)


def _changes(task: Task) -> int:
    """How many phases come before the jury, each with time to change rooms after it."""
    return sum(not phase.with_jury for phase in task.phases)


def one_jury_phase(instance: Instance) -> bool:
    """Whether no passage may pause before its jury, which the hours below do not know."""
    return all(sum(phase.with_jury for phase in task.phases) == 1 for task in instance.problem.tasks)


class Rounding(Enum):
    """How lengths off the grid are taken.

    DOWN asks less than the texts: every lawful plan, its hours rounded down to a grid shifted by
    0, 1, … minutes, is a solution, and on the average over the shifts its waiting and idling are
    exactly those of the plan. UP asks more: every solution is a lawful plan.
    """

    DOWN = 0
    UP = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """Hours every `step` minutes."""

    step: int
    rounding: Rounding

    def length(self, minutes: int) -> int:
        """Minutes on the grid."""
        return self.up(minutes) if self.rounding is Rounding.UP else self.down(minutes)

    def down(self, minute: int) -> int:
        """Last step not after a minute."""
        return minute - minute % self.step

    def up(self, minute: int) -> int:
        """First step not before a minute."""
        return -(-minute // self.step) * self.step

    def holds(self, instance: Instance) -> bool:
        """Whether every length and hour is on the grid: both roundings are then the same model."""
        lengths = [instance.settings.rest, instance.settings.phase_gap]
        for half in instance.problem.half_days:
            lengths += [half.start, half.end]
        for need in instance.problem.epreuves:
            lengths += [need.gap, need.reading]
        for task in instance.problem.tasks:
            lengths += [task.lead, task.jury]
        return not any(minutes % self.step for minutes in lengths)
