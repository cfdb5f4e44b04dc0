"""Two plans side by side, as a page shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.planning import Level
from scheduler.services.compare import Change, Difference
from scheduler.services.compare_plans import Comparison, Shift
from webui.french import LEVEL_NAMES, number, typography
from webui.views.names import Names
from webui.views.tables import Column

CHANGES: Mapping[Change, str] = {
    Change.NEW: "Nouveau",
    Change.GONE: "Supprimé",
    Change.CENTRE: "Centre",
    Change.DAY: "Jour",
    Change.HOUR: "Heure",
    Change.ROOM: "Salle",
}
LOOKS: Mapping[Change, tuple[str, str]] = {
    Change.NEW: ("ok", "plus"),
    Change.GONE: ("bad", "minus"),
    Change.CENTRE: ("warn", "building"),
    Change.DAY: ("warn", "calendar"),
    Change.HOUR: ("info", "clock"),
    Change.ROOM: ("", "building"),
}
KINDS = {"candidat": "Candidat", "examinateur": "Examinateur"}
MOST_SHIFTS = 40
"""Examiners and rooms whose numbers are shown; the largest differences first."""


@dataclass(frozen=True, slots=True)
class LevelLine:
    """One level on both sides; `tone` is `ok` where the second plan is better, `bad` where worse."""

    title: str
    before: Level
    after: Level

    @property
    def shift(self) -> int:
        """What the second plan has more."""
        return self.after.value - self.before.value

    @property
    def tone(self) -> str:
        """Better, worse or the same."""
        return "ok" if self.shift < 0 else "bad" if self.shift > 0 else ""

    @property
    def said(self) -> str:
        """« + 3 », « − 12 », « = »."""
        sign = "+" if self.shift > 0 else "\u2212"
        return f"{sign}\u00a0{number(abs(self.shift))}" if self.shift else "="


def level_lines(found: Comparison) -> tuple[LevelLine, ...]:
    """Return the levels of both plans, first to last."""
    return tuple(LevelLine(LEVEL_NAMES[one.name], one, other) for one, other in found.levels)


def difference_columns() -> tuple[Column, ...]:
    """Return the columns of the table of who moves."""
    return (
        Column("qui", "Qui", lambda one: one.who, link=lambda one: (one.kind, one.code)),
        Column("role", "Rôle", lambda one: KINDS[one.kind], choice=True),
        Column("epreuve", "Épreuve", lambda one: one.what, choice=True),
        Column(
            "change", "Ce qui change", lambda one: CHANGES[one.change], choice=True,
            look=lambda one: LOOKS[one.change],
        ),
        Column("avant", "Avant", lambda one: typography(one.before) or "–"),
        Column("apres", "Après", lambda one: typography(one.after) or "–"),
    )  # fmt: skip


def counts_of(found: Sequence[Difference]) -> tuple[tuple[str, str, int], ...]:
    """Return how many differences there are of each kind, as (title, tone, count)."""
    many = Counter(one.change for one in found)
    return tuple((CHANGES[change], LOOKS[change][0], many[change]) for change in CHANGES if many[change])


def load_lines(shifts: Sequence[Shift], names: Names) -> tuple[tuple[str, str, Shift], ...]:
    """Return whose half-days differ: code, name, numbers."""
    return tuple((one.what[0], names.examiner(one.what[0]), one) for one in shifts[:MOST_SHIFTS])


def room_lines(shifts: Sequence[Shift], names: Names) -> tuple[tuple[str, Shift], ...]:
    """Return the rooms whose half-days differ."""
    return tuple(
        (f"{names.room_label(*one.what)}, {names.centre(one.what[0])}", one)
        for one in shifts[:MOST_SHIFTS]
    )
