"""What one commission can hold in one block."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from solver.patterns import Kind, fits, fullest_patterns

Block = tuple[list[Kind], int, int, int]


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    """Up to two lengths, a block of up to two hours, a gap and a reading."""
    lengths = draw(st.lists(st.sampled_from((20, 30, 40, 55)), min_size=1, max_size=2, unique=True))
    kinds = [Kind(jury, draw(st.sampled_from((0, 10, 45)))) for jury in sorted(lengths)]
    return (
        kinds,
        draw(st.integers(0, 120)),
        draw(st.sampled_from((0, 5, 10))),
        draw(st.sampled_from((0, 15))),
    )


def heard_in_some_order(pattern: tuple[int, ...], block: Block) -> bool:
    """Try every order, each candidate as early as can be."""
    kinds, minutes, gap, reading = block

    def tail(left: tuple[int, ...], ready: int) -> bool:
        if not any(left):
            return True
        for rank, kind in enumerate(kinds):
            end = max(ready, kind.lead) + kind.jury
            fewer = (*left[:rank], left[rank] - 1, *left[rank + 1 :])
            if left[rank] and end <= minutes and tail(fewer, end + gap):
                return True
        return False

    return tail(pattern, reading)


@given(blocks(), st.tuples(st.integers(0, 3), st.integers(0, 3)))
@settings(derandomize=True, database=None, deadline=None, max_examples=150)
def test_mix_fits_exactly_when_some_order_does(block: Block, counts: tuple[int, int]) -> None:
    kinds, minutes, gap, reading = block
    pattern = counts[: len(kinds)]

    found = fits(pattern, kinds, minutes=minutes, gap=gap, reading=reading)

    assert found == (heard_in_some_order(pattern, block) if any(pattern) else reading <= minutes)


@given(blocks())
@settings(derandomize=True, database=None, deadline=None, max_examples=60)
def test_fullest_patterns_are_the_legal_mixes_that_no_other_contains(block: Block) -> None:
    kinds, minutes, gap, reading = block
    legal = {
        pattern
        for pattern in product(range(7), repeat=len(kinds))
        if any(pattern) and heard_in_some_order(pattern, block)
    }
    fullest = {one for one in legal if not any(_inside(one, other) for other in legal)}

    found = fullest_patterns(kinds, minutes=minutes, gap=gap, reading=reading)

    assert found == sorted(fullest)


def _inside(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return one != other and all(few <= many for few, many in zip(one, other, strict=True))


def test_cap_bounds_a_pattern() -> None:
    kinds = [Kind(20, 0)]

    found = fullest_patterns(kinds, minutes=240, gap=5, reading=0, most=3)

    assert found == [(3,)]
