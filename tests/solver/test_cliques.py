"""Sets of blocks of which one person sits in one at the most."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from solver.cliques import cliques_over

PAIRS = st.frozensets(st.sampled_from(list(combinations(range(7), 2))))


@given(PAIRS, PAIRS)
def test_cliques_hold_every_pair_and_no_two_that_go_together(
    pairs: frozenset[tuple[int, int]], others: frozenset[tuple[int, int]]
) -> None:
    found = cliques_over(pairs, others)

    inside = {pair for clique in found for pair in combinations(clique, 2)}
    assert pairs <= inside <= pairs | others


def test_blocks_that_all_overlap_make_one_clique() -> None:
    assert cliques_over(combinations(range(5), 2)) == [(0, 1, 2, 3, 4)]
