"""Every hard rule is kept somewhere in the solver, and the main ones change a plan when they bind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import reduce
from importlib import import_module

import pytest

from models.planning import HalfDay, PlanRoom, Problem, Turn
from models.regulation import Severity, load
from solver import solve
from solver.constraints import ENFORCED
from tests.factories import YEAR
from tests.patience import by_work
from tests.solver.small import (
    LIMITS,
    SETTINGS,
    examiner,
    half_day,
    jury_room,
    need,
    preparation_room,
    problem,
    starts_of,
    task,
)

EXEMPT = {
    "examiner_habilitation": "half-days after the end of a habilitation are not in `half_days`: "
    "scheduler.problem_people.Calendar leaves them out, and examiner_available keeps the rest",
}
"""Hard rules the solver never hears of, each with its reason."""


def _hard_rules() -> set[str]:
    rules = load(YEAR).rules.values()
    return {
        rule.id
        for rule in rules
        if rule.judged and (rule.severity is Severity.HARD or rule.hard_when_set)
    }


def test_every_hard_rule_is_enforced_or_exempt() -> None:
    assert _hard_rules() - EXEMPT.keys() == set(ENFORCED)


@pytest.mark.parametrize("name", sorted({name for names in ENFORCED.values() for name in names}))
def test_enforcing_names_resolve(name: str) -> None:
    parts = name.split(".")
    depth = next(size for size in (3, 2) if _is_module(".".join(parts[:size])))

    found = reduce(getattr, parts[depth:], import_module(".".join(parts[:depth])))

    assert callable(found)


def _is_module(name: str) -> bool:
    try:
        import_module(name)
    except ModuleNotFoundError:
        return False
    return True


def _left_out(given: Problem) -> int:
    plan = solve(given, limits=LIMITS).plan
    assert len(plan.passages) + len(plan.unplaced) == len(given.tasks)
    return len(plan.unplaced)


Pair = tuple[Problem, Problem]


def _gap() -> Pair:
    """Two commissions one after the other would spare the gap, but not the reading."""
    given = replace(
        problem([task(0), task(1)], half_days=[half_day(minutes=80)], examiners=[examiner("A")]),
        epreuves=(need(reading=15),),
    )
    return given, replace(given, half_days=(half_day(minutes=79),))


def _reading() -> Pair:
    given = problem([task(0)], half_days=[half_day(minutes=44)])
    return given, replace(given, epreuves=(need(reading=15),))


def _rest() -> Pair:
    tasks = [task(0, "1", "X"), task(1, "1", "Y")]
    given = problem(tasks, half_days=[half_day(minutes=80)], rooms=[jury_room("J0"), jury_room("J1")])
    return given, replace(given, half_days=(half_day(minutes=79),))


def _seats() -> Pair:
    tasks = [task(0, "1", "X", lead=40), task(1, "2", "Y", lead=40)]
    given = problem(
        tasks,
        half_days=[half_day(minutes=70)],
        rooms=[jury_room("J0"), jury_room("J1"), preparation_room(seats=2)],
    )
    return given, replace(given, rooms=(*given.rooms[:2], preparation_room(seats=1)))


def _computers() -> Pair:
    tasks = [task(0, "1", "X", lead=40, computer=True), task(1, "2", "Y", lead=40, computer=True)]
    given = problem(
        tasks,
        half_days=[half_day(minutes=70)],
        rooms=[jury_room("J0"), jury_room("J1"), preparation_room(seats=2, computers=2)],
    )
    return given, replace(given, rooms=(*given.rooms[:2], preparation_room(seats=2, computers=1)))


def _alone() -> Pair:
    tasks = [task(0, "1", "X", lead=40, alone=True), task(1, "2", "Y", lead=40)]
    given = problem(
        tasks,
        half_days=[half_day(minutes=70)],
        rooms=[jury_room("J0"), jury_room("J1"), preparation_room("P0"), preparation_room("P1")],
    )
    return given, replace(given, rooms=(*given.rooms[:2], preparation_room("P0", seats=3)))


def _accessible() -> Pair:
    tasks = [task(0, "1", "X", accessible=True), task(1, "2", "Y", accessible=True)]
    rooms = [jury_room("J0", accessible=True), jury_room("J1", accessible=True)]
    given = problem(tasks, half_days=[half_day(minutes=30)], rooms=rooms)
    return given, replace(given, rooms=(rooms[0], jury_room("J1")))


def _rooms() -> Pair:
    tasks = [task(0, "1", "X"), task(1, "2", "Y")]
    given = problem(tasks, half_days=[half_day(minutes=50)], rooms=[jury_room("J0"), jury_room("J1")])
    return given, replace(given, rooms=given.rooms[:1])


def _conflicts() -> Pair:
    given = problem([task(0)], examiners=[examiner("A")])
    return given, replace(given, tasks=(task(0, conflicts=("A",)),))


def _one_place() -> Pair:
    tasks = [task(0, "1", "X"), task(1, "2", "Y")]
    rooms = [jury_room("J0"), jury_room("J1")]
    both = [half_day(minutes=50)]
    given = problem(tasks, half_days=both, rooms=rooms, examiners=[examiner("A"), examiner("B")])
    return given, replace(given, examiners=(examiner("A"),))


def _maximum() -> Pair:
    halves = [half_day(minutes=30), half_day(1, start=840, minutes=30)]
    given = problem([task(0), task(1)], half_days=halves, examiners=[examiner("A", halves=(0, 1))])
    return given, replace(given, examiners=(examiner("A", halves=(0, 1), most=1),))


def _two_halves(second: HalfDay, rooms: list[PlanRoom] | None = None) -> Problem:
    """One examiner and two candidates, each half-day long enough for one."""
    tasks = [replace(task(0), centre="C"), replace(task(1), centre=second.centre)]
    return problem(
        tasks,
        half_days=[half_day(minutes=30), second],
        rooms=rooms or [jury_room()],
        examiners=[examiner("A", halves=(0, 1))],
    )


def _lunch() -> Pair:
    given = _two_halves(half_day(1, start=480 + 30 + 45, minutes=30))
    return given, _two_halves(half_day(1, start=480 + 30 + 44, minutes=30))


def _one_centre_a_day() -> Pair:
    rooms = [jury_room(), replace(jury_room(), centre="D")]
    given = _two_halves(half_day(1, start=840 + 1440, minutes=30, centre="D", day=1), rooms)
    return given, _two_halves(half_day(1, start=840, minutes=30, centre="D"), rooms)


def _span() -> Pair:
    given = _two_halves(half_day(1, start=480 + 720 - 30, minutes=30))
    return given, _two_halves(half_day(1, start=480 + 721 - 30, minutes=30))


def _night() -> Pair:
    late = half_day(minutes=30, start=1320)
    given = replace(
        _two_halves(half_day(1, start=1350 + 660, minutes=30, day=1)),
        half_days=(late, half_day(1, start=1350 + 660, minutes=30, day=1)),
    )
    return given, replace(given, half_days=(late, half_day(1, start=1350 + 659, minutes=30, day=1)))


def _cap() -> Pair:
    given = problem([task(0), task(1)], half_days=[half_day(minutes=90)], examiners=[examiner("A")])
    return given, replace(given, epreuves=(replace(need(), daily_cap=1, cap_is_hard=True),))


def _shared() -> Pair:
    """The only jury room is another session's that morning."""
    given = problem([task(0)])
    return given, replace(given, closed=frozenset({("C", "J0", 0)}))


