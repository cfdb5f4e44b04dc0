"""What can go wrong after a plan is made, and what each does to the session's data and to the problem.

What the session folder can say is written there (an availability, a room gone, a half-day that closes, a
registration); what it cannot say (a room shut for a morning, a candidate away on Tuesday) only weighs on
the search, and shows in the plan that is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from models.dossier import (
    Availability,
    AvailabilityState,
    Dossier,
    HalfDayName,
    OpenHalfDay,
    Registration,
    RegistrationState,
)
from models.french import MINUTES_A_DAY
from models.planning import Passage, Plan, Problem
from models.regulation import Regulation
from models.zones import METROPOLE, zone_of
from scheduler.registrations import registrations_of
from solver.repair import Barred


@dataclass(frozen=True, slots=True)
class When:
    """A half-day, or a whole day, or the same every day until another one."""

    day: date
    part: HalfDayName = HalfDayName.JOURNEE
    until: date | None = None

    def covers(self, day: date, part: HalfDayName) -> bool:
        """Whether a half-day lies in it."""
        return self.day <= day <= (self.until or self.day) and self.part in (part, HalfDayName.JOURNEE)


@dataclass(frozen=True, slots=True)
class ExaminerAbsent:
    """An examiner cannot come."""

    examiner: str
    when: When


@dataclass(frozen=True, slots=True)
class RoomClosed:
    """A room, for juries or preparations, cannot be used; from now on when no time is given."""

    centre: str
    room: str
    when: When | None = None


@dataclass(frozen=True, slots=True)
class HalfDayLost:
    """A centre cannot open after all."""

    centre: str
    when: When


@dataclass(frozen=True, slots=True)
class CandidateAway:
    """A candidate cannot come then, and is to be heard at another time; all épreuves when None."""

    candidate: str
    when: When
    epreuve: str | None = None


@dataclass(frozen=True, slots=True)
class CandidateWithdrawn:
    """A candidate gives up an épreuve; all those not heard yet when None."""

    candidate: str
    epreuve: str | None = None


@dataclass(frozen=True, slots=True)
class LateArrival:
    """A candidate registered since the plan was made; every épreuve without a place when None."""

    candidate: str
    epreuve: str | None = None


Disruption = ExaminerAbsent | RoomClosed | HalfDayLost | CandidateAway | CandidateWithdrawn | LateArrival


@dataclass(frozen=True, slots=True)
class Situation:
    """A session, the plan in force and the time: what a disruption acts on."""

    dossier: Dossier
    regulation: Regulation
    plan: Plan
    now: datetime

    def minute(self, centre: str) -> int:
        """Minute of the plan that the clocks of a centre show now."""
        zones = {one.uai: zone_of(one) for one in self.dossier.centres}
        wall = self.now.astimezone(ZoneInfo(zones.get(centre, METROPOLE)))
        days = (wall.date() - self.plan.first_day).days
        return days * MINUTES_A_DAY + wall.hour * 60 + wall.minute

    def now_by_centre(self) -> dict[str, int]:
        """The same for each centre."""
        return {one.uai: self.minute(one.uai) for one in self.dossier.centres}

    def start_of(self, half: OpenHalfDay) -> int:
        """Minute of the plan at which a half-day starts."""
        return (half.day - self.plan.first_day).days * MINUTES_A_DAY + half.start

    def has_begun(self, half: OpenHalfDay) -> bool:
        """Whether a half-day is under way, or over."""
        return self.start_of(half) < self.minute(half.centre)

    def is_over(self, passage: Passage) -> bool:
        """Whether a passage has begun, or is over."""
        return passage.start < self.minute(passage.centre)


@dataclass(frozen=True, slots=True)
class Effect:
    """What disruptions do.

    Attributes
    ----------
    dossier
        The data of the session, to be stored when a repair is kept.
    away, shut, absent
        What the search must not use: (examiner, when), (centre, room, when or None for always),
        (candidate, épreuve or None for all, when).
    wanted
        (candidate, épreuve) to place although the plan says them unplaced.

    """

    dossier: Dossier
    away: tuple[tuple[str, When], ...] = ()
    shut: tuple[tuple[str, str, When | None], ...] = ()
    absent: tuple[tuple[str, str | None, When], ...] = ()
    wanted: frozenset[tuple[str, str]] = field(default_factory=frozenset)


def effect_of(situation: Situation, disruptions: Iterable[Disruption]) -> Effect:
    """Apply disruptions one after the other."""
    effect = Effect(situation.dossier)
    for disruption in disruptions:
        effect = _EFFECTS[type(disruption)](situation, effect, disruption)
    return effect


def barred_by(effect: Effect, problem: Problem, situation: Situation) -> Barred:
    """Return what the search must not use, by the half-days of a problem."""
    names = {half.id: _named(problem, half.id) for half in problem.half_days}
    centres = {half.id: half.centre for half in problem.half_days}
    return Barred(
        rooms=frozenset(
            (centre, room, half)
            for centre, room, when in effect.shut
            for half, name in names.items()
            if centres[half] == centre and (when is None or when.covers(*name))
        ),
        candidates=frozenset(
            (candidate, epreuve, half)
            for candidate, epreuve, when in effect.absent
            for half, name in names.items()
            if when.covers(*name)
        ),
        wanted=effect.wanted,
        now=situation.now_by_centre(),
    )


def without_absent(effect: Effect, problem: Problem) -> Problem:
    """Return the problem where those who are away cannot sit, whatever the data say."""
    names = {half.id: _named(problem, half.id) for half in problem.half_days}
    away: dict[str, set[int]] = {}
    for code, when in effect.away:
        halves = {half for half, name in names.items() if when.covers(*name)}
        away.setdefault(code, set()).update(halves)
    examiners = tuple(
        replace(
            one,
            half_days={half: said for half, said in one.half_days.items() if half not in away[one.code]},
        )
        if one.code in away
        else one
        for one in problem.examiners
    )
    return replace(problem, examiners=examiners)


def _named(problem: Problem, half_id: int) -> tuple[date, HalfDayName]:
    half = problem.half_days[half_id]
    part = HalfDayName.MATIN if half.morning else HalfDayName.APRES_MIDI
    return problem.first_day + timedelta(days=half.day), part


def _absent(situation: Situation, effect: Effect, one: ExaminerAbsent) -> Effect:
    """Write the absence as an unavailability, but of days that have begun: part of them was sat."""
    when = one.when
    concerned = [half for half in effect.dossier.half_days if when.covers(half.day, half.name)]
    begun = {half.day for half in concerned if situation.has_begun(half)}
    coming = sorted({half.day for half in concerned} - begun)
    kept = [
        row
        for row in effect.dossier.availabilities
        if row.examiner != one.examiner or row.day in begun or not when.covers(row.day, row.half_day)
    ]
    state = AvailabilityState.INDISPONIBLE
    rows = [Availability(one.examiner, day, when.part, state) for day in coming]
    dossier = replace(effect.dossier, availabilities=(*kept, *rows)) if rows else effect.dossier
    return replace(effect, dossier=dossier, away=(*effect.away, (one.examiner, when)))


def _room(situation: Situation, effect: Effect, one: RoomClosed) -> Effect:
    """Take the room out of the data when it closes for good and nothing was held in it yet."""
    used = any(
        passage.centre == one.centre and any(phase.room == one.room for phase in passage.phases)
        for passage in situation.plan.passages
        if situation.is_over(passage)
    )
    if one.when is None and not used:
        rooms = tuple(
            room for room in effect.dossier.rooms if (room.centre, room.code) != (one.centre, one.room)
        )
        effect = replace(effect, dossier=replace(effect.dossier, rooms=rooms))
    return replace(effect, shut=(*effect.shut, (one.centre, one.room, one.when)))


def _half_day(situation: Situation, effect: Effect, one: HalfDayLost) -> Effect:
    """Close the half-day; one that has begun ends with the passages under way."""
    rows: list[OpenHalfDay] = []
    for half in effect.dossier.half_days:
        if half.centre != one.centre or not one.when.covers(half.day, half.name):
            rows.append(half)
            continue
        midnight = situation.start_of(half) - half.start
        ends = [
            passage.end - midnight
            for passage in situation.plan.passages
            if passage.centre == half.centre
            and situation.is_over(passage)
            and half.start <= passage.start - midnight < half.end
        ]
        if ends:
            rows.append(replace(half, end=max(ends)))
    return replace(effect, dossier=replace(effect.dossier, half_days=tuple(rows)))


def _candidate_away(_: Situation, effect: Effect, one: CandidateAway) -> Effect:
    """Keep the candidate out of that time; the data have no column for it."""
    return replace(effect, absent=(*effect.absent, (one.candidate, one.epreuve, one.when)))


def _withdrawn(situation: Situation, effect: Effect, one: CandidateWithdrawn) -> Effect:
    """Write the épreuves not heard yet as not registered."""
    heard = {
        passage.epreuve
        for passage in situation.plan.passages
        if passage.candidate == one.candidate and situation.is_over(passage)
    }
    codes = [
        entry.epreuve
        for entry in registrations_of(effect.dossier, situation.regulation)
        if entry.candidate == one.candidate
        and entry.organised
        and entry.epreuve not in heard
        and one.epreuve in (None, entry.epreuve)
    ]
    return _registered(effect, one.candidate, codes, RegistrationState.NON_INSCRIT)


def _late(situation: Situation, effect: Effect, one: LateArrival) -> Effect:
    """Register the épreuve where it is not, and ask for a place."""
    entries = {
        entry.epreuve: entry.organised
        for entry in registrations_of(effect.dossier, situation.regulation)
        if entry.candidate == one.candidate
    }
    if one.epreuve is not None and not entries.get(one.epreuve):
        effect = _registered(effect, one.candidate, [one.epreuve], RegistrationState.INSCRIT)
    codes = [code for code, organised in entries.items() if organised]
    asked = codes if one.epreuve is None else [one.epreuve]
    return replace(effect, wanted=effect.wanted | {(one.candidate, code) for code in asked})


def _registered(
    effect: Effect, candidate: str, codes: Iterable[str], state: RegistrationState
) -> Effect:
    """Write the state of some épreuves of a candidate, in place of what their rows said."""
    rows = {(row.candidate, row.epreuve): row for row in effect.dossier.registrations}
    for code in codes:
        before = rows.get((candidate, code), Registration(candidate, code, state))
        rows[candidate, code] = replace(before, state=state)
    return replace(effect, dossier=replace(effect.dossier, registrations=tuple(rows.values())))


_EFFECTS: Mapping[type, Callable[..., Effect]] = {
    ExaminerAbsent: _absent,
    RoomClosed: _room,
    HalfDayLost: _half_day,
    CandidateAway: _candidate_away,
    CandidateWithdrawn: _withdrawn,
    LateArrival: _late,
}
