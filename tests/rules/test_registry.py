"""Every rule that plans are judged by has a checker, and every checker a rule."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import scheduler.rules
from models.regulation import load
from scheduler.rules import CHECKERS
from tests.factories import YEAR

EXEMPT: dict[str, str] = {}
"""Judged rules without checker, each with its reason."""


@pytest.mark.parametrize("year", [2023, 2025, YEAR])
def test_every_judged_rule_has_a_checker_or_a_reason(year: int) -> None:
    judged = {rule.id for rule in load(year).rules.values() if rule.judged}

    assert judged - EXEMPT.keys() == set(CHECKERS)


def test_every_checker_says_what_it_judges() -> None:
    assert [one.rule_id for one in CHECKERS.values() if not one.judge.__doc__] == []


def test_checkers_never_import_the_solver() -> None:
    package = Path(scheduler.rules.__file__).parent
    imported = {
        name
        for path in package.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in _imported(node)
    }

    assert [name for name in imported if name.startswith(("solver", "scheduler.problem"))] == []


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
