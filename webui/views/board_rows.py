"""What is in the rows of the board: rooms, commissions, examiners or candidates, with what they hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from models.french import MINUTES_A_DAY, NBSP
from models.planning import Passage, PhaseTime, Plan, Sitting
from webui.french import hour, plan_day, short_date, word
from webui.views.axis import HOUR, SCALES, WEEK_SCALES, Axis
from webui.views.names import Names, short_name
from webui.views.people import extra_time
from webui.views.timeline import Band, Block, Contents, RowKey, Timeline, draw_row, series_of

LOCKED, EXTRA = "verrou", "tiers"
Rows = dict[RowKey, Contents]


@dataclass(frozen=True, slots=True)
class Shown:
    """Which part of a plan is shown: days, what is in rows, how wide an hour is."""

    days: tuple[date, ...]
    by: str
    zoom: str = "normal"

    @property
    def scale(self) -> float:
        """Pixels a minute."""
        return (SCALES if len(self.days) <= 1 else WEEK_SCALES)[self.zoom]


class PartOfPlan:
    """The passages and commissions of some days of a plan, as blocks and bands."""

    def __init__(self, plan: Plan, names: Names, days: Iterable[date]) -> None:
        self.plan, self.names = plan, names
        self.series = series_of(plan)
        kept = {(day - plan.first_day).days for day in days}
        self.passages = [one for one in plan.passages if one.start // MINUTES_A_DAY in kept]
        self.sittings = [one for one in plan.sittings if one.start // MINUTES_A_DAY in kept]
        self.room_of = {sitting.code: sitting.room for sitting in plan.sittings}

    @cached_property
    def extra(self) -> dict[tuple[str, str], str]:
        """Extra time by candidate and épreuve (`*` for all), said."""
        rows = self.names.dossier.accommodations
        return {(row.candidate, row.epreuve): said for row in rows if (said := extra_time(row))}

    @cached_property
    def heard(self) -> dict[str, list[Passage]]:
        """Passages by commission."""
        found: dict[str, list[Passage]] = defaultdict(list)
        for one in self.passages:
            found[one.commission].append(one)
        return found

    def phases(self) -> Iterator[tuple[Passage, PhaseTime]]:
        """Every phase with its passage."""
        for passage in self.passages:
            for phase in passage.phases:
                yield passage, phase

    def is_jury(self, passage: Passage, phase: PhaseTime) -> bool:
        """Whether a phase is before the jury."""
        return phase.room == self.room_of.get(passage.commission)

    def block(self, passage: Passage, phase: PhaseTime, *, thin: bool = False, label: str = "") -> Block:
        """Return the block of one phase."""
        jury = self.is_jury(passage, phase)
        told = self.extra.get((passage.candidate, passage.epreuve)) or self.extra.get(
            (passage.candidate, "*"), ""
        )
        marks = (LOCKED,) * passage.locked + (EXTRA,) * bool(told)
        return Block(
            start=phase.start,
            end=phase.end,
            label=label or self._who(passage.candidate),
            sub=_when(phase),
            title=self._title(passage, phase, told),
            series=self.series[passage.epreuve],
            kind="jury" if jury else "lead" if thin else "prep",
            target=("candidat", passage.candidate),
            passage=(passage.candidate, passage.epreuve),
            start_with_jury=self._jury_start(passage),
            marks=marks if jury or not thin else (),
        )

    def _who(self, number: str) -> str:
        known = self.names.candidates.get(number)
        return short_name(known) if known else number

    def _jury_start(self, passage: Passage) -> int:
        starts = [one.start for one in passage.phases if self.is_jury(passage, one)]
        return starts[0] if starts else passage.start

    def _title(self, passage: Passage, phase: PhaseTime, told: str) -> str:
        day = short_date(plan_day(phase.start, self.plan.first_day))
        said = [
            self.names.candidate(passage.candidate),
            passage.epreuve,
            f"{word(phase.id)} {day} de {hour(phase.start)} à {hour(phase.end)}",
            self.names.room_label(passage.centre, phase.room),
            f"commission {passage.commission}",
        ]
        return ", ".join([*said, *([told] if told else []), *(["verrouillé"] if passage.locked else [])])

    def band(self, sitting: Sitting) -> Band:
        """Return the band of one commission."""
        members = " et ".join(self.names.examiner(one.examiner) for one in sitting.members)
        epreuve = sitting.epreuve.rpartition("/")[2]
        span = f"de {hour(sitting.start)} à {hour(sitting.end)}"
        return Band(
            sitting.code,
            sitting.start,
            sitting.end,
            f"{epreuve} · {sitting.code} · {members}",
            f"Commission {sitting.code}, {sitting.epreuve}, {span}, "
            f"{self.names.room_label(sitting.centre, sitting.room)}{NBSP}: {members}",
            self.series[sitting.epreuve],
        )


def _when(phase: PhaseTime) -> str:
    if phase.end - phase.start < HOUR:
        return hour(phase.start)
    return f"{hour(phase.start)} – {hour(phase.end)}"


def _rows() -> Rows:
    return defaultdict(lambda: Contents([], []))


def by_room(part: PartOfPlan) -> Rows:
    """Rooms in rows: commissions with their candidates, preparations in their own rooms."""
    rows = _rows()
    for sitting in part.sittings:
        rows[_room_key(part, sitting.centre, sitting.room)].bands.append(part.band(sitting))
    for passage, phase in part.phases():
        rows[_room_key(part, passage.centre, phase.room)].blocks.append(part.block(passage, phase))
    return rows


def _room_key(part: PartOfPlan, centre: str, code: str) -> RowKey:
    room = part.names.rooms.get((centre, code))
    name = part.names.room(centre, code)
    return RowKey(centre, name, name, word(room.type) if room else "", target=("salle", code))


def by_commission(part: PartOfPlan) -> Rows:
    """Commissions in rows: candidates over time, what they do before the jury drawn thin below."""
    rows = _rows()
    for sitting in part.sittings:
        epreuve = sitting.epreuve.rpartition("/")[2]
        note = f"{epreuve} · {part.names.room(sitting.centre, sitting.room)}"
        members = ", ".join(part.names.examiner(one.examiner) for one in sitting.members)
        rank = f"{sitting.start:06d} {epreuve} {sitting.code}"
        key = RowKey(sitting.centre, rank, sitting.code, note, members, ("commission", sitting.code))
        rows[key].bands.append(part.band(sitting))
        for passage in part.heard.get(sitting.code, ()):
            rows[key].blocks += [part.block(passage, phase, thin=True) for phase in passage.phases]
    return rows


def by_examiner(part: PartOfPlan) -> Rows:
    """Examiners in rows: their commissions with the candidates they hear."""
    rows = _rows()
    for sitting in part.sittings:
        heard = [
            part.block(passage, phase)
            for passage in part.heard.get(sitting.code, ())
            for phase in passage.phases
            if part.is_jury(passage, phase)
        ]
        for member in sitting.members:
            name = part.names.examiner(member.examiner)
            rank = part.names.examiner_rank(member.examiner)
            target = ("examinateur", member.examiner)
            contents = rows[RowKey(sitting.centre, rank, name, word(member.role), target=target)]
            contents.bands.append(part.band(sitting))
            contents.blocks += heard
    return rows


def by_candidate(part: PartOfPlan) -> Rows:
    """Candidates in rows, their phases over time."""
    rows = _rows()
    for passage, phase in part.phases():
        label = f"{passage.epreuve.rpartition('/')[2]} {word(phase.id)}"
        name = part.names.candidate(passage.candidate)
        target = ("candidat", passage.candidate)
        key = RowKey(passage.centre, name, name, passage.candidate, target=target)
        rows[key].blocks.append(part.block(passage, phase, label=label))
    return rows


WAYS: dict[str, Callable[[PartOfPlan], Rows]] = {
    "salle": by_room,
    "commission": by_commission,
    "examinateur": by_examiner,
    "candidat": by_candidate,
}
HEADED = frozenset({"salle", "examinateur"})
"""Ways in which a band says which commission it is."""


def timeline(plan: Plan, names: Names, shown: Shown) -> Timeline:
    """Return some days of `plan`, with `shown.by` (a key of `WAYS`) in rows."""
    axis = Axis(plan, shown.days, shown.scale)
    rows = WAYS[shown.by](PartOfPlan(plan, names, shown.days))
    ordered = sorted(rows.items(), key=lambda item: (item[0].centre, item[0].rank, item[0].note))
    headed = shown.by in HEADED
    return Timeline(
        tuple(draw_row(key, contents, axis, headed=headed) for key, contents in ordered), axis
    )
