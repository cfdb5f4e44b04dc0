"""One peer on one folder: its levels over time, what the checkers say, seconds and memory, as JSON.

python -m benchmarks.peers.run PEER FOLDER SECONDS
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.peers.hand import by_hand
from benchmarks.peers.one_model import one_model
from benchmarks.peers.table import Table, plan_of
from benchmarks.peers.timefold import timefold
from benchmarks.peers.watch import MemoryWatch
from models.dossier import Dossier
from models.planning import Plan, Problem
from models.regulation import Regulation, load
from scheduler.exchange import read_dossier
from scheduler.problem import problem_of
from scheduler.rules import check, levels_of
from solver import Limits, Progress, solve

PAUSE = 0.25
"""Seconds between two points of a curve."""
MOST_MEMORY = 12 << 30
"""Bytes that one model may take: beyond, it would only make the machine swap."""


class Course:
    """What a peer has found so far: seconds since it began, and the plan."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.begun = time.perf_counter()
        self.tables: list[tuple[float, Table]] = []
        self.plan: Plan | None = None
        self.curve: list[tuple[float, int, int, int]] = []
        self.bounds: dict[str, int] = {}

    def tell(self, table: Table) -> None:
        """Keep a better table; it is counted when the clock has stopped."""
        moment = time.perf_counter() - self.begun
        if len(self.tables) > 1 and moment - self.tables[-2][0] < PAUSE:
            self.tables.pop()
        self.tables.append((moment, table))

    def news(self, progress: Progress) -> None:
        """Keep a step of Oraux."""
        first = [level.value for level in progress.levels[:3]]
        self.curve.append((progress.seconds, first[0], first[1], first[2]))


def hand(course: Course, _: float) -> None:
    """Plan by hand."""
    course.tell(by_hand(course.problem))


def cp_sat(course: Course, seconds: float) -> None:
    """One constraint model."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    one_model(course.problem, seconds, course.tell)


def oraux(course: Course, seconds: float) -> None:
    """Plan with Oraux."""
    solution = solve(course.problem, limits=Limits(seconds=seconds), progress=course.news)
    course.plan = solution.plan
    course.bounds = {level.name: level.bound for level in solution.report.levels}


def by_timefold(course: Course, seconds: float) -> None:
    """Plan with Timefold's local search."""
    timefold(course.problem, seconds, course.tell)


PEERS: dict[str, Callable[[Course, float], None]] = {
    "hand": hand,
    "cp-sat": cp_sat,
    "timefold": by_timefold,
    "oraux": oraux,
}


def measured(peer: str, dossier: Dossier, regulation: Regulation, seconds: float) -> dict[str, Any]:
    """Run a peer and judge what it found."""
    course = Course(problem_of(dossier, regulation))
    memory = MemoryWatch()
    memory.start()
    PEERS[peer](course, seconds)
    spent = time.perf_counter() - course.begun
    memory.done.set()
    plans = [(moment, plan_of(course.problem, table)) for moment, table in course.tables]
    plan = course.plan or (plans[-1][1] if plans else None)
    course.curve += [(moment, *_first(dossier, regulation, one)) for moment, one in plans]
    return {
        "peer": peer,
        "seconds": spent,
        "cpu": _cpu(),
        "memory": memory.peak,
        "tasks": len(course.problem.tasks),
        "levels": None if plan is None else levels_of(dossier, regulation, plan),
        "bounds": course.bounds,
        "violations": None if plan is None else len(check(dossier, regulation, plan).hard),
        "curve": course.curve,
    }


def _first(dossier: Dossier, regulation: Regulation, plan: Plan) -> tuple[int, int, int]:
    levels = levels_of(dossier, regulation, plan)
    return levels["unplaced"], levels["replacements"], levels["half_days"]


def _cpu() -> float:
    mine = resource.getrusage(resource.RUSAGE_SELF)
    theirs = resource.getrusage(resource.RUSAGE_CHILDREN)
    return mine.ru_utime + mine.ru_stime + theirs.ru_utime + theirs.ru_stime


def main() -> None:
    """Measure one peer on one folder."""
    peer, folder, seconds = sys.argv[1], Path(sys.argv[2]), float(sys.argv[3])
    dossier = read_dossier(folder).dossier
    if dossier is None:
        sys.exit(f"{folder} cannot be read")
    print(json.dumps(measured(peer, dossier, load(dossier.session.year), seconds)))


if __name__ == "__main__":
    main()
