"""Overlaps between intervals and peaks of simultaneous presence, by one sweep."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
Span = Callable[[Item], tuple[int, int]]


def overlapping(items: Iterable[Item], span: Span[Item]) -> Iterator[tuple[Item, Item]]:
    """Yield each item that starts before an earlier one ends, after that earlier one."""
    latest: Item | None = None
    for item in sorted(items, key=span):
        start, end = span(item)
        if latest is not None and start < span(latest)[1] and start < end:
            yield latest, item
        if latest is None or end > span(latest)[1]:
            latest = item


def moments(items: Iterable[Item], span: Span[Item]) -> Iterator[tuple[int, list[Item]]]:
    """Yield every instant at which somebody comes in, with all who are then present."""
    present: list[Item] = []
    for item in sorted(items, key=span):
        start, end = span(item)
        if start >= end:
            continue
        present = [one for one in present if span(one)[1] > start]
        present.append(item)
        yield start, list(present)


def peak(items: Iterable[Item], span: Span[Item]) -> int:
    """Return the most items present at once."""
    present = most = 0
    for _, change in sorted(_comings_and_goings(items, span)):
        present += change
        most = max(most, present)
    return most


def _comings_and_goings(items: Iterable[Item], span: Span[Item]) -> Iterator[tuple[int, int]]:
    """When each item comes (1) and goes (-1); who goes makes room for who comes at that instant."""
    for item in items:
        start, end = span(item)
        if start < end:
            yield start, 1
            yield end, -1


def excesses(items: Iterable[Item], span: Span[Item], most: int) -> Iterator[tuple[int, list[Item]]]:
    """Yield the instants at which more than `most` begin to be present at once."""
    every = list(items)
    if peak(every, span) <= most:
        return
    above = False
    for instant, present in moments(every, span):
        if len(present) > most and not above:
            yield instant, present
        above = len(present) > most
