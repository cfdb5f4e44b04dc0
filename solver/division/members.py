"""Which centre each examiner is lent to: supply shared by need, one home centre each.

`solver.division.sharing` counts the people of each guild by centre; here whole people are sent. What the
centres leave over is lent again by `solver.division.lending`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from models.planning import PlanExaminer, Task
from solver.division.guilds import Craft, Guild, Needs, Supply
from solver.division.regions import MOST_TOGETHER, Map, regions_of
from solver.division.sharing import Sharing
from solver.limits import Clock
from solver.matching import matched
from solver.mip import TOLERANCE, Answer, Var

USELESS = 1_000


def homes_of_examiners(
    supply: Supply,
    needs: Needs,
    tasks: Iterable[Task],
    clock: Clock,
    *,
    together: int = MOST_TOGETHER,
) -> dict[str, str]:
    """Return the centre each examiner is lent to; those whom nobody needs are left out.

    Where centres are many, examiners are shared between regions first, then inside each of them.

    Parameters
    ----------
    needs
        Commissions wanted, by centre and épreuve.
    tasks
        Those to be heard: whoever must not hear them is better lent elsewhere.
    together
        Centres up to which one programme shares for all of them.

    """
    rows = list(tasks)
    centres = {centre for centre, _ in needs}
    if len(centres) <= together:
        return _shared(supply, needs, rows, clock)
    return _by_region(supply, needs, rows, clock)


def _by_region(supply: Supply, needs: Needs, rows: Sequence[Task], clock: Clock) -> dict[str, str]:
    """Share examiners between regions, then inside each."""
    centres = {centre for centre, _ in needs}
    regions = regions_of(centres, supply.loans.values())
    large = Map(supply.instance.problem, regions)
    sent = _shared(large.supply(supply), large.needs(needs), [], clock, quick=True)
    found: dict[str, str] = {}
    for region in regions:
        mine = {place: count for place, count in needs.items() if place[0] in region}
        people = supply.within(region, (code for code in sent if sent[code] == large.region[region[0]]))
        there = [task for task in rows if task.centre in region]
        found |= _shared(people, mine, there, clock, quick=True)
    return found


def _shared(
    supply: Supply, needs: Needs, rows: Sequence[Task], clock: Clock, *, quick: bool = False
) -> dict[str, str]:
    """Share examiners by one programme."""
    guilds = supply.guilds(needs)
    model = Sharing(supply, guilds, needs, rows, clock, quick=quick)
    answer = model.answer()
    shares = _by_need(guilds, needs) if answer is None else [_whole(answer, one) for one in model.people]
    conflicts = Conflicts(rows)
    found: dict[str, str] = {}
    for guild, counts in zip(guilds, shares, strict=True):
        found |= dict(_people_sent(guild, counts, supply, conflicts))
    return found


def _whole(answer: Answer, people: Mapping[str, Var]) -> dict[str, int]:
    """Whole people by centre: nobody is cut in two, nobody lent twice."""
    wanted = {centre: answer[var] for centre, var in people.items()}
    sent = int(sum(wanted.values()) + 0.5 + TOLERANCE)
    counts = {centre: int(share + TOLERANCE) for centre, share in wanted.items()}
    order = sorted(wanted, key=lambda centre: (counts[centre] - wanted[centre], centre))
    for centre in order[: max(0, sent - sum(counts.values()))]:
        counts[centre] += 1
    return counts


def _by_need(guilds: Iterable[Guild], needs: Needs) -> list[Counter[str]]:
    """Share everybody as centres need their seats, where the programme was not solved in its work."""
    given: Counter[tuple[Craft, str]] = Counter()
    shares: list[Counter[str]] = []
    for guild in guilds:
        keys = {key for key, _ in guild.craft[0]}
        wanted = {centre: sum(needs.get((centre, key), 0) for key in keys) for centre in guild.loads}
        useful = sorted(centre for centre, count in wanted.items() if count)
        counts: Counter[str] = Counter()
        for _ in guild.members if useful else ():
            centre = min(useful, key=lambda one: (given[guild.craft, one] + 1) / wanted[one])
            given[guild.craft, centre] += 1
            counts[centre] += 1
        shares.append(counts)
    return shares


class Conflicts:
    """How many candidates of a centre each examiner must not hear."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self.tasks: Counter[str] = Counter()
        for task in tasks:
            if task.centre is not None:
                self.tasks[task.centre] += 1
                for code in task.conflicts:
                    self.counts[code, task.centre] += 1

    def share(self, code: str, centre: str) -> float:
        """Part of a centre's passages closed to an examiner."""
        return self.counts[code, centre] / max(1, self.tasks[centre])


def _people_sent(
    guild: Guild, counts: Mapping[str, int], supply: Supply, conflicts: Conflicts
) -> Iterator[tuple[str, str]]:
    """Choose who goes where: many free half-days, few candidates of their own school."""
    centres = [centre for centre in guild.loads if counts[centre]]
    if not centres:
        return
    costs = [
        [_reluctance(one, centre, supply, conflicts) for centre in centres] for one in guild.members
    ]
    chosen = matched(costs, [counts[centre] for centre in centres])
    for one, rank in zip(guild.members, chosen, strict=True):
        if rank is not None:
            yield one.code, centres[rank]


def _reluctance(one: PlanExaminer, centre: str, supply: Supply, conflicts: Conflicts) -> int:
    free = supply.load(one, centre)
    return round(100 * conflicts.share(one.code, centre)) - free if free else USELESS
