"""Commissions that each épreuve needs, against those that people and rooms allow, by half-day.

An estimate from counts: it takes no account of own students, incompatibilities, nor of a person or a
room wanted by two épreuves at once. What it finds short is short; what it finds enough may still be
refused by the solver.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from models.dossier import (
    AvailabilityState,
    Dossier,
    Examiner,
    HalfDayName,
    OpenHalfDay,
    RoomType,
)
from models.regulation import Epreuve, Regulation, Seat
from models.roles import Role
from scheduler.parameters import MissingParameterError, RuleValues
from scheduler.registrations import Entry, registrations_of


@dataclass(frozen=True, slots=True)
class HalfDaySupply:
    """What one half-day offers to one épreuve: qualified people who are free, rooms, seats.

    `possible` is the number of commissions that can sit at once; `full` how many candidates one of them
    sees; `prepared` how many the preparation seats can take (None when nothing is prepared).
    """

    half_day: OpenHalfDay
    teachers: int
    professionals: int
    rooms: int
    seats: int
    possible: int
    full: int
    prepared: int | None = None

    @property
    def candidates(self) -> int:
        """Candidates that can be seen."""
        seen = self.possible * self.full
        return seen if self.prepared is None else min(seen, self.prepared)


@dataclass(frozen=True, slots=True)
class EpreuveSupply:
    """One épreuve at one centre (None: any): candidates, and what every half-day offers.

    `convenable` is how many commissions the people can form over the session, given the half-days each
    accepts at most.
    """

    epreuve: str
    language: str | None
    centre: str | None
    candidates: int
    half_days: tuple[HalfDaySupply, ...]
    convenable: int = 0
    missing: str | None = None

    @property
    def possible(self) -> int:
        """Commissions possible over all half-days."""
        return min(self.convenable, sum(half_day.possible for half_day in self.half_days))

    @property
    def needed(self) -> int:
        """Commissions needed, each as full as the longest half-day allows; 0 when none fits anybody."""
        longest = max((half_day.full for half_day in self.half_days), default=0)
        return -(-self.candidates // longest) if longest else 0

    @property
    def capacity(self) -> int:
        """Candidates that could be seen over all half-days, by as many commissions as can sit."""
        seen = sum(half_day.candidates for half_day in self.half_days)
        fulls = sorted((one.full for one in self.half_days for _ in range(one.possible)), reverse=True)
        return min(seen, sum(fulls[: self.convenable]))

    @property
    def short(self) -> int:
        """Candidates for whom no commission is possible."""
        return max(0, self.candidates - self.capacity)


def supply_of(dossier: Dossier, regulation: Regulation) -> tuple[EpreuveSupply, ...]:
    """Return supply against demand for each épreuve, language and centre that this session plans."""
    counter = _Counter(dossier, regulation)
    groups: dict[tuple[str, str | None, str | None], list[Entry]] = defaultdict(list)
    for entry in registrations_of(dossier, regulation):
        if entry.organised:
            groups[(entry.epreuve, entry.language, entry.centre)].append(entry)
    ordered = sorted(groups.items(), key=lambda item: tuple(part or "" for part in item[0]))
    return tuple(counter.of(*key, candidates=len(entries)) for key, entries in ordered)


class _Counter:
    """Counts of one session, prepared once."""

    def __init__(self, dossier: Dossier, regulation: Regulation) -> None:
        self.dossier = dossier
        self.regulation = regulation
        self.values = RuleValues(regulation, dossier.parameters)
        self.worth = {one.code: regulation.implied(one.qualifications) for one in dossier.examiners}
        self.said = {(row.examiner, row.day, row.half_day): row.state for row in dossier.availabilities}

    def of(
        self, code: str, language: str | None, centre: str | None, *, candidates: int
    ) -> EpreuveSupply:
        """Return one épreuve at one centre."""
        epreuve = self.regulation.epreuve(code)
        try:
            lead, jury = self._minutes(epreuve)
        except MissingParameterError as error:
            return EpreuveSupply(code, language, centre, candidates, (), missing=str(error))
        opened = [
            half_day
            for half_day in self.dossier.half_days
            if centre in {None, half_day.centre} and (not half_day.epreuves or code in half_day.epreuves)
        ]
        half_days = tuple(self._half_day(epreuve, language, half_day, lead, jury) for half_day in opened)
        teachers = self._sittings(opened, epreuve, language, Role.ENSEIGNANT)
        professionals = self._sittings(opened, epreuve, language, Role.PROFESSIONNEL)
        convenable = _commissions(epreuve.seats, teachers, professionals)
        return EpreuveSupply(code, language, centre, candidates, half_days, convenable)

    def _minutes(self, epreuve: Epreuve) -> tuple[int, int]:
        """Minutes before the jury, and before it, without extra time."""
        lasting = [(phase, self.values.phase_minutes(epreuve, phase)) for phase in epreuve.phases]
        lead = sum(minutes for phase, minutes in lasting if not phase.with_jury)
        return lead, sum(minutes for phase, minutes in lasting if phase.with_jury)

    def _half_day(
        self, epreuve: Epreuve, language: str | None, half_day: OpenHalfDay, lead: int, jury: int
    ) -> HalfDaySupply:
        free = [one for one in self.dossier.examiners if self._may_sit(one, half_day)]
        teachers = len(self._able(free, epreuve, language, Role.ENSEIGNANT))
        professionals = len(self._able(free, epreuve, language, Role.PROFESSIONNEL))
        rooms = [room for room in self.dossier.rooms if room.centre == half_day.centre]
        juries = sum(room.type is RoomType.JURY for room in rooms)
        seats = sum(room.seats for room in rooms if room.type is RoomType.PREPARATION)
        people = _commissions(epreuve.seats, teachers, professionals)
        possible = min(people, juries) if not lead or seats else 0
        full = self._full(epreuve, half_day, lead, jury)
        prepared = seats * ((half_day.end - half_day.start - jury) // lead) if lead else None
        return HalfDaySupply(
            half_day, teachers, professionals, juries, seats, possible if full else 0, full, prepared
        )

    def _full(self, epreuve: Epreuve, half_day: OpenHalfDay, lead: int, jury: int) -> int:
        """Candidates that one commission sees in a half-day, within the session's own daily cap."""
        gap = self.values.value("gap_between_candidates", epreuve.qualified)
        reading = self.values.value("dossier_reading", epreuve.qualified)
        length = half_day.end - half_day.start - max(lead, reading)
        fitting = max(0, (length + gap) // (jury + gap)) if jury else 0
        if self.values.is_set("daily_cap", epreuve.qualified):
            return min(fitting, self.values.value("daily_cap", epreuve.qualified))
        return fitting

    def _may_sit(self, examiner: Examiner, half_day: OpenHalfDay) -> bool:
        if examiner.centres and half_day.centre not in examiner.centres:
            return False
        if examiner.habilitation_end and examiner.habilitation_end < half_day.day:
            return False
        default = (
            AvailabilityState.DISPONIBLE
            if examiner.available_by_default
            else AvailabilityState.INDISPONIBLE
        )
        whole = self.said.get((examiner.code, half_day.day, HalfDayName.JOURNEE), default)
        state = self.said.get((examiner.code, half_day.day, half_day.name), whole)
        return state is not AvailabilityState.INDISPONIBLE

    def _sittings(
        self, opened: list[OpenHalfDay], epreuve: Epreuve, language: str | None, role: Role
    ) -> int:
        """Half-days that those of `role` can give in all, each within his or her maximum."""
        total = 0
        for one in self._able(self.dossier.examiners, epreuve, language, role):
            free = sum(self._may_sit(one, half_day) for half_day in opened)
            total += free if one.max_half_days is None else min(free, one.max_half_days)
        return total

    def _able(
        self, people: Iterable[Examiner], epreuve: Epreuve, language: str | None, role: Role
    ) -> list[Examiner]:
        """Those of `role` who may take at least one seat, replacements included."""
        wanted: set[str] = set()
        for seat in epreuve.seats:
            if seat.role is role:
                wanted |= {f"LV-{language}"} if seat.by_language else set(seat.qualifications)
            elif role is Role.ENSEIGNANT:
                wanted |= set(seat.replacement)
        return [one for one in people if one.role is role and self.worth[one.code] & wanted]


def _commissions(seats: tuple[Seat, ...], teachers: int, professionals: int) -> int:
    """Return how many commissions so many people can form."""
    own = sum(seat.role is Role.ENSEIGNANT for seat in seats)
    outside = [seat for seat in seats if seat.role is Role.PROFESSIONNEL]
    if not outside:
        return teachers // own if own else 0
    if not own:
        return professionals // len(outside)
    if any(not seat.replacement for seat in outside):
        return min(teachers // own, professionals // len(outside))
    return min(teachers // own, (teachers + professionals) // len(seats))
