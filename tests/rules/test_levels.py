"""Levels are counted from the plan alone, and the indicators table is held against them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.dossier import Availability, AvailabilityState, HalfDayName, Parameter
from models.planning import LEVELS, Plan
from models.regulation import load
from scheduler.rules import check_indicators, levels_of
from tests.cases.common import OPA, PRO, e4_desk, one_by_one, two_commissions
from tests.factories import FIRST_DAY, YEAR, clock, full_session

TEXTS = load(YEAR)


def _indicators(plan: Plan) -> dict[str, str]:
    folder, _ = full_session()
    levels = levels_of(folder, TEXTS, plan)
    rows = {"placed": str(len(plan.passages)), "seconds": "1,5", "seed": "1"}
    rows.update({name: str(value) for name, value in levels.items()})
    rows.update({f"bound_{name}": str(value) for name, value in levels.items()})
    return rows


def test_unplaced_counts_registered_epreuves_without_passage() -> None:
    case = one_by_one(e4_desk(), {"1": "9:00"})

    assert levels_of(case.dossier, TEXTS, case.plan)["unplaced"] == 1


def test_idle_minutes_start_beyond_the_gap() -> None:
    folder = e4_desk(parameters=(Parameter("gap_between_candidates", "10"),))
    case = one_by_one(folder, {"1": "9:00", "2": "10:17"})

    assert levels_of(folder, TEXTS, case.plan)["idle_minutes"] == 12


def test_half_days_squared_count_a_half_day_once() -> None:
    members = (OPA, PRO), (OPA, "PRO2")
    same = two_commissions(e4_desk(), ("1", clock("9:00")), ("2", clock("10:00")), members=members)
    apart = two_commissions(e4_desk(), ("1", clock("9:00")), ("2", clock("14:00")), members=members)

    assert levels_of(same.dossier, TEXTS, same.plan)["squares"] == 1 + 1 + 1
    assert levels_of(apart.dossier, TEXTS, apart.plan)["squares"] == 4 + 1 + 1


@pytest.mark.parametrize(
    ("part", "state", "disliked"),
    [
        (HalfDayName.MATIN, AvailabilityState.A_EVITER, 1),
        (HalfDayName.JOURNEE, AvailabilityState.A_EVITER, 1),
        (HalfDayName.MATIN, AvailabilityState.PREFERE, 0),
        (HalfDayName.JOURNEE, AvailabilityState.PREFERE, 0),
        (HalfDayName.APRES_MIDI, AvailabilityState.PREFERE, 1),
        (HalfDayName.APRES_MIDI, AvailabilityState.A_EVITER, 0),
    ],
)
def test_disliked_half_days(part: HalfDayName, state: AvailabilityState, disliked: int) -> None:
    rows = (Availability(OPA, FIRST_DAY, part, state),)
    case = one_by_one(e4_desk(availabilities=rows), {"1": "9:00", "2": "10:00"})

    assert levels_of(case.dossier, TEXTS, case.plan)["disliked"] == disliked


def test_levels_come_in_their_order() -> None:
    assert tuple(levels_of(full_session()[0], TEXTS, full_session()[1])) == LEVELS


def test_right_indicators_are_accepted() -> None:
    folder, plan = full_session()

    assert check_indicators(_indicators(plan), folder, TEXTS, plan) == ()


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("placed", "17"),
        ("half_days", "5"),
        ("squares", "1"),
        ("waiting_minutes", "beaucoup"),
        ("bound_replacements", "2"),
    ],
)
def test_wrong_indicators_are_named(name: str, written: str) -> None:
    folder, plan = full_session()

    found = check_indicators({**_indicators(plan), name: written}, folder, TEXTS, plan)

    assert [one.name for one in found] == [name]
    assert written in found[0].sentence


@pytest.mark.parametrize("name", ["placed", "unplaced", "bound_disliked", "seed", "seconds"])
def test_missing_indicators_are_named(name: str) -> None:
    folder, plan = full_session()
    rows = _indicators(plan)
    del rows[name]

    assert [one.name for one in check_indicators(rows, folder, TEXTS, plan)] == [name]


def test_a_passage_less_changes_placed_and_unplaced() -> None:
    folder, plan = full_session()
    rows = _indicators(plan)

    found = check_indicators(rows, folder, TEXTS, replace(plan, passages=plan.passages[:-1]))

    assert {"placed", "unplaced"} <= {one.name for one in found}
