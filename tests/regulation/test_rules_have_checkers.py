"""Every rule of the texts is judged by a checker, and every checker judges a rule of the texts."""

from __future__ import annotations

from models.regulation import load
from scheduler.rules import CHECKERS

NO_CHECKER: dict[str, str] = {}
"""Rules of general.toml that no checker judges, each with its reason."""


def test_every_rule_has_a_checker_or_a_reason() -> None:
    judged = {rule.id for rule in load(2027).rules.values() if rule.judged}

    assert judged - set(CHECKERS) - set(NO_CHECKER) == set()
    assert set(CHECKERS) - judged == set()
    assert set(NO_CHECKER) <= judged
