"""Problems so small that every hour of every passage can be tried, drawn by Hypothesis."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from models.planning import (
    EpreuveNeed,
    HalfDay,
    PhaseNeed,
    PlanExaminer,
    PlanRoom,
    Preference,
    Problem,
    Task,
)
from tests.property.tiny import PREPARED, PROFESSIONAL, SEATS, SETTINGS, TEACHER

ROUND = 10
"""Minutes of which every length of the round problems is a multiple."""


@st.composite
def round_problems(draw: st.DrawFn) -> Problem:
    """Two or three tasks over two half-days, every length a multiple of ten minutes."""
    halves = draw(_half_days())
    needs = (
        EpreuveNeed("X", "X", SEATS, 10, draw(st.sampled_from((0, 10)))),
        EpreuveNeed("Y", "Y", (PREPARED,), 10),
    )
    settings = replace(SETTINGS, grid=ROUND, phase_gap=draw(st.sampled_from((0, 10))))
    tasks = draw(_tasks((20, 30), (0, 20, 40), 3))
    return Problem(
        date(2027, 6, 7), halves, _rooms(draw(st.integers(1, 2))), needs, tasks,
        draw(_examiners(len(halves))), settings,
    )  # fmt: skip


def forced_problems() -> tuple[Problem, ...]:
    """Problems in which somebody must come twice, wait, or be waited for."""
    both = [_task(0, "0", "X"), _task(1, "0", "Y")]
    slow = [_task(0, "0", "Y", lead=40), _task(1, "1", "Y", lead=40)]
    return (
        _forced(both, (_half_day(0, 480, "X"), _half_day(1, 720, "Y"))),
        _forced(both, (_half_day(0, 480, "X"), _half_day(0, 720, "Y"))),
        _forced(slow, (HalfDay(0, "C", 0, 480, 590, morning=True),)),
    )


def _forced(tasks: list[Task], halves: tuple[HalfDay, ...]) -> Problem:
    kinds = (("A0", "A", TEACHER), ("B1", "B", TEACHER), ("PRO2", "PRO", PROFESSIONAL))
    free = {half.id: Preference.NEUTRAL for half in halves}
    people = [PlanExaminer(code, role, frozenset({held}), free) for code, held, role in kinds]
    needs = (EpreuveNeed("X", "X", SEATS, 10), EpreuveNeed("Y", "Y", (PREPARED,), 10))
    settings = replace(SETTINGS, grid=ROUND)
    return Problem(date(2027, 6, 7), halves, _rooms(1), needs, tuple(tasks), tuple(people), settings)


def _half_day(day: int, start: int, key: str) -> HalfDay:
    begin = start + 1440 * day
    return HalfDay(int(key == "Y"), "C", day, begin, begin + 60, key == "X", frozenset({key}))


def _task(number: int, candidate: str, key: str, lead: int = 0) -> Task:
    oral = PhaseNeed("oral", 20, with_jury=True)
    before = (PhaseNeed("preparation", lead, with_jury=False),) if lead else ()
    return Task(number, candidate, key, (*before, oral))


@st.composite
def odd_problems(draw: st.DrawFn) -> Problem:
    """Two tasks in one half-day, of lengths off the grid of five minutes."""
    halves = (HalfDay(0, "C", 0, 480, 480 + draw(st.integers(58, 75)), morning=True),)
    needs = (EpreuveNeed("X", "X", SEATS, 5), EpreuveNeed("Y", "Y", (PREPARED,), 5))
    tasks = draw(_tasks((11, 17, 22), (0, 8), 2))
    return Problem(
        date(2027, 6, 7), halves, _rooms(1), needs, tasks, draw(_examiners(1)), replace(SETTINGS, rest=7)
    )


@st.composite
def _half_days(draw: st.DrawFn) -> tuple[HalfDay, ...]:
    """A long half-day, or two; then perhaps with one épreuve each."""
    if draw(st.booleans()):
        return (HalfDay(0, "C", 0, 480, 480 + draw(st.sampled_from((70, 110))), morning=True),)
    day = draw(st.sampled_from((0, 1)))
    apart = draw(st.booleans())
    places = ((0, 480, "X"), (day, 720 + 1440 * day, "Y"))
    return tuple(
        HalfDay(index, "C", where, start, start + 60, index == 0, frozenset(key) if apart else None)
        for index, (where, start, key) in enumerate(places)
    )


def _rooms(jury: int) -> tuple[PlanRoom, ...]:
    found = [PlanRoom("C", f"J{rank}", jury=True, seats=1, accessible=rank == 0) for rank in range(jury)]
    return (*found, PlanRoom("C", "P", jury=False, seats=1, accessible=True))


@st.composite
def _tasks(
    draw: st.DrawFn, juries: tuple[int, ...], leads: tuple[int, ...], most: int
) -> tuple[Task, ...]:
    found: list[Task] = []
    for candidate in range(2):
        for key in draw(st.sampled_from((("X",), ("Y",), ("X", "Y")))):
            lead = draw(st.sampled_from(leads)) if key == "Y" else 0
            phases = (
                *((PhaseNeed("preparation", lead, with_jury=False),) if lead else ()),
                PhaseNeed("oral", draw(st.sampled_from(juries)), with_jury=True),
            )
            banned = draw(st.frozensets(st.sampled_from(("A0", "B1")), max_size=1))
            found.append(Task(len(found), str(candidate), key, phases, conflicts=banned))
    return tuple(found[:most])


@st.composite
def _examiners(draw: st.DrawFn, halves: int) -> tuple[PlanExaminer, ...]:
    kinds = (("A", TEACHER), ("B", TEACHER), ("PRO", PROFESSIONAL), ("B", TEACHER))
    found = []
    for rank, (code, role) in enumerate(kinds[: draw(st.integers(2, 4))]):
        free = {half: Preference(draw(st.booleans())) for half in range(halves)}
        most = draw(st.sampled_from((None, None, 1)))
        found.append(PlanExaminer(f"{code}{rank}", role, frozenset({code}), free, most))
    return tuple(found)
