"""The single door: a `Problem` in, a `Plan` and its report out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from models.planning import Level, Plan, Problem, SolveReport, Task
from solver import polishing
from solver.assembly import plan_of
from solver.blocks import split_blocks, whole_blocks
from solver.bounds import bounds_of_levels
from solver.bounds.alike import KnownDays
from solver.chains import chained
from solver.comfort import comfortable
from solver.days import Away, days_of
from solver.division import Crew, Processes, Trade, divided, effort_of, worth_dividing
from solver.division.comfort import WAITING, waiting_at_once
from solver.division.found import Found, found_in, nothing_found
from solver.division.share import Part
from solver.draft import Draft, Placed, last_ones_last
from solver.exact import polished, suits
from solver.greedy import first_plan
from solver.homes import beside_their_locks, settled
from solver.instance import Instance, without_endless_half_days
from solver.joint import reopened
from solver.levels import best_openings
from solver.limits import Clock, Limits, Progress
from solver.master import Opening
from solver.measure import levels_of, values_of
from solver.mip import Answer
from solver.proof import Proof
from solver.reasons import reasons_for
from solver.recover import placed_in_families, placed_in_gaps, with_more_commissions
from solver.routes import routed
from solver.rows import with_new_rows
from solver.sequence import place
from solver.staffing import staffed, without_needless_reserves
from solver.starts import Grain
from solver.widening import widened

ATTEMPTS = 3
MOST_TASKS_TO_SPLIT = 200
PLACING_SHARE = 0.8
OPENING_SHARE = 0.6
REASON_EFFORT = 8.0
REASON_SECONDS = 60.0
HURRIED_REASON_SECONDS = 2.0
REMEDY_SHARE = 0.4
FIRST_SHARE = 0.2
PROOF_SHARE = 0.5
"""Of what placing left, where it took all its own: a plan without proof says nothing of itself."""
POLISH_SHARE = 0.6
ANEW_SHARE = 0.6
MOST_TASKS_BY_MINUTE = 40
FEWEST_TASKS_ROUTED = 120
ROUTED_ENOUGH = 0.97


@dataclass(frozen=True, slots=True)
class Solution:
    """A plan and how it was found."""

    plan: Plan
    report: SolveReport


class Search:
    """One search: the instance, the clock, the best draft so far and the bounds known.

    A `part` of a larger session has a first plan already; it is neither searched to the end nor
    bounded beyond counting.
    """

    def __init__(self, problem: Problem, clock: Clock, *, part: bool = False) -> None:
        self.part = part
        self.original = Instance(problem)
        self.instance = self.original
        self.clock = clock
        self.blocks = whole_blocks(self.instance)
        self.best = Draft((), (), problem.tasks)
        self.bounds: dict[str, int] = {}
        self.proof = Proof(self.original, part=part)
        self.promised: tuple[int, ...] | None = None
        self.first: dict[str, Answer] = {}
        self.laid: set[polishing.Heard] = set()

    def run(self) -> None:
        """Improve `best` stage after stage until it is proved or the clock is over."""
        if not self.part:
            self.tell("Premier plan")
            self._keep(first_plan(self.original, self.blocks, self.clock.part(FIRST_SHARE)))
        placing = self.clock.part(PLACING_SHARE)
        for attempt in range(ATTEMPTS):
            if placing.over or (attempt and self._reached()):
                break
            self._attempt(attempt, placing)
            self._bound(self.clock.part(PROOF_SHARE) if placing.over else placing, together=True)
        self.tell("Confort des candidats")
        small = not self.part and suits(self.instance)
        self.best = comfortable(self.instance, self.best, self.clock, self.laid, small=small)
        self.tell("Confort des candidats et des jurys")
        staff = staffed(self.instance, self.best.without_empty_openings(), self.clock)
        self.best = without_needless_reserves(self.instance, staff)
        self.best = widened(self.instance, self.best, self.blocks, self.clock)
        if not self.part and not self.clock.over:
            self._polish()
        self.tell("Plan achevé")

    def _polish(self) -> None:
        """Improve a small session as far as the exact model goes, then bound every level."""
        self.tell("Recherche exacte")
        days = KnownDays(self.clock)
        share = self.clock.part(POLISH_SHARE)
        better = polished(self.instance, self.best, self.bounds, share, days)
        if better is self.best and suits(self.instance):  # the exact model found nothing
            share = self.clock.part(ANEW_SHARE)
            better = polishing.polished(self.instance, self.best, share, self.laid).draft
        self.best = without_needless_reserves(self.instance, better)
        self.tell("Preuve de chaque niveau")
        values = values_of(self.instance, self.best)
        self.bounds = bounds_of_levels(self.original, values, self.bounds, self.clock, days)
        if not self.bounds[WAITING] and values[WAITING]:  # days too large to be counted
            problems = self.original.problem, self.instance.problem
            self.bounds[WAITING] = waiting_at_once(problems, self.best, values, self.clock)

    def tell(self, stage: str) -> None:
        """Report where the search stands."""
        levels = levels_of(values_of(self.instance, self.best), self.bounds)
        total = len(self.instance.problem.tasks)
        placed = total - len(self.best.missing)
        self.clock.report(Progress(stage, placed, total, levels, self.clock.elapsed))

    def _attempt(self, attempt: int, clock: Clock) -> None:
        """Open commissions and place everybody; where somebody is left, try what costs more."""
        self.tell("Répartition des commissions")
        known = self.first.get("whole")
        share = clock.part(OPENING_SHARE)
        opened = best_openings(self.original, self.blocks, share, attempt=attempt, known=known)
        if opened is None:
            return
        self.first["whole"] = opened.first
        self.promised = opened.score if opened.proved else None
        self.instance = settled(self.original, opened.homes)
        if 2 * clock.left < self.clock.left:  # counting took more than its share
            clock = self.clock
        draft = self._sequenced(opened.openings, clock)
        self._keep(draft)
        if clock.cancelled():  # making the models of what follows takes seconds
            return
        if draft.missing:
            self.tell("Placement des derniers candidats")
            draft = chained(self.instance, draft, clock)
        if draft.missing:
            draft = self._rearranged(draft, clock.part(REMEDY_SHARE))
        self._keep(draft)
        self._keep(with_new_rows(self.instance, draft, self.blocks, clock))
        if self.best.missing or self.best.score[1]:
            self._bound(clock)
        for remedy in (self._rejoined, self._split, self._recovered):
            if not (clock.cancelled() or self.proof.reached(self.best.score[:2])):
                better = remedy(draft, clock.part(REMEDY_SHARE))
                draft = better if better is not None and better.score <= draft.score else draft
                self._keep(draft)

    def _reached(self) -> bool:
        """Nothing better exists, or what was proved of whole half-days is reached already."""
        promised = self.promised is not None and self.best.score <= self.promised
        return promised or self.proof.reached(self.best.score)

    def _rearranged(self, draft: Draft, clock: Clock) -> Draft:
        """Place who is left among the commissions of their épreuves, all days at once."""
        if len(draft.placed) > MOST_TASKS_TO_SPLIT:
            return draft
        return placed_in_families(self.instance, draft, clock)

    def _rejoined(self, draft: Draft, clock: Clock) -> Draft | None:
        """Choose members and candidates at once, where counts alone promised more."""
        if self.promised is not None and draft.score[:2] <= self.promised[:2]:
            return None
        self.tell("Jurys et candidats ensemble")
        found = reopened(self.instance, draft.openings, self.blocks, clock)
        return None if found is None else self._sequenced(found, clock)

    def _split(self, draft: Draft, clock: Clock) -> Draft | None:
        """Let people and rooms hold two commissions in one half-day, one after the other."""
        if len(self.instance.problem.tasks) > MOST_TASKS_TO_SPLIT:
            return None
        self.tell("Demi-journées partagées")
        known = self.first.get("split")
        opened = best_openings(self.instance, split_blocks(self.instance), clock, known=known)
        if opened is not None:
            self.first["split"] = opened.first
        if opened is None or opened.score[:2] >= draft.score[:2]:
            return None
        shared = chained(self.instance, self._sequenced(opened.openings, clock), clock)
        if not shared.missing:
            return shared
        found = reopened(self.instance, opened.openings, (), clock)
        return shared if found is None else self._sequenced(found, clock)

    def _recovered(self, draft: Draft, clock: Clock) -> Draft:
        """Place who is left before one more commission, then in the gaps."""
        if self.proof.reached(draft.score[:1]):
            return draft
        self.tell("Commissions en plus")
        draft = with_more_commissions(self.instance, draft, self.blocks, clock.part(REMEDY_SHARE))
        return chained(self.instance, placed_in_gaps(self.instance, draft, clock), clock)

    def _keep(self, draft: Draft | None) -> None:
        if draft is not None and (draft.score <= self.best.score or not self.best.openings):
            self.best = draft.without_empty_openings()

    def _sequenced(self, openings: Sequence[Opening], clock: Clock) -> Draft:
        """Place every task before these openings, centre by centre and day by day."""
        draft = Draft(tuple(openings), (), self.instance.problem.tasks)
        self.tell("Choix des jours")
        placed: list[Placed] = []
        for centre in self.instance.centres:
            draft, here = self._centre(draft, centre, clock, placed)
            placed += here
        lawful = last_ones_last(self.instance, placed)
        there = {one.task.id for one in lawful}
        missing = tuple(task for task in self.instance.problem.tasks if task.id not in there)
        return Draft(draft.openings, tuple(lawful), missing)

    def _centre(
        self, draft: Draft, centre: str, clock: Clock, elsewhere: Sequence[Placed]
    ) -> tuple[Draft, list[Placed]]:
        indexes = [i for i, one in enumerate(draft.openings) if one.block.half_day.centre == centre]
        openings = [draft.openings[index] for index in indexes]
        only = None if len(self.instance.centres) == 1 else centre
        tasks = [task for task in self.instance.problem.tasks if task.centre in (only, centre)]
        away: dict[str, set[int]] = defaultdict(set)
        for one in elsewhere:
            for person in one.task.people:
                away[person].add(draft.day_of(one))
        plain = not (self.instance.grouped or self.instance.problem.closed)
        quick: list[Placed] = []
        if plain and (len(tasks) > FEWEST_TASKS_ROUTED or clock.over):
            quick = [
                replace(one, opening=indexes[one.opening])
                for one in self._quickly(openings, tasks, clock, away)
            ]
            if len(quick) >= ROUTED_ENOUGH * len(tasks) or (quick and clock.over):
                return draft, quick
        found = days_of(self.instance, openings, tasks, clock, away=away)
        days, asked = found.days, draft.asking({indexes[one] for one in found.accessible})
        placed: list[Placed] = []
        wanted = sorted(set(days.values()))
        for rank, day in enumerate(wanted):
            share = clock.part(2 / (len(wanted) - rank + 1))
            mine = [index for index in indexes if asked.openings[index].block.half_day.day == day]
            today = [task for task in tasks if days.get(task.id) == day]
            grains = tuple(Grain) if len(today) <= MOST_TASKS_BY_MINUTE else (Grain.CHAINS,)
            heard = place(self.instance, [asked.openings[i] for i in mine], today, share, grains=grains)
            placed += [replace(one, opening=mine[one.opening]) for one in heard]
            self.tell("Horaires")
        return (asked, placed) if len(placed) >= len(quick) else (draft, quick)

    def _quickly(
        self, openings: Sequence[Opening], tasks: Sequence[Task], clock: Clock, away: Away
    ) -> list[Placed]:
        """Place tasks of a centre day by day, or where that leaves somebody, in rows."""
        found = polishing.laid_out(self.instance, openings, tasks, clock, away=away)
        if len(found) == len(tasks):
            for day in {openings[one.opening].block.half_day.day for one in found}:
                here = (one for one in found if openings[one.opening].block.half_day.day == day)
                self.laid.add(polishing.hours_of(here))
            return found
        return max(found, routed(self.instance, openings, tasks, clock, away=away), key=len)

    def _bound(self, clock: Clock, *, together: bool = False) -> None:
        """Bound the first levels; each holds for the plan's own values on the levels before."""
        if self.proof.look(self.best, clock, together=together):
            self.bounds = self.proof.by_level()
            self.tell("Preuve")


