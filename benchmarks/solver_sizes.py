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
from solver.draft import Draft, Placed
from solver.instance import Instance
from solver.recover import _opening_in, _room_free
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
    """Fill the half-days in order, épreuve after épreuve; return commissions opened, tasks left."""
    instance = Instance(problem)
    draft = Draft((), (), ())
    left = list(problem.tasks)
    for block in whole_blocks(instance):
        for need in problem.epreuves:
            while (todo := [task for task in left if task.epreuve == need.key]) and _room_free(
                instance, draft, block
            ):
                opening = _opening_in(instance, draft, block, need.key, todo)
                if opening is None:
                    break
                clock, heard = block.start, []
                members = {code for code, _ in opening.members}
                for task in todo:
                    start = max(clock, block.start + task.lead)
                    busy = any(
                        one.task.candidate == task.candidate
                        and start - task.lead < one.end + instance.settings.rest
                        and one.begin < start + task.jury + instance.settings.rest
                        for one in draft.placed
                    )
                    if busy or task.conflicts & members or start + task.jury > block.end:
                        continue
                    heard.append(Placed(task, len(draft.openings), start - task.lead, start))
                    clock = start + task.jury + need.gap
                if not heard:
                    break
                gone = {one.task.id for one in heard}
                left = [task for task in left if task.id not in gone]
                draft = Draft((*draft.openings, opening), (*draft.placed, *heard), ())
    return len(draft.openings), len(left)


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
