"""One day of a plan as rows of blocks over time, ready for an SVG drawn by the template.

Coordinates are pixels; every row has its own drawing, so that its name can stay in sight beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from models.french import MINUTES_A_DAY
from models.planning import Passage as PlanPassage
from models.planning import PhaseTime, Plan, Sitting
from webui.french import hour, word
from webui.views.names import Names

LANE = 40
MARGIN = 3
HOUR = 60
SERIES = 8
SCALES = {"serre": 1.25, "normal": 2.0, "large": 3.0}


@dataclass(frozen=True, slots=True)
class Block:
    """Something that lasts: minutes within the day, what is written, and whose page it opens."""

    start: int
    end: int
    label: str
    sub: str
    title: str
    series: int
    kind: str
    target: tuple[str, str]
    lane: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A room, a commission or a person, with its blocks and how many lanes they need."""

    name: str
    note: str
    centre: str
    blocks: tuple[Block, ...]
    lanes: int

    @property
    def height(self) -> int:
        """Height of the row's drawing, pixels."""
        return self.lanes * LANE + 2 * MARGIN


@dataclass(frozen=True, slots=True)
class Timeline:
    """A whole day; `start` and `end` are whole hours, minutes since midnight."""

    rows: tuple[Row, ...]
    start: int
    end: int
    scale: float

    @property
    def width(self) -> float:
        """Width of every row's drawing, pixels."""
        return (self.end - self.start) * self.scale

    @property
    def hours(self) -> range:
        """Whole hours to mark."""
        return range(self.start, self.end + 1, HOUR)

    def x(self, minute: int) -> float:
        """Where a minute of the day stands, pixels."""
        return round((minute - self.start) * self.scale, 1)

    def y(self, block: Block) -> int:
        """Where a block's top stands in its row, pixels."""
        return MARGIN + block.lane * LANE


