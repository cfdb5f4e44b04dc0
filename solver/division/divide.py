"""A large session, centre by centre: share, search side by side, lend what is left, put together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, fsum

from models.french import typeset
from models.planning import LEVELS, Problem, Task
from solver.bounds.balance import least_of_members
from solver.bounds.planes import Plane
from solver.division.absences import Days, centres_of_travellers, days_apart
from solver.division.comfort import (
    WAITING,
    Together,
    bound_of_centre,
    least_waiting,
    may_be_bounded,
    opened_in,
)
from solver.division.crew import Crew, Ears, Work
from solver.division.found import Found, in_order, merged, nothing_found
from solver.division.guilds import Supply
from solver.division.lending import Ledger, halves_held, locked_seats
from solver.division.members import homes_of_examiners
from solver.division.moving import Movers, moved, without_tasks
from solver.division.need import commissions_needed, least_half_days
from solver.division.news import Board
from solver.division.settle import settled
from solver.division.share import Cutter, Loan, Order, Part
from solver.draft import Draft
from solver.instance import Instance
from solver.limits import Clock, Limits
from solver.measure import values_of

FEWEST_TASKS = 600
ROUNDS = 4
WASTE = 0.01
SEARCH_SHARE = 0.75
AGAIN_SHARE = 0.6
LENT_TWICE = 2
BOUND_SHARE = 0.9
EACH_SHARE = 0.5
PROCESSORS = 2
PATIENCE = 3.0
NOWHERE = typeset(
    "Aucun centre ne peut l’accueillir : tous manquent de salles, de places ou de demi-journées "
    "ouvertes pour cette épreuve. Ouvrez-en, ou désignez un centre."
)


def worth_dividing(problem: Problem) -> bool:
    """Whether a session has centres enough, and is large enough, to be cut into centres."""
    centres = {half.centre for half in problem.half_days}
    return len(centres) > 1 and len(problem.tasks) > FEWEST_TASKS


@dataclass(frozen=True, slots=True)
class Divided:
    """The draft of the whole session, with what is known of its bounds and of who is missing."""

    instance: Instance
    draft: Draft
    bounds: dict[str, int]
    reasons: dict[int, str]


class Division:
    """One session in the making: who is lent where, and the best answer of each centre so far."""

    def __init__(self, problem: Problem, clock: Clock, crew: Crew) -> None:
        self.clock = clock
        self.crew = crew
        self.board = Board(clock, len(problem.tasks))
        self.board.stage("Répartition entre centres")
        self.least = least_half_days(Instance(problem), clock)
        homes = settled(problem, clock)
        self.movers = Movers(problem, homes)
        self._settle(homes)
        self.ledger = Ledger(self.instance)
        locked = locked_seats(self.instance)
        self.ledger.write(locked)
        self.held = halves_held(locked)
        self.hosts: dict[str, str] = {}
        self.lent: dict[str, set[str]] = defaultdict(set)
        self.tried: dict[str, Order] = {}  # searched to the end: the same again finds the same
        self.travellers = centres_of_travellers(self.instance)
        self.apart = days_apart(self.instance)
        self.found: dict[str, Found] = {}
        self.hurried = False

    def _settle(self, homes: Problem) -> None:
        """Note the centre of everybody, and what each centre needs for it."""
        self.instance = Instance(homes)
        self.cutter = Cutter(homes)
        self.needs = commissions_needed(self.instance, self.clock)

    def run(self, first: Work, search: Work) -> None:
        """Share examiners, plan every centre quickly, then well, then again where more are needed."""
        self._share()
        centres = self.cutter.centres
        orders = [self._order(centre, self.lent[centre]) for centre in centres]
        self.found = {one: nothing_found(one, self.cutter.numbers(one)) for one in centres}
        self.board.stage("Premier plan")
        self._do(first, orders, SEARCH_SHARE)
        self.board.centres(len(orders))
        self._do(search, orders, SEARCH_SHARE)
        self.board.stage("Prêts entre centres")
        for turn in range(ROUNDS):
            if self.clock.over:
                break
            self._move()
            wanting = self._wanting()
            if not wanting:
                break
            wider = self._wider(wanting[turn % 2 :: 2] or wanting)
            self._do(search, [one for one in wider if one != self.tried.get(one.centre)], AGAIN_SHARE)

    def _move(self) -> None:
        """Give another centre to whoever had none designated and was not heard in the one given."""
        tasks = self.instance.problem.tasks
        missing = [tasks[task].candidate for one in self.found.values() for task in one.missing]
        homes = dict(self.movers.of(missing, self._hears))
        if not homes:
            return
        self._settle(moved(self.instance.problem, homes))
        gone = {task.id: task.centre for task in self.instance.problem.tasks if task.candidate in homes}
        for centre, one in self.found.items():
            new = tuple(sorted(task for task, where in gone.items() if where == centre))
            left = without_tasks(one, frozenset(gone))
            if new or left != one:
                self.found[centre] = replace(left, missing=(*left.missing, *new))
                self.ledger.write([self.found[centre]])
                self.tried.pop(centre, None)

    def _hears(self, centre: str, tasks: Sequence[Task]) -> bool:
        """Whether those lent to a centre make juries without a link to the candidate."""
        there = Instance(self.cutter.part(self._order(centre, self.lent[centre])).problem)
        halves = there.problem.half_days
        return all(
            task.epreuve in there.needs and any(there.has_jury_for(task, half) for half in halves)
            for task in tasks
        )

    def _share(self) -> None:
        """Lend each examiner to one centre: that of his or her locked passages, where there are any.

        Whoever is locked in several gives the others no more than the half-days of these locks.
        """
        everybody = self.ledger.loans(self.instance.examiners, self.cutter.centres)
        offered = {
            code: {
                one: loan for one, loan in loans.items() if one in (self.ledger.sits_in(code) or loans)
            }
            for code, loans in everybody.items()
        }
        supply = Supply(self.instance, offered)
        tasks = self.instance.problem.tasks
        for code, centre in homes_of_examiners(supply, self.needs, tasks, self.clock).items():
            self.lent[centre].add(code)
            self.hosts[code] = centre
        for code in self.instance.examiners:
            for centre in sorted(self.ledger.sits_in(code)):
                self.lent[centre].add(code)
                self.hosts.setdefault(code, centre)

    def _order(
        self,
        centre: str,
        codes: set[str],
        away: Mapping[str, Days] | None = None,
        claimed: Mapping[str, str] | None = None,
    ) -> Order:
        """Return what a centre is lent; of those another one claims, the half-days of locks alone."""
        loans = self.ledger.loans(sorted(codes), [centre])
        mine: dict[str, Loan] = {code: by_centre[centre] for code, by_centre in loans.items()}
        for code, loan in mine.items():
            held = self.held.get((code, centre))
            if held and (self.hosts if claimed is None else claimed).get(code, centre) != centre:
                mine[code] = replace(loan, half_days=loan.half_days & held)
        return Order(centre, mine, self.apart.get(centre, {}) if away is None else away)

    def _do(self, work_of_part: Work, orders: Sequence[Order], share: float) -> None:
        """Search these centres, the largest first, and keep what is better than before.

        What each is lent was settled before any began: answers may come in any order.
        """
        sizes = {one.centre: len(self.cutter.tasks[one.centre]) for one in orders}
        parts = map(self.cutter.part, sorted(orders, key=lambda one: (-sizes[one.centre], one.centre)))
        budget = Budget(self.clock, share, sizes.values())
        asked = {one.centre: one for one in orders}
        ears = Ears(budget.limits, self.board.tell, self._interrupted)
        work = {}
        for one in self.crew.each(work_of_part, parts, ears):
            work[one.centre] = one.work
            self.tried.pop(one.centre, None)
            if one.work < budget.effort(sizes[one.centre]):
                self.tried[one.centre] = asked[one.centre]
            self.hurried |= one.hurried
            before = self.found[one.centre]
            if one.score <= before.score or not before.seances:
                self.found[one.centre] = one
                self.ledger.write([one])
            self.board.done(self.found[one.centre])
        self.clock.spend(fsum(work.values()))

    def _interrupted(self) -> bool:
        return self.clock.interrupted

    def _wanting(self) -> list[str]:
        """Centres where somebody is missing or replaced, or with more commissions than needed.

        Every second one is served at a time, so that a centre in want may borrow from its neighbour.
        """
        return [centre for centre, one in sorted(self.found.items()) if self._wants(centre, one)]

    def _wants(self, centre: str, one: Found) -> bool:
        missing, replaced, opened = one.score
        least = sum(count for (where, _), count in self.needs.items() if where == centre)
        return bool(missing or replaced or opened > least * (1 + WASTE))

    def _wider(self, wanting: Sequence[str]) -> list[Order]:
        """Return what these centres are planned again with: examiners whom others leave free too."""
        taken = self._claimed(wanting)
        free = [code for code in self.instance.examiners if code not in taken]
        supply = Supply(self.instance, self.ledger.loans(free, wanting))
        wanted = {key: count for centre in wanting for key, count in self._shortage(centre).items()}
        missing = [self.instance.problem.tasks[task] for c in wanting for task in self.found[c].missing]
        homes = homes_of_examiners(supply, wanted, missing, self.clock)
        for code, centre in homes.items():
            self.lent[centre].add(code)
            taken[code] = centre
        days = self._days_of_travellers()
        orders = []
        for centre in wanting:
            codes = {
                code
                for code in self.lent[centre]
                if taken.get(code) == centre or (code, centre) in self.held
            }
            orders.append(self._order(centre, codes, self._away(centre, set(wanting), days), taken))
        return orders

    def _claimed(self, wanting: Sequence[str]) -> dict[str, str]:
        """Examiners of the wanting centres; one lent to two of them serves the first this time."""
        claimed: dict[str, str] = {}
        for centre in wanting:
            for code in self.lent[centre]:
                claimed.setdefault(code, centre)
        return claimed

    def _shortage(self, centre: str) -> dict[tuple[str, str], int]:
        """Commissions to ask more examiners for: twice what is missing, and one for each épreuve."""
        one = self.found[centre]
        missing = Counter(self.instance.problem.tasks[task].epreuve for task in one.missing)
        replaced = Counter(row.key for row in one.seances for _, kind in row.members if kind)
        opened = Counter(row.key for row in one.seances)
        found = {}
        for (where, key), least in self.needs.items():
            if where == centre:
                heard = max(1, len(one.heard) // max(1, len(one.seances)))
                extra = ceil(missing[key] / heard) + replaced[key] + max(0, opened[key] - least)
                found[centre, key] = LENT_TWICE * max(1, extra)
        return found

    def _days_of_travellers(self) -> dict[str, dict[str, set[int]]]:
        """Days on which candidates of several centres are heard, by candidate and centre."""
        found: dict[str, dict[str, set[int]]] = {one: defaultdict(set) for one in self.travellers}
        for centre, one in self.found.items() if found else ():
            for row in one.heard:
                half = one.seances[row.seance].half_day
                for candidate in self.instance.problem.tasks[row.task].people:
                    if candidate in found:
                        found[candidate][centre].add(self.instance.half_days[half].day)
        return found

    def _away(
        self, centre: str, wanting: set[str], days: Mapping[str, Mapping[str, set[int]]]
    ) -> dict[str, Days]:
        """Days that candidates of this centre spend in another, or may be asked to meanwhile."""
        found: dict[str, Days] = {}
        for candidate, centres in self.travellers.items():
            heard = days[candidate]
            elsewhere = {day for other in centres if other != centre for day in heard.get(other, ())}
            if centre in centres and wanting & set(centres) - {centre}:
                elsewhere |= self.apart[centre][candidate]
            if elsewhere:
                found[candidate] = frozenset(elsewhere)
        return found

    def reasons(self, explain: Work) -> dict[int, str]:
        """Say what is short for each task of a centre that is not heard."""
        parts = (
            self._unheard(centre, set(one.missing)) for centre, one in self.found.items() if one.missing
        )
        ears = Ears(lambda _: self.clock.limits, lambda _centre, _news: None, lambda: False)
        said = self.crew.each(explain, parts, ears)
        return {task: words for one in said for task, words in one.reasons}

    def _unheard(self, centre: str, missing: set[int]) -> Part:
        part = self.cutter.part(self._order(centre, self.lent[centre]))
        numbers = tuple(number for number, task in enumerate(part.tasks) if task in missing)
        return replace(part, unheard=numbers)

    def comfort(self, problem: Problem, draft: Draft) -> dict[str, int]:
        """Return bounds of waiting and of the members' levels, in plans no worse on those before."""
        values = values_of(self.instance, draft)
        found = least_of_members(Instance(problem), values, self.clock)
        if may_be_bounded(problem):
            self.board.stage("Preuve de l’attente")
            found[WAITING] = self._least_waiting(problem, draft, values)
        return found

    def _least_waiting(self, problem: Problem, draft: Draft, values: Mapping[str, int]) -> int:
        """Have every centre say what it waits at least, as long as there is work for it."""
        clock = self.clock.part(BOUND_SHARE)
        together = Together(problem, values, clock)

        def ask(parts: Iterator[Part]) -> dict[str, Sequence[Plane]]:
            sizes = [len(one) for one in self.cutter.tasks.values()]
            ears = Ears(Budget(clock, EACH_SHARE, sizes).limits, lambda *_: None, self._interrupted)
            found = {one.centre: one for one in self.crew.each(bound_of_centre, parts, ears)}
            clock.spend(fsum(one.work for one in in_order(found)))
            self.hurried |= any(one.hurried for one in found.values())
            return {one.centre: one.planes for one in in_order(found)}

        return least_waiting(together, self.instance.problem, opened_in(draft), ask)

    def whole(self) -> Draft:
        """Return the centres put together."""
        return merged(self.instance, in_order(self.found))


