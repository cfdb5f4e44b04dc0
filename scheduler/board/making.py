"""Turns « this passage there » into a whole change: phases, rooms, hours of commissions and of report.

Only what has to follow is touched. What is lawful is not decided here: the checkers judge the result.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from models.french import MINUTES_A_DAY
from models.planning import Passage, PhaseTime, PlanRoom, Problem, Sitting, Task, Unplaced, Watch
from scheduler.board.change import Change, Key, key_of
from scheduler.board.index import Place, PlanIndex, half_day_start
from scheduler.errors import NotFoundError
from scheduler.rules.overlaps import peak
from scheduler.rules.seen import SeenSitting
from solver.instance import suits
from solver.preparation import Stay, welcomes


@dataclass(frozen=True, slots=True)
class Move:
    """A passage to put before a commission, the jury seeing the candidate from `start`.

    `opening` is the commission itself when the plan does not have it yet; its hours do not matter.
    """

    candidate: str
    epreuve: str
    commission: str
    start: int
    opening: Sitting | None = None

    @property
    def key(self) -> Key:
        """The passage."""
        return self.candidate, self.epreuve


class Maker:
    """Makes the changes of one plan."""

    def __init__(self, index: PlanIndex, problem: Problem) -> None:
        self.index = index
        self.settings = problem.settings
        self.needs = {need.key: need for need in problem.epreuves}
        self.tasks: dict[Key, Task] = {
            (candidate, self.needs[task.epreuve].code): task
            for task in problem.tasks
            for candidate in task.heard
        }
        self._stays: dict[tuple[Place, int], list[tuple[Key, Stay]]] = {}
        self.rooms: dict[str, list[PlanRoom]] = {}
        for room in problem.rooms:
            if not room.jury:
                self.rooms.setdefault(room.centre, []).append(room)

    def task(self, key: Key) -> Task:
        """Return what the texts ask for a passage.

        Raises
        ------
        NotFoundError
            The candidate does not sit this épreuve in this session.

        """
        if key not in self.tasks:
            raise NotFoundError(
                f"Le candidat n° {key[0]} ne passe pas {key[1]} dans cette session ; vérifiez le numéro "
                "et le code de l’épreuve (BTS-SAM/E4)."
            )
        return self.tasks[key]

    def sitting(self, code: str) -> Sitting:
        """Return a commission of the plan.

        Raises
        ------
        NotFoundError
            The plan has no commission of this code.

        """
        known = self.index.sittings.get(code)
        if known is None:
            raise NotFoundError(f"Ce plan n’a pas de commission « {code} » ; choisissez-en une du plan.")
        return known.record

    def _target(self, move: Move) -> Sitting:
        return move.opening if move.opening is not None else self.sitting(move.commission)

    def together(self, key: Key) -> tuple[Key, ...]:
        """Passages that go wherever this one goes: those of its group, itself included."""
        return tuple((candidate, key[1]) for candidate in self.task(key).heard)

    def placing(self, moves: Sequence[Move]) -> Change:
        """Return the change that puts each passage in its new place, all at once; a group stays one.

        Raises
        ------
        NotFoundError
            A passage is not of this session, or a commission not of this plan.

        """
        moves = [replace(move, candidate=key[0]) for move in moves for key in self.together(move.key)]
        passages: dict[Key, Passage | None] = dict.fromkeys(move.key for move in moves)
        for move in moves:
            passages[move.key] = self._passage(move, passages)
        unplaced = {move.key: None for move in moves if move.key in self.index.unplaced}
        opened = {move.commission: move.opening for move in moves if move.opening is not None}
        return self._completed(passages, unplaced, opened)

    def taking_out(self, keys: Iterable[Key], reason: str) -> Change:
        """Return the change that takes passages out of the plan, with what to say of them."""
        gone: dict[Key, Passage | None] = dict.fromkeys(
            other for key in keys for other in self.together(key)
        )
        return self._completed(gone, {key: Unplaced(*key, reason) for key in gone})

    def locking(self, keys: Iterable[Key], *, locked: bool) -> Change:
        """Return the change that locks passages where they are, or lets them move again."""
        whole = dict.fromkeys(other for key in keys for other in self.together(key))
        seen = (self.index.passages[key].record for key in whole if key in self.index.passages)
        return Change({(one.candidate, one.epreuve): replace(one, locked=locked) for one in seen})

    def _passage(self, move: Move, settled: Mapping[Key, Passage | None]) -> Passage:
        task, sitting = self.task(move.key), self._target(move)
        begin = self._begin(task, sitting.centre, move.start)
        room = self._room(move, begin, settled) if task.lead else sitting.room
        phases, clock = [], begin
        for phase in task.phases:
            clock = max(clock, move.start) if phase.with_jury else clock
            where = sitting.room if phase.with_jury else room
            phases.append(PhaseTime(phase.id, clock, clock + phase.minutes, where))
            clock += phase.minutes
        called, ccf = begin - self.settings.report, self.needs[task.epreuve].ccf
        flags = False, ccf, task.absent
        return Passage(*move.key, sitting.centre, sitting.code, called, tuple(phases), *flags)

    def _begin(self, task: Task, centre: str, start: int) -> int:
        """When the first phase begins: on the grid where the half-day allows it."""
        exact = start - task.lead
        half = self.index.view.calendar.around(centre, start, start + task.jury)
        rounded = exact - exact % self.settings.grid if task.lead else exact
        return rounded if half is None or rounded >= half.start else exact

    def _room(self, move: Move, begin: int, settled: Mapping[Key, Passage | None]) -> str:
        """Find a preparation room: the same as before, one in use, any that suits, else the largest."""
        task, centre = self.task(move.key), self._target(move).centre
        day, mine = begin // MINUTES_A_DAY, Stay(task, begin, move.start)
        before = self.index.passages.get(move.key)
        usual = before.record.phases[0].room if before else None
        rooms = sorted(
            self.rooms.get(centre, ()),
            key=lambda room: (room.code != usual, not self._stays_in(room, day), -room.seats, room.code),
        )
        for room in rooms:
            inside = [stay for key, stay in self._stays_in(room, day) if key not in settled]
            inside += self._settled_in(room, settled)
            if welcomes(room, inside, mine):
                return room.code
        fitting = [room for room in rooms if suits(room, task)] or rooms
        return max(fitting, key=lambda room: room.seats).code if fitting else ""

    def _stays_in(self, room: PlanRoom, day: int) -> list[tuple[Key, Stay]]:
        """Return who prepares in a room on a day, before any change."""
        place = (room.centre, room.code)
        if (place, day) not in self._stays:
            keys = dict.fromkeys(one.key for one in self.index.preparing(place, day))
            records = (self.index.passages[key].record for key in keys)
            stays = ((key_of(one), self._stay(one)) for one in records)
            self._stays[place, day] = [(key, stay) for key, stay in stays if stay is not None]
        return self._stays[place, day]

    def _settled_in(self, room: PlanRoom, settled: Mapping[Key, Passage | None]) -> Iterable[Stay]:
        """Yield the passages of the same change that prepare in a room."""
        for one in settled.values():
            if one is not None and (one.centre, one.phases[0].room) == (room.centre, room.code):
                stay = self._stay(one)
                if stay is not None:
                    yield stay

    def _stay(self, passage: Passage) -> Stay | None:
        task = self.tasks.get(key_of(passage))
        if task is None or not task.lead:
            return None
        return Stay(task, passage.start, passage.start + task.lead)

    def _completed(
        self,
        passages: dict[Key, Passage | None],
        unplaced: Mapping[Key, Unplaced | None],
        opened: Mapping[str, Sitting] | None = None,
    ) -> Change:
        """Add what follows: hours to report, hours of commissions, watches."""
        passages = passages | self._reports(passages)
        windows = self._windows(passages, opened or {})
        return Change(passages, windows, dict(unplaced), tuple(self._watches(passages)))

    def _reports(self, passages: Mapping[Key, Passage | None]) -> dict[Key, Passage | None]:
        """Hours to report of the candidates' passages, where the one before changes."""
        found: dict[Key, Passage | None] = {}
        for candidate in {key[0] for key in passages}:
            rows = [one.record for one in self.index.of_candidate.get(candidate, ())]
            old = self._called(rows)
            kept = [one for one in rows if (one.candidate, one.epreuve) not in passages]
            mine = [one for key, one in passages.items() if key[0] == candidate and one is not None]
            new = [one for one in mine if not one.absent]
            for key, (one, hour) in self._called([*kept, *new]).items():
                if key in passages or old[key][1] != hour:
                    found[key] = replace(one, convocation=hour)
        return found

    def _called(self, rows: Iterable[Passage]) -> dict[Key, tuple[Passage, int]]:
        """Return each passage of a candidate with its usual hour to report."""
        found: dict[Key, tuple[Passage, int]] = {}
        ends: dict[int, int] = {}
        for one in sorted(rows, key=lambda row: row.start):
            day, early = one.start // MINUTES_A_DAY, one.start - self.settings.report
            before = ends.get(day)
            hour = early if before is None else min(one.start, max(before, early))
            found[one.candidate, one.epreuve] = (one, hour)
            ends[day] = one.end
        return found

    def _windows(
        self, passages: Mapping[Key, Passage | None], opened: Mapping[str, Sitting]
    ) -> dict[str, Sitting | None]:
        """Hours of the commissions that gain or lose somebody; one that hears nobody goes away."""
        found: dict[str, Sitting | None] = {}
        for code, heard in self._heard(passages).items():
            seen = self.index.sittings.get(code)
            if seen is None:
                start, end = self._tight(heard)
                found[code] = replace(opened[code], start=start, end=end)
            elif (now := self._window(seen, heard)) != seen.record:
                found[code] = now
        return found

    def _heard(self, passages: Mapping[Key, Passage | None]) -> dict[str, dict[Key, Passage]]:
        """Passages of each commission that gains, loses or moves somebody."""
        heard: dict[str, dict[Key, Passage]] = {}
        for key, now in passages.items():
            was = self.index.passages.get(key)
            for one in (was.record if was else None, now):
                if one is not None and one.commission not in heard:
                    seen = self.index.sittings.get(one.commission)
                    rows = seen.passages if seen is not None else ()
                    heard[one.commission] = {row.key: row.record for row in rows}
            if was is not None:
                heard[was.record.commission].pop(key, None)
            if now is not None:
                heard[now.commission][key] = now
        return heard

    def _window(self, seen: SeenSitting, heard: Mapping[Key, Passage]) -> Sitting | None:
        """Return a commission with the hours its candidates ask for; hours wider than needed stay."""
        if not heard:
            return None
        old = self._tight({one.key: one.record for one in seen.passages})
        new = self._tight(heard)
        record = seen.record
        start = new[0] if record.start == old[0] else min(record.start, new[0])
        end = new[1] if record.end == old[1] else max(record.end, new[1])
        return replace(record, start=start, end=end)

    def _tight(self, heard: Mapping[Key, Passage]) -> tuple[int, int]:
        """First reading and last end of a commission's candidates."""
        starts, ends, reading = [], [], 0
        for key, one in heard.items():
            task = self.tasks.get(key)
            jury = one.phases[-1] if task is None else _jury(one, task)
            starts.append(jury.start)
            ends.append(one.end)
            reading = self.needs[task.epreuve].reading if task is not None else reading
        return min(starts, default=0) - reading, max(ends, default=0)

    def _watches(
        self, passages: Mapping[Key, Passage | None]
    ) -> Iterable[tuple[Watch | None, Watch | None]]:
        """Watches of the preparation rooms that somebody enters or leaves."""
        was = [self.index.passages[key].record for key in passages if key in self.index.passages]
        for centre, room, start in sorted({*self._rooms_of(was), *self._rooms_of(passages.values())}):
            day = start // MINUTES_A_DAY
            inside = [
                (one.phase.start, one.phase.end)
                for one in self.index.preparing((centre, room), day)
                if one.half == start and one.key not in passages
            ]
            inside += [
                (phase.start, phase.end)
                for one in passages.values()
                if one is not None and one.centre == centre
                for phase in one.phases
                if phase.room == room and self._half_day(centre, phase.start, phase.end) == start
            ]
            rows = self.index.watches.get((centre, room, day), ())
            old = next(
                (row for row in rows if self._half_day(centre, row.start, row.end) == start), None
            )
            new = _watch(centre, room, inside)
            if new != old:
                yield old, new

    def _rooms_of(self, passages: Iterable[Passage | None]) -> Iterable[tuple[str, str, int]]:
        """Preparation rooms and half-days of passages."""
        for one in passages:
            for phase in one.phases if one is not None else ():
                if one is not None and self.index.view.facts.is_preparation(one.centre, phase.room):
                    yield one.centre, phase.room, self._half_day(one.centre, phase.start, phase.end)

    def _half_day(self, centre: str, start: int, end: int) -> int:
        return half_day_start(self.index.view, centre, start, end)


def _jury(passage: Passage, task: Task) -> PhaseTime:
    """Return the first phase before the jury."""
    names = {phase.id for phase in task.phases if phase.with_jury}
    return next((one for one in passage.phases if one.id in names), passage.phases[-1])


def _watch(centre: str, room: str, inside: Sequence[tuple[int, int]]) -> Watch | None:
    """Return the watch that some hours in a room ask for."""
    if not inside:
        return None
    start, end = min(one[0] for one in inside), max(one[1] for one in inside)
    return Watch(centre, room, start, end, peak(inside, lambda one: one))
