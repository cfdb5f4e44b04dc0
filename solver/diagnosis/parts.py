"""A session in parts small enough to be solved at once: as it is, or centre by centre when it is large.

Examiners who may go to several centres are first lent to one, by need, as planning does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping

from models.planning import Problem
from solver.division.guilds import Supply as Lent
from solver.division.lending import Ledger
from solver.division.members import homes_of_examiners
from solver.division.need import commissions_needed
from solver.division.regions import MOST_CENTRES
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
    everybody = ledger.loans(instance.examiners, cutter.centres)
    homes = homes_of_examiners(
        Lent(instance, everybody), needs, instance.problem.tasks, clock, together=MOST_CENTRES
    )
    homes |= _left_over(instance, {code: set(by) for code, by in everybody.items()}, homes, needs)
    people: dict[str, list[str]] = defaultdict(list)
    for code, centre in homes.items():
        people[centre].append(code)
    for centre in cutter.centres:
        loans = ledger.loans(sorted(people[centre]), [centre])
        given = {code: by[centre] for code, by in loans.items()}
        yield centre, cutter.part(Order(centre, given)).problem


def _left_over(
    instance: Instance,
    centres: Mapping[str, Collection[str]],
    homes: Mapping[str, str],
    needs: Mapping[tuple[str, str], int],
) -> dict[str, str]:
    """Share the others too, alike ones by need: no centre is short while somebody is lent nowhere."""
    wanted: Counter[str] = Counter()
    for (centre, _), count in needs.items():
        wanted[centre] += count
    held: Counter[tuple[frozenset[str], str]] = Counter()
    for code, centre in homes.items():
        held[instance.examiners[code].qualifications, centre] += 1
    found: dict[str, str] = {}
    for code in sorted(centres.keys() - homes.keys()):
        craft = instance.examiners[code].qualifications
        shares = {one: held[craft, one] / max(1, wanted[one]) for one in sorted(centres[code])}
        found[code] = min(shares, key=shares.__getitem__)
        held[craft, found[code]] += 1
    return found
