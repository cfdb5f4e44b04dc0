"""What a change touches: the people, rooms, days and commissions whose cases may be judged otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from models.french import MINUTES_A_DAY
from models.planning import Passage, Sitting
from scheduler.board.change import Change, Key
from scheduler.board.index import Place, PlanIndex, alike

Record = TypeVar("Record", Passage, Sitting)


@dataclass(frozen=True, slots=True)
class Scope:
    """Keys of what is judged again.

    `near` are, for each rule that joins commissions, those whose own content stays but that share what
    the rule speaks of (a room, members, a person's day, the reserve) with one that changes. `rooms` are
    those of the commissions, with the day; `preparing` those where somebody prepares.
    """

    keys: frozenset[Key]
    candidates: frozenset[str]
    sittings: frozenset[str]
    near: Mapping[str, frozenset[str]]
    examiners: frozenset[str]
    days: frozenset[int]
    rooms: frozenset[tuple[str, str, int]]
    preparing: frozenset[tuple[Place, int]]


def scope_of(index: PlanIndex, change: Change, *, but: str | None = None) -> Scope:
    """Return all that a change of the plan touches, before and after; one commission may be left out."""
    every = (*_records(change.passages.values()), *_before(index, change))
    passages = [one for one in every if one.commission != but]
    keys = {*change.passages, *change.unplaced}
    codes = {*change.sittings, *(one.commission for one in passages)} - {but}
    now = _records(change.sittings.get(code) for code in codes)
    sittings: list[Sitting] = [*_sittings(index, codes), *now]
    examiners = frozenset(member.examiner for one in sittings for member in one.members)
    days = {one.start // MINUTES_A_DAY for one in sittings}
    days |= {one.start // MINUTES_A_DAY for one in passages}
    return Scope(
        keys=frozenset(keys),
        candidates=frozenset(candidate for candidate, _ in keys),
        sittings=frozenset(codes),
        near={
            "room_one_commission": frozenset(_in_their_rooms(index, sittings)),
            "daily_cap": frozenset(_alike(index, sittings)),
            "preferred_half_days": frozenset(_of_their_people(index, examiners, days)),
            "reserve_last": frozenset(_reserves(index, days, gone=None in change.sittings.values())),
        },
        examiners=examiners,
        days=frozenset(days),
        rooms=frozenset((one.centre, one.room, one.start // MINUTES_A_DAY) for one in sittings),
        preparing=frozenset(_preparing(index, passages)),
    )


def _records(values: Iterable[Record | None]) -> list[Record]:
    return [one for one in values if one is not None]


def _before(index: PlanIndex, change: Change) -> Iterable[Passage]:
    return (index.passages[key].record for key in change.passages if key in index.passages)


def _sittings(index: PlanIndex, codes: Iterable[str]) -> Iterable[Sitting]:
    return (index.sittings[code].record for code in codes if code in index.sittings)


def _preparing(index: PlanIndex, passages: Iterable[Passage]) -> Iterable[tuple[Place, int]]:
    """Preparation rooms, with the day, that a passage enters or leaves."""
    for one in passages:
        for phase in one.phases:
            if index.view.facts.is_preparation(one.centre, phase.room):
                yield (one.centre, phase.room), phase.start // MINUTES_A_DAY


def _in_their_rooms(index: PlanIndex, sittings: Iterable[Sitting]) -> Iterable[str]:
    for one in sittings:
        yield from index.in_room.get((one.centre, one.room, one.start // MINUTES_A_DAY), ())


def _alike(index: PlanIndex, sittings: Iterable[Sitting]) -> Iterable[str]:
    for one in sittings:
        yield from index.alike.get(alike(one), ())


def _of_their_people(index: PlanIndex, examiners: frozenset[str], days: set[int]) -> Iterable[str]:
    for code in examiners:
        for seen in index.of_examiner.get(code, ()):
            if seen.day in days:
                yield seen.record.code


def _reserves(index: PlanIndex, days: set[int], *, gone: bool) -> Iterable[str]:
    for code in index.reserves:
        # a seat given back anywhere may free somebody of a maximum of half-days
        if gone or any(abs(index.sittings[code].day - day) <= 1 for day in days):
            yield code
