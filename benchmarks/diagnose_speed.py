"""How long a diagnosis takes, from small to large, when nothing is short and when people are.

    python -m benchmarks.diagnose_speed [--sizes 60x1,400x2,2000x8] [--tight 1.2,0.9]

One row a session (benchmarks/instances): seconds of processor, what cannot be placed at the least,
remedies found and how the cheapest was verified.
"""

from __future__ import annotations

import argparse
import time

from benchmarks.instances import Size, instance
from models.regulation import load
from scheduler.problem import problem_of
from solver.diagnosis.diagnose import diagnose


def main() -> None:
    """Print one row a session."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="60x1,400x2,2000x8")
    parser.add_argument("--tight", default="1.2,0.9")
    options = parser.parse_args()
    print("session | tasks | processor s | cannot be placed | remedies, cheapest verified")
    for size in options.sizes.split(","):
        candidates, centres = (int(part) for part in size.split("x"))
        for tight in options.tight.split(","):
            _row(Size(candidates, centres, 5, tight=float(tight)))


def _row(size: Size) -> None:
    dossier = instance(size)
    problem = problem_of(dossier, load(dossier.session.year))
    begun = time.process_time()
    found = diagnose(problem)
    spent = time.process_time() - begun
    remedies = [one for part in found.parts for one in part.remedies]
    best = remedies[0].proof.value if remedies else "-"
    unknown = sum(part.unplaced is None for part in found.parts)
    left = found.unplaced if found.unplaced is not None else f"unknown in {unknown} centres"
    print(
        f"{size.name} | {len(problem.tasks)} | {spent:.1f} | {left} | {len(remedies)}, {best}",
        flush=True,
    )


if __name__ == "__main__":
    main()
