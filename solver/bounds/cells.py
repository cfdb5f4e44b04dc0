"""What a day may hold, and the least that each of these cells is known to wait.

A cell is how many commissions of each épreuve sit in each half-day of a day, and how many candidates
of each shape are heard. Prices are computed for few cells: each says something of many others.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, product
from operator import itemgetter
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from solver.bounds.oneday import Counts, OneDay, Slope
from solver.bounds.shapes import Shape
from solver.rounding import MARGIN

UNLIMITED = 99
ONE_MORE = 1
"""Commissions beyond the rooms of a half-day that are told apart."""

Cell = tuple[int, int]
Table: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Choice:
    """Commissions of each place of a day: how many count, and how many the hours may use.

    More commissions than rooms sit in a half-day only one after the other. Many more are not told
    apart: they count for the fewest, and the hours may use as many as they like.
    """

    counted: Counts
    used: Counts
    by_key: Mapping[str, int]
    crowded: bool

    @property
    def endless(self) -> bool:
        """Whether more commissions may sit than are counted."""
        return self.used != self.counted


def choices_of(places: Sequence[tuple[int, str]], rooms: Mapping[int, int]) -> list[Choice]:
    """Every choice of commissions of a day with so many rooms each half-day."""
    halves = [(half, len(list(inside))) for half, inside in groupby(places, itemgetter(0))]
    found = []
    for chosen in product(*(list(_of_half(count, rooms[half])) for half, count in halves)):
        counted = tuple(number for counts in chosen for number in counts)
        used = tuple(
            number if sum(counts) <= rooms[half] + ONE_MORE else UNLIMITED
            for (half, _), counts in zip(halves, chosen, strict=True)
            for number in counts
        )
        by_key: Counter[str] = Counter()
        for (_, key), number in zip(places, counted, strict=True):
            by_key[key] += number
        crowded = any(
            sum(counts) > rooms[half] for (half, _), counts in zip(halves, chosen, strict=True)
        )
        found.append(Choice(counted, used, by_key, crowded))
    return found


def _of_half(places: int, rooms: int) -> Iterator[Counts]:
    most = rooms + ONE_MORE + 1
    return (counts for counts in product(range(most + 1), repeat=places) if sum(counts) <= most)


def choices_in(places: int, rooms: int) -> int:
    """How many choices a half-day has."""
    return math.comb(rooms + ONE_MORE + 1 + places, places)


def most_of(shape: Shape, minutes: int) -> int:
    """Most candidates of a shape whom juries hear in so many minutes."""
    return min(shape.size, minutes // _minutes(shape))


def _minutes(shape: Shape) -> int:
    """Minutes that a candidate is before a jury."""
    return sum(part.jury for part in shape.parts)


def contents_of(day: OneDay, minutes: int) -> list[Counts]:
    """Every choice of candidates of a day whose rooms are open so many minutes in all."""
    lengths = [_minutes(shape) for shape in day.hours.shapes]
    counts = (range(most_of(shape, minutes) + 1) for shape in day.hours.shapes)
    return [
        one
        for one in product(*counts)
        if sum(length * count for length, count in zip(lengths, one, strict=True)) <= minutes
    ]


class Cells:
    """The least waiting known of every cell of a kind of day: `low[choice, content]`."""

    def __init__(self, day: OneDay, rooms: Mapping[int, int]) -> None:
        self.day = day
        self.choices = choices_of(day.places, rooms)
        halves = day.master.instance.half_days
        minutes = sum(count * (halves[half].end - halves[half].start) for half, count in rooms.items())
        self.contents = contents_of(day, minutes)
        self.used = np.array([one.used for one in self.choices], dtype=float)
        self.heard = np.array(self.contents, dtype=float)
        self.keys = sorted({key for _, key in day.places})
        by_key = [[one.by_key[key] for key in self.keys] for one in self.choices]
        self.by_key = np.array(by_key, dtype=float)
        self.crowded = np.array([one.crowded for one in self.choices])
        self.low: Table = np.zeros((len(self.choices), len(self.contents)))
        self.looked: set[Cell] = set()
        self.settled: dict[Cell, float] = {}

    def look(self, cell: Cell) -> None:
        """Raise what is known of a cell to its linear price, and of others with it."""
        self.looked.add(cell)
        opened, heard = self.choices[cell[0]].used, self.contents[cell[1]]
        slope = self.day.slope(opened, heard)
        if slope is None:
            return
        if math.isinf(slope.value):
            self._raise_above(cell, math.inf)
        else:
            self._raise_along(opened, heard, slope)

    def look_between(self, cells: Mapping[Cell, float]) -> None:
        """Raise what is known by the linear price between some cells, each with its weight.

        Prices are convex: of all planes, the one between the cells of a linear optimum raises it most.
        """
        weights = np.array(list(cells.values())) / sum(cells.values())
        rows, columns = np.array(list(cells)).T
        opened = [float(one) for one in weights @ self.used[rows]]
        heard = [float(one) for one in weights @ self.heard[columns]]
        slope = self.day.slope(opened, heard)
        if slope is not None and math.isfinite(slope.value):
            self._raise_along(opened, heard, slope)

    def settle(self, cell: Cell, effort: float) -> None:
        """Raise what is known of a cell to its price with whole candidates."""
        self.settled[cell] = effort
        value = self.day.price(self.choices[cell[0]].used, self.contents[cell[1]], effort)
        self._raise_above(cell, value)

    def _raise_above(self, cell: Cell, value: float) -> None:
        """With no more commissions and no fewer candidates, nobody waits less than in this cell."""
        fewer = np.flatnonzero((self.used <= self.used[cell[0]]).all(axis=1))
        more = np.flatnonzero((self.heard >= self.heard[cell[1]]).all(axis=1))
        inside = np.ix_(fewer, more)
        self.low[inside] = np.maximum(self.low[inside], value)

    def _raise_along(self, opened: Sequence[float], heard: Sequence[float], slope: Slope) -> None:
        """No cell is below the plane; whole candidates wait whole minutes."""
        across = weighted(self.used - opened, slope.opened)
        along = weighted(self.heard - heard, slope.heard)
        plane = slope.value - MARGIN + across[:, None] + along
        np.maximum(self.low, np.ceil(plane), out=self.low)


def weighted(rows: Table, weights: Sequence[float]) -> Table:
    """Sum of each row, each number times its weight, term after term so as to be the same everywhere."""
    found = np.zeros(len(rows))
    for rank, weight in enumerate(weights):
        found += weight * rows[:, rank]
    return found
