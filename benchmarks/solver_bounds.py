"""Whether a bound that Oraux claims was ever beaten: by other seeds, by more or less work, by hand.

    python -m benchmarks.solver_bounds [--seeds 3] [--effort 10] [CANDIDATES,CENTRES,DAYS,TIGHT …]

A bound of a level holds for every lawful plan that is no worse on the levels before. Every folder is
planned several times; each bound is held against each value reached by any of the plans. One row a
folder: plans made, bounds held against values, how many were beaten, which must be none, and the levels
(bounds) of the plan of the first seed with all the work.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from itertools import product

from benchmarks.instances import FIRST_DAY, Size, instance
from models.planning import Level, Problem
from models.regulation import load
from scheduler.problem import problem_of
from solver import Limits, solve
from solver.blocks import whole_blocks
from solver.greedy import first_plan
from solver.instance import Instance
from solver.limits import Clock
from solver.measure import levels_of, values_of

SIZES = ("12,1,2,1.2", "24,1,3,1.5", "24,1,3,1.1", "40,1,3,1.2")
WALL_SECONDS = 3_600.0
LESS = 0.2
"""Share of the work that the hurried plans are given."""

FULL = 2
"""Rank of the plan of the first seed with all the work, after the one by hand and the hurried one."""

Reached = tuple[Level, ...]


def plans_of(problem: Problem, seeds: int, effort: float) -> Iterator[Reached]:
    """Levels of each plan, with the bounds it claims: none for the plan made by hand."""
    yield by_hand(problem)
    for seed, share in product(range(1, seeds + 1), (LESS, 1.0)):
        limits = Limits(WALL_SECONDS, seed=seed, effort=share * effort, workers=1)
        yield solve(problem, limits=limits).report.levels


def by_hand(problem: Problem) -> Reached:
    """Levels of half-days filled in order."""
    given = Instance(problem)
    draft = first_plan(given, whole_blocks(given), Clock(Limits(WALL_SECONDS)))
    return levels_of(values_of(given, draft), {})


def beaten(claimed: Reached, reached: Reached) -> list[str]:
    """Names of the levels where a plan no worse on the levels before is below a bound."""
    found = []
    for rank, (mine, other) in enumerate(zip(claimed, reached, strict=True)):
        before = zip(claimed[:rank], reached[:rank], strict=True)
        if all(theirs.value <= ours.value for ours, theirs in before) and other.value < mine.bound:
            found.append(mine.name)
    return found


def row(size: Size, plans: Iterable[Reached]) -> str:
    """One row of the table."""
    known = list(plans)
    lost = [name for one, other in product(known, known) for name in beaten(one, other)]
    proved = sum(level.bound > 0 for plan in known for level in plan)
    names = f"{len(lost)} {', '.join(sorted(set(lost)))}".strip()
    levels = ", ".join(f"{level.value} ({level.bound})" for level in known[FULL])
    return f"| {size.name} | {len(known)} | {proved} | {names} | {levels} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("sizes", nargs="*", help="CANDIDATES,CENTRES,DAYS,TIGHT")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--effort", type=float, default=10.0)
    asked = parser.parse_args()
    print("| folder | plans | bounds above nothing | beaten | levels |\n|---|---:|---:|---|---|")
    for text in asked.sizes or SIZES:
        candidates, centres, days, tight = text.split(",")
        size = Size(int(candidates), int(centres), int(days), float(tight))
        problem = problem_of(instance(size), load(FIRST_DAY.year))
        print(row(size, plans_of(problem, asked.seeds, asked.effort)), flush=True)


if __name__ == "__main__":
    main()
