"""Hours without a search: lawful rows, épreuves of a candidate in different half-days."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from benchmarks.instances import Size, instance
from models.planning import Problem
from models.regulation import load
from scheduler.problem import problem_of
from scheduler.rules import check
from solver import Limits
from solver.assembly import plan_of
from solver.blocks import whole_blocks
from solver.draft import Draft
from solver.instance import Instance
from solver.levels import best_openings
from solver.limits import Clock
from solver.routes import routed
from solver.rows import with_new_rows

FOLDER = instance(Size(40, centres=1, days=2, tight=1.4))
TEXTS = load(2027)
PROBLEM = problem_of(FOLDER, TEXTS)


def clock() -> Clock:
    return Clock(Limits(600, 1, 60.0, 1))


def routed_draft(problem: Problem) -> tuple[Instance, Draft]:
    one = Instance(problem)
    opened = best_openings(one, whole_blocks(one), clock())
    assert opened is not None
    placed = routed(one, opened.openings, problem.tasks, clock())
    there = {row.task.id for row in placed}
    missing = tuple(task for task in problem.tasks if task.id not in there)
    return one, Draft(opened.openings, tuple(placed), missing)


def test_routes_place_everybody_lawfully_in_the_commissions_counted() -> None:
    one, draft = routed_draft(PROBLEM)

    plan = plan_of(one, draft.without_empty_openings(), {})

    assert draft.missing == ()
    assert [row.sentence for row in check(FOLDER, TEXTS, plan).hard] == []


def test_routes_never_put_two_epreuves_of_a_candidate_in_one_half_day() -> None:
    _, draft = routed_draft(PROBLEM)

    seen = Counter(
        (row.task.candidate, draft.openings[row.opening].block.half_day.id) for row in draft.placed
    )

    assert max(seen.values()) == 1


def test_row_keeps_the_gap_between_candidates() -> None:
    one, draft = routed_draft(PROBLEM)

    for index, rows in draft.heard_by().items():
        gap = one.needs[draft.openings[index].key].gap
        assert all(after.start - before.end >= gap for before, after in pairwise(rows))


def test_new_row_hears_who_is_missing_and_moves_nobody() -> None:
    one, whole = routed_draft(PROBLEM)
    gone = {row.task.id for row in whole.placed if row.opening == 0}
    kept = tuple(row for row in whole.placed if row.task.id not in gone)
    missing = tuple(task for task in PROBLEM.tasks if task.id in gone)
    shorter = Draft(whole.openings, kept, missing).without_empty_openings()

    mended = with_new_rows(one, shorter, whole_blocks(one), clock())

    assert len(mended.missing) < len(shorter.missing)
    assert mended.placed[: len(shorter.placed)] == shorter.placed
    plan = plan_of(one, mended, {task.id: "manque" for task in mended.missing})
    assert [row.sentence for row in check(FOLDER, TEXTS, plan).hard] == []
