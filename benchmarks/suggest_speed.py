"""How long the board waits: places, swaps and the effect of one move, on a plan of some size.

    python -m benchmarks.suggest_speed [--candidates 400] [--centres 2] [--passages 40] [--seed 1]

Draws a session (benchmarks/instances), plans it, then asks for drawn passages. Times are those of the
processor, in milliseconds: median, 95th percentile and worst. Two plans are asked: the solver's own,
where commissions are full, and the same with one passage in ten taken out, where there is room.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterable

from benchmarks.instances import Size, instance
from models.dossier import Dossier
from models.planning import Plan
from models.regulation import load
from scheduler.board import Key, Move, PlanDesk
from scheduler.board.change import key_of
from scheduler.problem import problem_of
from solver import Limits, solve

WARM = 3


def main() -> None:
    """Print one row a question, for both plans."""
    options = _options()
    dossier = instance(Size(options.candidates, options.centres, options.days, seed=options.seed))
    regulation = load(dossier.session.year)
    limits = Limits(seconds=options.seconds, seed=1)
    plan = solve(problem_of(dossier, regulation), limits=limits).plan
    print(f"{len(plan.passages)} passages, {len(plan.sittings)} commissions, {len(plan.unplaced)} left")
    draw = random.Random(options.seed)
    _ask("full", dossier, plan, draw, options.passages)
    _ask("with room", dossier, _thinned(dossier, plan, draw), draw, options.passages)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--candidates", type=int, default=400)
    parser.add_argument("--centres", type=int, default=2)
    parser.add_argument("--days", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--passages", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _thinned(dossier: Dossier, plan: Plan, draw: random.Random) -> Plan:
    """Take one passage in ten out of a plan."""
    gone = draw.sample(plan.passages, len(plan.passages) // 10)
    maker = PlanDesk(dossier, load(dossier.session.year), plan).maker
    return maker.taking_out([key_of(one) for one in gone], "Retiré.").applied_to(plan)


def _ask(name: str, dossier: Dossier, plan: Plan, draw: random.Random, count: int) -> None:
    begun = time.process_time()
    desk = PlanDesk(dossier, load(dossier.session.year), plan)
    print(f"{name}: desk built in {1000 * (time.process_time() - begun):.0f} ms")
    keys = draw.sample(sorted(desk.index.passages), count + WARM)
    questions: dict[str, Callable[[Key], object]] = {
        "every place, the three best first": lambda key: desk.places_for(*key),
        "best swaps": lambda key: desk.best_swaps(*key),
        "best commissions to open": lambda key: desk.best_openings(*key),
        "effect of one move": lambda key: desk.effect_of(_any_move(desk, key, draw)),
        "the whole check of one move": lambda key: PlanDesk(
            dossier, desk.regulation, desk.apply(desk.effect_of(_any_move(desk, key, draw)))
        ),
    }
    for said, ask in questions.items():
        p50, p95, worst = _measured(ask, keys)
        print(f"  {said:<36} p50 {p50:7.1f} ms  p95 {p95:7.1f} ms  max {worst:7.1f} ms")


def _any_move(desk: PlanDesk, key: Key, draw: random.Random) -> Move:
    codes = [code for code, one in desk.index.sittings.items() if one.record.epreuve == key[1]]
    code = draw.choice(codes)
    return Move(*key, code, desk.index.sittings[code].record.start + draw.randrange(0, 200, 5))


def _measured(ask: Callable[[Key], object], keys: Iterable[Key]) -> tuple[float, float, float]:
    """Return the median, 95th percentile and worst time of a question, the first ones not counted."""
    spent = []
    for key in keys:
        begun = time.process_time()
        ask(key)
        spent.append(1000 * (time.process_time() - begun))
    spent = sorted(spent[WARM:])
    return spent[len(spent) // 2], spent[int(len(spent) * 0.95)], spent[-1]


if __name__ == "__main__":
    main()
