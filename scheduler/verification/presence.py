"""Who may sit in an épreuve, in which half-day, and else why not: by what was declared alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.dossier import AvailabilityState, Dossier, Examiner, HalfDayName, OpenHalfDay
from models.french import short_date
from models.regulation import Epreuve, Regulation
from models.roles import Role


@dataclass(frozen=True, slots=True)
class Present:
    """One person who holds what an épreuve asks for; `absence` says in French why he or she is away."""

    examiner: Examiner
    state: AvailabilityState
    absence: str = ""


class Presence:
    """What the examiners of one session declared and hold."""

    def __init__(self, dossier: Dossier, regulation: Regulation) -> None:
        self.examiners = dossier.examiners
        self._worth = {one.code: regulation.implied(one.qualifications) for one in dossier.examiners}
        self._said = {(row.examiner, row.day, row.half_day): row.state for row in dossier.availabilities}

    def state(self, examiner: Examiner, half_day: OpenHalfDay) -> AvailabilityState:
        """Return what was declared: a half-day wins over its day, which wins over the default."""
        default = (
            AvailabilityState.DISPONIBLE
            if examiner.available_by_default
            else AvailabilityState.INDISPONIBLE
        )
        whole = self._said.get((examiner.code, half_day.day, HalfDayName.JOURNEE), default)
        return self._said.get((examiner.code, half_day.day, half_day.name), whole)

    def absence(self, examiner: Examiner, half_day: OpenHalfDay) -> str:
        """Say why somebody cannot sit in a half-day; empty when nothing forbids it."""
        if examiner.centres and half_day.centre not in examiner.centres:
            return "ne siège que dans un autre centre"
        if examiner.habilitation_end and examiner.habilitation_end < half_day.day:
            return f"habilitation terminée le {short_date(examiner.habilitation_end)}"
        if self.state(examiner, half_day) is AvailabilityState.INDISPONIBLE:
            declared = (examiner.code, half_day.day, half_day.name) in self._said
            return "indisponible" if declared or examiner.available_by_default else "n’a rien déclaré"
        return ""

    def may_sit(self, examiner: Examiner, half_day: OpenHalfDay) -> bool:
        """Whether nothing declared forbids somebody a half-day."""
        return not self.absence(examiner, half_day)

    def able(
        self,
        epreuve: Epreuve,
        language: str | None,
        role: Role,
        people: Iterable[Examiner] | None = None,
    ) -> list[Examiner]:
        """Those of `role` who may take at least one seat, replacements included."""
        wanted = wanted_of(epreuve, language, role)
        among = self.examiners if people is None else people
        return [one for one in among if one.role is role and self._worth[one.code] & wanted]

    def roll(
        self, epreuve: Epreuve, language: str | None, role: Role, half_day: OpenHalfDay
    ) -> tuple[Present, ...]:
        """Return everybody of `role` for one half-day, those who may sit first, by name."""
        everybody = (
            Present(one, self.state(one, half_day), self.absence(one, half_day))
            for one in self.able(epreuve, language, role)
        )
        return tuple(sorted(everybody, key=lambda one: (bool(one.absence), one.examiner.family_name)))


def wanted_of(epreuve: Epreuve, language: str | None, role: Role) -> set[str]:
    """Return the qualifications, any of which gives somebody of `role` a seat."""
    wanted: set[str] = set()
    for seat in epreuve.seats:
        if seat.role is role:
            wanted |= {f"LV-{language}"} if seat.by_language else set(seat.qualifications)
        elif role is Role.ENSEIGNANT:
            wanted |= set(seat.replacement)
    return wanted
