"""One search by one process, by several, and by several of which one is killed: the same plan.

    python -m benchmarks.shared_search [--lent 2] [--database URL] [--effort 12] [--size 120,6]

Three rows: the process that leads alone, without rows; then with lent processes; then with one of them
killed (SIGKILL) while it searches a centre. Each says how many centre-searches others did, and a print
of plan and levels: the same print is the same plan, to the byte. With `--database` of a PostgreSQL
server, other machines that run `oraux worker` take part; with `--lent 0`, they alone do, and nobody is
killed. Ends with 1 when two prints differ.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from sqlalchemy import select

from benchmarks.instances import FIRST_DAY, Size, instance
from benchmarks.solver_scale import print_of
from models.db import Database, PartState, SearchPartRow, open_database
from models.planning import Problem
from models.regulation import load
from scheduler.jobs.lend import MODULE
from scheduler.jobs.sharing import SharedCrew
from scheduler.jobs.worker import Worker
from scheduler.problem import problem_of
from solver.division import Crew
from solver.limits import Clock, Limits
from solver.solve import Solution, by_centre

READY = 10.0
"""Seconds left to lent processes to load before the search begins."""
LOOK = 0.1


@dataclass
class Watch:
    """Who was seen searching which centre; kills one lent process the first time it is seen."""

    database: Database
    to_kill: int | None = None
    killed: str = ""
    seen: set[tuple[str, str, str | None, int | None]] = field(default_factory=set)
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def by_others(self) -> int:
        """Centre-searches seen in other processes than this one."""
        return sum(pid != os.getpid() for _, _, _, pid in self.seen)

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Look until the block ends."""
        thread = threading.Thread(target=self._look, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self.over.set()
            thread.join()

    def _look(self) -> None:
        row = SearchPartRow
        query = select(row.work, row.centre, row.host, row.pid).where(row.state == PartState.RUNNING)
        while not self.over.wait(LOOK):
            with self.database.reading() as db:
                at_work = {(work, centre, host, pid) for work, centre, host, pid in db.execute(query)}
            self.seen |= at_work
            for work, centre, _, pid in at_work:
                if pid == self.to_kill and not self.killed and work == "search_of_centre":
                    os.kill(pid, signal.SIGKILL)
                    self.killed = centre


def searched(problem: Problem, effort: float, crew: Crew | None) -> Solution:
    """Plan with one process of our own, and whoever helps the crew."""
    return by_centre(problem, Clock(Limits(36_000, effort=effort, workers=1)), crew)


def shared(problem: Problem, effort: float, database: Database, lent: int, *, kill: bool) -> str:
    """Plan with lent processes and print the row; return the print of the plan."""
    with ExitStack() as stack:
        workers = [stack.enter_context(Worker(database, MODULE)) for _ in range(lent)]
        time.sleep(READY)
        watch = Watch(database, workers[0].pid if kill else None)
        begun = time.perf_counter()
        with watch.looking(), SharedCrew(database, 1) as crew:
            solution = searched(problem, effort, crew)
    killed = f", one killed in centre {watch.killed}" if watch.killed else ""
    return row(f"1 + {lent} lent{killed}", watch.by_others, time.perf_counter() - begun, solution)


def row(title: str, others: int, seconds: float, solution: Solution) -> str:
    """Print a row; return the print of the plan."""
    found = print_of(solution)
    print(
        f"| {title} | {others} | {seconds:.0f} | {len(solution.plan.unplaced)} | {found} |", flush=True
    )
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--lent", type=int, default=2)
    parser.add_argument("--database")
    parser.add_argument("--effort", type=float, default=12.0)
    parser.add_argument("--size", default="120,6", help="CANDIDATES,CENTRES")
    asked = parser.parse_args()
    candidates, centres = map(int, asked.size.split(","))
    folder = instance(Size(candidates, centres, days=3, tight=1.4))
    problem = problem_of(folder, load(FIRST_DAY.year))
    print("| processes | centre-searches by others | clock s | left | plan |\n|---|---|---|---|---|")
    begun = time.perf_counter()
    alone = searched(problem, asked.effort, None)
    prints = {row("1", 0, time.perf_counter() - begun, alone)}
    with tempfile.TemporaryDirectory() as temporary:
        database = open_database(asked.database or f"sqlite:///{temporary}/search.db")
        for kill in (False, True) if asked.lent else (False,):
            prints.add(shared(problem, asked.effort, database, asked.lent, kill=kill))
        database.close()
    sys.exit(len(prints) > 1)


if __name__ == "__main__":
    main()
