"""A plan as rows of blocks over time, ready for an SVG drawn by the template.

Coordinates are pixels; every row has its own drawing, so that its name can stay in sight beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.french import NBSP
from models.planning import Plan
from webui.views.axis import Axis

LANE = 40
THIN = 15
HEAD = 19
MARGIN = 3
INSET = 2
SERIES = 8
CAPITAL, LETTER, CUT = 9.4, 7.2, 10.0
"""Pixels that a letter takes, about, and the sign that the rest is cut."""
FIGURE = 6.6
"""Pixels that a sign of an hour takes, about."""
PADDING = 8
LEAST_LETTERS, MANY_LETTERS = 3, 5
"""Room for less letters stays empty; only where there are many does a sign say that the rest is cut."""


@dataclass(frozen=True, slots=True)
class Block:
    """Something that lasts: minutes of the plan, what is written, and whose page it opens.

    `kind` is `jury`, `prep` (a phase before the jury) or `lead` (the same, drawn thin below the jury).
    `passage` is the candidate and épreuve that move together; `start_with_jury` when the jury sees them.
    """

    start: int
    end: int
    label: str
    sub: str
    title: str
    series: int
    kind: str
    target: tuple[str, str]
    passage: tuple[str, str] = ("", "")
    start_with_jury: int = 0
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """A commission, drawn behind its passages."""

    code: str
    start: int
    end: int
    label: str
    title: str
    series: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A block or a band where it stands, pixels; `label` and `sub` are what there is room for."""

    what: Block | Band
    x: float
    y: int
    width: float
    height: int
    label: str
    sub: str = ""


@dataclass(frozen=True, slots=True)
class RowKey:
    """What names a row, in the order in which rows are sorted."""

    centre: str
    rank: str
    name: str
    note: str = ""
    title: str = ""
    target: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A room, a commission or a person, with its drawing."""

    key: RowKey
    bands: tuple[Drawn, ...]
    blocks: tuple[Drawn, ...]
    height: int
    lanes: int


@dataclass
class Contents:
    """What one row shows before it is drawn."""

    blocks: list[Block]
    bands: list[Band]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Rows over one axis."""

    rows: tuple[Row, ...]
    axis: Axis


def series_of(plan: Plan) -> dict[str, int]:
    """Return the colour series of each épreuve of a plan, stable from page to page."""
    codes = {passage.epreuve for passage in plan.passages} | {
        sitting.epreuve for sitting in plan.sittings
    }
    return {code: rank % SERIES for rank, code in enumerate(sorted(codes))}


def draw_row(key: RowKey, contents: Contents, axis: Axis, *, headed: bool) -> Row:
    """Place the blocks of a row in lanes of their own, the fewest there can be; thin ones come below."""
    blocks = sorted(contents.blocks, key=lambda one: (one.start, one.end, one.label))
    wide = [one for one in blocks if one.kind != "lead"]
    thin = [one for one in blocks if one.kind == "lead"]
    top = MARGIN + (HEAD if headed and contents.bands else 0)
    lanes = _lanes(wide)
    below = top + LANE * max(len(set(lanes)), 1)
    thin_lanes = _lanes(thin)
    height = below + THIN * len(set(thin_lanes)) + MARGIN
    drawn = [
        _drawn(one, axis, top + lane * LANE, LANE - INSET) for one, lane in zip(wide, lanes, strict=True)
    ]
    drawn += [
        _drawn(one, axis, below + lane * THIN, THIN - INSET)
        for one, lane in zip(thin, thin_lanes, strict=True)
    ]
    bands = tuple(_band(one, axis, height, headed=headed) for one in contents.bands)
    return Row(key, bands, tuple(drawn), height, len(set(lanes)))


def _lanes(blocks: Sequence[Block]) -> list[int]:
    """Return the lane of each block, those that overlap in different ones."""
    free: list[int] = []
    found = []
    for block in blocks:
        lane = next((rank for rank, end in enumerate(free) if end <= block.start), len(free))
        free[lane : lane + 1] = [block.end]
        found.append(lane)
    return found


def _drawn(block: Block, axis: Axis, y: int, height: int) -> Drawn:
    left = axis.x(block.start)
    width = round((block.end - block.start) * axis.scale - 1, 1)
    label, sub = fitting(block.label, width), hours_fitting(block.sub, width)
    return Drawn(block, left, y, width, height, label, sub)


def _band(band: Band, axis: Axis, height: int, *, headed: bool) -> Drawn:
    width = round((band.end - band.start) * axis.scale, 1)
    label = _heading(band, width) if headed else ""
    return Drawn(band, axis.x(band.start), 1, width, height - 2, label)


def _heading(band: Band, width: float) -> str:
    """Return what names a commission, its code alone, or nothing: a code cut short would be another."""
    said = fitting(band.label, width)
    if band.code in said:
        return said
    return band.code if len(band.code) * FIGURE <= width - PADDING else ""


def fitting(text: str, width: float) -> str:
    """Cut a text to the room there is; nothing where a few letters would say nothing."""
    room = width - PADDING
    taken, cut = 0.0, 0
    for rank, letter in enumerate(text):
        taken += CAPITAL if letter.isupper() else LETTER
        if taken <= room - CUT:
            cut = rank + 1
        if taken > room:
            if rank < LEAST_LETTERS:
                return ""
            return f"{text[:cut].rstrip()}…" if cut >= MANY_LETTERS else text[:rank]
    return text


def hours_fitting(text: str, width: float) -> str:
    """Return « 9 h – 10 h 05 », « 9 h », « 9h » or nothing: an hour cut short would be another."""
    start = text.partition(" \N{EN DASH} ")[0]
    ways = (text, start, start.replace(NBSP, "").replace(" ", ""))
    return next((one for one in ways if len(one) * FIGURE <= width - PADDING), "")
