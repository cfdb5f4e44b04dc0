"""Stage 2: how many candidates of each group go to each commission; only the day of each is kept.

Members are known, so conflicts are exact; candidates alike are counted together, so that nothing is
symmetric. The sequencing of a day is then free to choose the commission and the hour.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from models.planning import Task, Turn
from solver.instance import Instance
from solver.limits import Clock
from solver.master import Opening, TaskClass, kinds_of, task_class
from solver.mip import Answer, Expr, Mip, Var, total
from solver.patterns import fullest_patterns, kinds_in

UNPLACED_COST = 10_000
EFFORT = 5.0
GAP = 0.02

Away = Mapping[str, Collection[int]]


@dataclass(frozen=True, slots=True)
class DayPlan:
    """The day of each task, and the openings that ask for an accessible room, by index."""

    days: dict[int, int]
    accessible: frozenset[int]


@dataclass(frozen=True, slots=True)
class Party:
    """Candidates whose tasks are alike, one list of tasks each, in the same order.

    `away` are the days they spend in another centre.
    """

    id: int
    classes: tuple[TaskClass, ...]
    members: tuple[tuple[Task, ...], ...]
    away: frozenset[int] = frozenset()


class DayModel:
    """Counts of candidates of each party before each commission."""

    def __init__(
        self,
        instance: Instance,
        openings: Sequence[Opening],
        tasks: Sequence[Task],
        clock: Clock,
        away: Away | None = None,
    ) -> None:
        self.instance = instance
        self.openings = openings
        self.mip = Mip(clock)
        free = [task for task in tasks if task.id not in instance.locks]
        self.parties = parties_of(instance, free, away or {})
        self.kinds = kinds_of(tasks)
        self.flows: dict[tuple[int, int, int], Var] = {}
        self.short: dict[tuple[int, int], Var] = {}
        self.accessible: dict[int, Var] = {}
        for party in self.parties:
            for rank, one in enumerate(party.classes):
                self.short[party.id, rank] = self.mip.number(len(party.members))
                for index, opening in enumerate(openings):
                    if self.day_of(index) not in party.away and self._may_go(
                        party.members[0][rank], one, opening
                    ):
                        self.flows[party.id, rank, index] = self.mip.integer(len(party.members))

    def _may_go(self, task: Task, one: TaskClass, opening: Opening) -> bool:
        if one.key != opening.key or not self.instance.may_use(task, opening.block.half_day):
            return False
        reading = self.instance.needs[one.key].reading
        fits = opening.block.first_jury(one.lead, reading) + one.jury <= opening.block.end
        return fits and not any(code in one.conflicts for code, _ in opening.members)

    def is_under_way(self, index: int, moment: int) -> bool:
        """Whether an opening may sit at a moment."""
        block = self.openings[index].block
        return block.start <= moment < block.end

    def day_of(self, index: int) -> int:
        """Day of an opening."""
        return self.openings[index].block.half_day.day


def parties_of(instance: Instance, tasks: Sequence[Task], away: Away) -> list[Party]:
    """Candidates whose tasks are alike, and who are away on the same days, together."""
    by_candidate: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        by_candidate[task.candidate].append(task)
    found: dict[tuple[tuple[TaskClass, ...], frozenset[int]], list[tuple[Task, ...]]] = defaultdict(list)
    for candidate, mine in by_candidate.items():
        classes = tuple(task_class(instance, task) for task in mine)
        days = frozenset(day for one in (candidate, *mine[0].people) for day in away.get(one, ()))
        found[classes, days].append(tuple(mine))
    return [
        Party(index, classes, tuple(members), days)
        for index, ((classes, days), members) in enumerate(found.items())
    ]


def days_of(
    instance: Instance,
    openings: Sequence[Opening],
    tasks: Sequence[Task],
    clock: Clock,
    *,
    away: Away | None = None,
) -> DayPlan:
    """Return the day of each task; a task no commission can hold is left out.

    `away` gives, by candidate, days to keep free for another centre.
    """
    locked = locked_days(instance, openings, tasks)
    model = DayModel(instance, openings, tasks, clock, away)
    everyone_is_counted(model)
    commissions_hold_what_fits(model, [1] * len(openings))
    preparation_fits(model)
    accessible_rooms_hold(model)
    final_epreuves_come_last(model)
    cost = UNPLACED_COST * total(model.short.values()) + total(days_present(model))
    answer = model.mip.minimize(cost, effort=EFFORT, gap=GAP)
    if answer is None:
        return DayPlan(locked, frozenset())
    return DayPlan(locked | dict(_spread(model, answer)), asking(model, answer))


def asking(model: DayModel, answer: Answer) -> frozenset[int]:
    """Openings that an answer gives an accessible room."""
    return frozenset(index for index, var in model.accessible.items() if answer.count(var))


def locked_days(
    instance: Instance, openings: Sequence[Opening], tasks: Iterable[Task]
) -> dict[int, int]:
    """Return the day of each locked task whose commission is open."""
    days = {opening.lock: opening.block.half_day.day for opening in openings if opening.lock}
    return {
        task.id: days[instance.locks[task.id].commission]
        for task in tasks
        if task.id in instance.locks and instance.locks[task.id].commission in days
    }


def everyone_is_counted(model: DayModel) -> None:
    """Every candidate of a party goes somewhere or is short."""
    flows: dict[tuple[int, int], list[Expr]] = defaultdict(list)
    for (number, rank, _), var in model.flows.items():
        flows[number, rank].append(var)
    for party in model.parties:
        for rank in range(len(party.classes)):
            everyone = total([*flows[party.id, rank], model.short[party.id, rank]])
            model.mip.equal(everyone, len(party.members))


def commissions_hold_what_fits(model: DayModel, opened: Sequence[Expr]) -> None:
    """An opening hears one of its patterns at most, none where it is not opened."""
    inside: dict[tuple[int, int], list[Expr]] = defaultdict(list)
    for (party, rank, index), var in model.flows.items():
        inside[index, model.parties[party].classes[rank].jury].append(var)
    for (index, jury), count in _held_already(model).items():
        inside[index, jury].append(count)
    for index, opening in enumerate(model.openings):
        need = model.instance.needs[opening.key]
        kinds = model.kinds.get(opening.key, [])
        patterns = fullest_patterns(
            kinds_in(kinds, opening.block.start - opening.block.half_day.start),
            minutes=opening.block.minutes,
            gap=need.gap,
            reading=need.reading,
            most=need.daily_cap if need.cap_is_hard else None,
        )
        chosen = [model.mip.boolean() for _ in patterns]
        model.mip.at_most(total(chosen), opened[index])
        for position, kind in enumerate(kinds):
            held = [pattern[position] * var for pattern, var in zip(patterns, chosen, strict=True)]
            model.mip.at_most(total(inside[index, kind.jury]), total(held))


def _held_already(model: DayModel) -> Counter[tuple[int, int]]:
    """Locked candidates of each opening, by length."""
    indexes = {opening.lock: index for index, opening in enumerate(model.openings) if opening.lock}
    tasks = model.instance.problem.tasks
    return Counter(
        (indexes[lock.commission], tasks[lock.task].jury)
        for lock in model.instance.locks.values()
        if lock.commission in indexes
    )


def preparation_fits(model: DayModel) -> None:
    """Minutes of preparation of a half-day fit in the minutes of its seats."""
    prepared: dict[int, list[Expr]] = defaultdict(list)
    halves = model.instance.half_days
    for (party, rank, index), var in model.flows.items():
        lead = model.parties[party].classes[rank].lead
        if lead:
            prepared[model.openings[index].block.half_day.id].append(lead * var)
    for half, terms in prepared.items():
        seats = sum(room.seats for room in model.instance.open_rooms(halves[half], jury=False))
        shortest = min(kind.jury for kinds in model.kinds.values() for kind in kinds)
        model.mip.at_most(total(terms), seats * (halves[half].end - halves[half].start - shortest))


def accessible_rooms_hold(model: DayModel) -> None:
    """Candidates who need an accessible room go to openings that have one; rooms are counted.

    Where the master gave the rooms already, that is kept.
    """
    for (party, rank, index), var in model.flows.items():
        if model.parties[party].classes[rank].accessible:
            if index not in model.accessible:
                model.accessible[index] = model.mip.boolean()
            model.mip.at_most(var, var.upper_bound * model.accessible[index])
    settled = {lock.commission: lock.room for lock in model.instance.locks.values()}
    by_centre: dict[str, list[int]] = defaultdict(list)
    for index in model.accessible:
        by_centre[model.openings[index].block.half_day.centre].append(index)
    for centre, indexes in by_centre.items():
        rooms = {room.code for room in model.instance.rooms(centre, jury=True) if room.accessible}
        given = any(model.openings[index].accessible for index in indexes)
        for index in indexes:
            lock = model.openings[index].lock
            if lock is not None:
                model.mip.equal(model.accessible[index], int(settled[lock] in rooms))
            elif given:
                model.mip.equal(model.accessible[index], int(model.openings[index].accessible))
        for moment in {model.openings[index].block.start for index in indexes}:
            here = [index for index in indexes if model.is_under_way(index, moment)]
            half = model.openings[here[0]].block.half_day
            open_now = {room.code for room in model.instance.open_rooms(half, jury=True)}
            most = len(rooms & open_now)
            model.mip.at_most(total(model.accessible[index] for index in here), most)


def final_epreuves_come_last(model: DayModel) -> None:
    """Up to any day, no more of a party have had the final épreuve than each of the others."""
    days = sorted({model.day_of(index) for index in range(len(model.openings))})[:-1]
    for party in model.parties:
        final = final_rank(model.instance, party)
        if final is None:
            continue
        for rank, day in product(range(len(party.classes)), days):
            if rank != final:
                last = _heard_by(model, party, final, day)
                others = [*_heard_by(model, party, rank, day), model.short[party.id, rank]]
                model.mip.at_most(total(last), total(others))


def final_rank(instance: Instance, party: Party) -> int | None:
    """Which of the tasks of a party must be the last."""
    turns = [instance.needs[one.key].turn for one in party.classes]
    return turns.index(Turn.FINAL) if Turn.FINAL in turns else None


def _heard_by(model: DayModel, party: Party, rank: int, day: int) -> list[Expr]:
    """Candidates of a party heard in one épreuve up to a day."""
    return [
        var
        for (number, one, index), var in model.flows.items()
        if (number, one) == (party.id, rank) and model.day_of(index) <= day
    ]


def days_present(model: DayModel) -> list[Expr]:
    """Candidates of each party present each day; their tasks of a half-day fit in it, rests included."""
    sums: dict[tuple[int, int], dict[int, list[Expr]]] = defaultdict(lambda: defaultdict(list))
    for (party, rank, index), var in model.flows.items():
        sums[party, model.day_of(index)][rank].append(var)
    present: list[Expr] = []
    for (number, day), by_rank in sums.items():
        there = model.mip.number()
        present.append(there)
        for flows in by_rank.values():
            model.mip.at_most(total(flows), there)
        if len(by_rank) > 1:
            _half_days_are_long_enough(model, number, day, there)
    return present


def _half_days_are_long_enough(model: DayModel, party: int, day: int, there: Expr) -> None:
    rest = model.instance.settings.rest
    minutes: dict[int, list[Expr]] = defaultdict(list)
    for rank, one in enumerate(model.parties[party].classes):
        for index, opening in enumerate(model.openings):
            if (party, rank, index) in model.flows and model.day_of(index) == day:
                spent = (one.lead + one.jury + rest) * model.flows[party, rank, index]
                minutes[opening.block.half_day.id].append(spent)
    for half, terms in minutes.items():
        long = model.instance.half_days[half]
        model.mip.at_most(total(terms), (long.end - long.start + rest) * there)


def _spread(model: DayModel, answer: Answer) -> Iterator[tuple[int, int]]:
    """Give each candidate days its party was counted in, one day for all its tasks if it can be."""
    counts: dict[int, list[dict[int, int]]] = {
        party.id: [defaultdict(int) for _ in party.classes] for party in model.parties
    }
    for (number, rank, index), var in model.flows.items():
        counts[number][rank][model.day_of(index)] += answer.count(var)
    for party in model.parties:
        final = final_rank(model.instance, party)
        ranks = [rank for rank in range(len(party.classes)) if rank != final]
        latest = []
        for tasks in party.members:
            mine = dict(_days_of_one(tasks, ranks, counts[party.id]))
            yield from mine.items()
            latest.append((max(mine.values(), default=-1), tasks))
        if final is not None:
            yield from _last_days(latest, final, counts[party.id][final])


def _days_of_one(
    tasks: Sequence[Task], ranks: Iterable[int], counts: list[dict[int, int]]
) -> Iterator[tuple[int, int]]:
    """Take the day with most of this candidate's tasks first, then the next."""
    left = list(ranks)
    while left:
        days = {day for rank in left for day, count in counts[rank].items() if count > 0}
        if not days:
            return
        best = max(sorted(days), key=lambda day: _use(left, counts, day))
        for rank in [rank for rank in left if counts[rank].get(best, 0) > 0]:
            counts[rank][best] -= 1
            left.remove(rank)
            yield tasks[rank].id, best


def _last_days(
    latest: Iterable[tuple[int, Sequence[Task]]], final: int, counts: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    """Give each candidate, who is through on a day, the first day left for the final épreuve."""
    days = sorted(day for day, count in counts.items() for _ in range(count))
    for through, tasks in sorted(latest, key=lambda row: row[0]):
        day = next((one for one in days if one >= through), None)
        if day is not None:
            days.remove(day)
            yield tasks[final].id, day


def _use(left: list[int], counts: list[dict[int, int]], day: int) -> tuple[int, int]:
    present = [counts[rank].get(day, 0) for rank in left]
    return sum(count > 0 for count in present), min((count for count in present if count), default=0)
