"""What a session needs and what it has, as counts: who may sit, rooms, preparation seats, half-days.

Like the master (solver.master) with people counted by what they can do instead of named: small enough
for the largest sessions. A room and an examiner serve one commission a half-day, as planning does;
for the rest it asks less than the texts do: it does not see who must not meet whom, nor hours inside a
half-day. What is short here is short for good unless commissions share a half-day (bounds.heard).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from models.planning import HalfDay, PlanExaminer, Task
from solver.diagnosis.families import Family, Kind
from solver.instance import Instance, SeatOption, computers_in, needs_computer
from solver.limits import Clock
from solver.master import kinds_of
from solver.mip import Expr, Mip, Var, total
from solver.patterns import Pattern, fullest_patterns


@dataclass(frozen=True, slots=True)
class TaskKind:
    """Tasks alike for the counts; `halves` are the half-days that could hear one."""

    key: str
    jury: int
    lead: int
    accessible: bool
    computer: bool
    halves: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class People:
    """Examiners alike: the seats they can take, the half-days they give, at most `most` each."""

    options: tuple[tuple[str, SeatOption], ...]
    halves: tuple[int, ...]
    most: int | None
    count: int


def task_kinds(instance: Instance) -> Counter[TaskKind]:
    """Count the tasks of each kind."""
    usable: dict[tuple[object, ...], tuple[int, ...]] = {}
    found: Counter[TaskKind] = Counter()
    for task in instance.problem.tasks:
        traits = (task.epreuve, task.jury, task.lead, task.accessible, needs_computer(task))
        where = (task.centre, task.away, task.busy, task.refusal)
        if (traits, where) not in usable:
            usable[traits, where] = _usable(instance, task)
        kind = TaskKind(*traits, usable[traits, where])
        found[kind] += 1
    return found


def _usable(instance: Instance, task: Task) -> tuple[int, ...]:
    return tuple(half.id for half in instance.problem.half_days if instance.may_use(task, half))


def people_of(instance: Instance) -> list[People]:
    """Count examiners by what they can do, day by day where nothing ties their days together."""
    options: dict[str, list[tuple[str, SeatOption]]] = defaultdict(list)
    for key, rows in instance.options.items():
        for examiner, ways in rows:
            options[examiner.code] += [(key, way) for way in ways]
    found: Counter[tuple[tuple[tuple[str, SeatOption], ...], tuple[int, ...], int | None]] = Counter()
    for examiner in instance.problem.examiners:
        seats = tuple(options.get(examiner.code, ()))
        for halves in _spells(instance, examiner) if seats else ():
            found[seats, halves, examiner.max_half_days] += 1
    return [People(*alike, count) for alike, count in found.items()]


def _spells(instance: Instance, examiner: PlanExaminer) -> Iterable[tuple[int, ...]]:
    """Half-days an examiner gives: all at once where he or she has a maximum, else by day."""
    given = tuple(sorted(examiner.half_days))
    if examiner.max_half_days is not None:
        return [given] if given else []
    days: dict[int, list[int]] = defaultdict(list)
    for half in given:
        days[instance.half_days[half].day].append(half)
    return [tuple(halves) for halves in days.values()]


class Supply:
    """The counts of one problem as a linear programme.

    Parameters
    ----------
    instance, clock
        The problem, and how long it may take.
    elastic
        Families of which more can be invented, at a cost; `slack` then counts it by half-day.
    holding_back
        Units of people and rooms may be kept out of use; `held` counts them.
    whole
        False lets commissions and people be parts: a bound, at once.

    """

    def __init__(
        self,
        instance: Instance,
        clock: Clock,
        elastic: Iterable[Family] = (),
        *,
        holding_back: bool = False,
        whole: bool = True,
    ) -> None:
        self.instance = instance
        self.mip = Mip(clock)
        self._whole = self.mip.integer if whole else self.mip.number
        self.elastic = frozenset(elastic)
        self.holding_back = holding_back
        self.held: dict[Family, list[Var]] = defaultdict(list)
        self.slack: dict[tuple[Family, int], Var] = {}
        self.kinds = kinds_of(instance.problem.tasks)
        self.demand = task_kinds(instance)
        self.opened: dict[tuple[int, str], dict[Pattern, Var]] = {}
        self.flows: dict[tuple[TaskKind, int], Var] = {}
        self.short: dict[TaskKind, Var] = {}
        self.seated: dict[tuple[int, str, int], list[Expr]] = defaultdict(list)
        self._open()
        self._flow()
        self._seat()
        self._house()

    def _open(self) -> None:
        """Commissions of each half-day, by what they hear."""
        for half in self.instance.problem.half_days:
            for key, kinds in self.kinds.items():
                need = self.instance.needs[key]
                if self.instance.open_for(half, key):
                    most = need.daily_cap if need.cap_is_hard else None
                    minutes = half.end - half.start
                    patterns = fullest_patterns(
                        kinds, minutes=minutes, gap=need.gap, reading=need.reading, most=most
                    )
                    if patterns:
                        self.opened[half.id, key] = {one: self._whole() for one in patterns}

    def _flow(self) -> None:
        """Everybody is heard in some half-day or short; commissions hear what they hold."""
        heard: dict[tuple[int, str, int], list[Expr]] = defaultdict(list)
        for kind, size in self.demand.items():
            self.short[kind] = self.mip.number(size)
            there = []
            for half in kind.halves:
                if (half, kind.key) in self.opened:
                    var = self.mip.number(size)
                    self.flows[kind, half] = var
                    heard[half, kind.key, kind.jury].append(var)
                    there.append(var)
            self.mip.equal(total([*there, self.short[kind]]), size)
        for (half, key, jury), flows in heard.items():
            position = [kind.jury for kind in self.kinds[key]].index(jury)
            held = [one[position] * var for one, var in self.opened[half, key].items()]
            self.mip.at_most(total(flows), total(held))

    def _seat(self) -> None:
        """Every seat is taken by somebody free who can take it, in one centre a day."""
        for people in people_of(self.instance):
            self._place(people)
        for half, key in self.opened:
            needed = self.instance.needs[key].seats
            centre = self.instance.half_days[half].centre
            for rank, seat in enumerate(needed):
                family = Family(Kind.SEAT, centre, key, needed.index(seat))
                there = [*self.seated[half, key, rank], self.spare(family, half)]
                kept = self._kept(family) if needed.index(seat) == rank else 0
                self.mip.equal(total(there), self.count(half, key) + kept)

    def _place(self, people: People) -> None:
        at_work: list[Expr] = []
        by_place: dict[tuple[int, str], list[Expr]] = defaultdict(list)
        for half in people.halves:
            sat = self._ways(people, half)
            if sat:
                self.mip.at_most(total(sat), people.count)
                opened = self.instance.half_days[half]
                by_place[opened.day, opened.centre].append(total(sat))
                at_work += sat
        if people.most is not None and at_work:
            self.mip.at_most(total(at_work), people.most * people.count)
        self._one_centre(by_place, people.count)

    def _ways(self, people: People, half: int) -> list[Var]:
        sat = []
        for key, option in people.options:
            if (half, key) in self.opened:
                # who takes which seat, of those who are in a centre, is a flow: whole by itself
                var = self.mip.number(people.count)
                self.seated[half, key, option.seat].append(var)
                sat.append(var)
        return sat

    def _one_centre(self, by_place: Mapping[tuple[int, str], list[Expr]], count: int) -> None:
        days: dict[int, list[list[Expr]]] = defaultdict(list)
        for (day, _), sat in by_place.items():
            days[day].append(sat)
        for places in days.values():
            if len(places) > 1:
                there = []
                for sat in places:
                    there.append(self._whole(count))
                    for expression in sat:
                        self.mip.at_most(expression, there[-1])
                self.mip.at_most(total(there), count)

    def _house(self) -> None:
        """Commissions have rooms, those who ask for it accessible ones; preparations have seats."""
        by_half: dict[int, list[tuple[TaskKind, Var]]] = defaultdict(list)
        for (kind, half_id), var in self.flows.items():
            by_half[half_id].append((kind, var))
        for half_id, flows in by_half.items():
            half = self.instance.half_days[half_id]
            jury = self.instance.open_rooms(half, jury=True)
            opened = [self.count(half_id, key) for key in self.kinds if (half_id, key) in self.opened]
            self._at_most(total(opened), len(jury), Kind.ROOM, half)
            asking = [(kind, var) for kind, var in flows if kind.accessible]
            taken = total((1 / self._largest(half_id, kind)) * var for kind, var in asking)
            if asking:
                rooms = sum(room.accessible for room in jury)
                self._at_most(taken, rooms, Kind.ACCESSIBLE, half)
            self._prepare(half, flows)

    def _prepare(self, half: HalfDay, flows: Iterable[tuple[TaskKind, Var]]) -> None:
        """Minutes of preparation fit in those of the seats, and of the computers."""
        rows = [(kind, var) for kind, var in flows if kind.lead]
        if not rows:
            return
        rooms = self.instance.open_rooms(half, jury=False)
        minutes = half.end - half.start - min(kind.jury for kind, _ in rows)
        seats = sum(room.seats for room in rooms)
        more = self.spare(Family(Kind.PREPARATION, half.centre), half.id)
        self.mip.at_most(total(kind.lead * var for kind, var in rows), minutes * (seats + more))
        computers = sum(computers_in(room) for room in rooms)
        lent = self.spare(Family(Kind.COMPUTER, half.centre), half.id)
        on_one = total(kind.lead * var for kind, var in rows if kind.computer)
        self.mip.at_most(on_one, minutes * (computers + more + lent))

    def _at_most(self, used: Expr, there: int, kind: Kind, half: HalfDay) -> None:
        family = Family(kind, half.centre)
        self.mip.at_most(used + self._kept(family), there + self.spare(family, half.id))

    def _largest(self, half: int, kind: TaskKind) -> int:
        return max(sum(pattern) for pattern in self.opened[half, kind.key])

    def spare(self, family: Family, half: int) -> Expr:
        """Return the units of a family that may be invented in a half-day: none unless it is elastic."""
        if family not in self.elastic:
            return 0
        if (family, half) not in self.slack:
            self.slack[family, half] = self.mip.integer()
        return self.slack[family, half]

    def _kept(self, family: Family) -> Expr:
        """Return the units of a family kept out of use in a half-day."""
        if not self.holding_back or family.kind not in (Kind.SEAT, Kind.ROOM):
            return 0
        self.held[family].append(self.mip.number())
        return self.held[family][-1]

    def sittings(self, family: Family) -> list[Var]:
        """Return the commissions that a family serves: those of its épreuve, or all of its centre."""
        return [
            var
            for (half, key), patterns in self.opened.items()
            if self.instance.half_days[half].centre == family.centre and family.key in ("", key)
            for var in patterns.values()
        ]

    def commissions(self) -> Iterator[tuple[tuple[int, str, Pattern], Var]]:
        """Every way a commission may be opened: half-day, épreuve, what it hears."""
        for (half, key), patterns in self.opened.items():
            for pattern, var in patterns.items():
                yield (half, key, pattern), var

    def count(self, half: int, key: str) -> Expr:
        """Return how many commissions of an épreuve sit in a half-day."""
        return total(self.opened[half, key].values())

    @property
    def unplaced(self) -> Expr:
        """Tasks heard nowhere."""
        return total(self.short.values())