def solve(
    problem: Problem,
    *,
    limits: Limits | None = None,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    crew: Crew | None = None,
) -> Solution:
    """Find the best plan within `limits`; stopping at any moment keeps the best so far.

    Parameters
    ----------
    problem : Problem
        What is to be planned.
    limits : Limits, optional
        Seconds and seed.
    progress : callable, optional
        Called with a `Progress` after each step.
    cancelled : callable, optional
        Asked often; True stops the search at once, with the best plan kept.
    crew : Crew, optional
        Who searches the centres of a large session; processes of this machine when absent.

    """
    clock = Clock(limits or Limits(), cancelled or (lambda: False), progress or (lambda _: None))
    problem = beside_their_locks(without_endless_half_days(problem))
    if worth_dividing(problem):
        return by_centre(problem, clock, crew)
    search = Search(problem, clock)
    if problem.tasks:
        search.run()
    draft = search.best.without_empty_openings()
    levels = levels_of(values_of(search.instance, draft), search.bounds)
    stopped = clock.cancelled()
    words = clock.extended(REASON_EFFORT, _seconds_for_words(clock, stopped=stopped))
    reasons = reasons_for(search.instance, draft, words)
    plan = plan_of(search.instance, draft, reasons)
    return Solution(plan, _report(clock, levels, stopped=stopped, hurried=words.meter.hurried))


