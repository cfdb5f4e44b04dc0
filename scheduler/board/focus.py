"""A plan seen through a small window: the checkers judge what is in it, and may look up all the rest.

A checker lists its cases from what a view iterates (`passages`, `sittings`, `by_examiner.items()`…)
and judges each with what it looks up (`by_examiner.get(code)`…). Here what is iterated is limited to
the scope of a change, what is looked up is the whole plan after it: the same checkers then give, in a
millisecond, what they would say of that part of the whole plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Generic, TypeAlias, TypeVar

from models.french import MINUTES_A_DAY
from models.planning import Passage, PhaseTime, Plan, Sitting, Watch
from scheduler.board.change import Change, Key, key_of
from scheduler.board.index import Place, PlanIndex
from scheduler.board.scope import Scope
from scheduler.rules.seen import SeenPassage, SeenSitting
from scheduler.rules.view import PlanView

K = TypeVar("K")
V = TypeVar("V")
Prepared: TypeAlias = tuple[SeenPassage, PhaseTime]


class Window(Mapping[K, V], Generic[K, V]):
    """A mapping that finds every key and iterates over some."""

    def __init__(self, find: Callable[[K], V | None], shown: Iterable[K]) -> None:
        self._find = find
        self._found: dict[K, V | None] = {}
        self._shown = [key for key in shown if self._look(key) is not None]

    def _look(self, key: K) -> V | None:
        if key not in self._found:
            self._found[key] = self._find(key)
        return self._found[key]

    def get(self, key: K, default: V | None = None) -> V | None:  # type: ignore[override]
        """Return what is found, as `Mapping.get` does, without an exception for what is not."""
        found = self._look(key)
        return default if found is None else found

    def __getitem__(self, key: K) -> V:
        found = self._look(key)
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[K]:
        return iter(self._shown)

    def __len__(self) -> int:
        return len(self._shown)


class Focus(PlanView):
    """The plan of an index after a change of some scope, limited to that scope or to a part of it."""

    def __init__(
        self, index: PlanIndex, change: Change, scope: Scope, part: Scope | None = None
    ) -> None:
        base = index.view
        self.borrow(base)
        self.index, self.change, self.scope = index, change, scope
        self.part = scope = part or scope
        self.entries = Window(base.entries.get, scope.keys)
        self._seen: dict[Key, SeenPassage] = {}
        self._met: dict[str, SeenSitting | None] = {}
        self._heard = self._heard_by()
        self.sittings = tuple(self._all(self._in_order(scope.sittings)))
        self.passages = tuple(self._passages())
        self.by_candidate = Window(self._of_candidate, scope.candidates)
        self.by_examiner = Window(self._of_examiner, scope.examiners)
        self.examiner_days = dict(self._examiner_days())
        self.preparations = _Preparations(self)
        self.plan = self._plan()
        self.reference = self._locked()

    def narrowed(self) -> Focus:
        """Show of the commissions only the passages that change."""
        keys = self.part.keys
        self.sittings = tuple(
            replace(one, passages=tuple(row for row in one.passages if row.key in keys))
            for one in self.sittings
        )
        return self

    def widened(self, rule: str) -> Focus:
        """Show what a rule that joins commissions asks for too."""
        self.sittings = tuple(self._all(self._in_order(self.part.sittings | self.part.near[rule])))
        return self

    def _in_order(self, codes: Iterable[str]) -> list[str]:
        """Return commissions in the order of the plan, what is new last."""
        rank = self.index.rank
        return sorted(codes, key=lambda code: (rank.get(code, len(rank)), code))

    def _examiner_days(self) -> Iterator[tuple[tuple[str, int], tuple[SeenSitting, ...]]]:
        """Each examiner's days that change, with the day before and the day after on which he sits.

        Two days shown with others between them are further apart than the longest night a rule asks for.
        """
        for code, sat in self.by_examiner.items():
            days = {day: tuple(rows) for day, rows in groupby(sat, key=lambda one: one.day)}
            every = list(days)
            for rank, day in enumerate(every):
                if not self.part.days.isdisjoint(every[max(0, rank - 1) : rank + 2]):
                    yield (code, day), days[day]

    def _all(self, codes: Iterable[str]) -> Iterator[SeenSitting]:
        return (one for code in codes if (one := self.met(code)) is not None)

    def ordered(self, keys: Iterable[Key]) -> list[Key]:
        """Return passages in the order of the plan, what is new last: ties of hours are seen so."""
        rank = self.index.passage_rank
        return sorted(keys, key=lambda key: rank.get(key, len(rank)))

    def _heard_by(self) -> dict[str, list[Key]]:
        """Passages of each commission whose list changes."""
        heard: dict[str, list[Key]] = {}
        for code in self.scope.sittings:
            known = self.index.sittings.get(code)
            heard[code] = [one.key for one in known.passages] if known else []
        for key, passage in self.change.passages.items():
            before = self.index.passages.get(key)
            if before is not None:
                heard[before.record.commission].remove(key)
            if passage is not None:
                heard[passage.commission].append(key)
        return heard

    def record_of(self, code: str) -> Sitting | None:
        """Return a commission after the change."""
        if code in self.change.sittings:
            return self.change.sittings[code]
        known = self.index.sittings.get(code)
        return known.record if known else None

    def seen(self, key: Key) -> SeenPassage | None:
        """Return a passage after the change, always the same object."""
        if key not in self._seen:
            known = self.index.passages.get(key)
            record = self.change.passages.get(key, known.record if known else None)
            if record is None:
                return None
            touched = key in self.change.passages or record.commission in self.change.sittings
            found = self._see(record) if touched or known is None else known
            self._seen[key] = found
        return self._seen[key]

    def met(self, code: str) -> SeenSitting | None:
        """Return a commission after the change, with its passages after it."""
        if code not in self._met:
            record = self.record_of(code)
            if record is None or code not in self.scope.sittings:
                self._met[code] = self.index.sittings.get(code) if record is not None else None
            else:
                heard = [one for key in self.ordered(self._heard[code]) if (one := self.seen(key))]
                self._met[code] = self._see_sitting(record, heard)
        return self._met[code]

    def _passages(self) -> Iterator[SeenPassage]:
        """Passages that change, and those of others whose own case a change of hours may decide.

        These are heard in another half-day than before, locked, or alone in a room somebody enters.
        """
        keys = dict.fromkeys(self.part.keys)
        for code in self.part.sittings:
            heard = self._heard[code]
            moved = self._leaves_its_half_day(code)
            keys.update(dict.fromkeys(key for key in heard if moved or key in self.index.locked))
        for place, day in self.part.preparing:
            there = self.index.preparing(place, day) if self.index.apart else ()
            keys.update(dict.fromkeys(one.key for one in there if one.key in self.index.apart))
        return (one for key in keys if (one := self.seen(key)) is not None)

    def _leaves_its_half_day(self, code: str) -> bool:
        """Whether a commission is not in the same opened half-day before and after."""
        known, now = self.index.sittings.get(code), self.record_of(code)
        if known is None or now is None or known.record is now:
            return False
        was = known.record
        holding = self.calendar.holding
        return holding(was.centre, was.start, was.end) is not holding(now.centre, now.start, now.end)

    def _of_candidate(self, candidate: str) -> tuple[SeenPassage, ...] | None:
        known = self.index.of_candidate.get(candidate, ())
        if candidate not in self.scope.candidates:
            return known or None
        keys = dict.fromkeys(one.key for one in known)
        keys.update(dict.fromkeys(key for key in self.change.passages if key[0] == candidate))
        every = [one for key in self.ordered(keys) if (one := self.seen(key)) and one.record.phases]
        found = [one for one in every if one.attended]
        return tuple(sorted(found, key=lambda one: (one.start, one.end))) or None

    def _of_examiner(self, code: str) -> tuple[SeenSitting, ...] | None:
        known = self.index.of_examiner.get(code, ())
        if code not in self.scope.examiners:
            return known or None
        codes = dict.fromkeys(one.record.code for one in known)
        for name in self.scope.sittings:
            record = self.record_of(name)
            if record is not None and any(member.examiner == code for member in record.members):
                codes[name] = None
        rank = self.index.rank
        found = self._all(sorted(codes, key=lambda name: rank.get(name, len(rank))))
        return tuple(sorted(found, key=lambda one: (one.record.start, one.record.end))) or None

    def _plan(self) -> Plan:
        keys, base = self.part.keys, self.index.plan
        unplaced = [self.change.unplaced.get(key, self.index.unplaced.get(key)) for key in keys]
        gone = [old for old, _ in self.change.watches if old is not None]
        rows = [
            row
            for (centre, room), day in self.part.preparing
            for row in self.index.watches.get((centre, room, day), ())
            if row not in gone
        ]
        came = (new for _, new in self.change.watches if new is not None)
        rows += [row for row in came if _place_of(row) in self.part.preparing]
        return Plan(
            base.first_day,
            tuple(one.record for one in self.passages),
            tuple(one.record for one in self.sittings),
            tuple(rows),
            tuple(one for one in unplaced if one is not None),
        )

    def _locked(self) -> Plan:
        """Return the locked passages of the scope as they were: they are to stay so."""
        rows = (self.index.passages[key].record for key in self.index.locked)
        scope = self.part
        kept = [one for one in rows if key_of(one) in scope.keys or one.commission in scope.sittings]
        codes = {one.commission for one in kept}
        sittings = tuple(one for one in self.index.plan.sittings if one.code in codes) if codes else ()
        return Plan(self.index.plan.first_day, tuple(kept), sittings)

    def _sitting_of(self, passage: Passage, end: int) -> Sitting | None:  # noqa: ARG002
        return self.record_of(passage.commission)

    def shares_code(self, sitting: Sitting) -> bool:  # noqa: ARG002
        """No code is used twice: the index refuses such plans."""
        return False


def _place_of(watch: Watch) -> tuple[Place, int]:
    return (watch.centre, watch.room), watch.start // MINUTES_A_DAY


class Before(PlanView):
    """The plan of an index as it is, limited to a scope: enough to count its levels."""

    def __init__(self, index: PlanIndex, scope: Scope) -> None:
        base = index.view
        self.borrow(base)
        self.entries = {key: base.entries[key] for key in scope.keys if key in base.entries}
        self.passages = tuple(index.passages[key] for key in scope.keys if key in index.passages)
        self.by_candidate = _known(index.of_candidate, scope.candidates)
        self.by_examiner = _known(index.of_examiner, scope.examiners)
        self.sittings = tuple(_known(index.sittings, scope.sittings).values())
        self.plan = Plan(index.plan.first_day, sittings=tuple(one.record for one in self.sittings))
        self._index, self._scope = index, scope

    def widened(self, rule: str) -> Before:
        """Show what a rule that joins commissions asks for too."""
        scope = self._scope
        self.sittings = tuple(_known(self._index.sittings, scope.sittings | scope.near[rule]).values())
        return self


def _known(rows: Mapping[K, V], keys: Iterable[K]) -> dict[K, V]:
    return {key: rows[key] for key in keys if key in rows}


class _Preparations(Mapping[Place, tuple[Prepared, ...]]):
    """Phases without jury by room: shows the rooms touched, on the days touched; finds any."""

    def __init__(self, focus: Focus) -> None:
        self._focus = focus
        self._days: dict[tuple[Place, int], tuple[Prepared, ...]] = {}
        shown: dict[Place, list[int]] = {}
        for place, day in sorted(focus.part.preparing):
            shown.setdefault(place, []).append(day)
        self._shown = {place: days for place, days in shown.items() if self._of(place, days)}

    def _of(self, place: Place, days: Iterable[int]) -> tuple[Prepared, ...]:
        return tuple(pair for day in days for pair in self._day(place, day))

    def _day(self, place: Place, day: int) -> tuple[Prepared, ...]:
        if (place, day) not in self._days:
            found = [*self._staying(place, day), *self._coming(place, day)]
            rank = self._focus.index.passage_rank
            found.sort(key=lambda pair: (pair[1].start, pair[1].end, rank.get(pair[0].key, len(rank))))
            self._days[place, day] = tuple(found)
        return self._days[place, day]

    def _staying(self, place: Place, day: int) -> Iterator[Prepared]:
        """Phases of passages that do not change."""
        focus = self._focus
        for one in focus.index.preparing(place, day):
            if one.key not in focus.change.passages:
                seen = focus.seen(one.key)
                if seen is not None:
                    yield seen, one.phase

    def _coming(self, place: Place, day: int) -> Iterator[Prepared]:
        """Phases of passages that change, and are in this room on that day after it."""
        for key in self._focus.change.passages:
            seen = self._focus.seen(key)
            if seen is not None and seen.record.centre == place[0]:
                for phase in seen.alone:
                    if phase.room == place[1] and phase.start // MINUTES_A_DAY == day:
                        yield seen, phase

    def __getitem__(self, place: Place) -> tuple[Prepared, ...]:
        days = self._shown.get(place)
        if days is None:
            days = sorted(
                {one.phase.start // MINUTES_A_DAY for one in self._focus.index.preparing_in(place)}
            )
        found = self._of(place, days)
        if not found:
            raise KeyError(place)
        return found

    def __iter__(self) -> Iterator[Place]:
        return iter(self._shown)

    def __len__(self) -> int:
        return len(self._shown)
