"""Same problem, seed and effort: same plan, whatever the machine is doing; and it is said when not."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from models.regulation import load
from scheduler.exchange import write_plan
from scheduler.problem import problem_of
from solver import Limits, solve
from solver.limits import Clock
from solver.mip import Mip, total
from tests.factories import E4, E5, YEAR, candidate, desk_for
from tests.patience import by_work
from tests.solver.instances import session
from tests.solver.small import problem, task

ROOT = Path(__file__).parents[2]
FOLDER = desk_for(E4, E5, candidates=tuple(candidate(str(number)) for number in range(1, 6)))
PRINT_A_PLAN = """
from solver import Limits, solve
from tests.solver.instances import session
print(repr(solve(session(12, seed=4, tight=1.0), limits=Limits(600, effort=2.0))))
"""


def planned_apart(hash_seed: str) -> str:
    """Plan in a process of its own, where sets of text have another order."""
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", PRINT_A_PLAN],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


@contextmanager
def busy_machine() -> Iterator[None]:
    """Two threads that fight for the interpreter, so that every wall time is longer."""
    over = threading.Event()

    def burn() -> None:
        while not over.is_set():
            sum(range(1000))

    threads = [threading.Thread(target=burn) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


def test_order_of_sets_changes_nothing() -> None:
    assert planned_apart("1") == planned_apart("2")


def test_busy_machine_changes_nothing() -> None:
    given, limits = session(10, seed=2, tight=1.0), Limits(600, effort=1.5)
    quiet = solve(given, limits=limits)

    with busy_machine():
        busy = solve(given, limits=limits)

    assert busy == quiet


@pytest.mark.parametrize("effort", [0.01, 0.05, 0.2, 1.0])
def test_search_cut_by_effort_is_cut_at_the_same_place(effort: float) -> None:
    given, limits = session(16, seed=5, tight=1.0), Limits(600, effort=effort)

    first, second = solve(given, limits=limits), solve(given, limits=limits)

    assert first == second
    assert first.report.reproducible
    assert first.report.effort == effort


def test_search_cut_by_the_watch_says_so() -> None:
    report = solve(session(16, seed=5), limits=Limits(seconds=0.02)).report

    assert report.status == "limit"
    assert not report.reproducible


def test_stopped_search_is_not_reproducible() -> None:
    report = solve(session(8), limits=Limits(), cancelled=lambda: True).report

    assert report.status == "stopped"
    assert not report.reproducible


def test_seconds_of_a_search_by_effort_are_its_work() -> None:
    reports = [solve(problem([task(0)]), limits=Limits(600, effort=1.0)).report for _ in range(2)]

    assert reports[0].seconds == reports[1].seconds
    assert 0 < reports[0].seconds < 5


def hard_knapsack(clock: Clock) -> tuple[Mip, float | None]:
    """Solve a programme that asks for many nodes."""
    mip = Mip(clock)
    rows = [[(7 * row + 13 * column) % 29 + 5 for column in range(40)] for row in range(20)]
    boxes = [mip.boolean() for _ in range(40)]
    for row in rows:
        mip.at_most(total(weight * box for weight, box in zip(row, boxes, strict=True)), sum(row) // 3)
    worth = total(-(17 + 11 * index % 23) * box for index, box in enumerate(boxes))
    answer = mip.minimize(worth, effort=0.02)
    return mip, None if answer is None else answer.value


def test_linear_programme_stops_after_the_same_work() -> None:
    clocks = [Clock(by_work(30)) for _ in range(2)]

    values = [hard_knapsack(clock)[1] for clock in clocks]

    assert values[0] == values[1]
    assert clocks[0].meter.work == clocks[1].meter.work
    assert clocks[0].meter.work < 1


def test_folder_is_the_same_bytes_with_the_same_effort(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        solution = solve(problem_of(FOLDER, load(YEAR)), limits=Limits(600, effort=1.0))
        write_plan(solution.plan, FOLDER, solution.report, folder)

    one, two = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders)

    assert len(one) == 5
    assert one == two
