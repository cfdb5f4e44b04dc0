"""Who is lent where: what each half-day of a centre lacks, proper members before margins elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from models.planning import PlanExaminer, Problem, SeatNeed
from models.roles import Role
from solver.division.guilds import Needs, Supply
from solver.division.lending import Ledger
from solver.division.members import homes_of_examiners
from solver.instance import Instance
from solver.limits import Clock, Limits
from tests.solver.small import TEACHER, examiner, half_day, jury_room, need, problem, task

PROFESSIONAL = SeatNeed(Role.PROFESSIONNEL, frozenset({"PRO"}), frozenset({"EG"}))
MONDAY, TUESDAY = (0, 2), (1, 3)
"""Half-days of C then of D."""
NEEDS = {("C", "X"): 2, ("D", "X"): 2}


def given(people: Sequence[PlanExaminer]) -> Problem:
    """Make two centres of one room, open on Monday and Tuesday mornings."""
    halves = [
        half_day(2 * rank + day, start=480 + 1440 * day, centre=centre, day=day)
        for rank, centre in enumerate("CD")
        for day in (0, 1)
    ]
    rooms = [jury_room(), replace(jury_room(), centre="D")]
    needs = [need("X", seats=(TEACHER, PROFESSIONAL))]
    return problem([task(0)], half_days=halves, rooms=rooms, needs=needs, examiners=people)


def professional(code: str, *halves: int) -> PlanExaminer:
    return examiner(code, "PRO", role=Role.PROFESSIONNEL, halves=halves)


def homes(people: Sequence[PlanExaminer], needs: Needs = NEEDS, effort: float = 60.0) -> dict[str, str]:
    instance = Instance(given(people))
    supply = Supply(instance, Ledger(instance).loans(instance.examiners, instance.centres))
    return homes_of_examiners(supply, needs, instance.problem.tasks, Clock(Limits(600, 1, effort, 1)))


TEACHERS = (examiner("T1", halves=(0, 1)), examiner("T2", halves=(2, 3)))


def test_professional_goes_where_the_half_day_lacks_one() -> None:
    local = [professional("C-MONDAY", 0), professional("D-TUESDAY", 3)]
    mobile = [professional("MONDAY", *MONDAY), professional("TUESDAY", *TUESDAY)]

    found = homes([*TEACHERS, *local, *mobile])

    assert (found["MONDAY"], found["TUESDAY"]) == ("D", "C")


def test_no_centre_has_replacements_so_that_another_has_a_margin() -> None:
    substitutes = [examiner(f"S{rank}", halves=(2, 3)) for rank in range(4)]
    local = [professional("C-ALWAYS", 0, 1)]
    mobile = [professional("ALWAYS", *MONDAY, *TUESDAY)]

    found = homes([*TEACHERS, *substitutes, *local, *mobile])

    assert found["ALWAYS"] == "D"


def test_people_are_shared_by_need_when_no_work_is_left_to_do_better() -> None:
    mobile = [professional(f"P{rank}", *MONDAY, *TUESDAY) for rank in range(60)]
    needs = {("C", "X"): 10, ("D", "X"): 20}

    found = homes(mobile, needs, effort=0.0)

    assert Counter(found.values()) == {"C": 20, "D": 40}
