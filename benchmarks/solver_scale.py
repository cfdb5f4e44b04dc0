"""How cost grows from hundreds to tens of thousands of candidates, several centres sharing examiners.

    python -m benchmarks.solver_scale [--workers 2] [--tight 1.2] [--demo] [SIZE,CENTRES …]
    python -m benchmarks.solver_scale --workers 1 --lent 1 [--database URL] 10000,40

One row a size: passages left out, commission half-days against their bound, seconds of processor
(building the problem, searching, judging by the checkers) and of the clock, the most memory of all
processes together, whether every hard rule holds, whether the watch cut nothing, and a print of plan and
levels: the same print is the same plan, to the byte. The last line is the exponent of a straight line
through the logarithms of processor time. `--demo` adds 50,000 candidates over 200 centres.

`--lent` spreads the search over processes lent as by `oraux worker`, through the queue and the rows of a
database, beside the `--workers` of the process that leads; without `--database`, a SQLite file made for
the purpose. Rows are kept in `docs/scale.json`, those of the usual work alone.

Processor time is what to compare: on a busy machine the clock measures the others as well.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.instances import FIRST_DAY, Size, instance
from models.db import open_database
from models.regulation import load
from scheduler.jobs.lend import lent_processes
from scheduler.jobs.sharing import SharedCrew
from scheduler.problem import problem_of
from scheduler.rules import check
from solver import Limits, Progress, Solution, solve
from solver.division import Crew

SIZES = ((400, 2), (2_000, 8), (5_000, 20), (10_000, 40))
DEMO = (50_000, 200)
DAYS = 5
EFFORT_A_CANDIDATE = 0.032
WALL_SECONDS = 36_000.0
KEPT = Path(__file__).parent.parent / "docs" / "scale.json"


@dataclass(frozen=True, slots=True)
class Hands:
    """Who searches: processes of this one, and `lent` ones through the rows of a database."""

    workers: int
    lent: int = 0
    database: str | None = None

    @contextmanager
    def crew(self) -> Iterator[Crew | None]:
        """Give a crew to share the search with, None for processes of this one alone."""
        if not self.lent:
            yield None
            return
        with tempfile.TemporaryDirectory() as folder:
            database = open_database(self.database or f"sqlite:///{folder}/scale.db")
            with lent_processes(database, self.lent), SharedCrew(database, self.workers) as crew:
                yield crew
            database.close()


@dataclass(frozen=True, slots=True)
class Row:
    """What one size gave."""

    size: Size
    hands: Hands
    placed: int
    missing: int
    half_days: int
    bound: int
    lawful: bool
    reproducible: bool
    building: float
    searching: float
    checking: float
    wall: float
    megabytes: int
    print: str

    @property
    def processor(self) -> float:
        """Seconds of processor, all in all."""
        return self.building + self.searching + self.checking


class Memory:
    """The most resident memory of this process and its children together, looked at often."""

    def __init__(self) -> None:
        self.most = 0

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Look until the block ends."""
        done = threading.Event()
        thread = threading.Thread(target=self._look, args=(done,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()

    def _look(self, done: threading.Event) -> None:
        while not done.wait(0.5):
            self.most = max(self.most, sum(_resident(pid) for pid in (os.getpid(), *_children())))


def _children() -> list[int]:
    """Processes started by this one."""
    lists = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    return [int(pid) for path in lists for pid in path.read_text().split()]


def _resident(pid: int) -> int:
    """Resident megabytes of a process; 0 once it ended."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * resource.getpagesize() >> 20


def processor_seconds() -> float:
    """Seconds of processor of this process and of its children that ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def print_of(solution: Solution) -> str:
    """Return what two solutions share only when they are the same to the byte."""
    read = repr((solution.plan, solution.report.levels)).encode()
    return hashlib.sha256(read).hexdigest()[:12]


def measured(size: Size, hands: Hands, effort: float) -> Row:
    """Plan one instance and judge the plan."""
    folder, texts = instance(size), load(FIRST_DAY.year)
    marks = [processor_seconds()]
    problem = problem_of(folder, texts)
    marks.append(processor_seconds())
    memory, begun = Memory(), time.perf_counter()
    limits = Limits(WALL_SECONDS, effort=effort * size.candidates, workers=hands.workers)
    with memory.watched(), hands.crew() as crew:
        solution = solve(problem, limits=limits, progress=_Tell(size.name), crew=crew)
    wall = time.perf_counter() - begun
    marks.append(processor_seconds())
    report = check(folder, texts, solution.plan)
    marks.append(processor_seconds())
    level = solution.report.levels[2]
    return Row(
        size, hands, len(solution.plan.passages), len(solution.plan.unplaced), level.value, level.bound,
        report.ok, solution.report.reproducible, marks[1] - marks[0], marks[2] - marks[1],
        marks[3] - marks[2], wall, memory.most, print_of(solution),
    )  # fmt: skip


class _Tell:
    """Says each stage: on one line of a terminal, once elsewhere."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.stage = ""

    def __call__(self, news: Progress) -> None:
        """Show a step."""
        text = f"{self.name} {news.seconds:.0f} s {news.stage} {news.placed}/{news.total}"
        if sys.stderr.isatty():
            print(f"\r\033[K{text}", end="", flush=True, file=sys.stderr)
        elif news.stage != self.stage:
            print(text, flush=True, file=sys.stderr)
        self.stage = news.stage


HEAD = (
    "| candidates, centres | left | half-days (bound) | processor s | clock s | MB | lawful | uncut "
    "| processes, lent | plan |"
)


def line(row: Row) -> str:
    """One row of the table."""
    over = f", +{row.half_days / row.bound - 1:.2%}" if row.bound else ""
    return (
        f"| {row.size.candidates} × 2, {row.size.centres} | {row.missing} | {row.half_days} "
        f"({row.bound}{over}) | {row.building:.1f} + {row.searching:.1f} + {row.checking:.1f} "
        f"| {row.wall:.0f} | {row.megabytes} | {'yes' if row.lawful else 'NO'} "
        f"| {'yes' if row.reproducible else 'no'} | {row.hands.workers} + {row.hands.lent} "
        f"| {row.print} |"
    )


def keep(row: Row) -> None:
    """Add a row to those kept, in place of the one of the same size and hands."""
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    values = asdict(row)
    del values["hands"]["database"]
    kept[f"{row.size.name} {row.hands.workers}+{row.hands.lent}"] = values
    KEPT.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def exponent(rows: list[Row]) -> float:
    """Slope of the processor seconds against the candidates, both as logarithms."""
    points = [(math.log(row.size.candidates), math.log(row.processor)) for row in rows]
    middle = [sum(values) / len(points) for values in zip(*points, strict=True)]
    across = sum((x - middle[0]) * (y - middle[1]) for x, y in points)
    return across / sum((x - middle[0]) ** 2 for x, _ in points)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("sizes", nargs="*", help="CANDIDATES,CENTRES")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--tight", type=float, default=1.2)
    parser.add_argument("--effort", type=float, default=EFFORT_A_CANDIDATE, help="work a candidate")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lent", type=int, default=0, help="processes lent, through the queue")
    parser.add_argument("--database", help="where their rows are; a SQLite file otherwise")
    parser.add_argument("--demo", action="store_true", help="also 50,000 candidates over 200 centres")
    asked = parser.parse_args()
    sizes = [tuple(map(int, text.split(","))) for text in asked.sizes] or [*SIZES]
    hands = Hands(asked.workers, asked.lent, asked.database)
    rows = []
    print(HEAD)
    print("|---" * HEAD.count(" | ") + "|---|")
    for candidates, centres in [*sizes, *([DEMO] if asked.demo else [])]:
        size = Size(candidates, centres, DAYS, asked.tight, asked.seed)
        rows.append(measured(size, hands, asked.effort))
        if asked.effort == EFFORT_A_CANDIDATE:
            keep(rows[-1])
        print("\r\033[K" * sys.stderr.isatty(), end="", flush=True, file=sys.stderr)
        print(line(rows[-1]), flush=True)
    if len(rows) > 1:
        print(f"processor seconds grow as candidates to the power {exponent(rows):.2f}")


if __name__ == "__main__":
    main()
