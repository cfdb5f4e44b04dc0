"""Nobody is said to be left out for sure whom a lawful plan could hear."""

from __future__ import annotations

from dataclasses import replace

from solver.bounds.heard import fewest_unplaced
from solver.diagnosis.diagnose import diagnose
from solver.instance import Instance
from solver.limits import Clock
from tests.solver.small import LIMITS, examiner, half_day, jury_room, problem, task


def least(given) -> int:
    return fewest_unplaced(Instance(given), Clock(LIMITS))


def tasks(count: int, **changes):
    return [task(number, **changes) for number in range(count)]


def test_two_commissions_may_share_a_half_day_of_one_examiner():
    shared = problem([task(0), task(1, key="Y")], examiners=[examiner("A")])

    assert least(shared) == 0


def test_passages_beyond_the_minutes_of_the_only_examiner_are_left_out():
    seven = problem(tasks(7), rooms=[jury_room("J0"), jury_room("J1")], examiners=[examiner("A")])

    assert (least(seven), least(problem(tasks(9), examiners=[examiner("A")]))) == (0, 2)


def test_passages_beyond_the_minutes_of_the_only_room_are_left_out():
    assert (least(problem(tasks(8))), least(problem(tasks(11)))) == (0, 3)


def test_those_who_need_an_accessible_room_share_the_only_one():
    rooms = [jury_room("J0", accessible=True), jury_room("J1")]

    assert least(problem(tasks(10, accessible=True), rooms=rooms)) == 2


def test_half_days_an_examiner_does_not_accept_hear_nobody():
    halves = [half_day(0), half_day(1, start=840)]
    one = examiner("A", halves=(0, 1), most=1)

    assert least(problem(tasks(9), half_days=halves, examiners=[one])) == 2


def test_examiner_is_in_one_centre_a_day():
    halves = [half_day(0), half_day(1, start=840, centre="D")]
    rooms = [jury_room(), replace(jury_room(), centre="D")]
    one, two = examiner("A", halves=(0, 1)), examiner("B", halves=(0, 1))

    alone = problem(tasks(9), half_days=halves, examiners=[one], rooms=rooms)
    assert (least(alone), least(replace(alone, examiners=(one, two)))) == (2, 0)


def test_candidate_linked_to_the_only_examiner_is_left_out():
    linked = [task(0, conflicts=["A"]), task(1)]

    assert least(problem(linked, examiners=[examiner("A")])) == 1


def test_diagnosis_tells_what_is_short_by_custom_from_what_is_for_sure():
    shared = problem([task(0), task(1, key="Y")], examiners=[examiner("A")])

    (part,) = diagnose(shared).parts

    assert (part.unplaced, part.sure) == (1, 0)
