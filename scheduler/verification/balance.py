"""What a commission takes of each resource, and what a session has of it against what it needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from models.regulation import Seat
from models.roles import Role


class Resource(StrEnum):
    """What commissions are made of."""

    TEACHERS = "enseignants"
    PROFESSIONALS = "professionnels"
    ROOMS = "salles"
    SEATS = "preparation"


@dataclass(frozen=True, slots=True)
class Balance:
    """So much of a resource where so much is needed at least.

    People and rooms count by half-day, preparation by candidates prepared. `replaceable` people short
    are replaced by others, as the text allows.
    """

    resource: Resource
    have: int
    need: int
    replaceable: bool = False

    @property
    def short(self) -> int:
        """How much is missing."""
        return max(0, self.need - self.have)


@dataclass(frozen=True, slots=True)
class Crew:
    """Seats of one commission: teachers, professionals, and whether teachers may hold all of them."""

    teachers: int = 0
    professionals: int = 0
    replaceable: bool = False

    @classmethod
    def of(cls, seats: Iterable[Seat]) -> Self:
        """Return what the seats of an épreuve ask for."""
        outside = [seat for seat in seats if seat.role is Role.PROFESSIONNEL]
        own = sum(seat.role is Role.ENSEIGNANT for seat in seats)
        replaceable = bool(outside) and all(seat.replacement for seat in outside)
        return cls(own, len(outside), replaceable)

    def commissions(self, teachers: int, professionals: int) -> int:
        """Return how many commissions so many people can form."""
        if not self.professionals:
            return teachers // self.teachers if self.teachers else 0
        if not self.teachers:
            return professionals // self.professionals
        if not self.replaceable:
            return min(teachers // self.teachers, professionals // self.professionals)
        together = self.teachers + self.professionals
        return min(teachers // self.teachers, (teachers + professionals) // together)

    def allowed(self, teachers: int, professionals: int) -> Iterator[tuple[Resource, int]]:
        """Yield how many commissions each role allows, those of the other role being enough."""
        if self.teachers:
            most = teachers // self.teachers
            if self.replaceable:  # teachers hold what professionals leave empty
                most = min(most, (teachers + professionals) // (self.teachers + self.professionals))
            yield Resource.TEACHERS, most
        if self.professionals and not (self.replaceable and self.teachers):
            yield Resource.PROFESSIONALS, professionals // self.professionals

    def balances(self, needed: int, teachers: int, professionals: int) -> Iterator[Balance]:
        """Yield people there are, and people that so many commissions need."""
        if self.teachers:
            yield Balance(Resource.TEACHERS, teachers, needed * self.teachers)
        if self.professionals:
            replaceable = self.replaceable and bool(self.teachers)
            need = needed * self.professionals
            yield Balance(Resource.PROFESSIONALS, professionals, need, replaceable)


NO_CREW = Crew()
"""Of an épreuve that cannot be counted yet."""
