"""Written exceptions: what they lift, what they leave, and what the solver is then free to do."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from models.dossier import Dossier, Waiver
from models.planning import Plan
from models.regulation import load
from scheduler.problem import problem_of
from scheduler.rules import ConformityReport, Status, check
from scheduler.rules.waivers import case_of
from solver import solve
from tests.cases import RuleCase, Situation, all_cases
from tests.cases.in_training import E1B, school
from tests.factories import FIRST_DAY, OTHER_CENTRE, YEAR, candidate, half_day, open_days
from tests.patience import by_work

TEXTS = load(YEAR)
WAIVABLE = tuple(case for case in all_cases() if TEXTS.rules[case.rule].exception)
GIVEN = date(2027, 6, 1)
WHY = "seule enseignante qualifiée de l’académie"


def waiver(rule: str, **case: object) -> Waiver:
    return Waiver(rule, WHY, "Mme Roux", GIVEN, **case)


def judged(situation: Situation, *waivers: Waiver) -> ConformityReport:
    return check(replace(situation.dossier, waivers=waivers), TEXTS, situation.plan)


def naming(report: ConformityReport) -> tuple[Waiver, ...]:
    """Return one exception for each violation of a report."""
    cases = [(one.rule, case_of(TEXTS.rules[one.rule], one)) for one in report.hard]
    days = [
        {**case, "day": date.fromisoformat(case["day"])} if "day" in case else case for _, case in cases
    ]
    return tuple(waiver(rule, **case) for (rule, _), case in zip(cases, days, strict=True))


def case_named(rule: str) -> RuleCase:
    return next(case for case in WAIVABLE if case.rule == rule)


def test_only_usage_and_what_a_text_leaves_open_may_be_lifted():
    assert {case.rule for case in WAIVABLE} == {
        rule.id for rule in TEXTS.rules.values() if rule.exception
    }


@pytest.mark.parametrize("case", WAIVABLE, ids=lambda case: f"{case.rule}: {case.name}")
def test_exception_lifts_its_own_case(case: RuleCase):
    broken = judged(case.illegal)

    report = judged(case.illegal, *naming(broken))

    assert not broken.ok
    assert report.ok
    assert report.verdict(case.rule).status is Status.LIFTED
    assert len(report.lifted) == len(broken.hard)
    assert WHY in report.lifted[0].sentence
    assert not re.search(r";.*Exception", report.lifted[0].sentence)


def test_exception_for_somebody_else_lifts_nothing():
    case = case_named("own_student")
    mine = naming(judged(case.illegal))[0]

    report = judged(case.illegal, replace(mine, candidate="999"), replace(mine, examiner="PRO1"))

    assert report.verdict("own_student").status is Status.BROKEN


def test_exception_of_one_day_leaves_the_others():
    case = case_named("examiner_one_centre_a_day")
    mine = naming(judged(case.illegal))[0]

    report = judged(case.illegal, replace(mine, day=date(2027, 6, 30)))

    assert not report.ok


def test_rule_that_allows_no_exception_stays_broken():
    case = next(case for case in all_cases() if case.rule == "declared_incompatibility")

    report = judged(case.illegal, waiver("declared_incompatibility", candidate="1", examiner="OPA1"))

    assert report.verdict("declared_incompatibility").status is Status.BROKEN


def test_one_exception_of_two_cases_leaves_the_rule_broken():
    case = case_named("own_student")
    folder: Dossier = case.illegal.dossier
    other = replace(candidate("2"), division="2A")
    plan = case.illegal.plan
    second = replace(plan.passages[0], candidate="2")
    both = Situation(
        replace(folder, candidates=(*folder.candidates, other)),
        replace(plan, passages=(*plan.passages, second)),
    )

    report = judged(both, waiver("own_student", candidate="1", examiner="OPA1"))

    verdict = report.verdict("own_student")
    assert verdict.status is Status.BROKEN
    assert [one.hard for one in verdict.violations] == [False, True]


def test_solver_may_use_what_an_exception_lifts():
    students = case_named("own_student").illegal.dossier
    limited = case_named("examiner_max_half_days").illegal.dossier
    elsewhere = case_named("designated_centre").illegal.dossier
    seated = case_named("preparation_computers").illegal.dossier
    centre = seated.centres[0].uai

    def with_one(folder: Dossier, rule: str, **case: object):
        return problem_of(replace(folder, waivers=(waiver(rule, **case),)), TEXTS)

    free = with_one(students, "own_student", candidate="1", examiner="OPA1")
    tireless = with_one(limited, "examiner_max_half_days", examiner="OPA1")
    moved = with_one(elsewhere, "designated_centre", candidate="1", epreuve="BTS-SAM/E4")
    brought = with_one(seated, "preparation_computers", centre=centre, room="P1")

    assert "OPA1" in problem_of(students, TEXTS).tasks[0].conflicts
    assert "OPA1" not in free.tasks[0].conflicts
    assert {one.code: one.max_half_days for one in tireless.examiners}["OPA1"] is None
    assert (moved.tasks[0].centre, moved.tasks[0].wished) == (
        None,
        problem_of(elsewhere, TEXTS).tasks[0].centre,
    )
    assert moved.tasks[0].wished != OTHER_CENTRE
    assert {one.code: one.computers for one in brought.rooms}["P1"] is None


def planned(folder: Dossier, *waivers: Waiver) -> tuple[Plan, ConformityReport]:
    """Return the plan of a tiny session with these exceptions, and what the checkers say of it."""
    excepted = replace(folder, waivers=waivers)
    plan = solve(problem_of(excepted, TEXTS), limits=by_work(0.5)).plan
    return plan, check(excepted, TEXTS, plan)


def test_optional_epreuve_is_planned_first_only_where_an_exception_says_so():
    base = case_named("optional_last").illegal.dossier
    halves = (
        half_day(0, "8:00", "12:30", epreuves=("BTS-SAM/EF2",)),
        half_day(0, "13:30", "18:00", epreuves=("BTS-SAM/E4",)),
    )
    folder = replace(base, half_days=halves)

    refused, _ = planned(folder)
    allowed, report = planned(folder, waiver("optional_last", candidate="1"))

    assert len(refused.passages) == 1
    assert len(allowed.passages) == 2
    assert report.ok
    assert report.verdict("optional_last").status is Status.LIFTED


def test_situation_in_training_is_planned_elsewhere_only_where_an_exception_says_so():
    base = case_named("own_establishment").illegal.dossier
    folder = replace(base, half_days=open_days(1, OTHER_CENTRE))

    refused, _ = planned(folder)
    allowed, report = planned(folder, waiver("own_establishment", candidate="1", epreuve=E1B))

    assert refused.passages == ()
    assert [one.centre for one in allowed.passages] == [OTHER_CENTRE]
    assert report.ok


def test_situation_in_training_is_planned_late_only_for_whom_an_exception_names():
    base = school(E1B)
    folder = replace(
        base,
        session=replace(base.session, marks_due=FIRST_DAY),
        half_days=tuple(half for half in base.half_days if half.day > FIRST_DAY),
    )

    refused, _ = planned(folder)
    allowed, report = planned(folder, waiver("marks_deadline", candidate="2", epreuve=E1B))

    assert refused.passages == ()
    assert [one.candidate for one in allowed.passages] == ["2"]
    assert report.verdict("marks_deadline").status is Status.LIFTED
    assert not [one for one in report.hard if one.rule != "everyone_once"]


def test_declared_incompatibility_survives_an_exception_for_the_own_student():
    case = case_named("own_student")
    incompatible = next(
        one for one in all_cases() if one.rule == "declared_incompatibility"
    ).illegal.dossier.incompatibilities[0]
    folder = replace(
        case.illegal.dossier,
        incompatibilities=(replace(incompatible, examiner="OPA1", candidate="1"),),
        waivers=(waiver("own_student", candidate="1", examiner="OPA1"),),
    )

    assert "OPA1" in problem_of(folder, TEXTS).tasks[0].conflicts
