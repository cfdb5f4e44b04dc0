"""Sentences are in French typography and say who, where, when."""

from __future__ import annotations

import re

import pytest

from models.dossier import Dossier
from models.planning import Plan
from models.regulation import Regulation, load
from scheduler.rules import Status, Violation, check
from tests.cases import RuleCase, all_cases
from tests.factories import YEAR, full_session

CASES = tuple(all_cases())


def _violations(case: RuleCase) -> list[Violation]:
    situation = case.illegal
    report = check(situation.dossier, load(YEAR), situation.plan, reference=situation.reference)
    return [one for one in report.violations if one.rule == case.rule]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.name}")
def test_sentence_has_no_breaking_space_where_french_wants_a_fixed_one(case: RuleCase) -> None:
    for violation in _violations(case):
        assert not re.search(r"« | [:;!?»]|\d h\b|\d min\b|n° ", violation.sentence)
        assert violation.sentence.endswith(".")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.name}")
def test_violation_names_somebody_or_some_place(case: RuleCase) -> None:
    assert all(one.people or one.sittings or one.room for one in _violations(case))


def test_statement_carries_the_value_in_force() -> None:
    folder, plan = full_session()

    report = check(folder, load(YEAR), plan)

    assert "10\N{NO-BREAK SPACE}min" in report.verdict("phase_sequence").statement
    assert "15" in report.verdict("dossier_reading").statement
    assert not [one.rule.id for one in report.rules if "{value}" in one.statement]


def test_rule_without_case_says_so() -> None:
    report = check(*_plain())

    assert report.verdict("locks_kept").status is Status.NO_CASE
    with pytest.raises(KeyError):
        report.verdict("no_such_rule")


def _plain() -> tuple[Dossier, Regulation, Plan]:
    folder, plan = full_session()
    return folder, load(YEAR), plan