def _seconds_for_words(clock: Clock, *, stopped: bool) -> float:
    """Wall seconds to say what is short: few when somebody is waiting already."""
    if stopped:
        return 0.0
    return min(HURRIED_REASON_SECONDS, clock.limits.seconds) if clock.meter.hurried else REASON_SECONDS


def _report(clock: Clock, levels: tuple[Level, ...], *, stopped: bool, hurried: bool) -> SolveReport:
    """Say how the plan was found; its seconds are work when an effort was asked for."""
    limits, meter = clock.limits, clock.meter
    free = not (meter.hurried or (hurried and not stopped))
    status = "stopped" if stopped else "complete" if clock.left and free else "limit"
    seconds = clock.elapsed if limits.effort is None else meter.work
    return SolveReport(
        levels, seconds, limits.seed, status, effort=limits.work, reproducible=free and not stopped
    )


def by_centre(problem: Problem, clock: Clock, crew: Crew | None = None) -> Solution:
    """Plan a large session centre by centre, by a crew or in processes."""
    clock.limits = replace(clock.limits, effort=effort_of(clock.limits))
    trade = Trade(first_of_centre, search_of_centre, words_of_centre)
    with Processes(clock.limits.workers) as processes:
        whole = divided(problem, clock, crew or processes, trade)
    levels = levels_of(values_of(whole.instance, whole.draft), whole.bounds)
    plan = plan_of(whole.instance, whole.draft, whole.reasons)
    return Solution(plan, _report(clock, levels, stopped=clock.cancelled(), hurried=False))


