"""What no longer holds of a plan: empty seats, commissions without room or half-day, people adrift."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from models.planning import Passage, Plan, Task
from solver.repairing.standing import Commission, Held, Standing


@dataclass(frozen=True, slots=True)
class Barred:
    """What may no longer be used, beyond what the problem says; half-days by their ids.

    Attributes
    ----------
    rooms
        (centre, room, half-day).
    candidates
        (candidate, épreuve code or None for all, half-day): when somebody cannot come.
    wanted
        (candidate, épreuve code) said unplaced by the plan, and to be placed now.
    now
        By centre, the minute of the plan before which all has already happened; nothing moves to or
        from there.

    """

    rooms: frozenset[tuple[str, str, int]] = frozenset()
    candidates: frozenset[tuple[str, str | None, int]] = frozenset()
    wanted: frozenset[tuple[str, str]] = frozenset()
    now: Mapping[str, int] = field(default_factory=dict)

    def is_over(self, centre: str, minute: int) -> bool:
        """Whether a minute has gone by at a centre."""
        return centre in self.now and minute < self.now[centre]

    def forbids(self, task: Task, code: str, half: int) -> bool:
        """Whether a candidate of a task cannot come in a half-day."""
        away = {(who, epreuve, half) for who in task.people for epreuve in (None, code)}
        return not away.isdisjoint(self.candidates)


@dataclass(frozen=True, slots=True)
class Damage:
    """What a plan has lost.

    Attributes
    ----------
    seats
        By commission, its members who can no longer sit there.
    roomless, lost
        Commissions whose room, or half-day, is no longer there.
    adrift
        Passages that cannot stay where they are, whatever is done.
    homeless
        Passages that lack a preparation room, and may stay if another is found.
    missing
        Tasks to place that had no place.
    gone
        Passages of people who are no longer to be heard.
    emptied
        Commissions that hear nobody any more.

    """

    seats: dict[str, tuple[str, ...]] = field(default_factory=dict)
    roomless: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()
    adrift: tuple[Held, ...] = ()
    homeless: tuple[Held, ...] = ()
    missing: tuple[Task, ...] = ()
    gone: tuple[Passage, ...] = ()
    emptied: frozenset[str] = frozenset()

    @property
    def to_mend(self) -> bool:
        """Whether something must be decided: a seat, a room, an hour."""
        return bool(self.broken or self.adrift or self.homeless or self.missing)

    @property
    def hit(self) -> bool:
        """Whether the plan is touched at all."""
        return bool(self.to_mend or self.gone or self.emptied)

    @property
    def only_seats(self) -> bool:
        """Whether all that is lost are members, so that substitutes mend everything."""
        return not (self.roomless or self.lost or self.adrift or self.homeless or self.missing)

    @property
    def broken(self) -> frozenset[str]:
        """Commissions that cannot go on as they are."""
        return frozenset(self.seats) | self.roomless | self.lost


def asked_for(plan: Plan, barred: Barred) -> Plan:
    """Return a plan that no longer says unplaced those who are to be placed now: they are missing."""
    left = tuple(one for one in plan.unplaced if (one.candidate, one.epreuve) not in barred.wanted)
    return replace(plan, unplaced=left)


def damage_of(standing: Standing, barred: Barred) -> Damage:
    """Compare a plan with the problem of now; what has already happened is not looked at."""
    coming = [
        one
        for one in standing.commissions.values()
        if not barred.is_over(one.sitting.centre, one.sitting.start)
    ]
    emptied = frozenset(one.code for one in coming if not one.held)
    alive = [one for one in coming if one.held]
    lost = frozenset(one.code for one in alive if one.half is None)
    adrift = [held for one in alive for held in _adrift(standing, barred, one)]
    return Damage(
        seats={one.code: away for one in alive if one.half and (away := tuple(_away(standing, one)))},
        roomless=frozenset(one.code for one in alive if one.half and _roomless(standing, barred, one)),
        lost=lost,
        adrift=tuple(adrift),
        homeless=tuple(
            held
            for one in alive
            if one.half is not None
            for held in one.held
            if held not in adrift and _homeless(standing, barred, one, held)
        ),
        missing=tuple(standing.missing()),
        gone=tuple(standing.gone),
        emptied=emptied,
    )


def _away(standing: Standing, commission: Commission) -> Iterator[str]:
    """Members who may no longer sit in the half-day."""
    for code in commission.examiners:
        examiner = standing.instance.examiners.get(code)
        if examiner is None or commission.half is None or commission.half.id not in examiner.half_days:
            yield code


def _roomless(standing: Standing, barred: Barred, commission: Commission) -> bool:
    sitting, half = commission.sitting, commission.half
    rooms = {room.code for room in standing.instance.rooms(sitting.centre, jury=True)}
    shut = half is not None and (sitting.centre, sitting.room, half.id) in barred.rooms
    return shut or sitting.room not in rooms


def _adrift(standing: Standing, barred: Barred, commission: Commission) -> Iterator[Held]:
    """Passages that cannot be, whose candidate cannot come, or must not meet a member."""
    half = commission.half
    members = frozenset(commission.examiners)
    for held in commission.held:
        code = standing.instance.needs[held.task.epreuve].code
        cannot_come = half is not None and barred.forbids(held.task, code, half.id)
        if held.task.refusal or cannot_come or held.task.conflicts & members:
            yield held


def _homeless(standing: Standing, barred: Barred, commission: Commission, held: Held) -> bool:
    centre = commission.sitting.centre
    known = {room.code for room in standing.instance.problem.rooms if room.centre == centre}
    half = commission.half.id if commission.half else -1
    return any(
        phase.room not in known or (centre, phase.room, half) in barred.rooms
        for phase in held.passage.phases
        if phase.room != commission.sitting.room
    )
