"""What is short, in units and half-days, and remedies that solving confirms."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from models.planning import Preference
from solver import Limits, solve
from solver.diagnosis.diagnose import Proof, diagnose
from solver.diagnosis.families import Family, Kind
from solver.diagnosis.pricing import Pricing
from solver.diagnosis.remedies import Remedy, Unit, applied, next_half_days
from solver.diagnosis.standing import standings
from solver.diagnosis.supply import Supply
from solver.diagnosis.words import remedy_words, weakest
from solver.instance import Instance
from solver.limits import Clock
from tests.patience import by_work
from tests.solver.instances import session

NOT_FOUND = Limits(seconds=60.0, effort=0.0)


def small(size: int = 12, days: int = 1):
    """A session of one centre where everybody can be placed."""
    return session(size, days=days, tight=2.0)


def with_rooms(problem, count: int):
    jury = [room for room in problem.rooms if room.jury][:count]
    return replace(problem, rooms=(*jury, *(room for room in problem.rooms if not room.jury)))


@cache
def short_of_rooms():
    """Twelve candidates in one day, with half the rooms they need; and what is said of it."""
    problem = with_rooms(small(), 2)
    return problem, diagnose(problem).parts[0]


def least_unplaced(problem) -> int:
    """Fewest tasks left out, by counts alone."""
    supply = Supply(Instance(problem), Clock(by_work(30)))
    return round(supply.mip.minimize(supply.unplaced, effort=5.0).value)


def kinds(remedy: Remedy) -> set[Kind]:
    return {unit.family.kind for unit in remedy.units}


def test_nothing_short_gives_margins_and_no_remedy():
    (part,) = diagnose(small()).parts

    assert (part.unplaced, part.remedies) == (0, ())
    assert all(margin.spare >= 0 for margin in part.margins)
    assert weakest(part.margins)[0].needed > 0


def test_rooms_that_are_short_are_named_with_the_least_number():
    problem, part = short_of_rooms()

    best = part.remedies[0].remedy
    fewer = tuple(replace(unit, count=unit.count - 1) for unit in best.units)
    assert part.unplaced == least_unplaced(problem) > 0
    assert kinds(best) == {Kind.ROOM}
    assert least_unplaced(applied(problem, best)) == 0
    assert least_unplaced(applied(problem, Remedy(fewer))) > 0


def test_people_who_are_short_are_counted_by_half_day():
    problem = small()
    nobody = tuple(
        replace(one, qualifications=frozenset({"EG"})) if "OPA" in one.qualifications else one
        for one in problem.examiners
    )
    one_teacher = replace(
        nobody[0], code="T999", qualifications=frozenset({"OPA"}), half_days={0: Preference.NEUTRAL}
    )
    problem = replace(problem, examiners=(*nobody, one_teacher))

    (part,) = diagnose(problem).parts

    best = part.remedies[0].remedy
    assert {(unit.family.key, unit.family.seat) for unit in best.units} == {("E4", 0)}
    assert all(unit.half_day in problem.half_days for unit in best.units)


def test_remedies_are_verified_and_come_the_cheapest_first():
    problem, part = short_of_rooms()

    costs = [one.remedy.cost for one in part.remedies]
    assert costs == sorted(costs)
    assert part.remedies[0].proof is Proof.PLANNED
    for one in part.remedies:
        assert (one.unplaced, least_unplaced(applied(problem, one.remedy))) == (0, 0)


def test_half_days_more_are_a_remedy_when_they_are_enough():
    problem, part = short_of_rooms()

    (opened,) = [one.remedy.opened for one in part.remedies if one.remedy.opened]
    assert all(half.day > max(known.day for known in problem.half_days) for half in opened)


def test_half_days_to_open_are_free_and_never_on_a_weekend():
    problem = small(days=5)

    found = next_half_days(problem, "C0", 3)

    assert [(half.day, half.morning) for half in found] == [(7, True), (7, False), (8, True)]


def test_candidate_whom_nothing_can_place_is_told_apart():
    problem = small()
    task = replace(problem.tasks[0], accessible=True)
    rooms = tuple(replace(room, accessible=False) for room in problem.rooms)
    problem = replace(problem, tasks=(task, *problem.tasks[1:]), rooms=rooms)

    (part,) = diagnose(problem).parts

    assert [one.id for one, _ in part.alone] == [task.id]
    assert "accessible" in part.alone[0][1]
    assert (part.unplaced, part.remedies) == (1, ())


def test_what_could_not_be_found_out_is_never_said_to_be_short():
    (part,) = diagnose(with_rooms(small(), 1), limits=NOT_FOUND).parts

    assert part.unplaced is None
    assert part.remedies == ()


def test_remedy_is_said_with_its_day_and_its_amount():
    problem = small()
    unit = Unit(Family(Kind.ROOM, "C0"), problem.half_days[0], 2)

    said = remedy_words(problem, Remedy((unit,)), {"C0": "Lycée A"})

    assert said == "2 salles de jury de plus (lundi 7\xa0juin matin\xa0: 2)"


def test_plan_says_how_many_absences_each_half_day_stands():
    problem = small()
    plan = solve(problem, limits=by_work(0.1)).plan

    found = standings(problem, plan)

    sat = {member.examiner for sitting in plan.sittings for member in sitting.members}
    assert {one.half_day for one in found} <= set(problem.half_days)
    assert sum(one.in_use for one in found) == sum(len(one.members) for one in plan.sittings)
    assert max(one.free for one in found) <= len(problem.examiners) - len(sat) + len(plan.sittings)


def test_candidate_refused_does_not_shut_the_half_days_of_the_others():
    problem = small()
    refused = replace(problem.tasks[0], refusal="Dossier non déposé.")
    problem = replace(problem, tasks=(refused, *problem.tasks[1:]))

    (part,) = diagnose(problem).parts

    assert [one.id for one, _ in part.alone] == [refused.id]
    assert (part.unplaced, part.remedies) == (1, ())


def test_day_refused_by_one_candidate_is_open_to_those_alike():
    problem = small()
    away = replace(problem.tasks[0], away=frozenset(half.day for half in problem.half_days))
    problem = replace(problem, tasks=(away, *problem.tasks[1:]))

    assert least_unplaced(problem) == 1


def test_more_of_a_resource_is_the_least_that_whole_commissions_can_use():
    problem, _ = short_of_rooms()
    rooms = [Family(Kind.ROOM, "C0")]

    quick = Pricing(Instance(problem), Clock(Limits(seconds=60)), rooms, 0)
    (remedy,) = quick.remedies()

    tried = [least_unplaced(applied(problem, one)) for one in quick.surer(remedy)]
    assert tried[-1] == 0


def test_candidate_whom_every_teacher_knows_is_counted_among_the_unplaced():
    problem = small()
    able = frozenset(one.code for one in problem.examiners)
    known = replace(problem.tasks[0], conflicts=able)
    problem = replace(problem, tasks=(known, *problem.tasks[1:]))

    (part,) = diagnose(problem).parts

    assert [one.id for one, _ in part.alone] == [known.id]
    assert part.unplaced == 1
