"""Supply against demand, counted on sessions laid out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.dossier import (
    Availability,
    AvailabilityState,
    Candidate,
    CandidateStatus,
    Centre,
    Dossier,
    Establishment,
    EstablishmentStatus,
    Examiner,
    HalfDayName,
    OpenHalfDay,
    Parameter,
    Room,
    RoomType,
    SessionInfo,
)
from models.regulation import load
from models.roles import Role
from scheduler.verification import alerts_of, supply_of

DAY = date(2027, 6, 8)
MORNING, EVENING = 8 * 60, 12 * 60
CENTRE, SCHOOL = "0490001A", "0490002B"


def candidate(rank):
    return Candidate(
        number=f"20270000{rank:02}",
        family_name=f"Nom{rank}",
        first_names="Zoé",
        diploma="BTS-SAM",
        status=CandidateStatus.SCOLAIRE,
        birth_date=date(2007, 1, 1),
        establishment=SCHOOL,
        centre=CENTRE,
    )


def teacher(code, **changes):
    known = Examiner(code, code, "Anne", Role.ENSEIGNANT, ("SAM-OPA",), establishment=SCHOOL)
    return replace(known, **changes)


def professional(code, **changes):
    return replace(Examiner(code, code, "Luc", Role.PROFESSIONNEL, ("PRO-SAM",)), **changes)


def session(*examiners, candidates=4, rooms=3, **changes):
    """Return one morning of E4: 55 minutes each, 5 between, so four candidates a commission."""
    dossier = Dossier(
        session=SessionInfo("S", "Session", 2027, "Nantes", epreuves=("BTS-SAM/E4",)),
        centres=(Centre(CENTRE, "Lycée Jeanne-Barret", "Angers"),),
        half_days=(OpenHalfDay(CENTRE, DAY, MORNING, EVENING),),
        rooms=tuple(Room(CENTRE, f"B{rank}", RoomType.JURY, 1) for rank in range(rooms)),
        establishments=(Establishment(SCHOOL, "Lycée", EstablishmentStatus.PRIVE_HORS_CONTRAT),),
        candidates=tuple(candidate(rank) for rank in range(candidates)),
        examiners=examiners,
    )
    return replace(dossier, **changes)


def only_supply(dossier):
    (supply,) = supply_of(dossier, load(2027))
    return supply


def test_commission_of_a_morning_sees_as_many_as_fit_with_the_gap():
    supply = only_supply(session(teacher("T1"), professional("P1")))

    assert supply.half_days[0].full == 4
    assert (supply.needed, supply.possible, supply.short) == (1, 1, 0)


def test_one_candidate_more_than_fits_is_short():
    supply = only_supply(session(teacher("T1"), professional("P1"), candidates=5))

    assert (supply.needed, supply.short) == (2, 1)


def test_teacher_may_replace_a_missing_professional():
    supply = only_supply(session(teacher("T1"), teacher("T2", qualifications=("SAM-ATELIERS",))))

    assert supply.possible == 1


def test_professionals_alone_form_no_commission():
    assert only_supply(session(professional("P1"), professional("P2"))).possible == 0


def test_rooms_limit_the_commissions():
    people = [teacher(f"T{rank}") for rank in range(3)] + [professional(f"P{rank}") for rank in range(3)]

    assert only_supply(session(*people, rooms=2)).possible == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"habilitation_end": date(2027, 6, 7)},
        {"centres": ("0490009Z",)},
        {"available_by_default": False},
    ],
)
def test_person_who_cannot_sit_that_day_does_not_count(changes):
    assert only_supply(session(teacher("T1", **changes), professional("P1"))).possible == 0


def test_half_day_row_wins_over_the_whole_day():
    rows = (
        Availability("T1", DAY, HalfDayName.MATIN, AvailabilityState.DISPONIBLE),
        Availability("T1", DAY, HalfDayName.JOURNEE, AvailabilityState.INDISPONIBLE),
    )

    assert only_supply(session(teacher("T1"), professional("P1"), availabilities=rows)).possible == 1


def test_maximum_of_half_days_limits_the_commissions_of_the_session():
    half_days = tuple(OpenHalfDay(CENTRE, date(2027, 6, day), MORNING, EVENING) for day in (7, 8, 9))
    dossier = session(
        teacher("T1", max_half_days=2), professional("P1"), candidates=12, half_days=half_days
    )

    supply = only_supply(dossier)

    assert (supply.possible, supply.capacity, supply.short) == (2, 8, 4)


def test_cap_set_by_the_session_counts():
    cap = (Parameter("daily_cap", "3"),)

    assert only_supply(session(teacher("T1"), professional("P1"), parameters=cap)).half_days[0].full == 3


def test_half_day_kept_for_another_epreuve_offers_nothing():
    kept = (OpenHalfDay(CENTRE, DAY, MORNING, EVENING, ("BTS-SAM/E5",)),)

    assert only_supply(session(teacher("T1"), professional("P1"), half_days=kept)).half_days == ()


def test_alert_says_what_is_short_and_where_to_repair_it():
    (alert,) = alerts_of(session(teacher("T1"), professional("P1"), candidates=9), load(2027))

    assert alert.blocking
    assert "9 candidats inscrits, 4 au plus" in alert.sentence
    assert alert.table == "examinateurs"


def test_alert_names_two_numbers_of_one_person():
    dossier = session(teacher("T1"), professional("P1"), candidates=2)
    first, second = dossier.candidates
    same = replace(second, family_name=first.family_name)

    (alert,) = alerts_of(replace(dossier, candidates=(first, same)), load(2027))

    assert not alert.blocking
    assert first.number in alert.sentence
    assert same.number in alert.sentence


def test_alert_names_who_declared_nothing_and_will_not_sit():
    silent = professional("P2", available_by_default=False)

    (alert,) = alerts_of(session(teacher("T1"), professional("P1"), silent), load(2027))

    assert (alert.kind, alert.code, alert.table) == ("examinateur", "P2", "disponibilites")


def test_session_that_fits_raises_no_alert():
    assert alerts_of(session(teacher("T1"), professional("P1")), load(2027)) == ()


def test_warning_about_an_epreuve_of_another_session_is_left_out():
    languages = SessionInfo("S", "Session", 2027, "Nantes", epreuves=("BTS-SAM/E21",))
    dossier = replace(session(teacher("T1"), professional("P1"), candidates=1), session=languages)

    sentences = [alert.sentence for alert in alerts_of(dossier, load(2027))]

    assert any("langue_a" in sentence for sentence in sentences)
    assert not any("langue_b" in sentence for sentence in sentences)
