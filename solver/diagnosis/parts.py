"""A session in parts small enough to be solved at once: as it is, or centre by centre when it is large.

Examiners who may go to several centres are first lent to one, by need, as planning does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from models.planning import Problem
from solver.division.guilds import Supply as Lent
from solver.division.lending import Ledger
from solver.division.members import homes_of_examiners
from solver.division.need import commissions_needed
from solver.division.settle import settled
from solver.division.share import Cutter, Order
from solver.instance import Instance
from solver.limits import Clock

MOST_TASKS_AT_ONCE = 1_500


def parts_of(problem: Problem, clock: Clock) -> list[tuple[str, Problem]]:
    """Return the parts of a session, each with its centre; an empty name for the whole of it."""
    centres = {half.centre for half in problem.half_days}
    if len(centres) <= 1 or len(problem.tasks) <= MOST_TASKS_AT_ONCE:
        return [("", problem)]
    return list(_by_centre(problem, clock))


def _by_centre(problem: Problem, clock: Clock) -> Iterator[tuple[str, Problem]]:
    instance = Instance(settled(problem, clock))
    cutter, ledger = Cutter(instance.problem), Ledger(instance)
    needs = commissions_needed(instance, clock)
    lent = Lent(instance, ledger.loans(instance.examiners, cutter.centres))
    homes = homes_of_examiners(lent, needs, instance.problem.tasks, clock)
    people: dict[str, list[str]] = defaultdict(list)
    for code, centre in homes.items():
        people[centre].append(code)
    for centre in cutter.centres:
        loans = ledger.loans(sorted(people[centre]), [centre])
        given = {code: by[centre] for code, by in loans.items()}
        yield centre, cutter.part(Order(centre, given)).problem
