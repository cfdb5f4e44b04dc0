"""Problems of a few records: one centre `C`, épreuves `X` and `Y` of 30 minutes, one teacher a jury."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from models.planning import (
    EpreuveNeed,
    HalfDay,
    PhaseNeed,
    Plan,
    PlanExaminer,
    PlanRoom,
    Preference,
    Problem,
    SeatNeed,
    Settings,
    Task,
)
from models.roles import Role
from tests.patience import by_work

LIMITS = by_work(15)
SETTINGS = Settings(
    rest=20, lunch=45, phase_gap=10, report=30, grid=5, max_span=720, max_work=600, night_rest=660
)
TEACHER = SeatNeed(Role.ENSEIGNANT, frozenset({"EG"}))


def need(
    key: str = "X", *, gap: int = 5, reading: int = 0, seats: Sequence[SeatNeed] = (TEACHER,)
) -> EpreuveNeed:
    return EpreuveNeed(key, key, tuple(seats), gap, reading)


def task(
    number: int,
    candidate: str | None = None,
    key: str = "X",
    *,
    jury: int = 30,
    lead: int = 0,
    accessible: bool = False,
    computer: bool = False,
    alone: bool = False,
    conflicts: Iterable[str] = (),
) -> Task:
    before = PhaseNeed("preparation", lead, with_jury=False, computer=computer, alone=alone)
    oral = PhaseNeed("oral", jury, with_jury=True)
    return Task(
        number,
        str(number) if candidate is None else candidate,
        key,
        (before, oral) if lead else (oral,),
        accessible=accessible,
        conflicts=frozenset(conflicts),
    )


def half_day(
    number: int = 0, *, start: int = 480, minutes: int = 240, centre: str = "C", day: int = 0
) -> HalfDay:
    return HalfDay(number, centre, day, start, start + minutes, morning=start % 1440 < 720)


def jury_room(code: str = "J0", *, accessible: bool = False) -> PlanRoom:
    return PlanRoom("C", code, jury=True, seats=1, accessible=accessible)


def preparation_room(
    code: str = "P0", *, seats: int = 1, computers: int | None = None, accessible: bool = False
) -> PlanRoom:
    return PlanRoom("C", code, jury=False, seats=seats, computers=computers, accessible=accessible)


def examiner(
    code: str,
    *held: str,
    role: Role = Role.ENSEIGNANT,
    halves: Iterable[int] = (0,),
    most: int | None = None,
    reserve: bool = False,
) -> PlanExaminer:
    free = dict.fromkeys(halves, Preference.NEUTRAL)
    return PlanExaminer(code, role, frozenset(held or {"EG"}), free, most, reserve)


def problem(
    tasks: Sequence[Task],
    *,
    half_days: Sequence[HalfDay] | None = None,
    rooms: Sequence[PlanRoom] | None = None,
    examiners: Sequence[PlanExaminer] | None = None,
    needs: Sequence[EpreuveNeed] | None = None,
) -> Problem:
    """Make a problem; unless said otherwise a morning, a jury room, and examiners A and B."""
    return Problem(
        date(2027, 6, 7),
        tuple([half_day()] if half_days is None else half_days),
        tuple([jury_room()] if rooms is None else rooms),
        tuple([need("X"), need("Y")] if needs is None else needs),
        tuple(tasks),
        tuple([examiner("A"), examiner("B")] if examiners is None else examiners),
        SETTINGS,
    )


def starts_of(plan: Plan) -> list[int]:
    """Return when each passage starts, first to last."""
    return sorted(passage.start for passage in plan.passages)
