"""Commissions that each épreuve needs, against those that people and rooms allow, by half-day.

An estimate from counts: it takes no account of own students, incompatibilities, nor of a person or a
room wanted by two épreuves at once. What it finds short is short; what it finds enough may still be
refused by the solver.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from models.dossier import Dossier, Modality, OpenHalfDay, RoomType
from models.regulation import Epreuve, Regulation
from models.roles import Role
from scheduler.parameters import MissingParameterError, RuleValues
from scheduler.problem_parties import parties_of
from scheduler.registrations import Entry, registrations_of
from scheduler.verification.balance import NO_CREW, Balance, Crew, Resource
from scheduler.verification.presence import Presence


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
    crew: Crew = NO_CREW

    @property
    def limits(self) -> dict[Resource, int]:
        """How many commissions each resource allows by itself."""
        found = dict(self.crew.allowed(self.teachers, self.professionals))
        found[Resource.ROOMS] = self.rooms
        if self.prepared is not None:
            found[Resource.SEATS] = -(-self.prepared // self.full) if self.full else 0
        return found

    @property
    def scarce(self) -> frozenset[Resource]:
        """What keeps the half-day from more commissions."""
        limits = self.limits
        return frozenset(one for one, allowed in limits.items() if allowed <= min(limits.values()))

    @property
    def candidates(self) -> int:
        """Candidates that can be seen."""
        seen = self.possible * self.full
        return seen if self.prepared is None else min(seen, self.prepared)


@dataclass(frozen=True, slots=True)
class EpreuveSupply:
    """One épreuve at one centre (None: any): candidates, and what every half-day offers.

    `both_forms` when the session plans the épreuve in ponctuel and in CCF.

    `convenable` is how many commissions the people can form over the session, given the half-days each
    accepts at most; `teachers` and `professionals` are the half-days they can give in all.
    """

    epreuve: str
    language: str | None
    centre: str | None
    candidates: int
    half_days: tuple[HalfDaySupply, ...]
    modality: Modality = Modality.PONCTUEL
    both_forms: bool = False
    convenable: int = 0
    missing: str | None = None
    crew: Crew = NO_CREW
    teachers: int = 0
    professionals: int = 0

    @property
    def name(self) -> str:
        """« BTS-SAM/E4 », « BTS-SAM/E21 (anglais) », « BTS-SAM/E4 (CCF) »."""
        ccf = "CCF" if self.both_forms and self.modality is Modality.CCF else ""
        said = ", ".join(one for one in ((self.language or "").lower(), ccf) if one)
        return f"{self.epreuve} ({said})" if said else self.epreuve

    @property
    def balances(self) -> tuple[Balance, ...]:
        """What the session has of each resource against what it needs at least, in half-days."""
        rooms = sum(half_day.rooms for half_day in self.half_days)
        found = [*self.crew.balances(self.needed, self.teachers, self.professionals)]
        found.append(Balance(Resource.ROOMS, rooms, self.needed))
        if any(half_day.prepared is not None for half_day in self.half_days):
            seen = sum(half_day.prepared or 0 for half_day in self.half_days)
            found.append(Balance(Resource.SEATS, seen, self.candidates))
        return tuple(found)

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


def supply_of(
    dossier: Dossier, regulation: Regulation, entries: tuple[Entry, ...] | None = None
) -> tuple[EpreuveSupply, ...]:
    """Return supply against demand for each épreuve, language and centre that this session plans.

    `entries` are who sits what, where they are known already.
    """
    counter = _Counter(dossier, regulation)
    groups: dict[tuple[str, Modality, str | None, str | None], list[Entry]] = defaultdict(list)
    for entry in registrations_of(dossier, regulation) if entries is None else entries:
        if entry.organised:
            groups[(entry.epreuve, entry.modality, entry.language, entry.centre)].append(entry)
    ordered = sorted(groups.items(), key=lambda item: tuple(part or "" for part in item[0]))
    forms = {key[:2] for key in groups}
    twice = {code for code, count in Counter(code for code, _ in forms).items() if count > 1}
    found = (counter.of(*key, candidates=len(parties_of(rows, regulation))) for key, rows in ordered)
    return tuple(replace(one, both_forms=one.epreuve in twice) for one in found)


class _Counter:
    """Counts of one session, prepared once."""

    def __init__(self, dossier: Dossier, regulation: Regulation) -> None:
        self.dossier = dossier
        self.regulation = regulation
        self.values = RuleValues(regulation, dossier.parameters)
        self.presence = Presence(dossier, regulation)

    def of(
        self,
        code: str,
        modality: Modality,
        language: str | None,
        centre: str | None,
        *,
        candidates: int,
    ) -> EpreuveSupply:
        """Return one épreuve at one centre; a group heard together counts as one candidate."""
        epreuve = self.regulation.epreuve(code, modality)
        try:
            lead, jury = self._minutes(epreuve)
        except MissingParameterError as error:
            return EpreuveSupply(code, language, centre, candidates, (), modality, missing=str(error))
        opened = [
            half_day
            for half_day in self.dossier.half_days
            if centre in {None, half_day.centre} and (not half_day.epreuves or code in half_day.epreuves)
        ]
        half_days = tuple(self._half_day(epreuve, language, half_day, lead, jury) for half_day in opened)
        teachers = self._sittings(opened, epreuve, language, Role.ENSEIGNANT)
        professionals = self._sittings(opened, epreuve, language, Role.PROFESSIONNEL)
        crew = Crew.of(epreuve.seats)
        return EpreuveSupply(
            code, language, centre, candidates, half_days, modality,
            convenable=crew.commissions(teachers, professionals),
            crew=crew, teachers=teachers, professionals=professionals,
        )  # fmt: skip

    def _minutes(self, epreuve: Epreuve) -> tuple[int, int]:
        """Minutes before the jury, and before it, without extra time."""
        lasting = [(phase, self.values.phase_minutes(epreuve, phase)) for phase in epreuve.phases]
        lead = sum(minutes for phase, minutes in lasting if not phase.with_jury)
        return lead, sum(minutes for phase, minutes in lasting if phase.with_jury)

    def _half_day(
        self, epreuve: Epreuve, language: str | None, half_day: OpenHalfDay, lead: int, jury: int
    ) -> HalfDaySupply:
        free = [one for one in self.dossier.examiners if self.presence.may_sit(one, half_day)]
        teachers = len(self.presence.able(epreuve, language, Role.ENSEIGNANT, free))
        professionals = len(self.presence.able(epreuve, language, Role.PROFESSIONNEL, free))
        rooms = [room for room in self.dossier.rooms if room.centre == half_day.centre]
        juries = sum(room.type is RoomType.JURY for room in rooms)
        seats = sum(room.seats for room in rooms if room.type is RoomType.PREPARATION)
        crew = Crew.of(epreuve.seats)
        possible = min(crew.commissions(teachers, professionals), juries) if not lead or seats else 0
        full = self._full(epreuve, half_day, lead, jury)
        prepared = seats * ((half_day.end - half_day.start - jury) // lead) if lead else None
        return HalfDaySupply(
            half_day,
            teachers,
            professionals,
            juries,
            seats,
            possible if full else 0,
            full,
            prepared,
            crew,
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

    def _sittings(
        self, opened: list[OpenHalfDay], epreuve: Epreuve, language: str | None, role: Role
    ) -> int:
        """Half-days that those of `role` can give in all, each within his or her maximum."""
        total = 0
        for one in self.presence.able(epreuve, language, role):
            free = sum(self.presence.may_sit(one, half_day) for half_day in opened)
            total += free if one.max_half_days is None else min(free, one.max_half_days)
        return total
