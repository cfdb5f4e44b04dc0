"""Why somebody is not placed, in French."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.french import NBSP
from models.planning import Problem, SeatNeed
from models.roles import Role
from solver import Limits, solve
from tests.solver.small import (
    LIMITS,
    examiner,
    half_day,
    jury_room,
    need,
    preparation_room,
    problem,
    task,
)

PREPARED = task(0, lead=30)
ACCESSIBLE = task(0, accessible=True)
PROFESSIONAL = SeatNeed(Role.PROFESSIONNEL, frozenset({"PRO"}))


def reasons(given: Problem) -> set[str]:
    return {one.reason for one in solve(given, limits=LIMITS).plan.unplaced}


OWN = {
    "no half-day open": (
        problem([task(0)], half_days=[replace(half_day(), epreuves=frozenset({"Y"}))]),
        "Aucune demi-journée n’est ouverte pour X : ajoutez-en une au calendrier du centre.",
    ),
    "no responsable de session": (
        problem(
            [task(0)],
            half_days=[replace(half_day(), epreuves=frozenset(), unmanaged=frozenset({"X"}))],
        ),
        (
            "Pas de responsable de session aux demi-journées prévues pour X : indiquez quand une "
            "personne qualifiée est disponible sur place."
        ),
    ),
    "written épreuve all day": (
        problem([replace(task(0), busy=((480, 720),))]),
        (
            "Le candidat est déjà pris à chaque demi-journée ouverte pour X (épreuve écrite ce jour-là, "
            "autre session ou notes remontées) : ouvrez une autre demi-journée."
        ),
    ),
    "half-days too short": (
        problem([task(0)], half_days=[half_day(minutes=29)]),
        (
            f"Aucune demi-journée ouverte pour X ne dure 30{NBSP}min : allongez-en une, ou vérifiez "
            "l’aménagement du candidat s’il en a un."
        ),
    ),
    "a centre that is never open": (
        problem([replace(task(0), centre="D")], half_days=[half_day()]),
        (
            "Le centre de ce candidat (D) n’ouvre aucune demi-journée pour X : ouvrez-en une, ou donnez "
            "un autre centre au candidat."
        ),
    ),
    "no jury room": (
        problem([task(0)], rooms=[]),
        "Aucune salle de jury au centre pour X : ajoutez une salle de type JURY.",
    ),
    "no accessible room": (
        problem([ACCESSIBLE]),
        "Aucune salle de jury accessible pour X : déclarez ou ajoutez une salle accessible.",
    ),
    "no preparation room": (
        problem([PREPARED]),
        "Aucune salle de préparation pour X : ajoutez une salle de type PREPARATION.",
    ),
    "no computer": (
        problem([task(0, lead=30, computer=True)], rooms=[jury_room(), preparation_room(computers=0)]),
        (
            "Aucune salle de préparation équipée d’un ordinateur pour X : "
            "équipez-en une, ou ajoutez une salle de type PREPARATION."
        ),
    ),
    "no accessible preparation room": (
        problem(
            [task(0, lead=30, accessible=True)],
            rooms=[jury_room(accessible=True), preparation_room()],
        ),
        "Aucune salle de préparation accessible pour X : ajoutez une salle de type PREPARATION.",
    ),
    "no examiner": (
        problem([task(0)], needs=[need(seats=[PROFESSIONAL])]),
        "Aucun professionnel PRO pour X : ajoutez un examinateur qualifié.",
    ),
    "nobody available": (
        problem([task(0)], examiners=[examiner("A", halves=())]),
        (
            "Aucun enseignant EG n’est disponible aux demi-journées ouvertes pour X : demandez des "
            "disponibilités, ou ajoutez un examinateur."
        ),
    ),
    "every replacement in conflict": (
        problem(
            [task(0, conflicts=("A", "B"))],
            needs=[need(seats=[replace(PROFESSIONAL, replacement=frozenset({"EG"}))])],
        ),
        (
            "Aucun professionnel PRO n’est disponible pour X, et chaque enseignant qui pourrait le "
            "remplacer a un lien avec ce candidat : ajoutez un examinateur."
        ),
    ),
    "everybody in conflict": (
        problem([task(0, conflicts=("A", "B"))]),
        (
            "Chaque enseignant EG disponible pour X a un lien avec ce candidat (élève, employeur, "
            "tuteur ou incompatibilité déclarée) : ajoutez un examinateur extérieur."
        ),
    ),
}


@pytest.mark.parametrize("case", OWN)
def test_candidate_who_lacks_something_is_told_what(case: str) -> None:
    given, sentence = OWN[case]

    assert reasons(given) == {sentence}


def test_missing_examiner_is_named_with_amount_and_place() -> None:
    tasks = [task(number) for number in range(4)]
    rooms = [jury_room("J0"), jury_room("J1")]

    found = reasons(
        problem(tasks, half_days=[half_day(minutes=65)], rooms=rooms, examiners=[examiner("A")])
    )

    assert found == {
        (
            "2 candidats sans place en X ; il manque 1 demi-journée d’enseignant EG "
            "(lundi 7\N{NO-BREAK SPACE}juin matin)."
        )
    }


def test_missing_jury_room_is_named_with_amount_and_place() -> None:
    tasks = [task(number) for number in range(3)]

    found = reasons(problem(tasks, half_days=[half_day(minutes=65)]))

    assert found == {
        "1 candidat sans place en X ; il manque 1 salle de jury (lundi 7\N{NO-BREAK SPACE}juin matin)."
    }


def test_missing_preparation_seat_is_named_with_amount_and_place() -> None:
    tasks = [task(number, lead=60, jury=20) for number in range(4)]
    rooms = [jury_room("J0"), jury_room("J1"), preparation_room(seats=1)]

    found = reasons(problem(tasks, half_days=[half_day(minutes=140)], rooms=rooms))

    assert len(found) == 1
    assert "place de préparation (lundi 7\N{NO-BREAK SPACE}juin matin)" in found.pop()


def test_search_without_time_never_says_that_nothing_exists() -> None:
    solution = solve(problem([task(0)]), limits=Limits(seconds=0))

    assert len(solution.plan.unplaced) == 1
    assert not solution.plan.unplaced[0].reason.startswith("Aucun")
    assert solution.report.status == "limit"


def test_search_stopped_at_once_says_that_it_was_stopped() -> None:
    solution = solve(problem([task(0)]), limits=LIMITS, cancelled=lambda: True)

    assert len(solution.plan.unplaced) == 1
    assert solution.plan.unplaced[0].reason.startswith("1 candidat sans place en X : calcul arrêté")
    assert solution.report.status == "stopped"
