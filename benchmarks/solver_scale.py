"""How cost grows from hundreds to tens of thousands of candidates, several centres sharing examiners.

    python -m benchmarks.solver_scale [--workers 2] [--tight 1.2] [--demo] [SIZE,CENTRES …]

One row a size: passages left out, commission half-days against their bound, seconds of processor and of
the clock (building the problem, searching, judging by the checkers), the most memory of all processes
together, and whether every hard rule holds. The last line is the exponent of a straight line through
the logarithms of processor time. `--demo` adds 50,000 candidates over 200 centres.

Processor time is what to compare: on a busy machine the clock measures the others as well.
"""

from __future__ import annotations

import argparse
import math
import os
import resource
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.instances import FIRST_DAY, Size, instance
from models.regulation import load
from scheduler.problem import problem_of
from scheduler.rules import check
from solver import Limits, Progress, solve

SIZES = ((400, 2), (2_000, 8), (5_000, 20), (10_000, 40))
DEMO = (50_000, 200)
DAYS = 5
EFFORT_A_CANDIDATE = 0.032
WALL_SECONDS = 36_000.0


@dataclass(frozen=True, slots=True)
class Row:
    """What one size gave."""

    size: Size
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


def measured(size: Size, workers: int, effort: float) -> Row:
    """Plan one instance and judge the plan."""
    folder, texts = instance(size), load(FIRST_DAY.year)
    marks = [processor_seconds()]
    problem = problem_of(folder, texts)
    marks.append(processor_seconds())
    memory, begun = Memory(), time.perf_counter()
    limits = Limits(WALL_SECONDS, effort=effort * size.candidates, workers=workers)
    with memory.watched():
        solution = solve(problem, limits=limits, progress=_Tell(size.name))
    wall = time.perf_counter() - begun
    marks.append(processor_seconds())
    report = check(folder, texts, solution.plan)
    marks.append(processor_seconds())
    level = solution.report.levels[2]
    return Row(
        size, len(solution.plan.passages), len(solution.plan.unplaced), level.value, level.bound,
        report.ok, solution.report.reproducible, marks[1] - marks[0], marks[2] - marks[1],
        marks[3] - marks[2], wall, memory.most,
    )  # fmt: skip


class _Tell:
    """Says each stage once, on one line."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, news: Progress) -> None:
        """Show a step."""
        print(f"\r\033[K{self.name} {news.stage} {news.placed}/{news.total}", end="", flush=True)


def line(row: Row) -> str:
    """One row of the table."""
    over = row.half_days / row.bound - 1 if row.bound else math.nan
    return (
        f"| {row.size.candidates} × 2, {row.size.centres} | {row.missing} | {row.half_days} "
        f"({row.bound}, +{over:.2%}) | {row.building:.1f} + {row.searching:.1f} + {row.checking:.1f} "
        f"| {row.wall:.0f} | {row.megabytes} | {'yes' if row.lawful else 'NO'} "
        f"| {'yes' if row.reproducible else 'no'} |"
    )


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
    parser.add_argument("--demo", action="store_true", help="also 50,000 candidates over 200 centres")
    asked = parser.parse_args()
    sizes = [tuple(map(int, text.split(","))) for text in asked.sizes] or [*SIZES]
    rows = []
    print(
        "| candidates, centres | left | half-days (bound) | processor s | clock s | MB | lawful | same |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for candidates, centres in [*sizes, *([DEMO] if asked.demo else [])]:
        size = Size(candidates, centres, DAYS, asked.tight, asked.seed)
        rows.append(measured(size, asked.workers, asked.effort))
        print(f"\r\033[K{line(rows[-1])}", flush=True)
    if len(rows) > 1:
        print(f"processor seconds grow as candidates to the power {exponent(rows):.2f}")


if __name__ == "__main__":
    main()