def effort_of(limits: Limits) -> float:
    """Return the work a divided search may do: without an effort, what two quiet processors can."""
    return PROCESSORS * limits.work if limits.effort is None else limits.effort


class Budget:
    """Work of each part: its share of what is left, by its passages, however many processes there are.

    Wall time is shared too, as a safety net, more to each than an even share: most do not take theirs.
    """

    def __init__(self, clock: Clock, share: float, sizes: Collection[int]) -> None:
        self.clock = clock
        self.total = max(1, sum(sizes))
        self.waiting = self.total
        self.work = share * clock.left
        self.workers = min(clock.limits.workers, max(1, len(sizes)))

    def limits(self, part: Part) -> Limits:
        """Return the limits of a part that begins now."""
        size = len(part.tasks)
        share = PATIENCE * self.workers * size / max(1, self.waiting)
        seconds = self.clock.seconds_left * min(1.0, share)
        self.waiting -= size
        return replace(self.clock.limits, seconds=seconds, effort=self.effort(size), workers=1)

    def effort(self, size: int) -> float:
        """Work of a part of so many passages."""
        return self.work * size / self.total


@dataclass(frozen=True, slots=True)
class Trade:
    """How one centre is planned: in no time, and well; and how to say what is short there.

    Functions of a module, for processes find them by name.
    """

    first: Work
    search: Work
    explain: Work


def divided(problem: Problem, clock: Clock, crew: Crew, trade: Trade) -> Divided:
    """Plan a session centre by centre."""
    division = Division(problem, clock, crew)
    division.run(trade.first, trade.search)
    draft = division.whole()
    bounds = {"half_days": max(0, division.least - len(draft.missing))}
    if not clock.over:
        bounds |= division.comfort(problem, draft)
    clock.meter.hurried |= division.hurried
    division.board.stage("Plan achevé")
    reasons = {task.id: NOWHERE for task in draft.missing} | division.reasons(trade.explain)
    return Divided(division.instance, draft, {name: bounds.get(name, 0) for name in LEVELS}, reasons)
