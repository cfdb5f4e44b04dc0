"""Candidates of the sample session: 66 of the BTS, 36 of the bac pro, 14 of the SNO, and their cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from benchmarks.people import COMPANIES, Crowd, Person, mail
from benchmarks.sample_places import CENTRE, CFA_LOIRE, FORMATECH, GRETA_LOIRE, HORIZON, PARC
from models.dossier.records import (
    Accommodation,
    Candidate,
    CandidateStatus,
    ExamForm,
    Incompatibility,
    Registration,
    RegistrationState,
)


class Group(NamedTuple):
    """Candidates who share diploma, establishment, division and status."""

    diploma: str
    size: int
    establishment: str | None
    division: str | None
    status: CandidateStatus


SAM = (
    Group("BTS-SAM", 16, PARC, "BTS2-A", CandidateStatus.SCOLAIRE),
    Group("BTS-SAM", 15, FORMATECH, "SAM-2A", CandidateStatus.SCOLAIRE),
    Group("BTS-SAM", 14, CFA_LOIRE, "SAM2", CandidateStatus.APPRENTI),
    Group("BTS-SAM", 8, GRETA_LOIRE, "BTS-SAM", CandidateStatus.FPC),
    Group("BTS-SAM", 7, HORIZON, None, CandidateStatus.DISTANCE),
    Group("BTS-SAM", 4, None, None, CandidateStatus.EXPERIENCE),
    Group("BTS-SAM", 2, CENTRE, "2SAM", CandidateStatus.SCOLAIRE),
)
AGORA = (
    Group("BCP-AGORA", 13, PARC, "TAGORA1", CandidateStatus.SCOLAIRE),
    Group("BCP-AGORA", 12, CFA_LOIRE, "TAGO", CandidateStatus.APPRENTI),
    Group("BCP-AGORA", 7, HORIZON, None, CandidateStatus.DISTANCE),
    Group("BCP-AGORA", 4, None, None, CandidateStatus.EXPERIENCE),
)
SNO = (
    Group("MC-SNO", 9, FORMATECH, "CS-SNO", CandidateStatus.SCOLAIRE),
    Group("MC-SNO", 5, CFA_LOIRE, "SNO", CandidateStatus.APPRENTI),
)

# Number of the first candidate, latest birth date and spread in years, by diploma.
SERIES = {
    "BTS-SAM": (2027100001, date(2008, 3, 31), 4),
    "BCP-AGORA": (2027200001, date(2009, 12, 31), 2),
    "MC-SNO": (2027300001, date(2009, 6, 30), 5),
}
LANGUAGES = {"BTS-SAM": ("ESPAGNOL", "ALLEMAND", "ITALIEN"), "BCP-AGORA": ("ESPAGNOL", "ALLEMAND")}
PROGRESSIVE = frozenset({"2027100048", "2027100063"})
TWINS = ("2027100020", "2027100021")
# Candidates who work with a professional of the juries, or for the same employer.
EMPLOYMENTS = {
    "2027100033": ("Mutuelle du Val", "Véronique Aubry"),
    "2027100040": ("Groupe Maubert", "Lucas Delépine"),
    "2027100062": ("Clinique des Tilleuls", None),
    "2027200018": ("Pépinières Ganeau", "Aurore Sablé"),
    "2027300012": ("Société Lormeau", "Thibault Réveil"),
}


def candidates(seed: int) -> tuple[Candidate, ...]:
    """All candidates, by diploma, establishment and number."""
    crowd = Crowd(seed)
    rows: list[Candidate] = []
    for groups in (SAM, AGORA, SNO):
        number = SERIES[groups[0].diploma][0]
        for group in groups:
            for rank in range(group.size):
                rows.append(_candidate(crowd, group, str(number + rank), len(rows) + 1))
            number += group.size
    return _with_twins(tuple(rows))


def _candidate(crowd: Crowd, group: Group, number: str, rank: int) -> Candidate:
    """One drawn candidate of a group."""
    person = _draw(crowd, group)
    second, third = _languages(crowd, group.diploma)
    company, tutor = _employment(crowd, group.status, number)
    usage = crowd.person(date(1990, 1, 1), 1).family if _is_married(group, person, crowd) else None
    return Candidate(
        number=number,
        civility=person.civility,
        family_name=person.family,
        usage_name=usage,
        first_names=person.first,
        birth_date=person.born,
        ine=crowd.ine(rank) if group.status is not CandidateStatus.EXPERIENCE else None,
        establishment=group.establishment,
        division=group.division,
        diploma=group.diploma,
        status=group.status,
        form=ExamForm.PROGRESSIVE if number in PROGRESSIVE else ExamForm.GLOBALE,
        centre=CENTRE,
        email=mail(person.first, person.family),
        phone=crowd.mobile(),
        language_a="ANGLAIS" if second else None,
        language_b=second,
        language_c=third,
        company=company,
        tutor=tutor,
    )


def _draw(crowd: Crowd, group: Group) -> Person:
    """Adults back at school are older than the others."""
    if group.status in {CandidateStatus.EXPERIENCE, CandidateStatus.FPC}:
        return crowd.person(date(1997, 12, 31), 25)
    _, latest, years = SERIES[group.diploma]
    return crowd.person(latest, years)


def _is_married(group: Group, person: Person, crowd: Crowd) -> bool:
    """Some adults use another name than their family name."""
    adult = group.status in {CandidateStatus.EXPERIENCE, CandidateStatus.FPC}
    return adult and person.civility == "Mme" and crowd.random.random() < 0.4


def _languages(crowd: Crowd, diploma: str) -> tuple[str | None, str | None]:
    """Language B, and language C for a few of the BTS."""
    choice = LANGUAGES.get(diploma)
    if choice is None:
        return None, None
    second = crowd.random.choice(choice)
    third = diploma == "BTS-SAM" and crowd.random.random() < 0.1
    return second, "PORTUGAIS" if third else None


def _employment(crowd: Crowd, status: CandidateStatus, number: str) -> tuple[str | None, str | None]:
    """Apprentices and adults have a company and a tutor."""
    if status not in {CandidateStatus.APPRENTI, CandidateStatus.EXPERIENCE}:
        return None, None
    tutor = crowd.person(date(1990, 1, 1), 25)
    drawn = crowd.random.choice(COMPANIES), f"{tutor.first} {tutor.family}"
    return EMPLOYMENTS.get(number, drawn)


def _with_twins(rows: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Two sisters of one class, born on the same day; their mother is one of the examiners."""
    first, second = TWINS
    names = {first: "Clémence", second: "Solène"}
    return tuple(
        replace(
            row,
            civility="Mme",
            family_name="Lenoir",
            usage_name=None,
            first_names=names[row.number],
            birth_date=date(2006, 11, 14),
            email=mail(names[row.number], "Lenoir"),
        )
        if row.number in names
        else row
        for row in rows
    )


