"""Large sessions drawn at random, planned, judged by the checkers, stopped at a random moment.

    python -m benchmarks.solver_random [--seeds 1,2,3] [--candidates 400,800] [--locked [0.1,0.5]]

One row a seed: what was drawn (size, centres, people and rooms for one needed, part of the candidates
without a centre), when the search was stopped, the first levels with their bounds, hard rules broken and
passages lost: both must be 0 whatever the moment; then processor seconds. With `--locked`, some of the
passages found (a tenth, or each of the shares given) are locked and the session is planned again around
them. The exit code is 1 when a row is wrong.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from dataclasses import dataclass, replace

from benchmarks.instances import FIRST_DAY, Size, instance
from models.dossier import Dossier
from models.planning import Plan
from models.regulation import Regulation, load
from scheduler.problem import problem_of
from scheduler.rules import check
from solver import Limits, Solution, solve

LOCKED_SHARE = "0.1"
CANDIDATES_A_CENTRE = (25, 250)
EFFORT_A_CANDIDATE = 0.05
SECONDS_A_CANDIDATE = 0.1
WALL_SECONDS = 36_000.0


@dataclass(frozen=True, slots=True)
class Draw:
    """A session, and the processor seconds after which its search is stopped; None for never."""

    size: Size
    free: float
    stop: float | None

    def dossier(self) -> Dossier:
        """Draw the folder; some candidates lose their centre."""
        chance = random.Random(self.size.seed)
        given = instance(self.size)
        candidates = (
            replace(one, centre=None) if chance.random() < self.free else one for one in given.candidates
        )
        return replace(given, candidates=tuple(candidates))


def drawn(seed: int, sizes: list[int]) -> Draw:
    """Draw what to try; the same seed draws the same."""
    chance = random.Random(1000 + seed)
    candidates = chance.choice(sizes)
    centres = max(2, candidates // chance.randint(*CANDIDATES_A_CENTRE))
    size = Size(candidates, centres, 5, chance.choice((1.0, 1.05, 1.1, 1.3)), seed)
    stop = chance.choice((None, chance.uniform(0, SECONDS_A_CANDIDATE * candidates)))
    return Draw(size, chance.choice((0.05, 0.3)), stop)


def planned(
    draw: Draw, dossier: Dossier, texts: Regulation, kept: Plan | None = None
) -> tuple[Solution, float]:
    """Plan in this process; return the plan and the processor seconds it took."""
    begun = time.process_time()

    def stopped() -> bool:
        return draw.stop is not None and time.process_time() - begun > draw.stop

    effort = EFFORT_A_CANDIDATE * draw.size.candidates
    limits = Limits(WALL_SECONDS, draw.size.seed, effort, workers=1)
    found = solve(problem_of(dossier, texts, locked_from=kept), limits=limits, cancelled=stopped)
    return found, time.process_time() - begun


def with_locks(plan: Plan, seed: int, share: float) -> Plan:
    """Lock a share of the passages of a plan."""
    chance = random.Random(seed)
    passages = (replace(one, locked=chance.random() < share) for one in plan.passages)
    return replace(plan, passages=tuple(passages))


@dataclass(frozen=True, slots=True)
class Row:
    """What was found, in how many processor seconds; `kept` is the plan whose locked passages stay."""

    name: str
    found: Solution
    spent: float
    kept: Plan | None = None


def is_right(draw: Draw, dossier: Dossier, texts: Regulation, row: Row) -> bool:
    """Print a row; tell whether every rule holds and nobody is lost."""
    found, plan = row.found, row.found.plan
    broken = check(dossier, texts, plan, reference=row.kept).hard
    lost = 2 * draw.size.candidates - len(plan.passages) - len(plan.unplaced)
    levels = ", ".join(f"{level.value} (≥ {level.bound})" for level in found.report.levels[:3])
    stop = "never" if draw.stop is None else f"{draw.stop:.0f} s"
    print(
        f"| {draw.size.name}, {draw.free:.0%} free{row.name} | {stop}, {found.report.status} | {levels} "
        f"| {len(broken)} | {lost} | {row.spent:.0f} |",
        flush=True,
    )
    for violation in broken[:3]:
        print(f"  {violation.sentence}")
    return not broken and not lost


def main() -> None:
    """Print one row a seed, two with locks."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seeds", default="1,2,3,4,5,6")
    parser.add_argument("--candidates", default="400,800")
    parser.add_argument("--locked", nargs="?", const=LOCKED_SHARE, default="", metavar="SHARES")
    asked = parser.parse_args()
    texts = load(FIRST_DAY.year)
    right = True
    print("| session | stopped after | unplaced, replaced, half-days | broken | lost | s |")
    print("|---|---|---|---|---|---|")
    for seed in map(int, asked.seeds.split(",")):
        draw = drawn(seed, [int(count) for count in asked.candidates.split(",")])
        dossier = draw.dossier()
        found, spent = planned(draw, dossier, texts)
        right &= is_right(draw, dossier, texts, Row("", found, spent))
        for share in map(float, filter(None, asked.locked.split(","))):
            kept = with_locks(found.plan, seed, share)
            again, spent = planned(draw, dossier, texts, kept)
            right &= is_right(draw, dossier, texts, Row(f", {share:.0%} locked", again, spent, kept))
    sys.exit(not right)


if __name__ == "__main__":
    main()
