"""A plan indexed once: what the checkers see of it, found by person, by room and by half-day.

Built by `scheduler.rules.view` itself, so that what is looked up here is what the checkers would see.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.french import MINUTES_A_DAY
from models.planning import PhaseTime, Plan, Sitting, Watch
from scheduler.board.change import Key, key_of
from scheduler.errors import OrauxError
from scheduler.rules.accommodations import needs_separate
from scheduler.rules.seen import SeenPassage, SeenSitting
from scheduler.rules.view import PlanView

Place = tuple[str, str]
"""A room by its centre and its code."""


@dataclass(frozen=True, slots=True)
class Preparing:
    """A phase without jury, in one room; `half` is the start of the half-day around it."""

    key: Key
    phase: PhaseTime
    half: int


class PlanIndex:
    """Everything of one plan that judging a small change asks for.

    Raises
    ------
    OrauxError
        The plan holds a passage or the code of a commission twice: it must be repaired first.

    """

    def __init__(self, view: PlanView) -> None:
        self.view = view
        self.plan: Plan = view.plan
        self.passages: dict[Key, SeenPassage] = {one.key: one for one in view.passages}
        self.sittings: dict[str, SeenSitting] = {one.record.code: one for one in view.sittings}
        _refuse_doubles(self)
        self.passage_rank = {key: rank for rank, key in enumerate(self.passages)}
        self.rank = {code: rank for rank, code in enumerate(self.sittings)}
        self.of_candidate = dict(view.by_candidate)
        self.of_examiner = dict(view.by_examiner)
        self.unplaced = {key_of(one): one for one in self.plan.unplaced}
        self.locked = {key for key, one in self.passages.items() if one.record.locked}
        self.apart = {key for key in self.passages if needs_separate(view, *key)}
        self._preparing = _preparing(view)
        self._days_of: dict[Place, list[int]] = defaultdict(list)
        for place, day in self._preparing:
            self._days_of[place].append(day)
        self.in_room: dict[tuple[str, str, int], set[str]] = defaultdict(set)
        self.alike: dict[tuple[str, frozenset[str], int], set[str]] = defaultdict(set)
        self.reserves: set[str] = set()
        for one in view.sittings:
            self._place(one)
        self.watches: dict[tuple[str, str, int], list[Watch]] = defaultdict(list)
        for row in self.plan.watches:
            self.watches[row.centre, row.room, row.start // MINUTES_A_DAY].append(row)

    def preparing(self, place: Place, day: int) -> Sequence[Preparing]:
        """Return who prepares in a room on a day, in the order of the hours."""
        return self._preparing.get((place, day), ())

    def preparing_in(self, place: Place) -> Iterator[Preparing]:
        """Yield who prepares in a room, every day."""
        for day in self._days_of.get(place, ()):
            yield from self._preparing[place, day]

    def _place(self, one: SeenSitting) -> None:
        record = one.record
        self.in_room[record.centre, record.room, one.day].add(record.code)
        self.alike[alike(record)].add(record.code)
        known = self.view.facts.examiners
        if any(code in known and known[code].reserve for code in one.members):
            self.reserves.add(record.code)


def half_day_start(view: PlanView, centre: str, start: int, end: int) -> int:
    """Return the start of the half-day around some hours, of half a calendar day where none is open."""
    opened = view.calendar.around(centre, start, end)
    noon = MINUTES_A_DAY // 2
    return opened.start if opened is not None else start // noon * noon


def _preparing(view: PlanView) -> dict[tuple[Place, int], list[Preparing]]:
    found: dict[tuple[Place, int], list[Preparing]] = defaultdict(list)
    for place, placed in view.preparations.items():
        for seen, phase in placed:
            half = half_day_start(view, place[0], phase.start, phase.end)
            found[place, phase.start // MINUTES_A_DAY].append(Preparing(seen.key, phase, half))
    return dict(found)


def alike(sitting: Sitting) -> tuple[str, frozenset[str], int]:
    """What commissions share when a daily cap counts them together."""
    members = frozenset(member.examiner for member in sitting.members)
    return sitting.epreuve, members, sitting.start // MINUTES_A_DAY


def _refuse_doubles(index: PlanIndex) -> None:
    plan = index.plan
    if len(index.passages) == len(plan.passages) and len(index.sittings) == len(plan.sittings):
        return
    raise OrauxError(
        "Ce plan contient deux fois le même passage ou deux commissions du même code : il ne peut pas "
        "être ajusté à la main. Calculez-en un nouveau, ou corrigez ses tables puis vérifiez-les avec "
        "« oraux check »."
    )
