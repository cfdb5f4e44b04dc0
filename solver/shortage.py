"""What is short when somebody is left out: the least more of one resource that would place everybody.

The master is solved again with one family of resources made elastic: seats of a commission, jury
rooms, or preparation seats. The least slack says how much is missing, and where.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from models.french import agreed, day_and_month, weekday
from models.planning import HalfDay
from models.roles import Role
from solver.blocks import whole_blocks
from solver.constraints.master import add_constraints
from solver.instance import Instance
from solver.limits import Clock
from solver.master import Family, Master
from solver.mip import TOLERANCE, Expr, total

EFFORT = 4.0
MOST_PLACES_NAMED = 3
SEAT_NAMES = {Role.ENSEIGNANT: "d’enseignant", Role.PROFESSIONNEL: "de professionnel"}


@dataclass(frozen=True, slots=True)
class Shortage:
    """How much more of a family places everybody: units by half-day."""

    family: Family
    units: tuple[tuple[HalfDay, int], ...]

    @property
    def amount(self) -> int:
        """All units together."""
        return sum(count for _, count in self.units)


def shortages(instance: Instance, key: str, missing: int, clock: Clock) -> list[Shortage]:
    """Return, smallest first, what would place those of `key` that are left out.

    Parameters
    ----------
    missing : int
        How many of other épreuves may stay unplaced meanwhile.

    """
    needed = instance.needs[key].seats
    seats = [Family("seat", key, index) for index in sorted({needed.index(seat) for seat in needed})]
    found = []
    for family in [*seats, Family("room"), Family("preparation")]:
        shortage = _shortage(instance, family, key, missing, clock)
        if shortage is not None and not shortage.amount:
            return []  # numbers are enough: the hours are what does not fit
        if shortage is not None:
            found.append(shortage)
    return sorted(found, key=lambda one: one.amount)


def _shortage(
    instance: Instance, family: Family, key: str, others: int, clock: Clock
) -> Shortage | None:
    master = Master(instance, whole_blocks(instance), clock, elastic=family)
    add_constraints(master)
    mine: list[Expr] = []
    rest: list[Expr] = []
    for group in master.groups:
        for index, one in enumerate(group.classes):
            (mine if one.key == key else rest).append(master.short[group.id, index])
    master.mip.at_most(total(mine), TOLERANCE)
    master.mip.at_most(total(rest), others + TOLERANCE)
    answer = master.mip.minimize(total(master.slack.values()), effort=EFFORT)
    if answer is None or answer.value > answer.bound + 1 - TOLERANCE:
        return None
    counts: dict[int, int] = defaultdict(int)
    for (half, _), var in master.slack.items():
        counts[half] += answer.count(var)
    return Shortage(
        family, tuple((instance.half_days[half], count) for half, count in counts.items() if count)
    )


def sentence(instance: Instance, found: Iterable[Shortage]) -> str:
    """Say what is short: « 1 demi-journée d’enseignant SNO-B3 (mardi 8 juin matin) », or else."""
    return ", ou ".join(_one(instance, shortage) for shortage in found)


def _one(instance: Instance, shortage: Shortage) -> str:
    family, amount = shortage.family, shortage.amount
    where = _where(instance, shortage.units)
    if family.name == "room":
        return f"{amount} {agreed(amount, 'salle')} de jury ({where})"
    if family.name == "preparation":
        return f"{amount} {agreed(amount, 'place')} de préparation ({where})"
    seat = instance.needs[family.key].seats[family.seat]
    who = f"{SEAT_NAMES[seat.role]} {' ou '.join(sorted(seat.qualifications))}"
    return f"{amount} {agreed(amount, 'demi-journée')} {who} ({where})"


def _where(instance: Instance, units: Iterable[tuple[HalfDay, int]]) -> str:
    rows = list(_places(instance, units))
    more = len(rows) - MOST_PLACES_NAMED
    named = ", ".join(rows[:MOST_PLACES_NAMED])
    return f"{named} et {more} autre{'s' if more > 1 else ''}" if more > 0 else named


def _places(instance: Instance, units: Iterable[tuple[HalfDay, int]]) -> Iterator[str]:
    for half, _ in units:
        day = instance.problem.first_day + timedelta(days=half.day)
        part = "matin" if half.morning else "après-midi"
        yield f"{weekday(day)} {day_and_month(day)} {part}"
