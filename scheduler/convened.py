"""Whom a plan convenes, and the half-days of its jurors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from models.db import LinkKind
from models.dossier import HalfDayName
from models.dossier.records import NOON
from models.french import MINUTES_A_DAY
from models.planning import Plan, Sitting


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose address it is, by number, code, or UAI; a room is `uai/code`."""

    kind: LinkKind
    code: str


@dataclass(frozen=True, slots=True)
class HalfDay:
    """A half-day somebody sits: its date, morning or afternoon."""

    day: date
    name: HalfDayName

    def __str__(self) -> str:
        """`2027-06-08/MATIN`, as it is stored and as forms send it."""
        return f"{self.day.isoformat()}/{self.name}"


def convened(plan: Plan) -> tuple[Holder, ...]:
    """Return everybody a plan convenes, candidates first; not those judged on their dossier alone."""
    candidates = dict.fromkeys(one.candidate for one in plan.passages if not one.absent)
    examiners = dict.fromkeys(one.examiner for sitting in plan.sittings for one in sitting.members)
    return (
        *(Holder(LinkKind.CANDIDATE, number) for number in candidates),
        *(Holder(LinkKind.EXAMINER, code) for code in examiners),
    )


def half_days_of(plan: Plan, examiner: str) -> tuple[HalfDay, ...]:
    """Return the half-days that an examiner sits, in order."""
    held = (one for one in plan.sittings if examiner in {member.examiner for member in one.members})
    in_order = sorted(held, key=lambda one: one.start)
    return tuple(dict.fromkeys(half_day_of(plan, one) for one in in_order))


def half_day_of(plan: Plan, sitting: Sitting) -> HalfDay:
    """Return the half-day of a commission, by the hour it begins."""
    days, minutes = divmod(sitting.start, MINUTES_A_DAY)
    name = HalfDayName.MATIN if minutes < NOON else HalfDayName.APRES_MIDI
    return HalfDay(plan.first_day + timedelta(days=days), name)
