"""Who goes where when nobody designated a centre: journeys, wishes, room."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import product
from math import ceil

import pytest
from hypothesis import given as drawn
from hypothesis import settings, strategies

from models.planning import Problem
from solver.division import settle
from solver.division.settle import settled
from solver.homes import reluctance
from solver.limits import Clock, Limits
from tests.solver.small import half_day, jury_room, need, preparation_room, problem, task

WAYS = {"C": 10, "D": 60}


def clock() -> Clock:
    return Clock(Limits(600, 1, 60.0, 1))


def given(count: int, *, wished: str | None = None, minutes: int = 240) -> Problem:
    """Make one épreuve of half an hour for `count` candidates, in centres C and D, a room in each."""
    tasks = [replace(task(number), travel=WAYS, wished=wished) for number in range(count)]
    halves = [half_day(minutes=minutes), half_day(1, centre="D", minutes=minutes)]
    rooms = [jury_room(), replace(jury_room(), centre="D")]
    return problem(tasks, half_days=halves, rooms=rooms, needs=[need("X")])


def centres(one: Problem) -> list[str | None]:
    return sorted(str(task.centre) for task in settled(one, clock()).tasks)


def test_candidate_goes_to_the_nearest_centre() -> None:
    assert centres(given(1)) == ["C"]


def test_own_centre_is_worth_a_longer_journey() -> None:
    assert centres(given(1, wished="D")) == ["D"]


def test_centre_whose_journey_is_not_given_counts_as_far() -> None:
    one = given(1)
    tasks = tuple(replace(task, travel={"C": 90}) for task in one.tasks)

    assert centres(replace(one, tasks=tasks)) == ["C"]


def test_candidates_who_do_not_fit_in_the_nearest_centre_go_to_the_next() -> None:
    found = centres(given(12, minutes=285))

    assert found.count("D") == 12 - found.count("C")
    assert found.count("D") >= 4


def test_in_the_largest_sessions_too_as_many_as_possible_have_a_centre(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    everybody = centres(given(20, minutes=285))

    monkeypatch.setattr(settle, "MANY_TASKS", 0)
    found = centres(given(20, minutes=285))

    assert found.count("None") == everybody.count("None") > 0
    assert found.count("C") >= found.count("D")


def test_candidate_already_in_a_centre_stays_there_for_the_other_epreuve() -> None:
    one = given(1)
    tasks = (one.tasks[0], replace(task(1, "0", "Y"), centre="D"))

    found = settled(replace(one, tasks=tasks), clock())

    assert {task.centre for task in found.tasks} == {"D"}


COMMISSION = 6
"""Candidates of half an hour that a commission hears in three hours and a half."""
JOURNEYS = strategies.lists(
    strategies.fixed_dictionaries(
        {
            "C": strategies.integers(1, 90),
            "D": strategies.integers(1, 90),
            "E": strategies.integers(1, 90),
        }
    ),
    min_size=5,
    max_size=6,
)


@settings(max_examples=8, deadline=None)
@drawn(JOURNEYS, strategies.integers(0, 5), strategies.sampled_from([None, "C", "E"]))
def test_homes_are_those_of_an_exhaustive_search(
    journeys: list[dict[str, int]], own: int, wished: str | None
) -> None:
    free = [
        replace(task(number), travel=ways, wished=wished if number == 0 else None)
        for number, ways in enumerate(journeys)
    ]
    there = [replace(task(len(free) + rank), centre="C") for rank in range(own)]
    centres = ("C", "D", "E")
    one = problem(
        [*free, *there],
        half_days=[half_day(rank, centre=where, minutes=210) for rank, where in enumerate(centres)],
        rooms=[replace(jury_room(f"J{rank}"), centre=where) for where in centres for rank in range(3)],
        needs=[need("X")],
    )

    found = [settled(one, clock()).tasks[task.id].centre for task in free]

    def cost(homes: tuple[str | None, ...]) -> tuple[int, int]:
        heard = Counter(homes) + Counter({"C": own})
        opened = sum(ceil(count / COMMISSION) for count in heard.values())
        return opened, sum(reluctance([t], str(home)) for t, home in zip(free, homes, strict=True))

    opened, travel = min(cost(homes) for homes in product(centres, repeat=len(free)))
    assert cost(tuple(found))[0] == opened
    assert cost(tuple(found))[1] <= travel * 1.01


def test_centre_short_of_seats_to_prepare_is_not_given_more_than_it_can_seat() -> None:
    """One seat for 210 minutes in C: three candidates who prepare for an hour."""
    one = given(6)
    tasks = [replace(task(number, lead=60), travel=WAYS) for number in range(6)]
    seats = [preparation_room(), replace(preparation_room(seats=6), centre="D")]

    found = centres(replace(one, tasks=tuple(tasks), rooms=(*one.rooms, *seats)))

    assert found == ["C"] * 3 + ["D"] * 3
