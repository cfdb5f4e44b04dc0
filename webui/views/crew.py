"""Who may sit in an épreuve, half-day by half-day, and why the others may not."""

from __future__ import annotations

from dataclasses import dataclass

from models.dossier import AvailabilityState, Dossier, OpenHalfDay
from models.regulation import Regulation
from models.roles import Role
from scheduler.verification import Presence
from webui.french import word
from webui.views.names import examiner_name
from webui.views.people import LOOKS

ROLE_TITLES = {Role.ENSEIGNANT: "Enseignants", Role.PROFESSIONNEL: "Professionnels"}


@dataclass(frozen=True, slots=True)
class CrewCell:
    """What somebody is in one half-day: in words, and how it looks."""

    text: str
    tone: str
    mark: str
    there: bool


@dataclass(frozen=True, slots=True)
class CrewMember:
    """One person who holds what the épreuve asks for, over its half-days."""

    code: str
    name: str
    note: str
    cells: tuple[CrewCell, ...]

    @property
    def there(self) -> int:
        """In how many half-days he or she may sit."""
        return sum(cell.there for cell in self.cells)


@dataclass(frozen=True, slots=True)
class CrewGroup:
    """Those of one role; `totals` counts who may sit in each half-day."""

    id: str
    title: str
    members: tuple[CrewMember, ...]
    totals: tuple[int, ...]


def groups(
    dossier: Dossier,
    regulation: Regulation,
    code: str,
    language: str | None,
    half_days: tuple[OpenHalfDay, ...],
) -> tuple[CrewGroup, ...]:
    """Return teachers, then professionals, those who come least first."""
    presence, epreuve = Presence(dossier, regulation), regulation.epreuve(code)
    found = []
    for role in Role:
        rolls = [presence.roll(epreuve, language, role, half_day) for half_day in half_days]
        by_code = [{one.examiner.code: one for one in roll} for roll in rolls]
        members = [
            CrewMember(
                one.code,
                examiner_name(one),
                ", ".join(one.qualifications) + (" · réserve" if one.reserve else ""),
                tuple(_cell(roll[one.code].state, roll[one.code].absence) for roll in by_code),
            )
            for one in presence.able(epreuve, language, role)
        ]
        members.sort(key=lambda one: (one.there, one.name))
        totals = tuple(sum(not one.absence for one in roll) for roll in rolls)
        if members or any(seat.role is role for seat in epreuve.seats):
            found.append(CrewGroup(role.value.lower(), ROLE_TITLES[role], tuple(members), totals))
    return tuple(found)


def _cell(state: AvailabilityState, absence: str) -> CrewCell:
    tone, mark = LOOKS[AvailabilityState.INDISPONIBLE if absence else state]
    return CrewCell(absence or word(state), tone, mark, not absence)
