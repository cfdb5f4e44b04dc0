"""How long the solver takes, from small to large, against planning by hand.

`python benchmarks/solver_sizes.py [SIZE,CENTRES,DAYS …]` prints one row an instance: seconds to place
everybody, seconds to prove the first three levels, and the commissions opened, beside what filling the
half-days in order (as one does on paper) opens and leaves out. Instances are seeded (tests/solver).
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from models.planning import Problem
from solver import Limits, Progress, solve
from solver.blocks import whole_blocks
from solver.greedy import first_plan
from solver.instance import Instance
from solver.limits import Clock
from tests.solver.instances import session

SIZES = ((24, 1, 3), (60, 1, 4), (114, 1, 4), (400, 2, 5))
FIRST_LEVELS = 3


class Watch:
    """Notes when everybody was placed and when the first levels were proved."""

    def __init__(self) -> None:
        self.placed: float | None = None
        self.proved: float | None = None

    def __call__(self, news: Progress) -> None:
        """Look at one step of the search."""
        if self.placed is None and news.placed == news.total:
            self.placed = news.seconds
        known = news.levels[:FIRST_LEVELS]
        if self.proved is None and news.placed == news.total and all(level.proved for level in known):
            self.proved = news.seconds


def by_hand(problem: Problem) -> tuple[int, int]:
    """Fill the half-days in order; return the commissions opened and the tasks left out."""
    instance = Instance(problem)
    draft = first_plan(instance, whole_blocks(instance), Clock(Limits(60)))
    return len(draft.openings), len(draft.missing)


def main() -> None:
    """Print one row an instance."""
    sizes = [tuple(int(part) for part in text.split(",")) for text in sys.argv[1:]] or list(SIZES)
    print("candidates×2, centres | placed s | proved s | total s | half-days (bound) | by hand, left")
    for size, centres, days in sizes:
        problem = session(size, centres=centres, days=days, tight=1.5)
        watch = Watch()
        begun = time.perf_counter()
        solution = solve(problem, limits=Limits(120), progress=watch)
        spent = time.perf_counter() - begun
        level = solution.report.levels[2]
        hand, left = by_hand(problem)
        said = [f"{value:.1f}" if value is not None else "-" for value in (watch.placed, watch.proved)]
        missing = len(solution.plan.unplaced)
        print(
            f"{size}×2, {centres} | {said[0]} | {said[1]} | {spent:.1f} | {level.value} ({level.bound})"
            f"{f', {missing} left' if missing else ''} | {hand}, {left}"
        )


if __name__ == "__main__":
    main()
