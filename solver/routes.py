"""Hours without a search: each candidate's épreuves in different half-days, commissions filled in order.

Where nobody has two épreuves in one half-day, rests keep themselves: each commission is a row of
candidates one after the other. Candidates alike follow *routes* (one half-day an épreuve) counted by a
small programme; a second one names commissions, half-day by half-day. Whoever remains is left to the
sequencing proper, and waiting to the comfort stage.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from models.planning import Task
from solver.days import Away, Party, parties_of
from solver.draft import Placed, accessible_openings
from solver.gaps import patterns_around
from solver.instance import Instance, needs_to_be_alone
from solver.kept import Kept, Visited
from solver.limits import Clock
from solver.master import Opening, kinds_of
from solver.mip import Answer, Expr, Mip, Var, total
from solver.neighbours import half_days_fit
from solver.patterns import Kind, Pattern, begins_at_once, fullest_patterns
from solver.preparation import Stay
from solver.rows import Row

UNPLACED_COST = 1_000.0
DAY_COST = 30.0
EFFORT = 4.0
NAMING_EFFORT = 1.0
GAP = 0.002
MOST_EPREUVES = 2
MOST_ORDERS = 24

Place = tuple[int, str]
"""A half-day and an épreuve."""
Route = tuple[int, ...]
"""The half-day of each task of a party."""


@dataclass(frozen=True, slots=True)
class Site:
    """The commissions of one centre, by half-day and épreuve, and the tasks they are to hear.

    `kept` are the passages that stay as they are; `tasks` are the others.
    """

    instance: Instance
    openings: Sequence[Opening]
    tasks: Sequence[Task]
    parties: Sequence[Party]
    accessible: frozenset[int]
    away: Away
    kept: Kept

    def commissions(self) -> dict[Place, list[int]]:
        """Openings by half-day and épreuve."""
        found: dict[Place, list[int]] = defaultdict(list)
        for index, one in enumerate(self.openings):
            found[one.block.half_day.id, one.key].append(index)
        return dict(found)

    def patterns(
        self, place: Place, kinds: Sequence[Kind], *, late: bool = False
    ) -> dict[Pattern, bool]:
        """Fullest mixes that one commission of a half-day can hear, and whether they begin at once.

        With `late`, also those of a commission whose first preparation waits for a seat.
        """
        half, key = place
        need = self.instance.needs[key]
        minutes = self.instance.half_days[half].end - self.instance.half_days[half].start
        most = need.daily_cap if need.cap_is_hard else None
        delays = (0, min(kind.lead for kind in kinds)) if late else (0,)
        found = {}
        for delay in delays:
            for pattern in fullest_patterns(
                kinds, minutes=minutes - delay, gap=need.gap, reading=need.reading, most=most
            ):
                found[pattern] = begins_at_once(pattern, kinds, need, minutes)
        return found

    def patterns_of(self, index: int, kinds: Sequence[Kind]) -> dict[Pattern, bool]:
        """Return the mixes of one commission, with the late ones, around what it hears already."""
        opening, fixed = self.openings[index], self.kept.in_opening(index)
        if not fixed:
            return self.patterns((opening.block.half_day.id, opening.key), kinds, late=True)
        need, wait = self.instance.needs[opening.key], min(kind.lead for kind in kinds)
        now, later = (patterns_around(kinds, opening, fixed, need, delay=delay) for delay in (0, wait))
        return {one: one not in later for one in now} | dict.fromkeys(later, False)

    def seats(self, half: int) -> int:
        """Preparation seats of the centre of a half-day."""
        centre = self.instance.half_days[half].centre
        return sum(room.seats for room in self.instance.rooms(centre, jury=False))

    def welcomes(self, index: int, task: Task) -> bool:
        """Whether a commission may hear a task."""
        opening = self.openings[index]
        banned = any(code in task.conflicts for code, _ in opening.members)
        return not banned and (not task.accessible or index in self.accessible)


def routed(
    instance: Instance,
    openings: Sequence[Opening],
    tasks: Sequence[Task],
    clock: Clock,
    *,
    away: Away | None = None,
) -> list[Placed]:
    """Place tasks of one centre without searching hours; empty where that cannot be tried.

    It needs whole half-days, and at most two épreuves a candidate. Locked passages stay at their hours.
    """
    kept = Kept(instance, openings)
    free = [task for task in tasks if task.id not in instance.locks]
    parties = kept.parted(parties_of(instance, free, away or {}))
    whole = all(
        one.block.minutes == one.block.half_day.end - one.block.half_day.start for one in openings
    )
    if not whole or any(len(party.classes) > MOST_EPREUVES for party in parties):
        return []
    accessible = accessible_openings(instance, openings, tasks)
    site = Site(instance, openings, free, parties, accessible, away or {}, kept)
    found: dict[Place, list[Task]] = {}
    for far in (False, True):
        model = Routes(site, clock, far=far)
        model.add_rules()
        answer = model.mip.minimize(model.cost(), effort=EFFORT, gap=GAP)
        if answer is None:
            break
        found = _followed(model, answer)
        if sum(map(len, found.values())) == len(free):
            break
    return _in_rows(site, found, clock)


class Routes:
    """How many of each party follow each route; `far` routes take two days."""

    def __init__(self, site: Site, clock: Clock, *, far: bool) -> None:
        self.site = site
        self.mip = Mip(clock)
        self.kinds = kinds_of(site.tasks)
        self.places = site.commissions()
        self.flows: list[dict[Route, Var]] = []
        self.early: dict[int, list[Var]] = defaultdict(list)
        self.heard: dict[Place, list[tuple[Party, int, Var]]] = defaultdict(list)
        for party in site.parties:
            routes = {
                route: self.mip.integer(len(party.members)) for route in self._routes(party, far=far)
            }
            self.flows.append(routes)
            for route, var in routes.items():
                for rank, half in enumerate(route):
                    self.heard[half, party.classes[rank].key].append((party, rank, var))

    def _routes(self, party: Party, *, far: bool) -> Iterator[Route]:
        """Half-days that differ, in which somebody may hear each task; on one day unless `far`."""
        halves = self.site.instance.half_days
        choices = []
        fixed = self.site.kept.visits(party.members[0][0].candidate)
        for task in party.members[0]:
            able = [
                half
                for (half, key), indexes in self.places.items()
                if key == task.epreuve
                and halves[half].day not in party.away
                and self.site.instance.may_use(task, halves[half])
                and any(self.site.welcomes(index, task) for index in indexes)
                and self._fits((task, halves[half]), fixed)
            ]
            choices.append(able)
        there = {half.day for _, half in fixed}
        for route in product(*choices):
            days = there | {halves[half].day for half in route}
            lawful = len(set(route)) == len(route) and self._in_order(party, route)
            if lawful and (far or len(days) == 1):
                yield route

    def _fits(self, visit: Visited, others: Iterable[Visited]) -> bool:
        """Whether somebody may be heard in a half-day, whatever the hour, beside passages that stay."""
        return all(half_days_fit(self.site.instance, visit, other) for other in others)

    def _in_order(self, party: Party, route: Route) -> bool:
        """Whether these half-days may follow each other, whatever the hours inside."""
        halves = self.site.instance.half_days
        visits = list(zip(party.members[0], (halves[half] for half in route), strict=True))
        return all(self._fits(one, (two,)) for one, two in combinations(visits, 2))

    def add_rules(self) -> None:
        """Everybody at most once; commissions hold what fits, conflicts and rooms considered."""
        for party, routes in zip(self.site.parties, self.flows, strict=True):
            self.mip.at_most(total(routes.values()), len(party.members))
        for place, indexes in self.places.items():
            self._hold(place, indexes)
            self._avoid_conflicts(place, indexes)
        self._prepare()

    def _hold(self, place: Place, indexes: Sequence[int]) -> None:
        kinds = self.kinds.get(place[1], [])
        patterns = list(self._opened(place, indexes, kinds)) if kinds else []
        for position, kind in enumerate(kinds):
            inside = [
                var for party, rank, var in self.heard[place] if party.classes[rank].jury == kind.jury
            ]
            self.mip.at_most(total(inside), total(one[position] * var for one, var in patterns))

    def _opened(
        self, place: Place, indexes: Sequence[int], kinds: Sequence[Kind]
    ) -> Iterator[tuple[Pattern, Var]]:
        """How often each mix is heard; commissions that hear somebody already are not alike."""
        held = [index for index in indexes if self.site.kept.in_opening(index)]
        rows = [(self.site.patterns_of(index, kinds), 1) for index in held]
        if len(indexes) > len(held):
            alike = self.site.patterns(place, kinds, late=True)
            rows.append((alike, len(indexes) - len(held)))
        for known, count in rows:
            patterns = {one: self.mip.integer(count) for one in known}
            self.mip.at_most(total(patterns.values()), count)
            self.early[place[0]] += [var for one, var in patterns.items() if known[one]]
            yield from patterns.items()

    def _avoid_conflicts(self, place: Place, indexes: Sequence[int]) -> None:
        """Those with the same conflicts or wants are no more than other commissions can hear."""
        kinds = self.kinds.get(place[1], [])
        most = {
            index: max(map(sum, self.site.patterns_of(index, kinds)), default=0) if kinds else 0
            for index in indexes
        }
        alike: dict[tuple[int, ...], list[Expr]] = defaultdict(list)
        for party, rank, var in self.heard[place]:
            task = party.members[0][rank]
            alike[tuple(i for i in indexes if self.site.welcomes(i, task))].append(var)
        for able, inside in alike.items():
            self.mip.at_most(total(inside), sum(most[index] for index in able))

    def _prepare(self) -> None:
        minutes: dict[int, list[Expr]] = defaultdict(list)
        for (half, _), rows in self.heard.items():
            minutes[half] += [party.classes[rank].lead * var for party, rank, var in rows]
        shortest = min(kind.jury for kinds in self.kinds.values() for kind in kinds)
        for half, terms in minutes.items():
            day = self.site.instance.half_days[half]
            minutes_open = day.end - day.start - shortest
            seats, kept = self.site.seats(half), self.site.kept
            self.mip.at_most(total(terms), max(0, seats * minutes_open - kept.preparing(half)))
            self.mip.at_most(total(self.early[half]), max(0, seats - kept.begun(half)))

    def cost(self) -> Expr:
        """Everybody first, then one day each."""
        halves = self.site.instance.half_days
        terms: list[Expr] = []
        for party, routes in zip(self.site.parties, self.flows, strict=True):
            visits = self.site.kept.visits(party.members[0][0].candidate)
            there = {half.day for _, half in visits}
            for route, var in routes.items():
                days = len(there | {halves[half].day for half in route})
                terms.append((DAY_COST * (days - 1) - UNPLACED_COST * len(route)) * var)
        return total(terms)


def _followed(model: Routes, answer: Answer) -> dict[Place, list[Task]]:
    """Give each candidate of a party one of the routes counted for it."""
    found: dict[Place, list[Task]] = defaultdict(list)
    for party, routes in zip(model.site.parties, model.flows, strict=True):
        members = iter(party.members)
        for route, var in routes.items():
            for _ in range(answer.count(var)):
                for half, task in zip(route, next(members), strict=True):
                    found[half, task.epreuve].append(task)
    return found


def _in_rows(site: Site, found: dict[Place, list[Task]], clock: Clock) -> list[Placed]:
    """Name the commissions of each half-day, hear candidates one after the other, then fill gaps."""
    stays: dict[int, list[Stay]] = defaultdict(list)
    commissions = site.commissions()
    rows = {
        index: Row(site.instance, one, index, stays[one.block.half_day.id], site.kept.in_opening(index))
        for index, one in enumerate(site.openings)
    }
    for place in sorted(found):
        naming = Naming(site, place, commissions[place], found[place], clock)
        for index, tasks in sorted(naming.shared(), key=_demands, reverse=True):
            rows[index].hear(tasks)
    heard = {one.task.id for row in rows.values() for one in row.placed}
    for task in site.tasks:
        if task.id not in heard:
            _insert(site, rows, task)
    return [one for row in rows.values() for one in row.heard]


def _insert(site: Site, rows: Mapping[int, Row], task: Task) -> None:
    """Add a task to a commission that can hear one more, on the candidate's own day if it can be."""
    others = [
        (one.task, site.openings[row.index].block.half_day)
        for row in rows.values()
        for one in row.heard
        if one.task.candidate == task.candidate
    ]
    halves = [half for _, half in others]
    days = {half.day for half in halves}
    away = site.away.get(task.candidate, ())
    open_to = [
        index
        for index, one in enumerate(site.openings)
        if one.key == task.epreuve
        and one.block.half_day not in halves
        and all(half_days_fit(site.instance, (task, one.block.half_day), other) for other in others)
        and one.block.half_day.day not in away
        and site.instance.may_use(task, one.block.half_day)
        and site.welcomes(index, task)
    ]
    for index in sorted(open_to, key=lambda i: site.openings[i].block.half_day.day not in days):
        row = rows[index]
        before = row.placed
        if not row.can_hear([*(one.task for one in before), task]):
            continue
        row.hear([*(one.task for one in before), task])
        if len(row.placed) > len(before):
            return
        row.hear([one.task for one in before])


