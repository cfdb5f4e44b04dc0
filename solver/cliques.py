"""Sets of blocks of which nobody can sit in two: fewer and stronger rules than one for each pair."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Clique = tuple[int, ...]
Pairs = frozenset[tuple[int, int]]


def cliques_over(
    pairs: Iterable[tuple[int, int]], others: Iterable[tuple[int, int]] = ()
) -> list[Clique]:
    """Return sets of numbers, any two of which exclude each other, that hold every one of `pairs`.

    Parameters
    ----------
    pairs : iterable of (int, int)
        Numbers that exclude each other; each pair is in one of the sets at least.
    others : iterable of (int, int)
        Pairs that exclude each other too, but need not be held: they make the sets larger.

    """
    left = sorted({(min(pair), max(pair)) for pair in pairs})
    near = _neighbours([*left, *others])
    covered: set[tuple[int, int]] = set()
    found = []
    for one, two in left:
        if (one, two) not in covered:
            clique = _grown((one, two), near)
            covered |= {(first, second) for first in clique for second in clique if first < second}
            found.append(clique)
    return found


def _neighbours(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    near: dict[int, set[int]] = {}
    for one, two in pairs:
        near.setdefault(one, set()).add(two)
        near.setdefault(two, set()).add(one)
    return near


def _grown(start: Sequence[int], near: dict[int, set[int]]) -> Clique:
    """Add to a pair, in order, whatever excludes all that is there."""
    clique = list(start)
    free = set.intersection(*(near[one] for one in start))
    while free:
        chosen = min(free)
        clique.append(chosen)
        free &= near[chosen]
    return tuple(sorted(clique))
