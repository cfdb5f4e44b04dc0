"""Whole answers sought beside relaxed ones are as good as those of the whole search."""

from __future__ import annotations

import random

import pytest

from solver.limits import Clock, Limits
from solver.mip import TOLERANCE, Mip, total


def covering(seed: int):
    """A model where rows of random sets are each covered a few times, and its cost in whole units."""
    hand = random.Random(seed)
    mip = Mip(Clock(Limits(seconds=30.0, effort=30.0)))
    sets = [mip.integer(3) for _ in range(10)]
    for _ in range(8):
        chosen = hand.sample(sets, 4)
        mip.at_most(hand.randint(2, 5), total(hand.randint(1, 3) * one for one in chosen))
    return mip, total(hand.randint(1, 6) * one for one in sets)


@pytest.mark.parametrize("seed", range(12))
def test_answer_found_near_the_relaxed_one_costs_what_the_whole_search_finds(seed):
    mip, cost = covering(seed)

    relaxed = mip.relaxed(cost, effort=1.0)
    near = mip.near(relaxed, cost, effort=1.0)

    best = mip.minimize(cost, effort=1.0)
    assert relaxed.value <= near.bound + TOLERANCE
    assert near.bound <= best.value + TOLERANCE
    assert round(near.value) == round(best.value)


def test_what_nothing_satisfies_has_no_relaxed_answer():
    mip = Mip(Clock(Limits(seconds=30.0, effort=30.0)))
    one = mip.integer(1)
    mip.at_most(2, one)

    assert mip.relaxed(one, effort=1.0) is None
