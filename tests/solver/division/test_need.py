"""Commissions that no plan of the whole session can do without."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given as drawn
from hypothesis import settings, strategies

from models.planning import Problem
from solver.division.need import commissions_needed, least_half_days
from solver.instance import Instance
from solver.limits import Clock, Limits
from tests.solver.small import half_day, jury_room, need, problem, task

HOMES = strategies.lists(strategies.sampled_from(["C", "D", None]), min_size=4, max_size=16)


def clock() -> Clock:
    return Clock(Limits(600, 1, 60.0, 1))


def given(homes: list[str | None]) -> Problem:
    """Make candidates of one épreuve, six a commission; None has no centre."""
    return problem(
        [replace(task(number), centre=home) for number, home in enumerate(homes)],
        half_days=[half_day(minutes=210), half_day(1, centre="D", minutes=210)],
        rooms=[jury_room(), replace(jury_room(), centre="D")],
        needs=[need("X")],
    )


def test_candidates_without_a_centre_fill_the_commissions_of_others() -> None:
    one = given(["C"] * 5 + ["D"] * 5 + [None, None])

    assert least_half_days(Instance(one), clock()) == 2


def test_one_candidate_too_many_takes_a_commission_more() -> None:
    one = given(["C"] * 5 + ["D"] * 5 + [None, None, None])

    assert least_half_days(Instance(one), clock()) == 3


@settings(max_examples=15, deadline=None)
@drawn(HOMES, strategies.randoms(use_true_random=False))
def test_no_choice_of_centres_needs_less_than_the_bound(homes: list[str | None], draw: object) -> None:
    free = given(homes)
    chosen = [home or draw.choice("CD") for home in homes]  # type: ignore[attr-defined]

    needed = commissions_needed(Instance(given(chosen)), clock())

    assert least_half_days(Instance(free), clock()) <= sum(needed.values())