def first_of_centre(
    part: Part, limits: Limits, tell: Callable[[Progress], None], cancelled: Callable[[], bool]
) -> Found:
    """Plan one centre in no time."""
    search = Search(part.problem, Clock(limits, cancelled, tell))
    draft = first_plan(search.instance, search.blocks, search.clock)
    return found_in(part, draft, {}, search.clock.meter)


def search_of_centre(
    part: Part, limits: Limits, tell: Callable[[Progress], None], cancelled: Callable[[], bool]
) -> Found:
    """Plan one centre as if it were a session."""
    search = Search(part.problem, Clock(limits, cancelled, tell), part=True)
    search.run()
    draft = search.best.without_empty_openings()
    return found_in(part, draft, search.bounds, search.clock.meter)


def words_of_centre(
    part: Part, limits: Limits, tell: Callable[[Progress], None], cancelled: Callable[[], bool]
) -> Found:
    """Say what is short in one centre for those it does not hear."""
    clock = Clock(limits, cancelled, tell).extended(REASON_EFFORT, REASON_SECONDS)
    missing = tuple(part.problem.tasks[number] for number in part.unheard)
    words = reasons_for(Instance(part.problem), Draft((), (), missing), clock)
    reasons = tuple((part.tasks[number], sentence) for number, sentence in words.items())
    return replace(nothing_found(part.centre, part.tasks), reasons=reasons)
