from __future__ import annotations

from dataclasses import replace

from models.planning import Plan, Problem, Unplaced
from solver.repair import Barred, Kind, Repair, repair
from tests.solver.mending import hours, laid, without
from tests.solver.small import examiner, half_day, jury_room, need, preparation_room, problem, task

ROOMS = (jury_room("J0"), jury_room("J1"))
TWO_HALVES = (half_day(0), half_day(1, start=840))


def both_halves(*codes: str) -> list:
    return [examiner(code, halves=(0, 1)) for code in codes]


def best(problem: Problem, plan: Plan, barred: Barred | None = None) -> Repair:
    found = repair(problem, plan, barred)
    assert found.refused == 0
    return found.proposals[0]


def of_kind(problem: Problem, plan: Plan, kind: Kind, barred: Barred | None = None) -> Repair:
    return next(one for one in repair(problem, plan, barred).proposals if one.kind is kind)


def test_passage_joins_another_commission_when_nobody_can_sit():
    before = problem([task(0), task(1)], rooms=ROOMS)
    plan = laid(before, ("X-01", "J0", ("A",), {0: 480}), ("X-02", "J1", ("B",), {1: 480}))

    mended = best(without(before, "A", 0), plan)

    assert mended.kind is Kind.SPREAD
    assert hours(mended.plan)["1", "X"] == ("X-02", 480)
    assert hours(mended.plan)["0", "X"][0] == "X-02"
    assert [level.value for level in mended.levels[:2]] == [0, 1]
    assert mended.levels[1].proved


def test_fewest_passages_move_when_one_of_two_commissions_must_close():
    tasks = [task(number) for number in range(4)]
    before = problem(tasks, rooms=ROOMS)
    three = {0: 480, 1: 515, 2: 550}
    plan = laid(before, ("X-01", "J0", ("A",), three), ("X-02", "J1", ("B",), {3: 480}))

    mended = best(without(before, "A", 0), plan)

    assert len(mended.changes.moved) == mended.levels[1].bound == 1
    assert [move.before.candidate for move in mended.changes.moved] == ["3"]
    members = {one.code: [m.examiner for m in one.members] for one in mended.plan.sittings}
    assert members["X-01"] == ["B"]
    assert "X-02" not in members


def test_new_commission_takes_the_next_code_and_leaves_the_others():
    before = problem([task(0), task(1)], half_days=TWO_HALVES, examiners=both_halves("A", "B"))
    plan = laid(before, ("X-01", "J0", ("A",), {0: 480}), ("X-02", "J0", ("B",), {1: 840}))
    gone = replace(before, half_days=(before.half_days[1],))

    mended = best(gone, plan)

    assert hours(mended.plan)["1", "X"] == ("X-02", 840)
    assert hours(mended.plan)["0", "X"][0] in {"X-02", "X-03"}
    assert mended.levels[0].value == 0


def test_commission_in_a_closed_room_takes_a_free_one_at_the_same_hours():
    before = problem([task(0)], rooms=ROOMS)
    plan = laid(before, ("X-01", "J0", ("A",), {0: 480}))

    mended = best(replace(before, rooms=(ROOMS[1],)), plan)

    assert mended.kind is Kind.ROOMS
    assert hours(mended.plan) == hours(plan)
    assert {one.room for one in mended.plan.sittings} == {"J1"}
    assert mended.changes.candidates == ("0",)


def test_accessible_commission_never_goes_to_a_room_that_is_not():
    rooms = (jury_room("J0", accessible=True), jury_room("J1"), jury_room("J2", accessible=True))
    before = problem([task(0, accessible=True)], rooms=rooms)
    plan = laid(before, ("X-01", "J0", ("A",), {0: 480}))

    mended = best(replace(before, rooms=rooms[1:]), plan)

    assert mended.plan.sittings[0].room == "J2"


def test_room_shut_for_one_half_day_serves_in_the_other():
    before = problem(
        [task(0), task(1)], half_days=TWO_HALVES, rooms=ROOMS, examiners=both_halves("A", "B")
    )
    plan = laid(before, ("X-01", "J0", ("A",), {0: 480}), ("X-02", "J0", ("A",), {1: 840}))

    mended = best(before, plan, Barred(rooms=frozenset({("C", "J0", 0)})))

    assert {one.code: one.room for one in mended.plan.sittings} == {"X-01": "J1", "X-02": "J0"}