def days_of(plan: Plan) -> tuple[date, ...]:
    """Return the days on which the plan has a passage or a commission."""
    starts = {passage.start for passage in plan.passages} | {sitting.start for sitting in plan.sittings}
    return tuple(sorted({plan.first_day + timedelta(days=start // MINUTES_A_DAY) for start in starts}))


def series_of(plan: Plan) -> dict[str, int]:
    """Return the colour series of each épreuve of a plan, stable from page to page."""
    codes = {passage.epreuve for passage in plan.passages} | {
        sitting.epreuve for sitting in plan.sittings
    }
    return {code: rank % SERIES for rank, code in enumerate(sorted(codes))}


class DayPlan:
    """The part of a plan that happens on one day, as blocks."""

    def __init__(self, plan: Plan, names: Names, day: date) -> None:
        self.names = names
        self.first = (day - plan.first_day).days * MINUTES_A_DAY
        self.series = series_of(plan)
        self.passages = [passage for passage in plan.passages if self._holds(passage.start)]
        self.sittings = [sitting for sitting in plan.sittings if self._holds(sitting.start)]
        self.room_of = {sitting.code: sitting.room for sitting in plan.sittings}

    def _holds(self, minute: int) -> bool:
        return self.first <= minute < self.first + MINUTES_A_DAY

    def phase_block(self, passage: PlanPassage, phase: PhaseTime, *, label: str) -> Block:
        """Return the block of one phase."""
        start, end = phase.start - self.first, phase.end - self.first
        who = self.names.candidate(passage.candidate)
        before_jury = phase.room == self.room_of.get(passage.commission)
        return Block(
            start=start,
            end=end,
            label=label,
            sub=hour(start) if end - start < HOUR else f"{hour(start)} – {hour(end)}",
            title=f"{who}, {passage.epreuve}, {word(phase.id)} de {hour(start)} à {hour(end)}, "
            f"{self.names.room_label(passage.centre, phase.room)}, commission {passage.commission}",
            series=self.series[passage.epreuve],
            kind="jury" if before_jury else "prep",
            target=("candidat", passage.candidate),
        )

    def phases(self) -> Iterator[tuple[PlanPassage, PhaseTime]]:
        """Every phase of the day with its passage."""
        for passage in self.passages:
            for phase in passage.phases:
                yield passage, phase

    def sitting_block(self, sitting: Sitting) -> Block:
        """Return the block of a whole commission."""
        start, end = sitting.start - self.first, sitting.end - self.first
        return Block(
            start=start,
            end=end,
            label=f"{sitting.epreuve} · {self.names.room(sitting.centre, sitting.room)}",
            sub=f"{hour(start)} – {hour(end)}",
            title=f"Commission {sitting.code}, {sitting.epreuve}, de {hour(start)} à {hour(end)}",
            series=self.series[sitting.epreuve],
            kind="jury",
            target=("commission", sitting.code),
        )


def by_room(day: DayPlan) -> dict[tuple[str, str, str], list[Block]]:
    """Rooms in rows, candidates over time."""
    rows: dict[tuple[str, str, str], list[Block]] = defaultdict(list)
    for passage, phase in day.phases():
        room = day.names.rooms.get((passage.centre, phase.room))
        key = (
            passage.centre,
            day.names.room(passage.centre, phase.room),
            word(room.type) if room else "",
        )
        rows[key].append(day.phase_block(passage, phase, label=day.names.candidate(passage.candidate)))
    return rows


def by_commission(day: DayPlan) -> dict[tuple[str, str, str], list[Block]]:
    """Commissions in rows, candidates over time; phases before the jury are kept out."""
    notes = {sitting.code: f"{sitting.epreuve} · {sitting.room}" for sitting in day.sittings}
    rows: dict[tuple[str, str, str], list[Block]] = defaultdict(list)
    for passage, phase in day.phases():
        block = day.phase_block(passage, phase, label=day.names.candidate(passage.candidate))
        if block.kind == "jury":
            key = (passage.centre, passage.commission, notes.get(passage.commission, passage.epreuve))
            rows[key].append(block)
    return rows


def by_examiner(day: DayPlan) -> dict[tuple[str, str, str], list[Block]]:
    """Examiners in rows, their commissions over time."""
    rows: dict[tuple[str, str, str], list[Block]] = defaultdict(list)
    for sitting in day.sittings:
        for member in sitting.members:
            name = day.names.examiner(member.examiner)
            rows[(sitting.centre, name, word(member.role))].append(day.sitting_block(sitting))
    return rows


def by_candidate(day: DayPlan) -> dict[tuple[str, str, str], list[Block]]:
    """Candidates in rows, their phases over time."""
    rows: dict[tuple[str, str, str], list[Block]] = defaultdict(list)
    for passage, phase in day.phases():
        label = f"{passage.epreuve.rpartition('/')[2]} {word(phase.id)}"
        key = (passage.centre, day.names.candidate(passage.candidate), passage.candidate)
        rows[key].append(day.phase_block(passage, phase, label=label))
    return rows


WAYS: dict[str, Callable[[DayPlan], dict[tuple[str, str, str], list[Block]]]] = {
    "salle": by_room,
    "commission": by_commission,
    "examinateur": by_examiner,
    "candidat": by_candidate,
}


def timeline(plan: Plan, names: Names, day: date, *, by: str, zoom: str = "normal") -> Timeline:
    """Return one day of `plan`, with `by` (a key of `WAYS`) in rows."""
    contents = DayPlan(plan, names, day)
    rows = tuple(_row(key, blocks) for key, blocks in sorted(WAYS[by](contents).items()))
    start, end = _hours(contents)
    return Timeline(rows, start, end, SCALES[zoom])


def _hours(day: DayPlan) -> tuple[int, int]:
    """Whole hours around everything of the day, the same whatever is in rows."""
    lasting: list[PlanPassage | Sitting] = [*day.passages, *day.sittings]
    first = min((each.start - day.first for each in lasting), default=8 * HOUR)
    last = max((each.end - day.first for each in lasting), default=18 * HOUR)
    return first // HOUR * HOUR, -(-last // HOUR) * HOUR


def _row(key: tuple[str, str, str], blocks: list[Block]) -> Row:
    """Put blocks that overlap in lanes of their own, the fewest there can be."""
    free: list[int] = []
    placed = []
    for block in sorted(blocks, key=lambda each: (each.start, each.end, each.label)):
        lane = next((rank for rank, end in enumerate(free) if end <= block.start), len(free))
        free[lane : lane + 1] = [block.end]
        placed.append(_in_lane(block, lane))
    centre, name, note = key
    return Row(name, note, centre, tuple(placed), len(free))


def _in_lane(block: Block, lane: int) -> Block:
    return Block(
        block.start,
        block.end,
        block.label,
        block.sub,
        block.title,
        block.series,
        block.kind,
        block.target,
        lane,
    )
