"""What a repair decides, and the plan it makes: what it does not touch stays exactly as it was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from models.planning import HalfDay, Member, Passage, PhaseTime, Plan, Sitting, Task, Unplaced
from solver.instance import MINUTES_PER_DAY, Instance
from solver.preparation import Stay, rooms_for
from solver.repairing.damage import Damage
from solver.repairing.standing import Commission, Held, Standing
from solver.repairing.watching import watches_after


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a task goes: commission, first phase, first jury phase."""

    commission: str
    begin: int
    start: int


@dataclass(frozen=True, slots=True)
class Opened:
    """A commission that did not exist."""

    code: str
    key: str
    half: HalfDay
    room: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Decisions; whatever is not named stays as it was.

    `members` and `rooms` by commission, `spots` and `left_out` (the reason, in French) by task.
    """

    members: Mapping[str, tuple[Member, ...]] = field(default_factory=dict)
    rooms: Mapping[str, str] = field(default_factory=dict)
    spots: Mapping[int, Spot] = field(default_factory=dict)
    left_out: Mapping[int, str] = field(default_factory=dict)
    opened: tuple[Opened, ...] = ()


class Rebuilt:
    """The plan after an outcome; `unseated` are tasks whom no preparation room can hold."""

    def __init__(
        self, standing: Standing, damage: Damage, outcome: Outcome, shut: frozenset[tuple[str, str, int]]
    ) -> None:
        self.standing = standing
        self.damage = damage
        self.outcome = outcome
        self.opened = {one.code: one for one in outcome.opened}
        self.preparation, self.unseated = _preparation(standing, damage, outcome, shut, self.opened)

    def plan(self) -> Plan:
        """Write the plan: order, codes, rooms and hours of all that did not move are kept."""
        before = self.standing.plan
        passages = tuple(self._convened(self._passages()))
        sittings = tuple(self._sittings(passages))
        return Plan(
            before.first_day,
            passages,
            sittings,
            watches_after(self.standing.instance, before, passages),
            tuple(self._unplaced()),
        )

    def _passages(self) -> Iterator[Passage]:
        """Passages that stay, in their order, then those of candidates who had none."""
        placed: set[tuple[str, str]] = set()
        for passage in self.standing.plan.passages:
            task = self.standing.task_of.get(passage)
            if task is not None and task.id not in self.outcome.left_out:
                placed.add((passage.candidate, passage.epreuve))
                yield self._passage(task, passage)
        for task_id in (*self.standing.held, *self.outcome.spots):
            task = self._task(task_id)
            for key in self.standing.keys_of(task):
                if key not in placed and task_id not in self.outcome.left_out:
                    placed.add(key)
                    yield self._joining(task, key[0])

    def _joining(self, task: Task, candidate: str) -> Passage:
        """Return the passage of a candidate who had none: a place found, or that of the group."""
        spot, held = self.outcome.spots.get(task.id), self.standing.held.get(task.id)
        if spot is None and held is not None:
            return replace(self._passage(task, held.passage), candidate=candidate)
        return self._moved(task, self.outcome.spots[task.id], candidate, locked=False)

    def _task(self, task_id: int) -> Task:
        return self.standing.instance.problem.tasks[task_id]

    def _passage(self, task: Task, passage: Passage) -> Passage:
        spot = self.outcome.spots.get(task.id)
        if spot is not None:
            return self._moved(task, spot, passage.candidate, locked=passage.locked)
        jury = self.outcome.rooms.get(passage.commission)
        preparation = self.preparation.get(task.id)
        if jury is None and preparation is None:
            return passage
        with_jury = {phase.id for phase in task.phases if phase.with_jury}
        phases = tuple(
            replace(one, room=(jury if one.id in with_jury else preparation) or one.room)
            for one in passage.phases
        )
        return replace(passage, phases=phases)

    def _moved(self, task: Task, spot: Spot, candidate: str, *, locked: bool) -> Passage:
        centre, jury = self._where(spot.commission)
        clock, phases = spot.begin, []
        for phase in task.phases:
            clock = max(clock, spot.start) if phase.with_jury else clock
            room = jury if phase.with_jury else self.preparation.get(task.id, jury)
            phases.append(PhaseTime(phase.id, clock, clock + phase.minutes, room))
            clock += phase.minutes
        called = spot.begin - self.standing.instance.settings.report
        need = self.standing.instance.needs[task.epreuve]
        flags = locked, need.ccf, task.absent
        return Passage(candidate, need.code, centre, spot.commission, called, tuple(phases), *flags)

    def _where(self, code: str) -> tuple[str, str]:
        """Centre and jury room of a commission, new or not."""
        if code in self.opened:
            return self.opened[code].half.centre, self.opened[code].room
        sitting = self.standing.commissions[code].sitting
        return sitting.centre, self.outcome.rooms.get(code, sitting.room)

    def _convened(self, passages: Iterable[Passage]) -> Iterator[Passage]:
        """Correct the hour to report of people whose day changes, where it is no longer lawful."""
        found = list(passages)
        known, after = set(self.standing.plan.passages), set(found)
        touched = {one.candidate for one in known ^ after}
        ends = _ends_before(found, touched)
        report = self.standing.instance.settings.report
        for one in found:
            yield _reporting(one, ends.get((one.candidate, one.epreuve)), report, touched)

    def _sittings(self, passages: Sequence[Passage]) -> Iterator[Sitting]:
        """Commissions that still hear somebody, then the new ones."""
        heard: dict[str, list[Passage]] = defaultdict(list)
        for passage in passages:
            heard[passage.commission].append(passage)
        for sitting in self.standing.plan.sittings:
            if heard[sitting.code]:
                yield self._sitting(sitting, heard[sitting.code])
        for one in self.outcome.opened:
            if heard[one.code]:
                start, end = _hours(self.standing.instance, one.key, one.room, heard[one.code])
                code = self.standing.instance.needs[one.key].code
                ccf = self.standing.instance.needs[one.key].ccf
                yield Sitting(one.code, code, one.half.centre, one.room, start, end, one.members, ccf)

    def _sitting(self, sitting: Sitting, heard: Sequence[Passage]) -> Sitting:
        """The same, wider where it hears somebody earlier or later.

        One that changes rooms and hears fewer gives back the hours it no longer needs: the room may be
        another's then.
        """
        room = self.outcome.rooms.get(sitting.code, sitting.room)
        members = self.outcome.members.get(sitting.code, sitting.members)
        commission = self.standing.commissions[sitting.code]
        start, end = _hours(self.standing.instance, commission.key, room, heard)
        if room == sitting.room or len({one.candidate for one in heard}) >= _heard_before(commission):
            start, end = min(start, sitting.start), max(end, sitting.end)
        return replace(sitting, room=room, members=members, start=start, end=end)

    def _unplaced(self) -> Iterator[Unplaced]:
        tasks, keys_of = self.standing.instance.problem.tasks, self.standing.keys_of
        placed = {key for one in self.outcome.spots for key in keys_of(tasks[one])}
        asked = {key for task in tasks for key in keys_of(task)}
        for one in self.standing.plan.unplaced:
            key = (one.candidate, one.epreuve)
            if key in asked and key not in placed:
                yield one
        said = {(one.candidate, one.epreuve) for one in self.standing.plan.unplaced}
        for task_id, reason in self.outcome.left_out.items():
            for key in keys_of(tasks[task_id]):
                if key not in said:
                    yield Unplaced(*key, reason)


Rooms = frozenset[tuple[str, str, int]]


def _preparation(
    standing: Standing,
    damage: Damage,
    outcome: Outcome,
    shut: Rooms,
    opened: Mapping[str, Opened],
) -> tuple[dict[int, str], tuple[int, ...]]:
    """Rooms of those who prepare elsewhere or at another hour, the others keeping theirs."""
    found: dict[int, str] = {}
    unseated: list[int] = []
    homeless = {held.task.id for held in damage.homeless} - set(outcome.left_out)
    shut |= standing.instance.problem.closed
    for (centre, half), moving in _moving(standing, outcome, opened, homeless).items():
        rooms = [
            room
            for room in standing.instance.rooms(centre, jury=False)
            if (centre, room.code, half) not in shut
        ]
        open_now = {room.code for room in rooms}
        still = [
            one
            for one in staying(standing, centre, moving[0].begin // MINUTES_PER_DAY)
            if one.task.id not in homeless | set(outcome.spots) | set(outcome.left_out)
        ]
        kept = {one.task.id: preparation_room(one) for one in still}
        stays = [Stay(one.task, one.begin, one.start) for one in still if kept[one.task.id] in open_now]
        given = rooms_for(rooms, [*stays, *moving], kept)
        found |= {one.task.id: given[one.task.id] for one in moving if one.task.id in given}
        unseated += [one.task.id for one in moving if one.task.id not in given]
    return found, tuple(unseated)


def staying(standing: Standing, centre: str, day: int) -> list[Held]:
    """Passages of a centre-day that have a preparation."""
    return [
        one
        for one in standing.held.values()
        if one.passage.centre == centre
        and one.begin // MINUTES_PER_DAY == day
        and one.start > one.begin
        and one.task.lead
    ]


def preparation_room(held: Held) -> str:
    """Room of the first phase of a passage."""
    return held.passage.phases[0].room


def _moving(
    standing: Standing, outcome: Outcome, opened: Mapping[str, Opened], homeless: set[int]
) -> dict[tuple[str, int], list[Stay]]:
    """Tasks that need another preparation room, by centre and half-day."""
    found: dict[tuple[str, int], list[Stay]] = defaultdict(list)
    tasks = standing.instance.problem.tasks
    for task_id, spot in outcome.spots.items():
        if tasks[task_id].lead:
            half = (
                opened[spot.commission].half
                if spot.commission in opened
                else standing.commissions[spot.commission].half
            )
            if half is not None:
                found[half.centre, half.id].append(Stay(tasks[task_id], spot.begin, spot.start))
    for task_id in homeless - set(outcome.spots):
        held = standing.held[task_id]
        half = standing.commissions[held.passage.commission].half
        if half is not None:
            found[half.centre, half.id].append(Stay(held.task, held.begin, held.start))
    return found


def _heard_before(commission: Commission) -> int:
    """How many candidates a commission was to hear."""
    return len({person for held in commission.held for person in held.task.heard})


def _hours(instance: Instance, key: str, room: str, heard: Sequence[Passage]) -> tuple[int, int]:
    """When a commission sits for these passages, the reading of the dossiers included."""
    jury = [phase for one in heard for phase in one.phases if phase.room == room]
    reading = instance.needs[key].reading if key in instance.needs else 0
    return min(one.start for one in jury) - reading, max(one.end for one in jury)


def _ends_before(passages: Iterable[Passage], candidates: set[str]) -> dict[tuple[str, str], int | None]:
    """For each passage of these candidates, when their passage before on the same day ends."""
    found: dict[tuple[str, str], int | None] = {}
    last: dict[tuple[str, int], int] = {}
    for one in sorted(passages, key=lambda one: one.start):
        if one.candidate in candidates and not one.absent:
            day = (one.candidate, one.start // MINUTES_PER_DAY)
            found[one.candidate, one.epreuve] = last.get(day)
            last[day] = one.end
    return found


def _reporting(passage: Passage, before: int | None, report: int, touched: set[str]) -> Passage:
    if passage.candidate not in touched:
        return passage
    ahead = passage.start - report
    latest = min(passage.start, ahead if before is None else max(ahead, before))
    legal = passage.convocation <= latest and (before is None or passage.convocation >= before)
    same_day = passage.convocation // MINUTES_PER_DAY == passage.start // MINUTES_PER_DAY
    return passage if legal and same_day else replace(passage, convocation=latest)
