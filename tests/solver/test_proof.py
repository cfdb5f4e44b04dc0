"""What is proved stays proved when less work is left."""

from __future__ import annotations

from solver import Limits
from solver.draft import Draft
from solver.instance import Instance
from solver.limits import Clock
from solver.proof import Proof
from tests.solver.small import problem, task


def clock(effort: float) -> Clock:
    return Clock(Limits(600, 1, effort, 1))


def crowded() -> Instance:
    """One room for four hours, where seven hours of interrogations are asked for."""
    return Instance(problem([task(number, jury=60) for number in range(7)]))


def test_bound_is_kept_when_no_work_is_left_to_find_it_again() -> None:
    instance = crowded()
    nothing = Draft((), (), instance.problem.tasks)
    proof = Proof(instance, part=False)
    proof.look(nothing, clock(20), together=False)
    shown = proof.known[0]

    proof.look(nothing, clock(0), together=True)

    assert shown >= 3
    assert proof.known[0] == shown


def test_same_plan_is_not_bounded_twice_with_the_same_care() -> None:
    instance = crowded()
    nothing = Draft((), (), instance.problem.tasks)
    proof = Proof(instance, part=False)

    looked = [proof.look(nothing, clock(20), together=together) for together in (True, True, False)]

    assert looked == [True, False, False]


def test_replacements_are_not_proved_by_a_plan_that_left_more_out() -> None:
    instance = crowded()
    worse = Draft((), (), instance.problem.tasks)
    proof = Proof(instance, part=True)
    proof.score, proof.known = (1, 2, 9), (1, 2, 9)

    proof.look(worse, clock(0), together=False)

    assert proof.known[1:] == (0, 0)