def test_candidate_in_a_closed_preparation_room_keeps_the_hour():
    rooms = (jury_room(), preparation_room("P0"), preparation_room("P1"))
    before = problem([task(0, lead=30)], rooms=rooms)
    plan = laid(before, ("X-01", "J0", ("A",), {0: 510}))

    mended = best(replace(before, rooms=(rooms[0], rooms[2])), plan)

    assert hours(mended.plan) == hours(plan)
    assert [phase.room for phase in mended.plan.passages[0].phases] == ["P1", "J0"]
    assert [(one.room, one.peak) for one in mended.plan.watches] == [("P1", 1)]


def test_candidate_who_cannot_come_goes_to_another_half_day():
    before = problem([task(0), task(1)], half_days=TWO_HALVES, examiners=both_halves("A", "B"))
    plan = laid(before, ("X-01", "J0", ("A",), {0: 480}), ("X-02", "J0", ("B",), {1: 840}))
    away = Barred(candidates=frozenset({("0", None, 0)}))

    mended = best(before, plan, away)

    assert hours(mended.plan)["0", "X"][1] >= 840
    assert hours(mended.plan)["1", "X"] == ("X-02", 840)
    assert [one.code for one in mended.plan.sittings] == ["X-02"]


def test_two_candidates_exchange_their_places():
    before = problem([task(0), task(1)], half_days=TWO_HALVES, examiners=both_halves("A", "B"))
    plan = laid(before, ("X-01", "J0", ("A",), {0: 480}), ("X-02", "J0", ("B",), {1: 840}))
    away = Barred(candidates=frozenset({("0", None, 0)}))

    mended = of_kind(before, plan, Kind.SWAP, away)

    assert hours(mended.plan) == {("0", "X"): ("X-02", 840), ("1", "X"): ("X-01", 480)}
    assert mended.plan.sittings == plan.sittings


def test_exchange_respects_conflicts():
    tasks = [task(0, conflicts=["B"]), task(1)]
    before = problem(tasks, half_days=TWO_HALVES, examiners=both_halves("A", "B"))
    plan = laid(before, ("X-01", "J0", ("A",), {0: 480}), ("X-02", "J0", ("B",), {1: 840}))
    away = Barred(candidates=frozenset({("0", None, 0)}))

    found = repair(before, plan, away)

    assert [one for one in found.proposals if one.kind is Kind.SWAP] == []


def test_late_arrival_takes_a_free_hour_of_a_commission():
    after = problem([task(0), task(1)], examiners=[examiner("A")])
    plan = laid(after, ("X-01", "J0", ("A",), {0: 480}))

    mended = best(after, plan)

    assert hours(mended.plan)["0", "X"] == ("X-01", 480)
    assert hours(mended.plan)["1", "X"][1] >= 515
    assert mended.changes.candidates == ("1",)


def test_withdrawn_candidate_leaves_the_hours_of_the_commission():
    before = problem([task(0), task(1)])
    plan = laid(before, ("X-01", "J0", ("A",), {0: 480, 1: 515}))

    mended = best(replace(before, tasks=(before.tasks[0],)), plan)

    assert mended.kind is Kind.RELEASE
    assert mended.plan.passages == plan.passages[:1]
    assert mended.plan.sittings == plan.sittings


def test_commission_without_anybody_left_is_closed():
    before = problem([task(0), task(1)], rooms=ROOMS)
    plan = laid(before, ("X-01", "J0", ("A",), {0: 480}), ("X-02", "J1", ("B",), {1: 480}))

    mended = best(replace(before, tasks=(before.tasks[0],)), plan)

    assert [one.code for one in mended.plan.sittings] == ["X-01"]
    assert mended.changes.examiners == ("B",)


def test_locked_passage_stays_while_others_make_room():
    tasks = [task(number) for number in range(3)]
    short = [half_day(0, minutes=65), half_day(1, start=840, minutes=65)]
    before = problem(tasks, half_days=short, examiners=both_halves("A"))
    plan = laid(before, ("X-01", "J0", ("A",), {0: 480, 1: 515}), ("X-02", "J0", ("A",), {2: 840}))
    locked = replace(plan.passages[0], locked=True)
    plan = replace(plan, passages=(locked, *plan.passages[1:]))
    away = Barred(candidates=frozenset({("2", None, 1)}))

    for one in repair(before, plan, away).proposals:
        assert one.plan.passages[0] == locked


