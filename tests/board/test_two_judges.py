"""The desk judges a small part of the plan, `check` the whole of it: both always say the same."""

from __future__ import annotations

import random
from collections import Counter
from functools import cache

import pytest

from models.regulation import load
from scheduler.board import Colour, Place, PlanDesk
from scheduler.rules import check, levels_of
from tests.board.conftest import drawn_plan
from tests.board.hand import blamed_by_everything, drawn_change
from tests.factories import YEAR, full_session

SEEDS = tuple(range(12))
CHANGES = 12


@cache
def desks(seed: int) -> tuple[tuple[PlanDesk, list[Place]], ...]:
    """A desk with some changes, then that of the plan one of them leads to, even an unlawful one."""
    return tuple(_desks(seed))


def _desks(seed: int):
    dossier, plan = full_session() if seed < 2 else drawn_plan(seed)
    draw = random.Random(seed)
    for _ in range(2):
        if not plan.sittings:
            return
        desk = PlanDesk(dossier, load(YEAR), plan)
        changes = [drawn_change(draw, desk) for _ in range(CHANGES)]
        yield desk, changes
        plan = desk.apply(changes[-1])


@pytest.mark.parametrize("seed", SEEDS)
def test_verdict_of_a_change_is_that_of_the_whole_check(seed):
    for desk, changes in desks(seed):
        for place in changes:
            found = Counter((*place.verdict.hard, *place.verdict.soft))

            assert found == blamed_by_everything(desk, place)


@pytest.mark.parametrize("seed", [0, 1, 9])
def test_every_place_of_a_list_is_judged_as_by_the_whole_check(seed):
    desk, _ = desks(seed)[0]
    key = max(desk.index.passages, key=lambda one: len(desk.places_for(*one)))

    places = desk.places_for(*key)  # what the passage leaves behind is judged once for all of them

    for place in places:
        found = Counter((*place.verdict.hard, *place.verdict.soft))
        assert found == blamed_by_everything(desk, place)
        after = levels_of(desk.dossier, desk.regulation, desk.apply(place))
        assert dict(place.effect.after) == after


@pytest.mark.parametrize("seed", SEEDS)
def test_levels_after_a_change_are_those_counted_on_the_whole_plan(seed):
    for desk, changes in desks(seed):
        for place in changes:
            after = levels_of(desk.dossier, desk.regulation, desk.apply(place))

            assert dict(place.effect.after) == after


@pytest.mark.parametrize("seed", SEEDS[::4])
def test_places_that_are_not_red_pass_the_check_and_red_ones_fail_it(seed):
    for desk, _ in desks(seed):
        sound = desk.report.ok
        for key in list(desk.index.passages)[:2]:
            for place in (*desk.places_for(*key), *desk.best_swaps(*key), *desk.best_openings(*key)):
                after = check(desk.dossier, desk.regulation, desk.apply(place), reference=desk.plan)
                red = place.verdict.colour is Colour.RED

                assert (not after.ok) if red else (after.ok or not sound)
