"""The sample sessions, planned: what `run.py` shows is complete, conform and proved."""

from __future__ import annotations

import pytest

from benchmarks.sample_session import feasible, impossible
from models.dossier import Dossier
from models.regulation import Regulation, load
from scheduler.problem import problem_of
from scheduler.rules import check
from solver import Solution, solve
from tests.patience import by_work

PROVED_LEVELS = 3
ENOUGH = by_work(15)
"""As `run.py` plans the sample."""


@pytest.fixture(scope="module")
def regulation() -> Regulation:
    return load(2027)


def planned(dossier: Dossier, regulation: Regulation) -> Solution:
    return solve(problem_of(dossier, regulation), limits=ENOUGH)


def test_sample_session_is_placed_whole_by_the_rules_and_proved(regulation: Regulation):
    dossier = feasible()

    solution = planned(dossier, regulation)

    assert solution.plan.unplaced == ()
    assert check(dossier, regulation, solution.plan).ok
    first = solution.report.levels[:PROVED_LEVELS]
    assert [level.name for level in first if level.value != level.bound] == []


def test_sample_session_lacks_one_professional_of_the_digital_sector():
    dossier = feasible()
    professionals = [row for row in dossier.examiners if "PRO-NUM" in row.qualifications]

    half_days = sum(row.max_half_days or 0 for row in professionals)

    assert half_days == 2, "three half-days of E1 need three professionals of the digital sector"


def test_impossible_session_says_what_is_short(regulation: Regulation):
    dossier = impossible()

    solution = planned(dossier, regulation)

    assert check(dossier, regulation, solution.plan).ok
    unplaced = solution.report.levels[0]
    assert unplaced.value == unplaced.bound > 0
    assert all("SNO-B3" in row.reason for row in solution.plan.unplaced)
