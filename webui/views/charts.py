"""Small charts as numbers for an SVG: supply against demand, and a curve over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 400
HEIGHT = 150
LEFT = 48
RIGHT = 10
BOTTOM = 24
TOP = 10


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, what there is, what is needed, in words too, and the page it leads to.

    `replaceable` is short without harm: something else takes its place.
    """

    label: str
    have: int
    need: int
    text: str
    href: str = ""
    replaceable: bool = False

    @property
    def tone(self) -> str:
        """`ok`, `warn` when what lacks is replaced, `bad` when it is not."""
        if self.have >= self.need:
            return "ok"
        return "warn" if self.replaceable else "bad"


@dataclass(frozen=True, slots=True)
class Bars:
    """Horizontal bars, pixels: the line of what is needed stands at the same place for all of them.

    What is twice the need or more fills the bar, so that units of different sizes compare at a glance.
    """

    bars: tuple[Bar, ...]
    label_width: int = 132
    line: int = 44
    width: int = 360

    @property
    def height(self) -> int:
        """Height of the drawing."""
        return len(self.bars) * self.line + 2

    @property
    def room(self) -> int:
        """Length of a full bar."""
        return self.width - self.label_width

    @property
    def need_at(self) -> float:
        """Where the line of what is needed stands."""
        return self.label_width + self.room / 2

    def length(self, bar: Bar) -> float:
        """Length of a bar."""
        share = min(1.0, bar.have / (2 * bar.need)) if bar.need else 1.0
        return round(max(2.0, share * self.room), 1)


@dataclass(frozen=True, slots=True)
class Curve:
    """Values over seconds: `points` and `bounds` are ready for a polyline."""

    points: str
    bounds: str
    top: int
    seconds: float
    last: tuple[float, float]
    left: int = LEFT
    right: int = WIDTH - RIGHT
    ceiling: int = TOP
    floor: int = HEIGHT - BOTTOM
    width: int = WIDTH
    height: int = HEIGHT


def curve(samples: Sequence[tuple[float, int, int | None]]) -> Curve | None:
    """Draw samples (seconds, value, bound) as steps; None when there is nothing to draw yet.

    A value holds until the next one: the line goes right, then down.
    """
    if not samples:
        return None
    top = max([1, *(max(value, bound or 0) for _, value, bound in samples)])
    length = max(samples[-1][0], 1.0)

    def at(seconds: float, value: int) -> tuple[float, float]:
        x = LEFT + seconds / length * (WIDTH - LEFT - RIGHT)
        return round(x, 1), round(TOP + (1 - value / top) * (HEIGHT - TOP - BOTTOM), 1)

    values = _steps([at(seconds, value) for seconds, value, _ in samples])
    bounds = _steps([at(seconds, bound) for seconds, _, bound in samples if bound is not None])
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