def _opened() -> Pair:
    given = problem([task(0)])
    return given, replace(given, half_days=(replace(half_day(), epreuves=frozenset({"Y"})),))


def _both(**second: object) -> Problem:
    """One candidate with X in a first half-day and Y in another one, each as long as one of them."""
    settings = {"start": 840, "minutes": 30, **second}
    halves = [half_day(minutes=30), half_day(1, **settings)]
    opened = [
        replace(halves[0], epreuves=frozenset({"X"})),
        replace(halves[1], epreuves=frozenset({"Y"})),
    ]
    return problem(
        [task(0, "1", "X"), task(1, "1", "Y")],
        half_days=opened,
        examiners=[examiner("A", halves=(0, 1)), examiner("B", halves=(0, 1))],
    )


def _meal() -> Pair:
    given = replace(_both(), settings=replace(SETTINGS, meal=840 - 510))
    return given, replace(given, settings=replace(SETTINGS, meal=841 - 510))


def _turns(first: Turn, given: Problem) -> Problem:
    """Give X, which is heard first, a turn among the épreuves of a candidate."""
    return replace(given, epreuves=(replace(need("X"), turn=first), need("Y")))


def _optional() -> Pair:
    return _turns(Turn.COMPULSORY, _both()), _turns(Turn.OPTIONAL, _both())


def _final() -> Pair:
    given = _both(start=480 + 1440, day=1)
    return _turns(Turn.OPTIONAL, given), _turns(Turn.FINAL, given)


def _written() -> Pair:
    given = problem([replace(task(0), busy=((300, 480), (540, 900)))], half_days=[half_day(minutes=90)])
    return given, replace(given, tasks=(replace(given.tasks[0], busy=((300, 480), (509, 900))),))


