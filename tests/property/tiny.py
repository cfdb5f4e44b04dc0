"""Problems small enough to try everything, drawn by Hypothesis; every length is on the grid."""

from __future__ import annotations

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
    SeatNeed,
    Settings,
    Task,
    Turn,
)
from models.roles import Role

TEACHER, PROFESSIONAL = Role.ENSEIGNANT, Role.PROFESSIONNEL
SETTINGS = Settings(
    rest=20, lunch=45, phase_gap=0, report=30, grid=5, max_span=720, max_work=600, night_rest=660
)
SEATS = (
    SeatNeed(TEACHER, frozenset({"A"})),
    SeatNeed(PROFESSIONAL, frozenset({"PRO"}), frozenset({"B"})),
)
KINDS = (("X",), ("Y",), ("X", "Y"))
BOTH = (("X", "Y"),)
PREPARED = SeatNeed(TEACHER, frozenset({"B"}))


@st.composite
def problems(draw: st.DrawFn, *, turn: Turn = Turn.COMPULSORY) -> Problem:
    """One centre, one or two half-days, two to four tasks, two to four examiners.

    Where X has a `turn` of its own, every candidate sits X and Y.
    """
    halves = draw(_half_days())
    examiners = draw(_examiners(len(halves)))
    needs = (
        EpreuveNeed("X", "X", SEATS, 5, draw(st.sampled_from((0, 15))), turn=turn),
        EpreuveNeed("Y", "Y", (PREPARED,), 5),
    )
    return Problem(
        date(2027, 6, 7),
        halves,
        draw(_rooms()),
        needs,
        draw(_tasks([one.code for one in examiners], BOTH if turn else KINDS)),
        examiners,
        SETTINGS,
    )


@st.composite
def _half_days(draw: st.DrawFn) -> tuple[HalfDay, ...]:
    lengths = draw(st.lists(st.sampled_from((60, 75, 90, 120, 150)), min_size=1, max_size=2))
    starts = (480, 840)
    return tuple(
        HalfDay(index, "C", 0, starts[index], starts[index] + length, index == 0)
        for index, length in enumerate(lengths)
    )


@st.composite
def _rooms(draw: st.DrawFn) -> tuple[PlanRoom, ...]:
    jury = draw(st.lists(st.booleans(), min_size=1, max_size=2))
    found = [
        PlanRoom("C", f"J{rank}", jury=True, seats=1, accessible=accessible)
        for rank, accessible in enumerate(jury)
    ]
    seats = draw(st.integers(1, 2))
    return (*found, PlanRoom("C", "P", jury=False, seats=seats, accessible=True))


@st.composite
def _tasks(draw: st.DrawFn, codes: list[str], kinds: tuple[tuple[str, ...], ...]) -> tuple[Task, ...]:
    found: list[Task] = []
    for candidate in range(draw(st.integers(2, 3))):
        for key in draw(st.sampled_from(kinds)):
            jury = draw(st.sampled_from((20, 30, 45)))
            lead = draw(st.sampled_from((0, 20, 30))) if key == "Y" else 0
            phases = (
                *((PhaseNeed("preparation", lead, with_jury=False),) if lead else ()),
                PhaseNeed("oral", jury, with_jury=True),
            )
            banned = draw(st.frozensets(st.sampled_from(codes), max_size=1))
            accessible = draw(st.integers(0, 4)) == 4
            found.append(
                Task(len(found), str(candidate), key, phases, accessible=accessible, conflicts=banned)
            )
    return tuple(found[:4])


@st.composite
def _examiners(draw: st.DrawFn, halves: int) -> tuple[PlanExaminer, ...]:
    kinds = (("A", TEACHER), ("B", TEACHER), ("PRO", PROFESSIONAL))
    found = []
    for rank in range(draw(st.integers(2, 4))):
        code, role = kinds[rank % 3] if rank < 3 else draw(st.sampled_from(kinds))
        free = draw(st.frozensets(st.integers(0, halves - 1), min_size=1))
        most = draw(st.sampled_from((None, None, 1)))
        found.append(
            PlanExaminer(
                f"{code}{rank}",
                role,
                frozenset({code}),
                dict.fromkeys(sorted(free), Preference.NEUTRAL),
                most,
            )
        )
    return tuple(found)
