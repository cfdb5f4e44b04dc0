"""Hours offered to the sequencing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.instance import Block
from solver.starts import Grain, jury_starts, round_up
from tests.solver.small import half_day, need, task


def _block(minutes: int) -> Block:
    half = half_day(minutes=minutes)
    return Block(0, half, half.start, half.end)


@given(st.integers(0, 5000), st.integers(1, 60))
@settings(derandomize=True, database=None, deadline=None)
def test_round_up_is_the_least_multiple_not_below(minute: int, step: int) -> None:
    assert round_up(minute, step) == next(one for one in range(minute, minute + step) if one % step == 0)


def test_chain_of_usual_candidates_is_offered() -> None:
    starts = jury_starts(_block(240), need(), [task(0), task(1)], grid=5, grain=Grain.CHAINS)

    assert {480, 515, 550, 585, 620, 655, 690} <= set(starts)


def test_longer_candidate_shifts_those_after() -> None:
    tasks = [task(0), task(1), task(2, jury=40)]

    starts = jury_starts(_block(240), need(), tasks, grid=5, grain=Grain.CHAINS)

    assert {480, 480 + 45, 480 + 35} <= set(starts)


def test_grid_offers_every_step() -> None:
    starts = jury_starts(_block(60), need(), [task(0)], grid=5, grain=Grain.GRID)

    assert starts == [480, 485, 490, 495, 500, 505, 510]


def test_exact_offers_hours_off_the_grid() -> None:
    starts = jury_starts(
        _block(66), need(), [task(0, jury=28), task(1, jury=28)], grid=5, grain=Grain.EXACT
    )

    assert 480 + 33 in starts


@pytest.mark.parametrize("grain", Grain)
@given(
    minutes=st.integers(60, 260),
    reading=st.sampled_from((0, 15)),
    juries=st.lists(st.integers(20, 55), min_size=1, max_size=3),
    lead=st.sampled_from((0, 45)),
)
@settings(derandomize=True, database=None, deadline=None, max_examples=40)
def test_every_hour_leaves_room_before_and_after(
    grain: Grain, minutes: int, reading: int, juries: list[int], lead: int
) -> None:
    block = _block(minutes)
    tasks = [task(rank, jury=jury, lead=lead) for rank, jury in enumerate(juries)]

    starts = jury_starts(block, need(reading=reading), tasks, grid=5, grain=grain)

    assert starts == sorted(set(starts))
    assert all(start >= block.start + max(reading, lead) for start in starts)
    assert all(start + min(juries) <= block.end for start in starts)
