"""Small charts as numbers for an SVG: supply against demand, and a curve over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 640
HEIGHT = 180
LEFT = 44
BOTTOM = 24
TOP = 10


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, what there is, what is needed, and whether it falls short."""

    label: str
    have: int
    need: int | None

    @property
    def short(self) -> bool:
        """Less than needed."""
        return self.need is not None and self.have < self.need


@dataclass(frozen=True, slots=True)
class Bars:
    """Horizontal bars on one scale, pixels."""

    bars: tuple[Bar, ...]
    label_width: int = 172
    line: int = 26
    width: int = 400

    @property
    def most(self) -> int:
        """Largest number shown, at least 1."""
        return max([1, *(max(bar.have, bar.need or 0) for bar in self.bars)])

    @property
    def height(self) -> int:
        """Height of the drawing."""
        return len(self.bars) * self.line + 4

    def length(self, value: int) -> float:
        """Length of a bar of `value`."""
        return round(value / self.most * (self.width - self.label_width - 46), 1)


@dataclass(frozen=True, slots=True)
class Curve:
    """Values over seconds: `points` and `bounds` are ready for a polyline."""

    points: str
    bounds: str
    top: int
    seconds: float
    last: tuple[float, float]


def curve(samples: Sequence[tuple[float, int, int | None]]) -> Curve | None:
    """Draw samples (seconds, value, bound) as steps; None when there is nothing to draw yet.

    A value holds until the next one: the line goes right, then down.
    """
    if not samples:
        return None
    top = max([1, *(value for _, value, _ in samples)])
    length = max(samples[-1][0], 1.0)

    def at(seconds: float, value: int) -> tuple[float, float]:
        x = LEFT + seconds / length * (WIDTH - LEFT - 8)
        return round(x, 1), round(TOP + (1 - value / top) * (HEIGHT - TOP - BOTTOM), 1)

    values = _steps([at(seconds, value) for seconds, value, _ in samples])
    bounds = _steps([at(seconds, min(bound, top)) for seconds, _, bound in samples if bound is not None])
    return Curve(_text(values), _text(bounds), top, length, values[-1])


def _steps(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    steps: list[tuple[float, float]] = []
    for x, y in points:
        if steps:
            steps.append((x, steps[-1][1]))
        steps.append((x, y))
    return steps


def _text(points: list[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)
