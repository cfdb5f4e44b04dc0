"""How long a repair takes, and what it costs: random disruptions of a plan of some size.

    python -m benchmarks.repair_speed [--candidates 400] [--centres 2] [--each 12] [--seed 1]

Draws a session (benchmarks/instances), plans it, then draws disruptions of each kind. Times are those of
the processor. « substitutes » scans who can sit instead of one absent member, the plan being indexed;
« repair » is everything: data changed, problem built, searches, proposals judged by the checkers and put
into words. `proved` counts the best proposals whose passages moved are proved to be the fewest, `left`
those that leave somebody without a place, `refused` the plans that our checkers did not accept.
"""

from __future__ import annotations

import argparse
import gc
import random
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from benchmarks.instances import Size, instance
from models.dossier import Dossier, HalfDayName
from models.french import MINUTES_A_DAY
from models.planning import Passage, Plan, Sitting
from models.regulation import load
from scheduler.problem import problem_of
from scheduler.services.repair_disruptions import (
    CandidateAway,
    CandidateWithdrawn,
    Disruption,
    ExaminerAbsent,
    HalfDayLost,
    RoomClosed,
    When,
)
from scheduler.services.repair_search import Mended, mended
from solver import Limits, solve
from solver.instance import Instance
from solver.repairing.standing import Standing
from solver.repairing.substitutes import substitutes

NOW = datetime(2027, 3, 1, tzinfo=UTC)
NOON = 12 * 60


@dataclass(frozen=True)
class Drawn:
    """A session with its plan, and the hand that draws disruptions."""

    dossier: Dossier
    plan: Plan
    hand: random.Random

    def when(self, one: Sitting | Passage, *, whole_day: bool = False) -> When:
        """Return the half-day, or the day, of a commission or a passage."""
        day = self.plan.first_day + timedelta(days=one.start // MINUTES_A_DAY)
        if whole_day:
            return When(day)
        morning = one.start % MINUTES_A_DAY < NOON
        return When(day, HalfDayName.MATIN if morning else HalfDayName.APRES_MIDI)

    def sitting(self) -> Sitting:
        """Draw a commission."""
        return self.hand.choice(self.plan.sittings)

    def passage(self) -> Passage:
        """Draw a passage."""
        return self.hand.choice(self.plan.passages)


def absent(drawn: Drawn) -> Disruption:
    """One member away for a half-day."""
    one = drawn.sitting()
    return ExaminerAbsent(drawn.hand.choice(one.members).examiner, drawn.when(one))


def absent_all_day(drawn: Drawn) -> Disruption:
    """One member away for a day."""
    one = drawn.sitting()
    return ExaminerAbsent(drawn.hand.choice(one.members).examiner, drawn.when(one, whole_day=True))


def jury_room(drawn: Drawn) -> Disruption:
    """A jury room shut for a half-day."""
    one = drawn.sitting()
    return RoomClosed(one.centre, one.room, drawn.when(one))


def preparation_room(drawn: Drawn) -> Disruption:
    """A preparation room shut for a half-day."""
    prepared = [one for one in drawn.plan.passages if one.phases[0].room != one.phases[-1].room]
    one = drawn.hand.choice(prepared)
    return RoomClosed(one.centre, one.phases[0].room, drawn.when(one))


def half_day(drawn: Drawn) -> Disruption:
    """A centre that cannot open for a half-day."""
    one = drawn.sitting()
    return HalfDayLost(one.centre, drawn.when(one))


def candidate(drawn: Drawn) -> Disruption:
    """A candidate who cannot come that day."""
    one = drawn.passage()
    return CandidateAway(one.candidate, drawn.when(one, whole_day=True))


def withdrawal(drawn: Drawn) -> Disruption:
    """A candidate who gives up."""
    return CandidateWithdrawn(drawn.passage().candidate)


KINDS: tuple[Callable[[Drawn], Disruption], ...] = (
    absent, absent_all_day, jury_room, preparation_room, half_day, candidate, withdrawal,
)  # fmt: skip


def main() -> None:
    """Print one row a kind of disruption."""
    options = _options()
    dossier = instance(
        Size(options.candidates, options.centres, options.days, tight=options.tight, seed=options.seed)
    )
    problem = problem_of(dossier, load(dossier.session.year))
    plan = solve(problem, limits=Limits(seconds=600, effort=options.effort)).plan
    print(f"{len(plan.passages)} passages, {len(plan.sittings)} commissions, {len(plan.unplaced)} left")
    drawn = Drawn(dossier, plan, random.Random(options.seed))
    _substitutes(Instance(problem), plan)
    print(f"{'repair':<18} {'p50 s':>6} {'max s':>6} {'moved':>6} {'people':>6}  proved  left  refused")
    for kind in KINDS:
        _repairs(kind, drawn, options.each)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--candidates", type=int, default=400)
    parser.add_argument("--centres", type=int, default=2)
    parser.add_argument("--days", type=int, default=5)
    parser.add_argument("--tight", type=float, default=1.2)
    parser.add_argument("--effort", type=float, default=60.0)
    parser.add_argument("--each", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _substitutes(instance_: Instance, plan: Plan) -> None:
    """Scan the substitutes of every member of every commission."""
    gc.collect()
    begun = time.process_time()
    standing = Standing(instance_, plan)
    standing.sits, instance_.options  # noqa: B018 (indexes made once, when first asked for)
    indexed = 1000 * (time.process_time() - begun)
    spent, found = [], 0
    for commission in standing.commissions.values():
        for code in commission.examiners:
            begun = time.process_time()
            found += bool(substitutes(standing, commission, (code,)))
            spent.append(1000 * (time.process_time() - begun))
    print(
        f"substitutes: plan indexed in {indexed:.1f} ms; p50 {statistics.median(spent):.2f} ms, "
        f"max {max(spent):.2f} ms; {found} of {len(spent)} members have one"
    )


def _repairs(kind: Callable[[Drawn], Disruption], drawn: Drawn, count: int) -> None:
    """Mend random disruptions of one kind; a disruption that hits nothing is drawn again."""
    rows: list[tuple[float, Mended]] = []
    while len(rows) < count:
        begun = time.process_time()
        found = mended(drawn.dossier, drawn.plan, [kind(drawn)], now=NOW)
        if found.hit:
            rows.append((time.process_time() - begun, found))
    best = [found.proposals[0] for _, found in rows if found.proposals]
    values = [{level.name: level.value for level in one.levels} for one in best]
    print(
        f"{kind.__name__:<18} {statistics.median(spent for spent, _ in rows):6.2f} "
        f"{max(spent for spent, _ in rows):6.2f} {_mean(one['moved'] for one in values):6.1f} "
        f"{_mean(one['reconvened'] for one in values):6.1f}  "
        f"{sum(one.levels[1].proved for one in best)}/{count}  "
        f"{sum(bool(one['unplaced']) for one in values) + count - len(best)}  "
        f"{sum(found.refused for _, found in rows)}"
    )


def _mean(values: Iterable[int]) -> float:
    known = list(values)
    return sum(known) / len(known) if known else 0.0


if __name__ == "__main__":
    main()
