"""What the session's records say of people and places, found by their codes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from models.dossier import (
    Accommodation,
    AvailabilityState,
    Dossier,
    Examiner,
    HalfDayName,
    Incompatibility,
    Role,
    RoomType,
    Taken,
    TakenKind,
    Teaching,
)
from models.regulation import Epreuve, Regulation
from scheduler.rules.calendar import Opened


class Facts:
    """Indexes over the records of a session; nothing of a plan."""

    def __init__(self, dossier: Dossier, regulation: Regulation) -> None:
        self.dossier = dossier
        self.regulation = regulation
        self.candidates = {one.number: one for one in dossier.candidates}
        self.examiners = {one.code: one for one in dossier.examiners}
        self.centres = {one.uai: one for one in dossier.centres}
        self.rooms = {(one.centre, one.code): one for one in dossier.rooms}
        self._disliked: dict[tuple[str, str, int], bool] = {}
        self._epreuves: dict[tuple[str, str | None], Epreuve | None] = {}

    def epreuve(self, qualified: str, modality: str | None = None) -> Epreuve | None:
        """Return an épreuve of the texts, None for a code they do not have; looked up once."""
        asked = (qualified, modality)
        if asked not in self._epreuves:
            try:
                self._epreuves[asked] = self.regulation.epreuve(qualified, modality)
            except KeyError:
                self._epreuves[asked] = None
        return self._epreuves[asked]

    def is_preparation(self, centre: str, code: str) -> bool:
        """Whether the centre has this room, for preparations."""
        room = self.rooms.get((centre, code))
        return room is not None and room.type is RoomType.PREPARATION

    @cached_property
    def taken_rooms(self) -> Mapping[tuple[str, str], list[Taken]]:
        """What other sessions do in the rooms of the centres, by (centre, room)."""
        found: dict[tuple[str, str], list[Taken]] = {}
        for one in self.dossier.taken:
            if one.kind in {TakenKind.JURY, TakenKind.SEATS}:
                found.setdefault((one.centre, one.code), []).append(one)
        return found

    @cached_property
    def taken_people(self) -> Mapping[tuple[TakenKind, str], list[Taken]]:
        """What people of this session do in others, by kind and code."""
        found: dict[tuple[TakenKind, str], list[Taken]] = {}
        for one in self.dossier.taken:
            if one.kind in {TakenKind.EXAMINER, TakenKind.CANDIDATE}:
                found.setdefault((one.kind, one.code), []).append(one)
        return found

    @cached_property
    def accommodations(self) -> Mapping[str, list[Accommodation]]:
        """Rows of `amenagements` by candidate."""
        found: dict[str, list[Accommodation]] = {}
        for row in self.dossier.accommodations:
            found.setdefault(row.candidate, []).append(row)
        return found

    @cached_property
    def incompatibilities(self) -> Mapping[tuple[str, str], Incompatibility]:
        """Declared incompatibilities by (examiner, candidate)."""
        return {(row.examiner, row.candidate): row for row in self.dossier.incompatibilities}

    @cached_property
    def teachings(self) -> Mapping[str, list[Teaching]]:
        """Rows of `enseignements` by examiner, every year."""
        found: dict[str, list[Teaching]] = {}
        for row in self.dossier.teachings:
            found.setdefault(row.examiner, []).append(row)
        return found

    @cached_property
    def qualifications(self) -> Mapping[str, frozenset[str]]:
        """Qualifications of each examiner, with those they imply."""
        return {one.code: self.regulation.implied(one.qualifications) for one in self.dossier.examiners}

    @cached_property
    def by_role(self) -> Mapping[Role, tuple[Examiner, ...]]:
        """Examiners by role."""
        return {role: tuple(one for one in self.dossier.examiners if one.role is role) for role in Role}

    @cached_property
    def prefers(self) -> frozenset[str]:
        """Examiners who declared at least one preferred half-day."""
        rows = self.dossier.availabilities
        return frozenset(row.examiner for row in rows if row.state is AvailabilityState.PREFERE)

    @cached_property
    def _said(self) -> Mapping[tuple[str, object, HalfDayName], AvailabilityState]:
        """What was said of each (examiner, day, part of the day)."""
        rows = self.dossier.availabilities
        return {(row.examiner, row.day, row.half_day): row.state for row in rows}

    def said_of(self, examiner: Examiner, half_day: Opened) -> AvailabilityState:
        """Return what an examiner said of a half-day; its own row wins over that of the whole day."""
        day = half_day.record.day
        for part in (half_day.name, HalfDayName.JOURNEE):
            state = self._said.get((examiner.code, day, part))
            if state is not None:
                return state
        default = AvailabilityState.DISPONIBLE
        return default if examiner.available_by_default else AvailabilityState.INDISPONIBLE

    def dislikes(self, examiner: Examiner, half_day: Opened) -> bool:
        """Whether a half-day is to be avoided, or not preferred by someone who prefers others."""
        asked = (examiner.code, half_day.record.centre, half_day.start)
        if asked not in self._disliked:
            self._disliked[asked] = self._dislikes(examiner, half_day)
        return self._disliked[asked]

    def _dislikes(self, examiner: Examiner, half_day: Opened) -> bool:
        state = self.said_of(examiner, half_day)
        if state is AvailabilityState.A_EVITER:
            return True
        return examiner.code in self.prefers and state is not AvailabilityState.PREFERE
