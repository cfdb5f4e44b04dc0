"""Each rule against its cases: the legal situation is clean, the illegal one breaks that rule alone."""

from __future__ import annotations

import pytest

from models.regulation import Severity, load
from scheduler.rules import CHECKERS, Violation, check
from tests.cases import RuleCase, Situation, all_cases
from tests.factories import YEAR

CASES = tuple(all_cases())


def _violations(situation: Situation) -> tuple[Violation, ...]:
    return check(situation.dossier, load(YEAR), situation.plan, reference=situation.reference).violations


def _is_preference(rule: str) -> bool:
    return load(YEAR).rules[rule].severity is Severity.PREFERENCE


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.name}")
def test_legal_situation_breaks_nothing(case: RuleCase) -> None:
    found = _violations(case.legal)

    assert [one.sentence for one in found if one.hard or one.rule == case.rule] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.name}")
def test_illegal_situation_breaks_that_rule_alone(case: RuleCase) -> None:
    found = _violations(case.illegal)

    assert case.rule in {one.rule for one in found}
    assert {one.rule for one in found if one.hard} <= {case.rule}
    if not _is_preference(case.rule):
        assert {one.rule for one in found if one.hard} == {case.rule}


def test_every_rule_has_a_case_file() -> None:
    assert {case.rule for case in CASES} == set(CHECKERS)
