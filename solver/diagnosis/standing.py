"""What a plan can stand: for each half-day and seat in use, how many people could still come instead."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from models.planning import HalfDay, Plan, PlanExaminer, Problem, Sitting
from solver.diagnosis.families import Family, Kind
from solver.instance import Instance, seat_option


@dataclass(frozen=True, slots=True)
class Standing:
    """One kind of seat in one half-day of a plan: seats in use, people free to come instead."""

    half_day: HalfDay
    family: Family
    in_use: int
    free: int


def standings(problem: Problem, plan: Plan) -> list[Standing]:
    """Return what each half-day of a plan can stand, the weakest first.

    People of the reserve count; hours inside the half-day and links with candidates do not.
    """
    instance = Instance(problem)
    held = _held(instance, plan)
    sat: dict[str, list[HalfDay]] = defaultdict(list)
    for half, sittings in held.values():
        for sitting in sittings:
            for member in sitting.members:
                sat[member.examiner].append(half)
    found = []
    for half, sittings in held.values():
        found += _of_half_day(instance, half, sittings, sat)
    return sorted(found, key=lambda one: (one.free / one.in_use, one.half_day.start, one.family))


def _held(instance: Instance, plan: Plan) -> dict[int, tuple[HalfDay, list[Sitting]]]:
    shift = (plan.first_day - instance.problem.first_day).days * 24 * 60
    found: dict[int, tuple[HalfDay, list[Sitting]]] = {}
    for sitting in plan.sittings:
        for half in instance.problem.half_days:
            start, end = sitting.start + shift, sitting.end + shift
            if half.centre == sitting.centre and half.start <= start and end <= half.end:
                found.setdefault(half.id, (half, []))[1].append(sitting)
    return found


def _of_half_day(
    instance: Instance, half: HalfDay, sittings: list[Sitting], sat: dict[str, list[HalfDay]]
) -> list[Standing]:
    counts: dict[str, int] = defaultdict(int)
    for sitting in sittings:
        counts[sitting.epreuve] += 1
    found = []
    for need in instance.problem.epreuves:
        for rank, seat in enumerate(need.seats):
            if counts[need.code] and need.seats.index(seat) == rank:
                free = sum(
                    _is_free(one, half, sat) and seat_option(seat, rank, one) is not None
                    for one in instance.problem.examiners
                )
                family = Family(Kind.SEAT, half.centre, need.key, rank)
                in_use = counts[need.code] * need.seats.count(seat)
                found.append(Standing(half, family, in_use, free))
    return found


def _is_free(one: PlanExaminer, half: HalfDay, sat: dict[str, list[HalfDay]]) -> bool:
    """Whether somebody may come, sits nowhere then, nor elsewhere that day, nor more than accepted."""
    mine = sat.get(one.code, [])
    if half.id not in one.half_days or half in mine:
        return False
    if one.max_half_days is not None and len(set(mine)) >= one.max_half_days:
        return False
    return all(other.centre == half.centre for other in mine if other.day == half.day)