def registrations() -> tuple[Registration, ...]:
    """What the règlement d'examen does not say by itself."""
    kept, dispensed = RegistrationState.BENEFICE, RegistrationState.DISPENSE
    chosen = RegistrationState.INSCRIT
    return (
        Registration("2027100007", "BTS-SAM/E3", dispensed),
        Registration("2027100048", "BTS-SAM/E4", kept),
        Registration("2027100048", "BTS-SAM/E5", chosen),
        Registration("2027100063", "BTS-SAM/E4", chosen),
        Registration("2027100063", "BTS-SAM/E5", kept),
        Registration("2027200031", "BCP-AGORA/E32", kept),
    )


def accommodations() -> tuple[Accommodation, ...]:
    """Every kind of aménagement d'épreuve, on about one candidate in nine."""
    third = Fraction(1, 3)
    recorded = "Décision du 14 décembre 2026, n° 2026-0418"
    usual = ("2027100003", "2027100026", "2027100041", "2027200005", "2027200022", "2027300004")
    return (
        *(Accommodation(number, extra_share=third, decision=_decision(number)) for number in usual),
        Accommodation("2027100012", "BTS-SAM/E5", "preparation", extra_share=third),
        Accommodation("2027100029", phase="oral", extra_share=third),
        Accommodation("2027200011", "BCP-AGORA/E31", "oral", extra_minutes=10),
        Accommodation("2027100036", phase="oral", pause_minutes=10),
        Accommodation("2027100052", phase="oral", extra_share=Fraction(1, 2), decision=recorded),
        Accommodation("2027100016", accessible_room=True, decision=_decision("2027100016")),
        Accommodation("2027200017", accessible_room=True, extra_minutes=5),
        Accommodation("2027100044", "BTS-SAM/E5", "preparation", extra_share=third, separate_room=True),
        Accommodation("2027300009", "MC-SNO/E3", "production", pause_minutes=15),
    )


def _decision(number: str) -> str:
    """Reference of an ordinary decision of the recteur."""
    return f"Décision du 20 novembre 2026, n° 2026-{int(number) % 10_000:04d}"


def incompatibilities() -> tuple[Incompatibility, ...]:
    """Families and friends; employers, tutors and own teachers follow from the other tables."""
    mother = tuple(Incompatibility("SAM-03", number, "Mère de la candidate") for number in TWINS)
    return (
        *mother,
        Incompatibility("AGO-06", "2027200008", "Tante du candidat ou de la candidate"),
        Incompatibility("PRO-10", "2027100058", "Ancienne salariée de son service"),
    )
