"""Many centres share their examiners by regions: nobody twice, nobody out of reach, by need."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from models.planning import HalfDay, PlanExaminer, PlanRoom, Problem
from solver.division.guilds import Supply
from solver.division.lending import Ledger
from solver.division.members import homes_of_examiners
from solver.division.regions import MOST_CENTRES, Map, regions_of
from solver.division.share import Loan
from solver.instance import Instance
from solver.limits import Clock, Limits
from tests.solver.small import TEACHER, examiner, half_day, jury_room, need, problem, task

CENTRES = tuple(f"C{rank:02}" for rank in range(MOST_CENTRES + 4))


def halves(centres: tuple[str, ...] = CENTRES) -> list[HalfDay]:
    """Open two mornings in each centre: 2 × its rank, and the next number."""
    return [
        half_day(2 * rank + day, start=480 + 1440 * day, centre=centre, day=day)
        for rank, centre in enumerate(centres)
        for day in (0, 1)
    ]


def rooms(centres: tuple[str, ...] = CENTRES) -> list[PlanRoom]:
    return [replace(jury_room(), centre=centre) for centre in centres]


def session(people: list[PlanExaminer]) -> Problem:
    needs = [need("X", seats=(TEACHER,))]
    return problem([task(0)], half_days=halves(), rooms=rooms(), needs=needs, examiners=people)


def homes(people: list[PlanExaminer]) -> dict[str, str]:
    instance = Instance(session(people))
    supply = Supply(instance, Ledger(instance).loans(instance.examiners, CENTRES))
    needs = {(centre, "X"): 2 for centre in CENTRES}
    clock = Clock(Limits(600, 1, 60.0, 1))
    return homes_of_examiners(supply, needs, (), clock, together=MOST_CENTRES)


def test_centres_that_share_examiners_are_of_one_region() -> None:
    pairs = [(CENTRES[rank], CENTRES[-1 - rank]) for rank in range(len(CENTRES) // 2)]

    found = regions_of(CENTRES, [*pairs, CENTRES])

    assert sorted(centre for region in found for centre in region) == sorted(CENTRES)
    assert all(len(region) <= MOST_CENTRES for region in found)
    assert all(any({a, b} <= set(region) for region in found) for a, b in pairs)


def test_regions_do_not_depend_on_the_order_of_examiners() -> None:
    reaches = [(CENTRES[rank], CENTRES[rank + 5]) for rank in range(10)]

    assert regions_of(CENTRES, reaches) == regions_of(set(CENTRES), reversed(reaches))


def test_every_centre_of_every_region_gets_those_it_needs() -> None:
    people = [examiner(f"P{rank:02}", halves=range(2 * len(CENTRES))) for rank in range(len(CENTRES))]

    found = homes(people)

    assert Counter(found.values()) == dict.fromkeys(CENTRES, 1)


def test_people_of_one_centre_stay_in_it() -> None:
    local = [examiner(f"L{rank:02}", halves=(2 * rank, 2 * rank + 1)) for rank in range(6)]
    mobile = [
        examiner(f"M{rank:02}", halves=range(2 * len(CENTRES))) for rank in range(len(CENTRES) - 6)
    ]

    found = homes([*local, *mobile])

    assert [found[one.code] for one in local] == list(CENTRES[:6])
    assert sorted(found[one.code] for one in mobile) == list(CENTRES[6:])


def test_region_has_the_rooms_of_the_centres_open_then() -> None:
    problem_of_two = replace(
        session([]),
        half_days=tuple(halves(("C00", "C01"))[:3]),
        rooms=tuple(rooms(("C00", "C01"))),
        closed=frozenset({("C00", "J0", 0)}),
    )

    large = Map(problem_of_two, [("C00", "C01")])

    monday, tuesday = sorted(large.instance.problem.half_days, key=lambda half: half.day)
    assert [room.code for room in large.instance.open_rooms(monday, jury=True)] == ["C01 J0"]
    assert [room.code for room in large.instance.open_rooms(tuesday, jury=True)] == ["C00 J0"]


def test_region_is_lent_what_an_examiner_could_give_any_of_its_centres() -> None:
    instance = Instance(session([examiner("P", halves=(0, 3))]))
    loans = {"P": {"C00": Loan(frozenset({0}), 1), "C01": Loan(frozenset({3}), 2)}}

    large = Map(instance.problem, [("C00", "C01"), CENTRES[2:]])
    found = large.supply(Supply(instance, loans)).loans["P"]

    assert list(found) == ["0000"]
    assert (len(found["0000"].half_days), found["0000"].most) == (2, 2)
