"""A group is moved, taken out and locked as one; a dossier without its candidate moves by itself."""

from __future__ import annotations

import pytest

from models.planning import Plan
from models.regulation import load
from scheduler.board import Colour, Move, PlanDesk
from tests.cases.group_together import CASES
from tests.cases.in_training import E1A
from tests.factories import YEAR, clock


@pytest.fixture(scope="module")
def grouped() -> PlanDesk:
    case = next(one for one in CASES if one.name == "apart")
    return PlanDesk(case.legal.dossier, load(YEAR), case.legal.plan)


def _starts(plan: Plan) -> set[int]:
    return {one.start for one in plan.passages}


def test_group_moves_whole(grouped: PlanDesk) -> None:
    place = grouped.effect_of(Move("1", E1A, "C1", clock("10:00")))

    assert place.verdict.colour is not Colour.RED
    assert _starts(grouped.apply(place)) == {clock("10:00")}


def test_group_is_taken_out_whole(grouped: PlanDesk) -> None:
    place = grouped.taken_out(("2", E1A), "Plus tard.")

    after = grouped.apply(place)

    assert after.passages == ()
    assert {one.candidate for one in after.unplaced} == {"1", "2"}


def test_group_is_locked_whole(grouped: PlanDesk) -> None:
    change = grouped.maker.locking([("1", E1A)], locked=True)

    assert all(one.locked for one in grouped.apply(change).passages)


def test_group_is_offered_hours_its_own_place_does_not_hide(grouped: PlanDesk) -> None:
    hours = [one.start for one in grouped.hours_in("1", E1A, "C1") if one.verdict.colour != Colour.RED]

    assert clock("9:05") in hours


def test_group_may_be_heard_by_a_commission_to_open(grouped: PlanDesk) -> None:
    (place, *_) = grouped.best_openings("1", E1A)

    opened = grouped.apply(place)

    assert len({(one.commission, one.start) for one in opened.passages}) == 1
    assert all(one.ccf for one in opened.sittings)
