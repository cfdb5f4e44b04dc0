"""Days laid out, and planned anew: what they may change, and what they must not."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from models.planning import HalfDay, PlanRoom, Preference, SeatNeed, Task
from models.roles import Role
from solver.blocks import whole_blocks
from solver.draft import Draft, Placed
from solver.greedy import first_plan
from solver.instance import Block, Instance
from solver.levels import best_openings
from solver.limits import Clock
from solver.master import Opening
from solver.measure import aimed_at, values_of
from solver.polishing import hours as hour_rules
from solver.polishing import laid_out, polished
from solver.polishing.patch import Patch, patch_of
from tests.patience import by_work
from tests.solver.instances import session
from tests.solver.small import examiner, half_day, jury_room, need, preparation_room, problem, task

PLENTY = by_work(30)
MORNING, AFTERNOON = half_day(), half_day(1, start=810)


@cache
def by_hand(seed: int) -> tuple[Instance, Draft]:
    """A session as one makes it on paper."""
    instance = Instance(session(12, seed=seed, days=2, tight=1.5))
    return instance, first_plan(instance, whole_blocks(instance), Clock(PLENTY))


def drafted(
    placed: list[tuple[Task, str, int]],
    *,
    members: dict[str, tuple[HalfDay, str, str]],
    missing: tuple[Task, ...] = (),
    rooms: list[PlanRoom] | None = None,
) -> tuple[Instance, Draft]:
    """Return a draft of commissions by name (half-day, épreuve, who sits): task, commission, hour."""
    names = sorted(members)
    halves = sorted({half for half, _, _ in members.values()}, key=lambda half: half.id)
    people = [examiner(code, halves=range(9)) for code in sorted({who for *_, who in members.values()})]
    known = sorted((*(one for one, _, _ in placed), *missing), key=lambda one: one.id)
    instance = Instance(
        problem(
            known, half_days=halves, examiners=people, rooms=rooms or [jury_room("J0"), jury_room("J1")]
        )
    )
    openings = tuple(
        Opening(Block(half.id, half, half.start, half.end), key, ((who, False),))
        for half, key, who in (members[name] for name in names)
    )
    rows = tuple(Placed(one, names.index(name), start - one.lead, start) for one, name, start in placed)
    return instance, Draft(openings, rows, missing)


def broken(instance: Instance, draft: Draft) -> list[str]:
    """Say which rules of hours a draft breaks."""
    wrong = []
    for index, rows in draft.heard_by().items():
        opening = draft.openings[index]
        gap = instance.needs[opening.key].gap
        wrong += ["gap" for one, two in pairwise(rows) if two.start < one.end + gap]
        wrong += [
            "block" for one in rows if one.begin < opening.block.start or one.end > opening.block.end
        ]
        wrong += ["épreuve" for one in rows if one.task.epreuve != opening.key]
        wrong += [
            "conflict" for one in rows if one.task.conflicts & {code for code, _ in opening.members}
        ]
        wrong += ["preparation" for one in rows if one.start - one.begin < one.task.lead]
    for candidate in instance.tasks_of_candidate:
        mine = sorted((o for o in draft.placed if o.task.candidate == candidate), key=lambda o: o.begin)
        wrong += ["rest" for a, b in pairwise(mine) if b.begin < a.end + instance.settings.rest]
    seats = sum(room.seats for room in instance.rooms(instance.centres[0], jury=False))
    for minute in {one.begin for one in draft.placed if one.task.lead}:
        wrong += ["seats"] * (sum(one.begin <= minute < one.start for one in draft.placed) > seats)
    return wrong


@pytest.mark.parametrize("seed", range(2))
def test_polished_draft_keeps_commissions_and_rules_and_is_never_worse(seed: int) -> None:
    instance, draft = by_hand(seed)

    found = polished(instance, draft, Clock(PLENTY)).draft

    assert draft.placed
    assert broken(instance, found) == []
    assert found.openings == draft.openings
    assert aimed_at(instance, found) <= aimed_at(instance, draft)
    heard = sorted(one.task.id for one in found.placed)
    assert sorted(heard + [one.id for one in found.missing]) == [
        one.id for one in instance.problem.tasks
    ]


def test_polishing_finds_the_same_hours_again() -> None:
    instance, draft = by_hand(0)

    once, again = (polished(instance, draft, Clock(by_work(3))).draft for _ in range(2))

    assert once == again


def test_polishing_stopped_at_once_keeps_the_draft() -> None:
    instance, draft = by_hand(0)

    found = polished(instance, draft, Clock(PLENTY, lambda: True))

    assert found.draft is draft
    assert {day for _, day in found.left} == {draft.day_of(one) for one in draft.placed}


def test_centre_is_laid_out_with_everybody_on_one_day() -> None:
    given = session(16, days=1, tight=1.5)
    plain = tuple(replace(one, conflicts=frozenset()) for one in given.tasks)
    instance = Instance(replace(given, tasks=plain))
    opened = best_openings(instance, whole_blocks(instance), Clock(PLENTY))
    assert opened is not None

    placed = laid_out(instance, opened.openings, instance.problem.tasks, Clock(PLENTY))

    draft = Draft(opened.openings, tuple(placed), ())
    values = values_of(instance, draft)
    assert len(placed) == len(instance.problem.tasks)
    assert broken(instance, draft) == []
    assert values["extra_days"] == 0
    assert values["waiting_minutes"] < 60 * 16


def test_laid_out_candidates_come_on_no_day_spent_in_another_centre() -> None:
    tasks = [task(0, "1"), task(1, "2")]
    days = {"Lundi": (half_day(), "X", "A"), "Mardi": (half_day(1, start=1920, day=1), "X", "A")}
    instance, draft = drafted([], members=days, missing=tuple(tasks))

    placed = laid_out(instance, draft.openings, tasks, Clock(PLENTY), away={"1": {0}, "2": {1}})

    assert {one.task.candidate: draft.day_of(one) for one in placed} == {"1": 1, "2": 0}


def two_days_apart() -> tuple[Instance, Draft]:
    """Candidates 1 and 2 hear X and Y on two days; each could have both on one."""
    tasks = [task(0, "1"), task(1, "1", "Y"), task(2, "2"), task(3, "2", "Y")]
    tuesday = half_day(1, start=1440 + 480, day=1)
    rows = [(tasks[0], "a", 480), (tasks[1], "d", 1920), (tasks[2], "c", 1920), (tasks[3], "b", 480)]
    members = {
        "a": (MORNING, "X", "A"),
        "b": (MORNING, "Y", "B"),
        "c": (tuesday, "X", "A"),
        "d": (tuesday, "Y", "B"),
    }
    return drafted(rows, members=members)


def test_candidates_exchange_days_when_two_are_planned_together() -> None:
    instance, draft = two_days_apart()

    found = polished(instance, draft, Clock(PLENTY)).draft

    values = values_of(instance, found)
    assert (values["extra_days"], values["waiting_minutes"]) == (0, 0)


def test_candidate_moves_from_an_afternoon_to_the_morning_beside_the_other_epreuve() -> None:
    tasks = [task(0, "1"), task(1, "1", "Y"), task(2, "2"), task(3, "2", "Y")]
    rows = [(tasks[0], "a", 480), (tasks[1], "d", 810), (tasks[2], "c", 810), (tasks[3], "b", 480)]
    members = {
        "a": (MORNING, "X", "A"),
        "b": (MORNING, "Y", "B"),
        "c": (AFTERNOON, "X", "C"),
        "d": (AFTERNOON, "Y", "D"),
    }
    instance, draft = drafted(rows, members=members)

    found = polished(instance, draft, Clock(PLENTY)).draft

    assert values_of(instance, found)["waiting_minutes"] == 0


def test_missing_passage_is_heard_when_a_day_is_planned_anew() -> None:
    tasks = [task(0, "1"), task(1, "1", "Y"), task(2, "2")]
    members = {"a": (MORNING, "X", "A"), "b": (MORNING, "Y", "B")}
    instance, draft = drafted(
        [(tasks[0], "a", 480), (tasks[1], "b", 600)], members=members, missing=(tasks[2],)
    )

    found = polished(instance, draft, Clock(PLENTY)).draft

    assert found.missing == ()
    assert broken(instance, found) == []


def test_passage_that_cannot_be_heard_leaves_the_others_theirs() -> None:
    short = half_day(minutes=65)
    tasks = [task(number, str(number)) for number in range(3)]
    instance, draft = drafted(
        [(tasks[0], "a", 480)], members={"a": (short, "X", "A")}, missing=tuple(tasks[1:])
    )

    found = polished(instance, draft, Clock(PLENTY)).draft

    assert len(found.placed) == 2
    assert broken(instance, found) == []


def test_names_keep_candidates_from_those_they_must_avoid() -> None:
    """Each of two commissions may hear one of the two candidates; the other way round at first."""
    tasks = [task(0, "1", conflicts={"A"}), task(1, "2", conflicts={"B"})]
    instance, draft = drafted(
        [], members={"a": (MORNING, "X", "A"), "b": (MORNING, "X", "B")}, missing=tuple(tasks)
    )

    placed = laid_out(instance, draft.openings, tasks, Clock(PLENTY))

    assert len(placed) == 2
    assert broken(instance, replace(draft, placed=tuple(placed))) == []


def test_commissions_exchange_rows_until_nobody_is_before_somebody_to_avoid() -> None:
    """Two shapes: the long passage must not be before A, nor a short one before B."""
    tasks = [task(0, "1", jury=60, conflicts={"A"}), task(1, "2", conflicts={"B"})]
    whole = half_day(minutes=60)
    members = {"a": (whole, "X", "A"), "b": (whole, "X", "B")}
    instance, draft = drafted([], members=members, missing=tuple(tasks))

    placed = laid_out(instance, draft.openings, tasks, Clock(PLENTY))

    assert {one.task.id: draft.openings[one.opening].members[0][0] for one in placed} == {0: "B", 1: "A"}


@pytest.mark.parametrize("rule", ["preparation_rooms_hold", "accessible_commissions_hear_in_turn"])
def test_rule_of_rooms_taken_out_lets_hours_through_that_no_room_can_hold(
    rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One seat to prepare, or one accessible room: no time for two candidates in turn."""
    halves = half_day(minutes=70)
    members = {"a": (halves, "X", "A"), "b": (halves, "X", "B")}
    tasks = [task(number, lead=30, accessible=True) for number in range(2)]
    rooms = [
        *(jury_room(code, accessible=True) for code in ("J0", "J1")),
        preparation_room(accessible=True),
    ]
    if rule == "accessible_commissions_hear_in_turn":
        tasks = [task(number, jury=45, accessible=True) for number in range(2)]
        rooms[1] = jury_room("J1")
    instance, draft = drafted([], members=members, missing=tuple(tasks), rooms=rooms)

    kept = heard_in_hours(instance, draft)
    monkeypatch.setattr(hour_rules, rule, lambda *_: None)
    without = heard_in_hours(instance, draft)

    assert (kept, without) == (1, 2)


