"""The availability grid as its page shows it: people in rows, half-days in columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.dossier import AvailabilityState, Dossier, Examiner, HalfDayName
from models.french import folded
from scheduler.services.availability import Slot, half_days_of, said_of
from webui.french import long_date, word
from webui.views.names import examiner_name


def slot_anchor(examiner: str, day: str, half: str) -> str:
    """Return the anchor of a cell of the grid: an examiner, a day as `2027-06-07`, a half-day."""
    return f"case-{examiner}-{day}-{half}"


PAGE = 100
"""People on one page."""
MARKS = {
    AvailabilityState.DISPONIBLE: "✓",
    AvailabilityState.PREFERE: "★",
    AvailabilityState.A_EVITER: "~",
    AvailabilityState.INDISPONIBLE: "✕",
}
KEYS = {
    AvailabilityState.DISPONIBLE: "D",
    AvailabilityState.PREFERE: "P",
    AvailabilityState.A_EVITER: "E",
    AvailabilityState.INDISPONIBLE: "I",
    None: "X",
}


@dataclass(frozen=True, slots=True)
class Brush:
    """A state that cells can be given; `code` is empty for the default."""

    code: str
    title: str
    mark: str
    key: str


BRUSHES = (
    *(Brush(state, word(state), MARKS[state], KEYS[state]) for state in MARKS),
    Brush("", "Par défaut", "·", KEYS[None]),
)


@dataclass(frozen=True, slots=True)
class ShownSlot:
    """One cell: `said` is what was said, empty when the default holds; None where nothing is open."""

    value: str
    said: str
    state: AvailabilityState
    label: str

    @property
    def mark(self) -> str:
        """The sign of its state."""
        return MARKS[self.state]

    @property
    def anchor(self) -> str:
        """What an address names this cell by."""
        examiner, day, half, _ = self.value.split("|")
        return slot_anchor(examiner, day, half)


@dataclass(frozen=True, slots=True)
class ShownPerson:
    """One row."""

    examiner: Examiner
    name: str
    slots: tuple[ShownSlot | None, ...]
    declared: int
    free: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One page of the grid."""

    half_days: tuple[tuple[date, HalfDayName], ...]
    people: tuple[ShownPerson, ...]
    found: int
    total: int
    page: int
    pages: int

    @property
    def days(self) -> list[tuple[date, int]]:
        """Each day, with how many of its half-days are open."""
        counts: dict[date, int] = {}
        for day, _ in self.half_days:
            counts[day] = counts.get(day, 0) + 1
        return list(counts.items())


def grid(dossier: Dossier, asked: Mapping[str, str]) -> Grid:
    """Return the page of the grid that the parameters of an address ask for."""
    halves = half_days_of(dossier)
    found = [one for one in dossier.examiners if _wanted(one, asked)]
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(1, int(asked["page"][:6])), pages) if asked.get("page", "").isdecimal() else 1
    said = said_of(dossier)
    opened = {(one.centre, one.day, one.name) for one in dossier.half_days}
    shown = found[(page - 1) * PAGE : page * PAGE]
    people = tuple(_person(one, halves, said, opened) for one in shown)
    return Grid(tuple(halves), people, len(found), len(dossier.examiners), page, pages)


def _wanted(examiner: Examiner, asked: Mapping[str, str]) -> bool:
    if asked.get("role") and examiner.role != asked["role"]:
        return False
    text = folded(f"{examiner.code} {examiner_name(examiner)} {' '.join(examiner.qualifications)}")
    return all(part in text for part in folded(asked.get("q", "")).split())


def _person(
    examiner: Examiner,
    halves: Sequence[tuple[date, HalfDayName]],
    said: Mapping[Slot, AvailabilityState],
    opened: set[tuple[str, date, HalfDayName]],
) -> ShownPerson:
    slots = tuple(
        _slot(examiner, day, half, said.get(Slot(examiner.code, day, half)))
        if not examiner.centres or any((one, day, half) in opened for one in examiner.centres)
        else None
        for day, half in halves
    )
    shown = [one for one in slots if one]
    return ShownPerson(
        examiner,
        examiner_name(examiner),
        slots,
        declared=sum(bool(one.said) for one in shown),
        free=sum(one.state is not AvailabilityState.INDISPONIBLE for one in shown),
    )


def _slot(examiner: Examiner, day: date, half: HalfDayName, said: AvailabilityState | None) -> ShownSlot:
    default = (
        AvailabilityState.DISPONIBLE if examiner.available_by_default else AvailabilityState.INDISPONIBLE
    )
    state = said or default
    label = f"{examiner_name(examiner)}, {long_date(day)}, {word(half).lower()}"
    return ShownSlot(f"{examiner.code}|{day.isoformat()}|{half}|{said or ''}", said or "", state, label)