def _pause() -> Pair:
    given = problem([task(0, jury=240)], half_days=[half_day(minutes=300)])
    given = replace(given, settings=replace(SETTINGS, pause=20, stretch=240))
    return given, replace(given, tasks=(task(0, jury=241),))


def _centre() -> Pair:
    given = problem([replace(task(0), centre="C")])
    return given, replace(given, tasks=(replace(task(0), centre="D"),))


def _length() -> Pair:
    given = problem([task(0)], half_days=[half_day(minutes=30)])
    return given, replace(given, half_days=(half_day(minutes=29),))


def _seats_of_the_text() -> Pair:
    given = problem([task(0)], examiners=[examiner("A")])
    return given, replace(given, examiners=(examiner("A", "OTHER"),))


def _available() -> Pair:
    given = problem([task(0)], examiners=[examiner("A")])
    return given, replace(given, examiners=(examiner("A", halves=()),))


def _work() -> Pair:
    given = _two_halves(half_day(1, start=840, minutes=30))
    given = replace(given, settings=replace(SETTINGS, max_work=60))
    return given, replace(given, settings=replace(SETTINGS, max_work=59))


BITES: dict[str, Callable[[], Pair]] = {
    "designated_centre": _centre,
    "inside_half_day": _length,
    "commission_composition": _seats_of_the_text,
    "named_members": _seats_of_the_text,
    "examiner_available": _available,
    "working_time_day": _work,
    "session_manager": _opened,
    "declared_incompatibility": _conflicts,
    "employer": _conflicts,
    "tutor": _conflicts,
    "trained_candidate": _conflicts,
    "no_trainer": _conflicts,
    "candidate_meal": _meal,
    "optional_last": _optional,
    "final_last": _final,
    "written_epreuves": _written,
    "working_time_pause": _pause,
    "gap_between_candidates": _gap,
    "dossier_reading": _reading,
    "rest_between_passages": _rest,
    "preparation_seats": _seats,
    "preparation_computers": _computers,
    "separate_room": _alone,
    "accessible_room": _accessible,
    "room_one_commission": _rooms,
    "own_student": _conflicts,
    "examiner_one_commission": _one_place,
    "examiner_max_half_days": _maximum,
    "examiner_lunch": _lunch,
    "examiner_one_centre_a_day": _one_centre_a_day,
    "working_time_span": _span,
    "working_time_night": _night,
    "daily_cap": _cap,
    "half_day_open_for_epreuve": _opened,
    "shared_rooms": _shared,
    "marks_deadline": _opened,
}


BUILT = {
    "everyone_once": "a task is placed or listed, by the very shape of a draft",
    "phase_durations": "phases are written with their minutes",
    "phase_sequence": "phases are written one after the other",
    "convocation_time": "written last, from the hours",
    "rooms_by_phase": "the room of the commission, or a room of preparation",
    "commission_window": "written last, around the hours",
    "watches_match": "written last, from the hours",
    "reserve_last": "chosen after the commissions: leaves nobody out",
    "locks_kept": "what is locked is placed already",
    "own_establishment": "the centre of a task: see designated_centre",
    "group_together": "a group is one task",
    "shared_people": "half-days taken elsewhere are not in `half_days`: see examiner_available",
}
"""Rules that a plan is built to keep: none can leave anybody out."""


def test_every_enforced_rule_bites_or_says_why_it_cannot() -> None:
    assert BITES.keys() | BUILT.keys() == set(ENFORCED)
    assert BITES.keys() & BUILT.keys() == set()


@pytest.mark.parametrize("rule", BITES)
def test_rule_leaves_somebody_out_when_it_binds(rule: str) -> None:
    loose, tight = BITES[rule]()

    assert _left_out(loose) == 0
    assert _left_out(tight) == 1


def test_gap_moves_the_second_candidate() -> None:
    five = problem([task(0), task(1)], half_days=[half_day(minutes=90)])
    ten = replace(five, epreuves=(replace(need(), gap=10),))

    assert starts_of(solve(five, limits=LIMITS).plan) == [480, 515]
    assert starts_of(solve(ten, limits=LIMITS).plan) == [480, 520]


def test_cap_that_is_a_preference_leaves_nobody_out() -> None:
    loose = problem([task(0), task(1)], half_days=[half_day(minutes=90)])

    assert _left_out(replace(loose, epreuves=(replace(need(), daily_cap=1),))) == 0


def test_limits_are_generous_enough_to_prove_these_problems() -> None:
    report = solve(problem([task(0)]), limits=by_work(15)).report

    assert report.status == "complete"
    assert all(level.proved for level in report.levels[:3])
