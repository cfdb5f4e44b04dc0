"""Repairs of tiny plans against a model of its own, and against the plan they mend."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from models.planning import Plan, PlanExaminer, Preference, Problem
from solver.assembly import plan_of
from solver.blocks import whole_blocks
from solver.greedy import first_plan
from solver.instance import Instance
from solver.limits import Clock, Limits
from solver.repair import Repairs, repair
from tests.patience import by_work
from tests.property.repair_oracle import RepairOracle
from tests.property.tiny import TEACHER, problems

EXAMPLES = 60
LEAST_OPTIMAL = 0.8
"""Share of the repairs that are the best there is; the others need a commission to give up hours."""


@dataclass(frozen=True)
class Trial:
    """A plan, the problem once something went wrong, what was found and the best there is."""

    problem: Problem
    plan: Plan
    repairs: Repairs
    best: tuple[int, int]

    @property
    def found(self) -> tuple[int, int]:
        """Unplaced and moved of the best proposal; a plan that nothing hits needs neither."""
        if not self.repairs.proposals:
            return 0, 0
        values = self.repairs.proposals[0].cost
        return values[0], values[1]


@st.composite
def mishaps(draw: st.DrawFn) -> tuple[Problem, Plan, Problem]:
    """Draw a tiny plan without anybody left out, and the problem once something went wrong.

    Somebody registers, a room closes or a member is away; one more examiner may be there to help.
    """
    helped = problems().map(_with_helper) if draw(st.integers(0, 2)) else problems()
    problem = draw(helped.filter(lambda one: not _planned(one).unplaced))
    if draw(st.integers(0, 3)) == 3 and len(problem.tasks) > 1:
        return problem, _planned(replace(problem, tasks=problem.tasks[:-1])), problem
    plan = _planned(problem)
    sitting = draw(st.sampled_from(plan.sittings))
    rooms = tuple(room for room in problem.rooms if room.code != sitting.room)
    if draw(st.booleans()) and any(room.jury for room in rooms):
        return problem, plan, replace(problem, rooms=rooms)
    away = draw(st.sampled_from(sitting.members)).examiner
    half = next(h.id for h in problem.half_days if h.start <= sitting.start and sitting.end <= h.end)
    return problem, plan, _without(problem, away, half)


def _with_helper(problem: Problem) -> Problem:
    free = dict.fromkeys((half.id for half in problem.half_days), Preference.NEUTRAL)
    helper = PlanExaminer("HELP", TEACHER, frozenset({"A", "B"}), free)
    return replace(problem, examiners=(*problem.examiners, helper))


def _planned(problem: Problem) -> Plan:
    instance = Instance(problem)
    draft = first_plan(instance, whole_blocks(instance), Clock(by_work(10)))
    reasons = {task.id: "" for task in draft.missing}
    return plan_of(instance, draft.without_empty_openings(), reasons)


def _without(problem: Problem, away: str, half: int) -> Problem:
    examiners = tuple(
        replace(one, half_days={key: said for key, said in one.half_days.items() if key != half})
        if one.code == away
        else one
        for one in problem.examiners
    )
    return replace(problem, examiners=examiners)


@cache
def trials() -> tuple[Trial, ...]:
    """The same mishaps every time."""
    found: list[Trial] = []

    @given(mishaps())
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
    def collect(mishap: tuple[Problem, Plan, Problem]) -> None:
        _, plan, after = mishap
        found.append(Trial(after, plan, repair(after, plan), RepairOracle(after, plan).best()))

    collect()
    return tuple(found)


def test_no_repair_beats_the_best_there_is() -> None:
    assert [trial for trial in trials() if trial.found < trial.best] == []


def test_moves_said_proved_are_the_fewest() -> None:
    wrong = [
        trial
        for trial in trials()
        for one in trial.repairs.proposals
        if one.cost[0] == trial.best[0] and one.levels[1].proved and one.cost[1] > trial.best[1]
    ]

    assert wrong == []


def test_bound_of_moves_never_exceeds_the_fewest() -> None:
    wrong = [
        trial
        for trial in trials()
        for one in trial.repairs.proposals
        if one.cost[0] == trial.best[0] and one.levels[1].bound > trial.best[1]
    ]

    assert wrong == []


def test_bound_of_those_left_out_never_exceeds_the_fewest() -> None:
    wrong = [
        trial
        for trial in trials()
        for one in trial.repairs.proposals
        if one.levels[0].bound > trial.best[0]
    ]

    assert wrong == []


def test_that_somebody_must_be_left_out_is_often_proved() -> None:
    left = [trial for trial in trials() if trial.best[0]]
    proved = [trial for trial in left if trial.repairs.proposals[0].levels[0].bound == trial.best[0]]

    assert 2 * len(proved) >= len(left) > 0


def test_nearly_every_repair_moves_the_fewest() -> None:
    optimal = [trial for trial in trials() if trial.found == trial.best]

    assert len(optimal) >= LEAST_OPTIMAL * len(trials())


def test_mishaps_are_not_all_easy() -> None:
    assert {trial.best[1] for trial in trials()} >= {0, 1, 2}
    assert {trial.best[0] for trial in trials()} >= {0, 1}


def test_passages_not_moved_are_the_same_to_the_byte() -> None:
    for trial in trials():
        before = {(one.candidate, one.epreuve): one for one in trial.plan.passages}
        for one in trial.repairs.proposals:
            touched = {move.before for move in (*one.changes.moved, *one.changes.left_out)}
            after = {(row.candidate, row.epreuve): row for row in one.plan.passages}
            same = [key for key, row in before.items() if row not in touched]
            hours = [
                (after[key].commission, [(p.start, p.end) for p in after[key].phases]) for key in same
            ]

            assert hours == [
                (before[key].commission, [(p.start, p.end) for p in before[key].phases]) for key in same
            ]


CUT = 12
"""Trials searched again and again, cut short."""


def _claims_no_more_than_there_is(trial: Trial, found: Repairs) -> bool:
    """Whether proposals are no better than the best there is, and their bounds hold."""
    costs = [one.cost[:2] for one in found.proposals]
    bounds = [one.levels[0].bound for one in found.proposals]
    return all(cost >= trial.best for cost in costs) and all(one <= trial.best[0] for one in bounds)


@pytest.mark.parametrize("effort", [1e-9, 0.002, 0.02, 0.1])
def test_repair_cut_by_effort_promises_nothing_that_is_not_so(effort: float) -> None:
    limits = Limits(600.0, effort=effort)

    for trial in trials()[:CUT]:
        found = repair(trial.problem, trial.plan, limits=limits)

        assert _claims_no_more_than_there_is(trial, found)
        assert repair(trial.problem, trial.plan, limits=limits) == found


@pytest.mark.parametrize("moment", [1, 4, 9, 25])
def test_repair_stopped_at_any_moment_promises_nothing_that_is_not_so(moment: int) -> None:
    for trial in trials()[:CUT]:
        asked = count()

        found = repair(trial.problem, trial.plan, cancelled=lambda asked=asked: next(asked) >= moment)

        assert _claims_no_more_than_there_is(trial, found)
