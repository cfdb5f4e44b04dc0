"""Any plan, however absurd, is judged without a traceback, and never found conform."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from models.planning import Member, Passage, PhaseTime, Plan, Sitting, Unplaced, Watch
from models.regulation import load
from models.roles import Role
from scheduler.rules import check, check_indicators, levels_of
from tests.factories import CENTRE, E4, E5, E31, FIRST_DAY, LANGUAGE, YEAR, desk, full_session

CANDIDATES = st.sampled_from(["1", "2", "7", "inconnu", ""])
EPREUVES = st.sampled_from([E4, E5, E31, LANGUAGE, "E4", "BTS-SAM/E1", "TP-SA/CCP1", "X/Y", "/", ""])
CENTRES = st.sampled_from([CENTRE, "0000000Z", ""])
ROOMS = st.sampled_from(["J1", "J2", "P1", "P2", "ailleurs", ""])
CODES = st.sampled_from(["C1", "C2", "", " "])
MINUTES = st.one_of(
    st.integers(-3000, 6000), st.sampled_from([0, 480, 535, 10**7, -(10**7), 10**12, -(10**12)])
)
PHASES = st.builds(
    PhaseTime, st.sampled_from(["oral", "preparation", "prise-en-main", "?"]), MINUTES, MINUTES, ROOMS
)
PASSAGES = st.builds(
    Passage,
    CANDIDATES,
    EPREUVES,
    CENTRES,
    CODES,
    MINUTES,
    st.lists(PHASES, max_size=3).map(tuple),
    st.booleans(),
)
MEMBERS = st.builds(
    Member,
    st.sampled_from(["OPA1", "PRO1", "AGO1", "OPA3", "?", ""]),
    st.sampled_from(Role),
    st.booleans(),
)
SITTINGS = st.builds(
    Sitting, CODES, EPREUVES, CENTRES, ROOMS, MINUTES, MINUTES, st.lists(MEMBERS, max_size=4).map(tuple)
)
WATCHES = st.builds(Watch, CENTRES, ROOMS, MINUTES, MINUTES, st.integers(-5, 50))
UNPLACED = st.builds(Unplaced, CANDIDATES, EPREUVES, st.sampled_from(["", "Il manque une salle."]))


def _few(of: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, max_size=4).map(tuple)


PLANS = st.builds(
    Plan,
    st.sampled_from([FIRST_DAY, date.min, date.max]),
    _few(PASSAGES),
    _few(SITTINGS),
    _few(WATCHES),
    _few(UNPLACED),
)


@settings(max_examples=300, deadline=None)
@given(PLANS, PLANS)
def test_absurd_plans_are_judged(plan: Plan, reference: Plan) -> None:
    folder, _ = full_session()

    report = check(folder, load(YEAR), plan, reference=reference)

    assert not report.ok
    assert all(one.sentence for one in report.violations)
    assert levels_of(folder, load(YEAR), plan)["unplaced"] > 0
    assert check_indicators({}, folder, load(YEAR), plan)


@settings(max_examples=50, deadline=None)
@given(PLANS)
def test_absurd_plans_of_an_empty_session_are_judged(plan: Plan) -> None:
    empty = desk(candidates=(), examiners=(), rooms=(), half_days=(), centres=())

    report = check(empty, load(YEAR), plan)

    assert report.ok is (not (plan.passages or plan.sittings or plan.watches or plan.unplaced))
