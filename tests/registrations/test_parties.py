"""Who is examined together, and by whom: what a session of CCF becomes as a problem."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from models.dossier import Accommodation, Dossier, Parameter
from models.planning import Task
from models.regulation import load
from scheduler.problem import problem_of
from scheduler.registrations import registrations_of
from tests.cases import all_cases
from tests.cases.in_training import E1A, E1B, PRO, STRANGER, TEAM, in_group, school
from tests.factories import CENTRE, YEAR, with_candidate

E3A = "MC-SNO/E3A"
MINUTES = Parameter("sno_e3a_minutes", "15")


def tasks_of(folder: Dossier) -> tuple[Task, ...]:
    return problem_of(folder, load(YEAR)).tasks


def test_group_is_one_task_of_all_its_candidates() -> None:
    (task,) = tasks_of(school(E1A))

    assert task.people == ("1", "2")
    assert task.jury == 40


def test_groups_of_one_name_in_two_schools_are_two() -> None:
    folder = school(E1A, numbers=4)
    centres = {one.uai for one in folder.centres} - {CENTRE}
    places = (*folder.establishments, replace(folder.establishments[0], uai=min(centres)))
    folder = replace(folder, establishments=places)
    for number in ("3", "4"):
        folder = with_candidate(folder, number, establishment=min(centres))

    assert [task.people for task in tasks_of(folder)] == [("1", "2"), ("3", "4")]


def test_group_takes_as_long_as_its_slowest_candidate() -> None:
    third = Accommodation("2", extra_share=Fraction(1, 3))

    (task,) = tasks_of(school(E1A, accommodations=(third,)))

    assert task.jury == 54


def test_candidate_without_group_says_what_to_do() -> None:
    rows = (in_group("1", "G1"), in_group("2", "G1"), in_group("3", None))

    *_, alone = tasks_of(school(E1A, numbers=3, registrations=rows))

    assert alone.heard == ("3",)
    assert "« groupe »" in alone.refusal


def test_dossier_is_examined_without_its_candidate() -> None:
    folder = school(E3A, numbers=1, parameters=(MINUTES,))
    folder = replace(folder, accommodations=(Accommodation("1", extra_share=Fraction(1, 3)),))

    (task,) = tasks_of(folder)

    assert (task.heard, task.people, task.jury) == (("1",), (), 15)


def test_only_teachers_of_the_candidate_may_sit_in_ccf() -> None:
    (task,) = tasks_of(school(E1B, numbers=1))

    assert task.conflicts == {STRANGER}
    assert not task.conflicts & {TEAM, PRO}


@pytest.mark.parametrize(("home", "planned"), [(CENTRE, True), ("0759999Z", False)])
def test_ccf_is_planned_where_the_establishment_is_a_centre(home: str, planned: bool) -> None:
    folder = school(E1B, numbers=1)
    place = replace(folder.establishments[0], uai=home)
    folder = with_candidate(replace(folder, establishments=(place,)), "1", establishment=home)

    entries = {one.epreuve: one for one in registrations_of(folder, load(YEAR))}

    assert entries[E1B].organised is planned
    assert entries[E1B].centre == home


def test_nobody_who_ever_trained_the_candidate_of_a_titre_is_offered() -> None:
    case = next(one for one in all_cases() if one.rule == "no_trainer")

    tasks = problem_of(case.illegal.dossier, load(YEAR)).tasks

    assert [sorted(task.conflicts) for task in tasks] == [["TP1"], ["TP1"]]
