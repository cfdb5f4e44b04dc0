"""Data that look wrong: each kind of slip is said once, with the place to repair it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.dossier import (
    Accommodation,
    Availability,
    AvailabilityState,
    Centre,
    HalfDayName,
    OpenHalfDay,
    Room,
    RoomType,
    Teaching,
)
from models.regulation import load
from scheduler.verification import Resource, alerts_of, supply_of
from tests.verification.test_supply import (
    CENTRE,
    DAY,
    EVENING,
    MORNING,
    SCHOOL,
    professional,
    session,
    teacher,
)

ELSEWHERE, NEXT = "0490009Z", date(2027, 6, 9)
TEACHER, PROFESSIONAL = teacher("T1"), professional("P1")


def with_class(division, **changes):
    """Return a session whose candidates are all in one class."""
    dossier = session(TEACHER, PROFESSIONAL, **changes)
    return replace(
        dossier, candidates=tuple(replace(one, division=division) for one in dossier.candidates)
    )


def born(day):
    """Return a session of one candidate, born on a day."""
    dossier = session(TEACHER, PROFESSIONAL, candidates=1)
    return replace(dossier, candidates=(replace(dossier.candidates[0], birth_date=day),))


def of_one_ine():
    dossier = session(TEACHER, PROFESSIONAL, candidates=2)
    return replace(dossier, candidates=tuple(replace(one, ine="1AB") for one in dossier.candidates))


DOUBTS = {
    "habilitation that ends before the session": (
        session(TEACHER, PROFESSIONAL, professional("P2", habilitation_end=date(2027, 6, 7))),
        "se termine le 7 juin 2027",
        "examinateurs",
    ),
    "somebody free only when nothing is open": (
        session(
            TEACHER,
            PROFESSIONAL,
            professional("P2"),
            availabilities=(Availability("P2", DAY, HalfDayName.MATIN, AvailabilityState.INDISPONIBLE),),
        ),
        "n’est disponible à aucune",
        "disponibilites",
    ),
    "half-day declared on a closed day": (
        session(
            TEACHER,
            PROFESSIONAL,
            availabilities=(
                Availability("P1", date(2027, 6, 30), HalfDayName.MATIN, AvailabilityState.PREFERE),
            ),
        ),
        "le mercredi 30 juin, où aucun centre n’ouvre",
        "disponibilites",
    ),
    "one person under two codes": (
        session(TEACHER, PROFESSIONAL, teacher("T2", family_name="T1")),
        "portent le même nom",
        "examinateurs",
    ),
    "teacher whom nothing links to anybody": (
        session(TEACHER, PROFESSIONAL, teacher("T2", establishment=None)),
        "ni établissement ni enseignement : Anne T2 (T2)",
        "examinateurs",
    ),
    "class that no candidate is in": (
        with_class("2 SAM A", teachings=(Teaching("T1", SCHOOL, "2SAM1"),)),
        "n’est en « 2SAM1 »",
        "enseignements",
    ),
    "somebody whom no épreuve asks for": (
        session(TEACHER, PROFESSIONAL, teacher("T2", qualifications=("AGORA-PRO",))),
        "ne peut siéger dans aucune épreuve",
        "examinateurs",
    ),
    "candidate born this year": (born(date(2026, 11, 14)), "14 novembre 2026", "candidats"),
    "one INE for two candidates": (of_one_ine(), "le même INE 1AB", "candidats"),
    "rooms of a centre that never opens": (
        replace(
            session(TEACHER, PROFESSIONAL),
            centres=(Centre(CENTRE, "Lycée A", "Angers"), Centre(ELSEWHERE, "Lycée B", "Segré")),
            rooms=(Room(CENTRE, "B1", RoomType.JURY, 1), Room(ELSEWHERE, "C1", RoomType.JURY, 1)),
        ),
        "Lycée B : 1 salle n’est jamais ouverte",
        "calendrier",
    ),
    "half-day when nobody can come": (
        session(
            TEACHER,
            PROFESSIONAL,
            half_days=tuple(OpenHalfDay(CENTRE, day, MORNING, EVENING) for day in (DAY, NEXT)),
            availabilities=(
                Availability("T1", NEXT, HalfDayName.JOURNEE, AvailabilityState.INDISPONIBLE),
            ),
        ),
        "Le mercredi 9 juin 2027 à 8 h, aucune commission ne peut siéger",
        "disponibilites",
    ),
    "no accessible room for who needs one": (
        session(
            TEACHER,
            PROFESSIONAL,
            accommodations=(Accommodation("2027000000", accessible_room=True),),
        ),
        "aucune salle de jury accessible alors que 1 candidat en a besoin",
        "salles",
    ),
}


@pytest.mark.parametrize("slip", DOUBTS)
def test_slip_is_said_once_with_its_table(slip):
    dossier, words, table = DOUBTS[slip]

    (alert,) = alerts_of(dossier, load(2027))

    assert words in alert.sentence.replace("\u00a0", " ")
    assert alert.table == table


def test_class_written_with_other_capitals_is_the_same():
    assert alerts_of(with_class("2sam1", teachings=(Teaching("T1", SCHOOL, "2SAM1"),)), load(2027)) == ()


def test_balance_counts_half_days_of_people_and_of_rooms():
    (supply,) = supply_of(session(TEACHER, PROFESSIONAL, candidates=9, rooms=2), load(2027))

    found = {one.resource: (one.have, one.need) for one in supply.balances}

    assert found == {Resource.TEACHERS: (1, 3), Resource.PROFESSIONALS: (1, 3), Resource.ROOMS: (2, 3)}
    assert supply.half_days[0].scarce == {Resource.TEACHERS}
