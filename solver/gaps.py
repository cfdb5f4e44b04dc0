"""What a commission can still hear around passages that stay at their hours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import add

from models.planning import EpreuveNeed
from solver.draft import Placed
from solver.master import Opening
from solver.patterns import Kind, Pattern, fullest_patterns, kinds_in
from solver.starts import round_up


def patterns_around(
    kinds: Sequence[Kind],
    opening: Opening,
    fixed: Sequence[Placed],
    need: EpreuveNeed,
    *,
    delay: int = 0,
) -> list[Pattern]:
    """Return the fullest mixes a commission can hear besides the passages that stay.

    Parameters
    ----------
    fixed : sequence of Placed
        What it hears already, at hours that do not move.
    delay : int
        Minutes after the start of the half-day before which no preparation begins.

    """
    found: set[Pattern] = {(0,) * len(kinds)}
    for start, end in _free(opening, fixed, need):
        head = start - opening.block.half_day.start - delay
        inside = fullest_patterns(kinds_in(kinds, head), minutes=end - start, gap=need.gap, reading=0)
        if inside:
            found = {tuple(map(add, one, more)) for one in found for more in inside}
    if need.cap_is_hard:
        most = max(0, (need.daily_cap or 0) - len(fixed))
        found = {_capped(one, most) for one in found}
    return sorted(_fullest(found))


def first_clear(
    start: int, minutes: int, taken: Iterable[tuple[int, int]], *, gap: int, step: int
) -> int:
    """Return the first hour from `start`, a multiple of `step`, that is `gap` away from those taken."""
    for begin, end in sorted(taken):
        if start < end + gap and begin < start + minutes + gap:
            start = round_up(end + gap, step)
    return start


def _free(opening: Opening, fixed: Iterable[Placed], need: EpreuveNeed) -> Iterator[tuple[int, int]]:
    """Stretches in which juries may sit, the gaps to their neighbours left out."""
    start = opening.block.start + need.reading
    for one in sorted(fixed, key=lambda one: one.start):
        if start < one.start - need.gap:
            yield start, one.start - need.gap
        start = one.end + need.gap
    if start < opening.block.end:
        yield start, opening.block.end


def _capped(pattern: Pattern, most: int) -> Pattern:
    found: list[int] = []
    for count in pattern:
        found.append(min(count, most - sum(found)))
    return tuple(found)


def _fullest(patterns: set[Pattern]) -> Iterator[Pattern]:
    """Leave out those that are part of another one."""
    for one in patterns:
        within = (all(a <= b for a, b in zip(one, other, strict=True)) for other in patterns - {one})
        if any(one) and not any(within):
            yield one
