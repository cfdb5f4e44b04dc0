"""A diagnosis in French: what is short, what would repair it, how that was verified."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta

from models.french import agreed, counted, day_and_month, hour, typeset, weekday
from models.planning import HalfDay, Problem
from solver.diagnosis.diagnose import Margin, Proof, Verified
from solver.diagnosis.families import Family, Kind
from solver.diagnosis.remedies import Remedy, Unit
from solver.shortage import SEAT_NAMES

NAMED = 4
PROOFS = {
    Proof.COUNTED: "vérifié sur les effectifs",
    Proof.NAMED: "vérifié avec les personnes",
    Proof.PLANNED: "vérifié par un plan complet",
}
THINGS = {
    Kind.ROOM: ("salle de jury de plus", "salles de jury de plus"),
    Kind.ACCESSIBLE: ("salle de jury accessible de plus", "salles de jury accessibles de plus"),
    Kind.PREPARATION: (
        "place de préparation équipée de plus",
        "places de préparation équipées de plus",
    ),
    Kind.COMPUTER: (
        "ordinateur de plus en salle de préparation",
        "ordinateurs de plus en salle de préparation",
    ),
}


def when(problem: Problem, half: HalfDay) -> str:
    """« mardi 8 juin matin »."""
    day = problem.first_day + timedelta(days=half.day)
    part = "matin" if half.morning else "après-midi"
    return f"{weekday(day)} {day_and_month(day)} {part}"


def family_words(problem: Problem, family: Family, amount: int) -> str:
    """« demi-journées d’enseignant SAM-OPA (E4) », « salles de jury de plus »."""
    if family.kind is not Kind.SEAT:
        return agreed(amount, *THINGS[family.kind])
    need = next(need for need in problem.epreuves if need.key == family.key)
    seat = need.seats[family.seat]
    codes = " ou ".join(sorted(seat.qualifications))
    half_days = agreed(amount, "demi-journée", "demi-journées")
    return f"{half_days} {SEAT_NAMES[seat.role]} {codes} ({need.code.rpartition('/')[2]})"


def remedy_words(problem: Problem, remedy: Remedy, centres: dict[str, str]) -> str:
    """« 2 demi-journées d’enseignant SNO-B3 (E3), mardi 8 juin matin et jeudi 10 juin matin »."""
    grouped: dict[Family, list[Unit]] = defaultdict(list)
    for unit in remedy.units:
        grouped[unit.family].append(unit)
    said = [
        f"{remedy.amounts[family]} {family_words(problem, family, remedy.amounts[family])}"
        f"{_place(family.centre, centres)} ({_times(problem, units)})"
        for family, units in sorted(grouped.items())
    ]
    return typeset(" ; ".join([*said, *_openings(problem, remedy.opened, centres)]))


def _times(problem: Problem, units: Iterable[Unit]) -> str:
    found = sorted(units, key=lambda unit: unit.half_day.start)
    rows = [
        when(problem, unit.half_day) + (f" : {unit.count}" if unit.count > 1 else "") for unit in found
    ]
    more = len(rows) - NAMED
    return ", ".join(rows[:NAMED]) + (f" et {more} autres" if more > 0 else "")


def _openings(problem: Problem, opened: Iterable[HalfDay], centres: dict[str, str]) -> Iterator[str]:
    for half in opened:
        yield (
            f"une demi-journée de plus, {when(problem, half)} (de {hour(half.start)} à "
            f"{hour(half.end)}){_place(half.centre, centres)}, si les jurys y sont disponibles"
        )


def _place(centre: str, centres: dict[str, str]) -> str:
    return f" à {centres.get(centre, centre)}" if len(centres) > 1 else ""


def verified_words(problem: Problem, one: Verified, centres: dict[str, str]) -> str:
    """Return a remedy with how it was verified."""
    return typeset(f"{remedy_words(problem, one.remedy, centres)} [{PROOFS[one.proof]}]")


def margin_words(problem: Problem, margin: Margin, centres: dict[str, str]) -> str:
    """« demi-journées d’enseignant SAM-OPA (E4) : 17 nécessaires, 10 au plus en réserve »."""
    if margin.family.kind is Kind.ROOM:
        what = "salles de jury, par demi-journée d’usage"
    else:
        what = family_words(problem, margin.family, 2)
    return typeset(
        f"{what}{_place(margin.family.centre, centres)} : {counted(margin.needed, 'nécessaire')}, "
        f"{margin.spare} au plus en réserve"
    )


def weakest(margins: Iterable[Margin]) -> list[Margin]:
    """Return margins, what would break first before the others: the least spare for what is needed."""
    used = [margin for margin in margins if margin.needed]
    return sorted(used, key=lambda margin: (margin.spare / margin.needed, margin.family))
