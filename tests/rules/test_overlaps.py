"""The sweeps against a count minute by minute."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scheduler.rules.overlaps import excesses, overlapping, peak

SPANS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda pair: (pair[0], pair[0] + pair[1])),
    max_size=8,
)


def _span(one: tuple[int, int]) -> tuple[int, int]:
    return one


def _present(spans: list[tuple[int, int]], minute: int) -> int:
    return sum(start <= minute < end for start, end in spans)


@given(SPANS)
def test_peak_is_the_most_present_in_any_minute(spans: list[tuple[int, int]]) -> None:
    assert peak(spans, _span) == max((_present(spans, minute) for minute in range(50)), default=0)


@given(SPANS)
def test_overlapping_finds_something_exactly_when_a_minute_is_shared(
    spans: list[tuple[int, int]],
) -> None:
    shared = any(_present(spans, minute) > 1 for minute in range(50))

    found = list(overlapping(spans, _span))

    assert bool(found) is shared
    assert all(first[1] > second[0] and second[1] > first[0] for first, second in found)


@given(SPANS, st.integers(0, 3))
def test_excesses_are_found_exactly_when_there_are_too_many(
    spans: list[tuple[int, int]], most: int
) -> None:
    found = list(excesses(spans, _span, most))

    assert bool(found) is any(_present(spans, minute) > most for minute in range(50))
    assert all(_present(spans, instant) > most for instant, _ in found)


def test_what_touches_does_not_overlap() -> None:
    assert list(overlapping([(0, 5), (5, 9)], _span)) == []
    assert peak([(0, 5), (5, 9)], _span) == 1


def test_what_lasts_overlaps_those_that_come_one_after_the_other() -> None:
    assert list(overlapping([(0, 30), (5, 9), (20, 25)], _span)) == [
        ((0, 30), (5, 9)),
        ((0, 30), (20, 25)),
    ]
