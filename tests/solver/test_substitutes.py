from __future__ import annotations

from models.planning import SeatNeed
from models.roles import Role
from solver.repair import Kind, repair
from tests.solver.mending import hours, laid, without
from tests.solver.small import TEACHER, examiner, half_day, jury_room, need, problem, task

ROOMS = (jury_room("J0"), jury_room("J1"))
MIXED = (TEACHER, SeatNeed(Role.PROFESSIONNEL, frozenset({"PRO"}), frozenset({"EG"})))


def test_absent_member_is_replaced_and_nothing_else_changes():
    before = problem([task(0), task(1)], examiners=[examiner("A"), examiner("B")])
    plan = laid(before, ("X-01", "J0", ("A",), {0: 480, 1: 515}))

    found = repair(without(before, "A", 0), plan)

    best = found.proposals[0]
    assert best.kind is Kind.SUBSTITUTE
    assert best.plan.passages == plan.passages
    assert [member.examiner for member in best.plan.sittings[0].members] == ["B"]
    assert best.changes.examiners == ("A", "B")
    assert [(level.value, level.bound) for level in best.levels] == [(0, 0), (0, 0), (2, 2), (0, 0)]


def test_substitute_who_knows_a_candidate_is_not_called():
    before = problem([task(0, conflicts=["B"])], examiners=[examiner("A"), examiner("B"), examiner("D")])
    plan = laid(before, ("X-01", "J0", ("A",), {0: 480}))

    found = repair(without(before, "A", 0), plan)

    assert [one.examiner for one in found.proposals[0].substitutes] == ["D"]
    assert found.proposals[0].others == ()


def test_substitute_who_sits_at_the_same_hour_is_not_called():
    before = problem([task(0), task(1)], rooms=ROOMS, examiners=[examiner(code) for code in "ABD"])
    plan = laid(before, ("X-01", "J0", ("A",), {0: 480}), ("X-02", "J1", ("B",), {1: 480}))

    found = repair(without(before, "A", 0), plan)

    assert [one.examiner for one in found.proposals[0].substitutes] == ["D"]


def test_substitute_who_would_owe_the_gap_between_two_candidates_is_not_called():
    before = problem([task(0), task(1)], rooms=ROOMS, examiners=[examiner(code) for code in "ABD"])
    plan = laid(before, ("X-01", "J0", ("A",), {0: 480}), ("X-02", "J1", ("B",), {1: 510}))

    found = repair(without(before, "A", 0), plan)

    assert [one.examiner for one in found.proposals[0].substitutes] == ["D"]


def test_substitute_at_his_maximum_is_not_called():
    halves = [half_day(0), half_day(1, start=840)]
    people = [examiner("A", halves=(0, 1)), examiner("B", halves=(0, 1), most=1)]
    before = problem([task(0), task(1)], half_days=halves, examiners=people)
    plan = laid(before, ("X-01", "J0", ("A",), {0: 480}), ("X-02", "J0", ("B",), {1: 840}))

    found = repair(without(before, "A", 0), plan)

    assert all("B" not in [one.examiner for one in row.substitutes] for row in found.proposals)


def test_reserve_is_called_only_when_nobody_else_can():
    people = [examiner("A"), examiner("B"), examiner("R", reserve=True)]
    before = problem([task(0)], examiners=people)
    plan = laid(before, ("X-01", "J0", ("A",), {0: 480}))

    with_b = repair(without(before, "A", 0), plan).proposals
    without_b = repair(without(without(before, "A", 0), "B", 0), plan).proposals

    assert [one.kind for one in with_b if one.substitutes] == [Kind.SUBSTITUTE]
    assert without_b[0].kind is Kind.RESERVE
    assert [one.examiner for one in without_b[0].substitutes] == ["R"]


def test_teacher_takes_the_professional_seat_as_another_choice():
    people = [
        examiner("T"), examiner("S"),
        examiner("P", "PRO", role=Role.PROFESSIONNEL), examiner("Q", "PRO", role=Role.PROFESSIONNEL),
    ]  # fmt: skip
    before = problem([task(0)], needs=[need("X", seats=MIXED)], examiners=people)
    plan = laid(before, ("X-01", "J0", ("T", "P"), {0: 480}))

    found = repair(without(before, "P", 0), plan).proposals

    kinds = {one.kind: [sub.examiner for sub in one.substitutes] for one in found}
    assert kinds[Kind.SUBSTITUTE] == ["Q"]
    assert kinds[Kind.REPLACEMENT] == ["S"]


def test_two_commissions_of_one_day_call_one_person_rather_than_two():
    halves = [half_day(0), half_day(1, start=840)]
    people = [examiner(code, halves=(0, 1)) for code in "ABD"]
    before = problem([task(0), task(1)], half_days=halves, examiners=people)
    plan = laid(before, ("X-01", "J0", ("A",), {0: 480}), ("X-02", "J0", ("A",), {1: 840}))

    best = repair(without(before, "A", 0, 1), plan).proposals[0]

    assert len({one.examiner for one in best.substitutes}) == 1
    assert len(best.changes.examiners) == 2


def test_members_exchange_when_the_only_one_free_knows_the_candidate():
    people = [examiner("A"), examiner("B"), examiner("D")]
    tasks = [task(0, conflicts=["D"]), task(1)]
    before = problem(tasks, rooms=ROOMS, examiners=people)
    plan = laid(before, ("X-01", "J0", ("A",), {0: 480}), ("X-02", "J1", ("B",), {1: 480}))

    best = repair(without(before, "A", 0), plan).proposals[0]

    assert best.kind is Kind.EXCHANGE
    assert hours(best.plan) == hours(plan)
    members = {one.code: [m.examiner for m in one.members] for one in best.plan.sittings}
    assert members == {"X-01": ["B"], "X-02": ["D"]}


def test_plan_that_nothing_hits_has_no_proposal():
    before = problem([task(0)])
    plan = laid(before, ("X-01", "J0", ("A",), {0: 480}))

    found = repair(without(before, "B", 0), plan)

    assert found.proposals == ()
    assert not found.damage.broken
