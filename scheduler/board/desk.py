"""The desk of one plan: what a passage could do, what each choice costs, in a few milliseconds.

Built once for each state of a plan; never changed. `apply` gives the next plan, whose desk is another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from models.dossier import Dossier
from models.planning import Passage, Plan, Problem, Task
from models.regulation import Regulation
from scheduler.board.change import Change, Key
from scheduler.board.index import PlanIndex
from scheduler.board.judging import Bench, Colour, Effect, Verdict
from scheduler.board.making import Maker, Move
from scheduler.board.opening import Openings
from scheduler.board.slots import Sieve
from scheduler.errors import NotFoundError
from scheduler.problem import problem_of
from scheduler.rules.conformity import check_view
from scheduler.rules.levels import levels_seen
from scheduler.rules.seen import SeenSitting
from scheduler.rules.view import PlanView

MOST_SWAPS_JUDGED = 20
ENOUGH_SWAPS = 8
"""Lawful exchanges among which the best are chosen: those that come first promise most."""
MOST_REMEMBERED = 1000
"""Verdicts kept by a desk: who drags, opens the list and drops asks three times for the same."""
COLOURS = tuple(Colour)


@dataclass(frozen=True, slots=True)
class Place:
    """One place for a passage, judged: moves to make, what the checkers say, what the levels become.

    `moves` has one move for a place that is free, two for a swap; the first is that of the passage
    asked about.
    """

    moves: tuple[Move, ...]
    change: Change
    verdict: Verdict
    effect: Effect

    @property
    def commission(self) -> str:
        """Where the passage goes."""
        return self.moves[0].commission

    @property
    def start(self) -> int:
        """When the jury would see the candidate, minutes of the plan."""
        return self.moves[0].start

    @property
    def passage(self) -> Passage:
        """The passage as it would be."""
        found = self.change.passages[self.moves[0].key]
        assert found is not None  # noqa: S101 - a move puts the passage somewhere
        return found

    @property
    def rank(self) -> tuple[object, ...]:
        """What a sort compares: the colour, the levels in order, the hour."""
        return (COLOURS.index(self.verdict.colour), self.effect.rank, self.start, self.commission)


class PlanDesk:
    """Answers about one state of a plan.

    Parameters
    ----------
    dossier, regulation
        The session's records and the texts in force.
    plan
        The state of the plan; locked passages are to stay where they are.

    Raises
    ------
    OrauxError
        The plan holds a passage or the code of a commission twice.

    """

    def __init__(self, dossier: Dossier, regulation: Regulation, plan: Plan) -> None:
        self._lay(PlanView(dossier, regulation, plan), problem_of(dossier, regulation))

    def _lay(self, view: PlanView, problem: Problem) -> None:
        self.dossier, self.regulation, self.plan = view.dossier, view.regulation, view.plan
        self.problem = problem
        self.index = PlanIndex(view)
        self.report = check_view(view)
        self.levels = levels_seen(view)
        self.bench = Bench(self.index, self.report, self.levels)
        self.maker = Maker(self.index, problem)
        self.sieve = Sieve(self.index, self.maker)
        self.openings = Openings(self.index, self.maker, self.sieve, problem)
        self._judged_moves: dict[tuple[Move, ...], Place] = {}

    def after(self, change: Change) -> PlanDesk:
        """Return the desk of the plan after a change, judged whole; what the session says is kept."""
        desk = PlanDesk.__new__(PlanDesk)
        desk._lay(self.index.view.after(self.apply(change)), self.problem)  # noqa: SLF001 - its own
        return desk

    def places_for(
        self, candidate: str, epreuve: str, *, days: Collection[int] | None = None
    ) -> list[Place]:
        """Return one place in every commission the candidate could be sent to, the best first.

        Green and amber places are lawful; a red one says what forbids that commission at its best hour.
        Commissions of other centres are left out where the candidate has a designated one, and those of
        other days than `days` (counted from the plan's first) where these are named.

        Raises
        ------
        NotFoundError
            The candidate does not sit this épreuve in this session.

        """
        found = [self.effect_of(move) for move in self._offers((candidate, epreuve), days)]
        return sorted(found, key=lambda place: place.rank)

    def best_places(self, candidate: str, epreuve: str, count: int = 3) -> list[Place]:
        """Return the best lawful places, at most `count`."""
        return [one for one in self.places_for(candidate, epreuve) if _lawful(one)][:count]

    def best_openings(self, candidate: str, epreuve: str, count: int = 3) -> list[Place]:
        """Return the best places before a commission to open, with free people in a free room.

        Raises
        ------
        NotFoundError
            The candidate does not sit this épreuve in this session.

        """
        moves = self.openings.for_passage((candidate, epreuve))
        found = sorted((self.effect_of(move) for move in moves), key=lambda place: place.rank)
        return [one for one in found if _lawful(one)][:count]

    def hours_in(self, candidate: str, epreuve: str, commission: str) -> list[Place]:
        """Return every step of the time grid in one commission, judged, in the order of the hours.

        Raises
        ------
        NotFoundError
            The candidate does not sit this épreuve, or the plan has no such commission.

        """
        task = self.maker.task((candidate, epreuve))
        self.maker.sitting(commission)
        half = self.index.sittings[commission].half_day
        grid = self.maker.settings.grid
        first = half.start + task.lead if half else 0
        hours = range(-(-first // grid) * grid, half.end - task.jury + 1, grid) if half else ()
        return [self.effect_of(Move(candidate, epreuve, commission, hour)) for hour in hours]

    def best_swaps(self, candidate: str, epreuve: str, count: int = 3) -> list[Place]:
        """Return the best lawful exchanges of a passage with another of the same épreuve.

        Raises
        ------
        NotFoundError
            The passage is not in the plan.

        """
        key = self.placed((candidate, epreuve))
        swaps = (self.swap_of(key, other) for other in self._partners(key)[:MOST_SWAPS_JUDGED])
        lawful = islice((one for one in swaps if _lawful(one)), ENOUGH_SWAPS)
        return sorted(lawful, key=lambda one: one.rank)[:count]

    def effect_of(self, *moves: Move) -> Place:
        """Return what some moves, made at once, would do: verdict, sentences, levels before and after.

        Raises
        ------
        NotFoundError
            A passage is not of this session, or a commission not of this plan.

        """
        known = self._judged_moves.get(moves)
        if known is None:
            known = self._judged(moves, self.maker.placing(moves))
            if len(self._judged_moves) >= MOST_REMEMBERED:
                self._judged_moves.clear()
            self._judged_moves[moves] = known
        return known

    def swap_of(self, one: Key, two: Key) -> Place:
        """Return what exchanging the commissions and hours of two passages would do.

        Raises
        ------
        NotFoundError
            One of them is not in the plan.

        """
        first, second = (self.index.passages[self.placed(key)] for key in (one, two))
        return self.effect_of(
            Move(*one, second.record.commission, second.jury_start),
            Move(*two, first.record.commission, first.jury_start),
        )

    def taken_out(self, key: Key, reason: str) -> Place:
        """Return what leaving a passage without a place would do.

        Raises
        ------
        NotFoundError
            It is not in the plan.

        """
        seen = self.index.passages[self.placed(key)]
        move = Move(*key, seen.record.commission, seen.jury_start)
        return self._judged((move,), self.maker.taking_out([key], reason))

    def apply(self, change: Change | Place) -> Plan:
        """Return the plan after a change; the desk itself stays as it is."""
        return (change.change if isinstance(change, Place) else change).applied_to(self.plan)

    def _judged(self, moves: Sequence[Move], change: Change) -> Place:
        verdict, effect = self.bench.judge(change)
        return Place(tuple(moves), change, verdict, effect)

    def _offers(self, key: Key, days: Collection[int] | None) -> Iterator[Move]:
        """One move into each commission of the épreuve, at its best hour."""
        task = self.maker.task(key)
        for code, seen in self.index.sittings.items():
            same = self._hears(seen, task) and task.centre in (None, seen.record.centre)
            asked = same and (days is None or seen.day in days)
            start = self.sieve.best_start(key, code) if asked else None
            if start is not None:
                yield Move(*key, code, start)

    def _hears(self, seen: SeenSitting, task: Task) -> bool:
        """Whether a commission is one of the épreuve, in the same form."""
        need = self.maker.needs[task.epreuve]
        return (seen.record.epreuve, seen.record.ccf) == (need.code, need.ccf)

    def placed(self, key: Key) -> Key:
        """Return the key of a passage of the plan.

        Raises
        ------
        NotFoundError
            The candidate does not sit this épreuve, or has no place in this plan.

        """
        self.maker.task(key)
        if key not in self.index.passages:
            raise NotFoundError(
                f"Le candidat n° {key[0]} n’a pas de place en {key[1]} dans ce plan ; placez-le d’abord."
            )
        return key

    def _partners(self, key: Key) -> list[Key]:
        """Passages worth exchanging with one, the most promising first."""
        task, seen = self.maker.task(key), self.index.passages[key]
        rated = [
            (self._promise(key, other), other)
            for other, one in self.index.passages.items()
            if self.maker.tasks.get(other) is not task
            and one.record.epreuve == key[1]
            and not one.record.locked
            and self.maker.tasks.get(other) is not None
            and self.maker.tasks[other].epreuve == task.epreuve
            and one.record.commission != seen.record.commission
        ]
        return [other for _, other in sorted(rated) if self._may_swap(key, other)]

    def _promise(self, one: Key, two: Key) -> tuple[int, ...]:
        """Rests not kept, days and waiting of both candidates after an exchange, without judging it."""
        first, second = self.index.passages[one], self.index.passages[two]
        found = []
        for key, there in ((one, second), (two, first)):
            task = self.maker.tasks[key]
            found.append(
                self.sieve.comfort(key, there.jury_start - task.lead, there.jury_start + task.jury)
            )
        tight, days, waiting = (sum(values) for values in zip(*found, strict=True))
        return tight, days, waiting, abs(first.start - second.start)

    def _may_swap(self, one: Key, two: Key) -> bool:
        """Whether neither meets somebody he or she must not, and both may go to the other's centre."""
        for key, other in ((one, two), (two, one)):
            task, there = self.maker.tasks[key], self.index.passages[other]
            members = {member.examiner for member in there.sitting.members} if there.sitting else set()
            if task.conflicts & members or task.centre not in (None, there.record.centre):
                return False
        return True


def _lawful(place: Place) -> bool:
    return place.verdict.colour is not Colour.RED
