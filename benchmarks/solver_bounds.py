"""Whether a bound that Oraux claims was ever beaten: by other seeds, by more or less work, by hand.

    python -m benchmarks.solver_bounds [--seeds 3] [--effort 10] [--epreuve KEY] [SIZE …]

A size is CANDIDATES,CENTRES,DAYS,TIGHT. A bound of a level holds for every lawful plan that is no
worse on the levels before. Every folder is planned several times; each bound is held against each
value reached by any of the plans. One row a folder: plans made, bounds held against values, how
many were beaten, which must be none, then the levels (bounds) of the plan of the first seed with
all the work, and the seconds of the processor it took.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True)
class Made:
    """Levels of a plan, with the bounds it claims, and the seconds of the processor it took."""

    levels: Reached
    seconds: float


def plans_of(problem: Problem, seeds: int, effort: float) -> Iterator[Made]:
    """Every plan of a folder: the one made by hand claims nothing."""
    yield Made(by_hand(problem), 0.0)
    for seed, share in product(range(1, seeds + 1), (LESS, 1.0)):
        limits = Limits(WALL_SECONDS, seed=seed, effort=share * effort, workers=1)
        began = time.process_time()
        levels = solve(problem, limits=limits).report.levels
        yield Made(levels, time.process_time() - began)


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


def drawn(size: Size, epreuve: str | None) -> Problem:
    """Problem of a folder, of one of its épreuves when one is named."""
    dossier = instance(size)
    if epreuve:
        dossier = replace(dossier, session=replace(dossier.session, epreuves=(epreuve,)))
    return problem_of(dossier, load(FIRST_DAY.year))


def row(size: Size, plans: Iterable[Made]) -> str:
    """One row of the table."""
    made = list(plans)
    known = [one.levels for one in made]
    lost = [name for one, other in product(known, known) for name in beaten(one, other)]
    proved = sum(level.bound > 0 for plan in known for level in plan)
    names = f"{len(lost)} {', '.join(sorted(set(lost)))}".strip()
    levels = ", ".join(f"{level.value} ({level.bound})" for level in known[FULL])
    seconds = f"{made[FULL].seconds:.1f}"
    return f"| {size.name} | {len(known)} | {proved} | {names} | {levels} | {seconds} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("sizes", nargs="*", help="CANDIDATES,CENTRES,DAYS,TIGHT")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--effort", type=float, default=10.0)
    parser.add_argument("--epreuve", help="plan this épreuve only, like BTS-SAM/E4")
    asked = parser.parse_args()
    print("| folder | plans | bounds above nothing | beaten | levels | CPU s |")
    print("|---|---:|---:|---|---|---:|")
    for text in asked.sizes or SIZES:
        candidates, centres, days, tight = text.split(",")
        size = Size(int(candidates), int(centres), int(days), float(tight))
        problem = drawn(size, asked.epreuve)
        print(row(size, plans_of(problem, asked.seeds, asked.effort)), flush=True)


if __name__ == "__main__":
    main()
