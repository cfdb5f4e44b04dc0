"""Which centre each examiner is lent to: supply shared by need, one home centre each.

Examiners alike (same seats, same centres) are counted together; a linear programme lends half-days to
commissions so that every centre first has what it cannot do without, then the same margin. What the
centres leave over is lent again by `solver.division.lending`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.planning import PlanExaminer, Task
from solver.division.rounding import matched
from solver.division.share import Loan
from solver.instance import Instance, SeatOption
from solver.limits import Clock
from solver.mip import TOLERANCE, Answer, Expr, Mip, Var, total

MARGINS = ((1.0, 100.0), (0.1, 30.0), (0.15, 10.0), (0.25, 3.0), (0.5, 1.0), (1.0, 0.3))
"""Parts of the need, one after the other, and what a half-day short in each costs."""
REPLACEMENT_COST = 5.0
RESERVE_COST = 2.0
EFFORT = 40.0
USELESS = 1_000

Seats = tuple[tuple[str, SeatOption], ...]
Needs = Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Guild:
    """Examiners who may hold the same seats in the same centres."""

    seats: Seats
    reserve: bool
    centres: tuple[str, ...]
    members: tuple[PlanExaminer, ...]
    loads: Mapping[str, float]


class Supply:
    """What each examiner could give each centre."""

    def __init__(self, instance: Instance, loans: Mapping[str, Mapping[str, Loan]]) -> None:
        self.instance = instance
        self.loans = loans

    def load(self, one: PlanExaminer, centre: str) -> int:
        """Half-days an examiner could give a centre."""
        loan = self.loans[one.code].get(centre)
        if loan is None:
            return 0
        free = len(loan.half_days)
        return free if loan.most is None else min(free, loan.most)

    def guilds(self, needs: Needs) -> list[Guild]:
        """Examiners who are of use, those alike together."""
        seats: dict[str, list[tuple[str, SeatOption]]] = defaultdict(list)
        for key, rows in self.instance.options.items():
            for examiner, options in rows:
                seats[examiner.code] += [(key, option) for option in options]
        wanted = {centre for centre, _ in needs}
        found: dict[tuple[Seats, bool, tuple[str, ...]], list[PlanExaminer]] = defaultdict(list)
        for one in self.instance.problem.examiners:
            centres = tuple(c for c in sorted(self.loans.get(one.code, ())) if c in wanted)
            if centres and seats[one.code]:
                found[tuple(seats[one.code]), one.reserve, centres].append(one)
        return [self._guild(*traits, people) for traits, people in found.items()]

    def _guild(
        self, seats: Seats, reserve: bool, centres: tuple[str, ...], people: Sequence[PlanExaminer]
    ) -> Guild:
        loads = {c: sum(self.load(one, c) for one in people) / len(people) for c in centres}
        return Guild(seats, reserve, centres, tuple(people), loads)


class Sharing:
    """The linear programme: people of each guild by centre, half-days they give to each seat."""

    def __init__(self, instance: Instance, guilds: Sequence[Guild], needs: Needs, clock: Clock) -> None:
        self.mip = Mip(clock)
        self.guilds = guilds
        self.people: list[dict[str, Var]] = []
        self.cost: list[Expr] = []
        self.given: dict[tuple[str, str, int], list[Expr]] = defaultdict(list)
        for guild in guilds:
            self._lend(guild, needs)
        for (centre, key), count in needs.items():
            for seat in range(len(instance.needs[key].seats)):
                self._fill(self.given[centre, key, seat], count)

    def _lend(self, guild: Guild, needs: Needs) -> None:
        """People of a guild go to centres; they sit there in the seats they may hold."""
        people = {centre: self.mip.number(len(guild.members)) for centre in guild.centres}
        self.people.append(people)
        self.mip.at_most(total(people.values()), len(guild.members))
        for centre, count in people.items():
            sits: list[Expr] = []
            for key, option in guild.seats:
                if (centre, key) in needs:
                    var = self.mip.number()
                    sits.append(var)
                    self.given[centre, key, option.seat].append(var)
                    price = REPLACEMENT_COST * option.replacement + RESERVE_COST * guild.reserve
                    if price:
                        self.cost.append(price * var)
            self.mip.at_most(total(sits), guild.loads[centre] * count)

    def _fill(self, given: Sequence[Expr], count: int) -> None:
        """A seat is wanted in every commission, then with a margin that is worth less and less."""
        short = [self.mip.number(part * count) for part, _ in MARGINS]
        everything = sum(part for part, _ in MARGINS) * count
        self.mip.at_most(everything, total([*given, *short]))
        self.cost += [price * var for (_, price), var in zip(MARGINS, short, strict=True)]


def homes_of_examiners(
    supply: Supply, needs: Needs, tasks: Iterable[Task], clock: Clock
) -> dict[str, str]:
    """Return the centre each examiner is lent to; those whom nobody needs are left out.

    Parameters
    ----------
    needs
        Commissions wanted, by centre and épreuve.
    tasks
        Those to be heard: whoever must not hear them is better lent elsewhere.

    """
    guilds = supply.guilds(needs)
    model = Sharing(supply.instance, guilds, needs, clock)
    answer = model.mip.minimize(total(model.cost), effort=EFFORT)
    conflicts = Conflicts(tasks)
    found: dict[str, str] = {}
    for guild, people in zip(guilds, model.people, strict=True):
        shares = _shares(guild, people, answer)
        found |= dict(_people_sent(guild, shares, supply, conflicts))
    return found


def _shares(guild: Guild, people: Mapping[str, Var], answer: Answer | None) -> dict[str, int]:
    """Whole people by centre: nobody is cut in two, nobody lent twice."""
    wanted = {c: answer[var] if answer else 1 / len(people) for c, var in people.items()}
    sent = min(len(guild.members), int(sum(wanted.values()) + 0.5 + TOLERANCE))
    counts = {centre: int(share + TOLERANCE) for centre, share in wanted.items()}
    order = sorted(wanted, key=lambda centre: (counts[centre] - wanted[centre], centre))
    for centre in order[: max(0, sent - sum(counts.values()))]:
        counts[centre] += 1
    return counts


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
    centres = [centre for centre in guild.centres if counts[centre]]
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
