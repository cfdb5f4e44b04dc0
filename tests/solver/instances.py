"""Problems made by a seeded hand, close to what exam centres have."""

from __future__ import annotations

import random
from datetime import date
from math import ceil

from models.planning import (
    EpreuveNeed,
    HalfDay,
    PhaseNeed,
    PlanExaminer,
    PlanRoom,
    Preference,
    Problem,
    SeatNeed,
    Settings,
    Task,
)
from models.roles import Role

SETTINGS = Settings(
    rest=20, lunch=45, phase_gap=10, report=30, grid=5, max_span=720, max_work=600, night_rest=660
)
TEACHER, PROFESSIONAL = Role.ENSEIGNANT, Role.PROFESSIONNEL


def seat(role: Role, *codes: str, replacement: tuple[str, ...] = ()) -> SeatNeed:
    return SeatNeed(role, frozenset(codes), frozenset(replacement))


E4 = EpreuveNeed("E4", "E4", (seat(TEACHER, "OPA"), seat(PROFESSIONAL, "PRO", replacement=("ATE",))), 5)
E5 = EpreuveNeed("E5", "E5", (seat(TEACHER, "GP"), seat(PROFESSIONAL, "PRO", replacement=("EG",))), 5)
PHASES = {"E4": ((0, False), (55, True)), "E5": ((45, False), (45, True))}


def phases_of(key: str, extra: float) -> tuple[PhaseNeed, ...]:
    return tuple(
        PhaseNeed(
            "oral" if jury else "preparation", minutes + ceil(minutes * extra), jury, computer=not jury
        )
        for minutes, jury in PHASES[key]
        if minutes
    )


def half_days(centres: int, days: int, minutes: int = 240) -> tuple[HalfDay, ...]:
    found = []
    for centre in range(centres):
        for day in range(days):
            for morning in (True, False):
                start = day * 1440 + (8 * 60 if morning else 13 * 60 + 30)
                found.append(HalfDay(len(found), f"C{centre}", day, start, start + minutes, morning))
    return tuple(found)


def session(
    size: int, *, seed: int = 1, centres: int = 1, days: int = 4, tight: float = 1.25
) -> Problem:
    """Make `size` candidates for E4 and E5, with about `tight` times the examiners needed."""
    draw = random.Random(seed)
    halves = half_days(centres, days)
    schools = [f"S{index}" for index in range(max(3, size // 15))]
    needed = ceil(size / 4 / (2 * days) * tight) * 2 + 1
    teachers = [(f"T{i:03}", draw.choice(schools)) for i in range(ceil(needed * 1.3))]
    tasks: list[Task] = []
    for index in range(size):
        school = schools[index % len(schools)]
        extra = 1 / 3 if draw.random() < 0.08 else 0.0
        own = frozenset(code for code, where in teachers if where == school)
        centre = f"C{index % centres}"
        for key in ("E4", "E5"):
            tasks.append(
                Task(len(tasks), f"{index:05}", key, phases_of(key, extra), centre=centre, conflicts=own)
            )
    examiners = [
        _examiner(draw, code, TEACHER, halves, index) for index, (code, _) in enumerate(teachers)
    ]
    examiners += [
        _examiner(draw, f"P{i:03}", PROFESSIONAL, halves, i) for i in range(ceil(needed * 1.3))
    ]
    rooms = [
        PlanRoom(f"C{c}", f"J{i}", jury=True, seats=1, accessible=True)
        for c in range(centres)
        for i in range(ceil(needed / centres) + 1)
    ]
    seats = ceil(size / centres / 4 / (2 * days)) + 4
    rooms += [
        PlanRoom(f"C{c}", "PREP", jury=False, seats=seats, accessible=True) for c in range(centres)
    ]
    return Problem(
        date(2027, 6, 7), halves, tuple(rooms), (E4, E5), tuple(tasks), tuple(examiners), SETTINGS
    )


def _examiner(
    draw: random.Random, code: str, role: Role, halves: tuple[HalfDay, ...], index: int
) -> PlanExaminer:
    held = {"PRO"} if role == PROFESSIONAL else {("OPA", "GP", "ATE")[index % 3], "EG"}
    free = {half.id: Preference(draw.random() < 0.1) for half in halves if draw.random() < 0.8}
    return PlanExaminer(code, role, frozenset(held), free)
