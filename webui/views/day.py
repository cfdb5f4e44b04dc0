"""« Jour J »: who sits where on one day, in the order of the hours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from models.dossier import HalfDayName
from models.planning import Plan, Sitting
from models.roles import Role
from scheduler.convened import half_day_of
from webui.french import plan_day
from webui.views.names import Names

HALVES = {HalfDayName.MATIN: "Matin", HalfDayName.APRES_MIDI: "Après-midi"}


@dataclass(frozen=True, slots=True)
class DayMember:
    """Somebody who sits: whom to call, and for whom he or she stands in."""

    code: str
    name: str
    role: Role
    phone: str
    replacement: bool


@dataclass(frozen=True, slots=True)
class DaySitting:
    """One commission of the day: `first` is when its first candidate reports."""

    sitting: Sitting
    room: str
    members: tuple[DayMember, ...]
    candidates: int
    first: int | None


@dataclass(frozen=True, slots=True)
class DayHalf:
    """One half-day of the day at one centre."""

    name: HalfDayName
    title: str
    centre: str
    sittings: tuple[DaySitting, ...]


def days_of(plan: Plan) -> list[date]:
    """Return the days on which somebody sits."""
    return sorted({plan_day(one.start, plan.first_day) for one in plan.sittings})


def day_shown(days: list[date], asked: str, today: date) -> date | None:
    """Return the day asked for, else today, else the next one, else the last."""
    known = {one.isoformat(): one for one in days}
    coming = (one for one in days if one >= today)
    return known.get(asked) or next(coming, days[-1] if days else None)


def halves_of(plan: Plan, names: Names, day: date) -> list[DayHalf]:
    """Return the half-days of one day, centre by centre, with their commissions by hour and room."""
    found: dict[tuple[HalfDayName, str], list[Sitting]] = {}
    for one in sorted(plan.sittings, key=lambda one: (one.start, one.room)):
        half = half_day_of(plan, one)
        if half.day == day:
            found.setdefault((half.name, one.centre), []).append(one)
    shown = _Shown(plan, names)
    return [
        DayHalf(name, HALVES[name], names.centre(centre), tuple(map(shown.sitting, found[name, centre])))
        for name, centre in sorted(
            found, key=lambda one: (tuple(HALVES).index(one[0]), names.centre(one[1]))
        )
    ]


class _Shown:
    def __init__(self, plan: Plan, names: Names) -> None:
        self.names = names
        heard = [one for one in plan.passages if not one.absent]
        self.heard: Mapping[str, int] = Counter(one.commission for one in plan.passages)
        self.first: dict[str, int] = {}
        for one in heard:
            self.first[one.commission] = min(
                one.convocation, self.first.get(one.commission, one.convocation)
            )

    def sitting(self, one: Sitting) -> DaySitting:
        return DaySitting(
            one,
            self.names.room(one.centre, one.room),
            tuple(self.members(one)),
            self.heard[one.code],
            self.first.get(one.code),
        )

    def members(self, one: Sitting) -> Iterator[DayMember]:
        for member in one.members:
            known = self.names.examiners.get(member.examiner)
            yield DayMember(
                member.examiner,
                self.names.examiner(member.examiner),
                member.role,
                (known.phone or "") if known else "",
                member.replacement,
            )