def _demands(shared: tuple[int, list[Task]]) -> tuple[int, int]:
    """How little a commission can wait, and how many ask for a room of a kind: they choose first."""
    tasks = shared[1]
    return sum(task.jury for task in tasks), sum(needs_to_be_alone(task) for task in tasks)


Traits = tuple[int, tuple[int, ...]]
"""Minutes before the jury, and commissions that may hear somebody."""


class Naming:
    """Which commission of a half-day hears whom; tasks alike are counted together."""

    def __init__(
        self, site: Site, place: Place, indexes: Sequence[int], tasks: Sequence[Task], clock: Clock
    ) -> None:
        self.mip = Mip(clock)
        self.alike: dict[Traits, list[Task]] = defaultdict(list)
        for task in tasks:
            able = tuple(index for index in indexes if site.welcomes(index, task))
            self.alike[task.jury, able].append(task)
        self.flows: dict[int, dict[Traits, Var]] = {index: {} for index in indexes}
        for traits, people in self.alike.items():
            there = {index: self.mip.integer(len(people)) for index in traits[1]}
            self.mip.at_most(total(there.values()), len(people))
            for index, var in there.items():
                self.flows[index][traits] = var
        kinds = kinds_of(tasks)[place[1]]
        seats = max(0, site.seats(place[0]) - site.kept.begun(place[0]))
        self._hold(kinds, {index: site.patterns_of(index, kinds) for index in indexes}, seats)

    def _hold(
        self, kinds: Sequence[Kind], known: Mapping[int, Mapping[Pattern, bool]], seats: int
    ) -> None:
        """A commission hears one mix of lengths at the most; no more begin at once than have a seat."""
        early: list[Var] = []
        for index, flows in self.flows.items():
            patterns = known[index]
            chosen = [self.mip.boolean() for _ in patterns]
            self.mip.at_most(total(chosen), 1)
            early += [var for var, first in zip(chosen, patterns.values(), strict=True) if first]
            for position, kind in enumerate(kinds):
                inside = [var for (jury, _), var in flows.items() if jury == kind.jury]
                held = [pattern[position] * var for pattern, var in zip(patterns, chosen, strict=True)]
                self.mip.at_most(total(inside), total(held))
        self.mip.at_most(total(early), seats)

    def shared(self) -> Iterator[tuple[int, list[Task]]]:
        """Give each commission its candidates; some may be left."""
        everyone = total(var for flows in self.flows.values() for var in flows.values())
        answer = self.mip.minimize(-everyone, effort=NAMING_EFFORT)
        if answer is None:
            return
        waiting = {traits: iter(people) for traits, people in self.alike.items()}
        for index, flows in self.flows.items():
            yield (
                index,
                [
                    next(waiting[traits])
                    for traits, var in flows.items()
                    for _ in range(answer.count(var))
                ],
            )