def test_nobody_is_left_out_silently():
    before = problem([task(0)], examiners=[examiner("A")])
    plan = laid(before, ("X-01", "J0", ("A",), {0: 480}))

    mended = best(without(before, "A", 0), plan)

    assert mended.plan.passages == ()
    assert [(one.candidate, bool(one.reason)) for one in mended.plan.unplaced] == [("0", True)]
    assert mended.levels[0].value == 1


def test_what_has_already_been_heard_never_moves():
    before = problem([task(0), task(1)], half_days=TWO_HALVES, examiners=both_halves("A", "B"))
    plan = laid(before, ("X-01", "J0", ("A",), {0: 480}), ("X-02", "J0", ("A",), {1: 840}))
    noon = Barred(now={"C": 720})

    mended = best(without(before, "A", 0, 1), plan, noon)

    members = {one.code: [m.examiner for m in one.members] for one in mended.plan.sittings}
    assert members == {"X-01": ["A"], "X-02": ["B"]}


def test_commission_under_way_goes_on_with_a_substitute():
    before = problem([task(0), task(1)])
    plan = laid(before, ("X-01", "J0", ("A",), {0: 480, 1: 515}))

    mended = best(without(before, "A", 0), plan, Barred(now={"C": 500}))

    assert hours(mended.plan) == {("0", "X"): ("X-01", 480), ("1", "X"): ("X-01-2", 515)}
    seated = {one.code: ([m.examiner for m in one.members], one.end) for one in mended.plan.sittings}
    assert seated == {"X-01": (["A"], 510), "X-01-2": (["B"], 545)}


def test_nobody_is_sent_to_an_hour_that_is_too_near():
    before = problem([task(0), task(1)], rooms=ROOMS, half_days=[half_day(0, minutes=120)])
    plan = laid(before, ("X-01", "J0", ("A",), {0: 540}), ("X-02", "J1", ("B",), {1: 560}))

    mended = best(without(before, "A", 0), plan, Barred(now={"C": 500}))

    moved = [move.after for move in mended.changes.moved]
    assert all(one is None or one.start >= 530 for one in moved)


def test_refused_plans_are_not_shown_but_counted():
    before = problem([task(0)])
    plan = laid(before, ("X-01", "J0", ("A",), {0: 480}))

    found = repair(without(before, "A", 0), plan, accepts=lambda _: False)

    assert found.proposals == ()
    assert found.refused > 0


def test_same_disruption_gives_the_same_proposals():
    tasks = [task(number) for number in range(6)]
    before = problem(tasks, half_days=TWO_HALVES, rooms=ROOMS, examiners=both_halves("A", "B", "D"))
    plan = laid(
        before,
        ("X-01", "J0", ("A",), {0: 480, 1: 515, 2: 550}),
        ("X-02", "J1", ("B",), {3: 480, 4: 515, 5: 550}),
    )

    one, two = (repair(without(before, "A", 0), plan).proposals for _ in range(2))

    assert one == two


def test_stopped_repair_gives_what_it_has():
    before = problem([task(0)])
    plan = laid(before, ("X-01", "J0", ("A",), {0: 480}))

    found = repair(without(before, "A", 0), plan, cancelled=lambda: True)

    assert [one.kind for one in found.proposals] == [Kind.SUBSTITUTE]


def test_dossier_reading_is_kept_when_a_passage_comes_first():
    needs = [need("X", reading=15)]
    before = problem([task(0), task(1)], needs=needs, rooms=ROOMS)
    plan = laid(before, ("X-01", "J0", ("A",), {0: 495}), ("X-02", "J1", ("B",), {1: 600}))
    early = tuple(replace(one, start=one.start - 15) for one in plan.sittings)
    plan = replace(plan, sittings=early)

    mended = best(without(before, "A", 0), plan)

    for sitting in mended.plan.sittings:
        heard = [one.start for one in mended.plan.passages if one.commission == sitting.code]
        assert sitting.start <= min(heard) - 15