def heard_in_hours(instance: Instance, draft: Draft) -> int:
    """How many passages have an hour, whatever their names."""
    patch = Patch(instance, draft, tuple(range(len(draft.openings))), draft.missing)
    found = hour_rules.best_hours(patch, Clock(PLENTY), effort=5, gap=0.0)
    assert found is not None
    return sum(count for _, count in found.steps)


def test_half_days_with_a_locked_passage_are_left_alone() -> None:
    instance, draft = two_days_apart()
    instance.locks = {0: None}  # type: ignore[dict-item]

    assert patch_of(instance, draft, "C", {0}) is None
    assert patch_of(instance, draft, "C", {1}) is not None


def test_half_day_in_which_somebody_sits_twice_is_left_alone() -> None:
    tasks = [task(0, "1"), task(1, "2")]
    members = {"a": (MORNING, "X", "A"), "b": (MORNING, "X", "A")}
    instance, draft = drafted([(tasks[0], "a", 480), (tasks[1], "b", 600)], members=members)

    assert patch_of(instance, draft, "C", {0}) is None


def test_commissions_of_two_epreuves_are_opened_side_by_side_against_the_wish_of_juries() -> None:
    """Those who hear X would rather come in the morning, those who hear Y after noon."""
    tasks = [task(2 * rank + (key == "Y"), str(rank), key, jury=55) for rank in range(8) for key in "XY"]
    needs = [need(key, seats=(SeatNeed(Role.ENSEIGNANT, frozenset({key})),)) for key in "XY"]
    people = [
        replace(examiner(code, key), half_days={half: Preference.NEUTRAL, 1 - half: Preference.DISLIKED})
        for half, key, codes in ((0, "X", "AB"), (1, "Y", "CD"))
        for code in codes
    ]
    rooms = [jury_room(f"J{rank}") for rank in range(2)]
    halves = [MORNING, AFTERNOON]
    instance = Instance(problem(tasks, half_days=halves, examiners=people, needs=needs, rooms=rooms))

    opened = best_openings(instance, whole_blocks(instance), Clock(PLENTY))

    assert opened is not None
    assert sorted((one.block.half_day.id, one.key) for one in opened.openings) == [
        (half, key) for half in (0, 1) for key in "XY"
    ]
