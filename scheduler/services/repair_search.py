"""Search repairs of a plan, have them judged, and put them into words; no database."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from models.dossier import Dossier
from models.french import MINUTES_A_DAY
from models.planning import HalfDay, Level, Plan, Problem
from models.regulation import load
from scheduler.problem import problem_of
from scheduler.rules import ConformityReport, Violation, check
from scheduler.rules.conformity import check_view
from scheduler.rules.view import PlanView
from scheduler.services.compare import Difference, differences
from scheduler.services.repair_checks import check_disruptions, labels_of
from scheduler.services.repair_disruptions import (
    Disruption,
    Effect,
    Situation,
    barred_by,
    effect_of,
    without_absent,
)
from scheduler.services.repair_words import Words
from solver.limits import Limits
from solver.repair import Barred, Kind, Repair, repair

AFTER_ALL = 10**9
"""A minute after the last of any plan."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One way to mend the plan.

    Attributes
    ----------
    rank
        From 1, the cheapest first.
    kind
        What it mainly does (`solver.repair.Kind`).
    title, details, proof
        French sentences: what is done, commission by commission, and what cannot be less.
    moves
        Passages whose hour or commission changes, or that lose or get a place.
    convened
        Everybody to convene anew, candidates first, with what their convocation said and will say.
    levels
        Unplaced, moved, reconvened, replacements, each with the least that any repair can have.
    remaining
        Hard rules the plan already broke and still breaks: they forbid its publication.

    """

    rank: int
    kind: Kind
    title: str
    details: tuple[str, ...]
    proof: tuple[str, ...]
    moves: tuple[Difference, ...]
    convened: tuple[Difference, ...]
    levels: tuple[Level, ...]
    plan: Plan
    remaining: tuple[Violation, ...] = ()


@dataclass(frozen=True, slots=True)
class Mended:
    """What was found for a plan: see `scheduler.services.repair.Repairs`.

    `hit` when the plan was touched at all; `refused` counts plans that our own checkers did not accept.
    """

    label: str
    dossier: Dossier
    proposals: tuple[Proposal, ...]
    nothing: str | None
    hit: bool
    refused: int
    seconds: float


def mended(
    dossier: Dossier,
    plan: Plan,
    disruptions: Sequence[Disruption],
    *,
    now: datetime,
    limits: Limits | None = None,
    centres: Collection[str] | None = None,
) -> Mended:
    """Return at most three ways to mend a plan; nothing moves elsewhere than in `centres`, if given.

    Raises
    ------
    NotFoundError
        Somebody or something a disruption names does not exist.
    OrauxError
        The disruptions say nothing, or speak of a time that is over or not opened.

    """
    situation = Situation(dossier, load(dossier.session.year), plan, now)
    check_disruptions(situation, disruptions)
    return _Mending(situation, disruptions, centres).run(limits)


class _Mending:
    """One request: the plan, the data as they were and as they become."""

    def __init__(
        self, situation: Situation, disruptions: Sequence[Disruption], centres: Collection[str] | None
    ) -> None:
        self.centres = centres
        self.situation = situation
        self.disruptions = disruptions
        self.before = situation.dossier
        self.plan = situation.plan
        self.reports: dict[Plan, ConformityReport] = {}

    def run(self, limits: Limits | None) -> Mended:
        """Search, judge and put into words."""
        barred = self._held(barred_by(self.effect, self.problem, self.situation))
        found = repair(self.problem, self.plan, barred, limits=limits, accepts=self.accepts)
        words = Words(self.before, self.plan)
        return Mended(
            label=labels_of(self.before, self.disruptions),
            dossier=self.effect.dossier,
            proposals=tuple(
                self._proposal(rank, one, words) for rank, one in enumerate(found.proposals, start=1)
            ),
            nothing=None if found.proposals else words.nothing(found.damage, refused=found.refused),
            hit=found.damage.hit,
            refused=found.refused,
            seconds=found.seconds,
        )

    def _held(self, barred: Barred) -> Barred:
        """Hold the centres that may not be touched as if all had happened there already."""
        if self.centres is None:
            return barred
        now = {
            centre: minute if centre in self.centres else AFTER_ALL
            for centre, minute in barred.now.items()
        }
        return replace(barred, now=now)

    @cached_property
    def effect(self) -> Effect:
        """What the disruptions do."""
        return effect_of(self.situation, self.disruptions)

    @cached_property
    def problem(self) -> Problem:
        """What is to be planned now, its minutes counted from the plan's first day."""
        problem = problem_of(
            self.effect.dossier,
            self.situation.regulation,
            in_force=True,
            registered=self.view.registered,
        )
        return without_absent(self.effect, _from_day(problem, self.plan))

    @cached_property
    def view(self) -> PlanView:
        """The plan in force beside the data once changed: what is read of them is read once."""
        return PlanView(self.effect.dossier, self.situation.regulation, self.plan)

    def judged(self, plan: Plan) -> ConformityReport:
        """Judge a plan by the data once changed."""
        if plan not in self.reports:
            view = self.view.after(plan)
            view.reference = None
            self.reports[plan] = check_view(view)
        return self.reports[plan]

    def accepts(self, plan: Plan) -> bool:
        """Whether a plan breaks no hard rule that the plan in force did not break already."""
        conformity = self.judged(plan)
        return conformity.ok or {_fault(one) for one in conformity.hard} <= self.known_faults

    @cached_property
    def known_faults(self) -> set[tuple[str, str]]:
        """What the plan in force already breaks on the data of now, disruption apart."""
        return {_fault(one) for one in check(self.before, self.situation.regulation, self.plan).hard}

    def _proposal(self, rank: int, one: Repair, words: Words) -> Proposal:
        everybody = differences(words.people, self.plan, one.plan)
        moved = {
            (known.candidate, known.epreuve)
            for move in (
                *one.changes.moved, *one.changes.placed,
                *one.changes.left_out, *one.changes.withdrawn,
            )
            if (known := move.before or move.after) is not None
        }  # fmt: skip
        return Proposal(
            rank=rank,
            kind=one.kind,
            title=words.title(one),
            details=tuple(words.details(one)),
            proof=tuple(words.proof(one)),
            moves=tuple(d for d in everybody if (d.code, d.what) in moved),
            convened=everybody,
            levels=one.levels,
            plan=one.plan,
            remaining=self.judged(one.plan).hard,
        )


def _fault(violation: Violation) -> tuple[str, str]:
    return violation.rule, violation.sentence


def _from_day(problem: Problem, plan: Plan) -> Problem:
    """Count the minutes of a problem from the first day of the plan."""
    days = (problem.first_day - plan.first_day).days
    if not days:
        return problem
    minutes = days * MINUTES_A_DAY
    halves = tuple(_later(half, days) for half in problem.half_days)
    tasks = tuple(
        replace(task, busy=tuple((begin + minutes, end + minutes) for begin, end in task.busy))
        for task in problem.tasks
    )
    return replace(problem, first_day=plan.first_day, half_days=halves, tasks=tasks)


def _later(half: HalfDay, days: int) -> HalfDay:
    minutes = days * MINUTES_A_DAY
    return replace(half, day=half.day + days, start=half.start + minutes, end=half.end + minutes)