def test_nobody_sits_in_more_half_days_than_he_accepts():
    people = [examiner("A", halves=(0, 1)), examiner("B", halves=(0, 1), most=1)]
    before = problem([task(0), task(1)], half_days=TWO_HALVES, examiners=people)
    plan = laid(before, ("X-01", "J0", ("A",), {0: 480}), ("X-02", "J0", ("A",), {1: 840}))

    mended = best(without(before, "A", 0, 1), plan)

    starts = {one.start // 720 for one in mended.plan.sittings}
    assert len(starts) == 1
    assert mended.levels[0].value == 0


def test_candidate_is_left_out_rather_than_heard_twice_without_rest():
    tasks = [task(0, "c", "X"), task(1, "c", "Y")]
    halves = (half_day(0), half_day(1, start=840, minutes=75))
    before = problem(tasks, half_days=halves, rooms=ROOMS, examiners=both_halves("A", "B"))
    plan = laid(before, ("X-01", "J0", ("A",), {0: 480}), ("Y-01", "J1", ("B",), {1: 540}))

    mended = best(replace(before, half_days=before.half_days[1:]), plan)

    assert [level.value for level in mended.levels[:2]] == [1, 1]


def test_candidate_who_moves_twice_rests_between_both():
    tasks = [task(0, "c", "X"), task(1, "c", "Y")]
    halves = (half_day(0), half_day(1, start=840, minutes=80))
    before = problem(tasks, half_days=halves, rooms=ROOMS, examiners=both_halves("A", "B"))
    plan = laid(before, ("X-01", "J0", ("A",), {0: 480}), ("Y-01", "J1", ("B",), {1: 540}))

    mended = best(replace(before, half_days=before.half_days[1:]), plan)

    first, second = sorted(mended.plan.passages, key=lambda one: one.start)
    assert second.start - first.end == 20
    assert second.convocation >= first.end


def test_two_who_move_share_the_only_preparation_seat_in_turn():
    tasks = [task(0, key="X", lead=30), task(1, key="Y", lead=30)]
    rooms = (*ROOMS, preparation_room("P0"))
    before = problem(tasks, half_days=TWO_HALVES, rooms=rooms, examiners=both_halves("A", "B"))
    plan = laid(before, ("X-01", "J0", ("A",), {0: 510}), ("Y-01", "J1", ("B",), {1: 540}))

    mended = best(replace(before, half_days=before.half_days[1:]), plan)

    one, two = sorted((row.phases[0] for row in mended.plan.passages), key=lambda phase: phase.start)
    assert one.end <= two.start
    assert mended.levels[0].value == 0


def test_binding_cap_of_a_day_sends_the_late_arrival_to_another_pair():
    needs = [replace(need("X"), daily_cap=2, cap_is_hard=True)]
    tasks = [task(number) for number in range(4)]
    before = problem(tasks, needs=needs, rooms=ROOMS)
    free_between = {0: 480, 1: 600}
    plan = laid(before, ("X-01", "J0", ("A",), free_between), ("X-02", "J1", ("B",), {2: 480}))

    mended = best(before, plan)

    assert hours(mended.plan)["3", "X"][0] == "X-02"


def test_commission_does_not_stretch_into_the_lunch_of_a_member():
    halves = [half_day(0, start=480, minutes=240), half_day(1, start=740)]
    before = problem([task(0), task(1), task(2)], half_days=halves, examiners=both_halves("A"))
    plan = laid(before, ("X-01", "J0", ("A",), {0: 640}), ("X-02", "J0", ("A",), {1: 740}))

    mended = best(before, plan)

    for one in mended.plan.sittings:
        for two in mended.plan.sittings:
            if one.end <= 720 and two.start >= 740:
                assert two.start - one.end >= 45


def test_candidate_said_unplaced_and_asked_for_again_is_placed_by_a_new_commission():
    before = problem([task(0), task(1)], half_days=[half_day(minutes=30)], rooms=ROOMS)
    without_place = (Unplaced("1", "X", "Faute de place."),)
    plan = laid(before, ("X-01", "J0", ("A",), {0: 480}), unplaced=without_place)

    found = repair(before, plan, Barred(wanted=frozenset({("1", "X")})))

    assert [(one.kind, len(one.changes.placed)) for one in found.proposals] == [(Kind.OPEN, 1)]
    assert found.proposals[0].plan.unplaced == ()


def test_candidate_asked_for_again_whom_nobody_can_hear_is_counted_as_left_out():
    before = problem([task(0), task(1)], half_days=[half_day(minutes=30)], examiners=[examiner("A")])
    without_place = (Unplaced("1", "X", "Faute de place."),)
    plan = laid(before, ("X-01", "J0", ("A",), {0: 480}), unplaced=without_place)

    found = repair(before, plan, Barred(wanted=frozenset({("1", "X")})))

    assert found.proposals[0].levels[0].value == 1
