"""The sample session of CCF: two schools, their teams, their own rhythm from February to May 2027."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from benchmarks.people import Crowd, mail, uai
from models.dossier.records import (
    Accommodation,
    Candidate,
    CandidateStatus,
    Centre,
    Dossier,
    Establishment,
    EstablishmentStatus,
    Examiner,
    Modality,
    OpenHalfDay,
    Parameter,
    Registration,
    RegistrationState,
    Room,
    RoomType,
    SessionInfo,
    Teaching,
)
from models.roles import Role

SEED = 2028
LYCEE, GRETA = uai(499050), uai(499060)
MORNING, AFTERNOON = (8 * 60 + 15, 12 * 60 + 15), (13 * 60 + 30, 17 * 60 + 30)
MARKS_DUE = date(2027, 5, 28)
EPREUVES = (
    "BTS-SAM/E4",
    "BTS-SAM/E5A",
    "BTS-SAM/E5B",
    "BCP-AGORA/E31",
    "BCP-AGORA/E32",
    "MC-SNO/E1A",
    "MC-SNO/E1B",
    "MC-SNO/E2",
    "MC-SNO/E3A",
    "MC-SNO/E3B",
)


class Division(NamedTuple):
    """A class of one school."""

    diploma: str
    size: int
    establishment: str
    name: str
    status: CandidateStatus
    first: int
    youngest: date


DIVISIONS = (
    Division("BTS-SAM", 12, GRETA, "BTS-SAM", CandidateStatus.FPC, 2027100001, date(2005, 3, 31)),
    Division(
        "BCP-AGORA", 14, LYCEE, "TAGORA1", CandidateStatus.SCOLAIRE, 2027200001, date(2009, 12, 31)
    ),
    Division("MC-SNO", 9, LYCEE, "CS-SNO", CandidateStatus.SCOLAIRE, 2027300001, date(2009, 6, 30)),
    Division("MC-SNO", 5, GRETA, "CS-SNO", CandidateStatus.FPC, 2027300010, date(2006, 6, 30)),
)
GROUPS = (("Aster", 3), ("Bleuet", 4), ("Cyclamen", 2), ("Dahlia", 3), ("Érable", 2))
"""Project groups of the digital services, in the order of the candidates."""


class Juror(NamedTuple):
    """One line of the lists below; `place` is the UAI of a teacher, the company of a professional."""

    code: str
    civility: str
    first: str
    family: str
    place: str
    qualifications: str
    division: str = ""


TEACHERS = (
    Juror("SAM-31", "Mme", "Agathe", "Fresnay", GRETA, "SAM-OPA SAM-GP"),
    Juror("SAM-32", "M.", "Ludovic", "Bazin", GRETA, "SAM-GP SAM-ATELIERS"),
    Juror("SAM-33", "Mme", "Solène", "Courtois", GRETA, "SAM-OPA SAM-GP"),
    Juror("SAM-34", "M.", "Denis", "Ravenel", GRETA, "SAM-ATELIERS SAM-GP"),
    Juror("AGO-31", "Mme", "Nadège", "Lecomte", LYCEE, "AGORA-PRO", "TAGORA1"),
    Juror("AGO-32", "M.", "Rémi", "Sauvage", LYCEE, "AGORA-PRO", "TAGORA1"),
    Juror("AGO-33", "Mme", "Yasmina", "Haddad", LYCEE, "AGORA-PRO", "TAGORA1"),
    Juror("NUM-31", "M.", "Jérôme", "Aubert", LYCEE, "SNO-B1 SNO-B3", "CS-SNO"),
    Juror("NUM-32", "Mme", "Élise", "Grangier", LYCEE, "SNO-B2", "CS-SNO"),
    Juror("NUM-33", "Mme", "Florence", "Thibaud", LYCEE, "SNO-B1 SNO-B2", "CS-SNO"),
    Juror("NUM-34", "M.", "Bastien", "Morel", GRETA, "SNO-B1 SNO-B2"),
    Juror("NUM-35", "Mme", "Céline", "Oudin", GRETA, "SNO-B3"),
)
PROFESSIONALS = (
    Juror("PRO-31", "Mme", "Patricia", "Vasseur", "Mutuelle du Val", "PRO-SAM"),
    Juror("PRO-32", "M.", "Antoine", "Ferrand", "Groupe Maubert", "PRO-SAM"),
    Juror("PRH-31", "Mme", "Gisèle", "Poirier", "Pépinières Ganeau", "PRO-RH"),
    Juror("PNU-31", "M.", "Idriss", "Benali", "Société Lormeau", "PRO-NUM"),
    Juror("PNU-32", "Mme", "Maya", "Descamps", "Atelier Web des Quais", "PRO-NUM"),
)
NAMES = {LYCEE: ("Lycée Hélène-Cabanel", "Angers"), GRETA: ("GRETA du Layon", "Saumur")}


def in_training() -> Dossier:
    """Forty candidates in CCF, each in his or her own school, over a dozen weeks."""
    people = tuple(_candidates())
    return Dossier(
        session=_session(),
        centres=tuple(Centre(uai, name, town) for uai, (name, town) in NAMES.items()),
        half_days=tuple(_half_days()),
        rooms=tuple(_rooms()),
        establishments=tuple(_establishments()),
        candidates=people,
        registrations=tuple(_groups(people)),
        accommodations=(
            Accommodation("2027200005", extra_share=Fraction(1, 3), decision="Décision n° 2026-118"),
            Accommodation("2027300004", extra_share=Fraction(1, 3), decision="Décision n° 2026-121"),
            Accommodation("2027100003", accessible_room=True),
        ),
        examiners=tuple(_examiner(one) for one in (*TEACHERS, *PROFESSIONALS)),
        teachings=tuple(Teaching(one.code, one.place, one.division) for one in TEACHERS if one.division),
        parameters=tuple(_parameters()),
    )


def _session() -> SessionInfo:
    """Identity of the session, as printed on its convocations."""
    return SessionInfo(
        code="CCF-2027",
        label="Contrôle en cours de formation 2027",
        year=2027,
        academie="Nantes",
        service="Lycée Hélène-Cabanel et GRETA du Layon",
        signatory_name="M. Gaspard Lemoine",
        signatory_title="Proviseur",
        contact_email="ccf.helene-cabanel@example.org",
        contact_phone="02 61 91 20 20",
        emergency_phone="02 61 91 20 28",
        town="Angers",
        epreuves=EPREUVES,
        marks_due=MARKS_DUE,
    )


def _establishments() -> Iterator[Establishment]:
    """Both schools, which are the centres too."""
    kinds = {LYCEE: EstablishmentStatus.PUBLIC, GRETA: EstablishmentStatus.GRETA}
    for place, (name, town) in NAMES.items():
        yield Establishment(place, name, kinds[place], town, ccf_authorised=True)


def _half_days() -> Iterator[OpenHalfDay]:
    """Half-days that the teams choose: one épreuve after the other, a day or so a week."""
    for day, span, epreuves in _lycee_rhythm():
        yield OpenHalfDay(LYCEE, day, *span, tuple(epreuves.split()))
    for week in range(6):
        day = date(2027, 3, 9) + timedelta(weeks=2 * week)
        for span in (MORNING, AFTERNOON):
            yield OpenHalfDay(GRETA, day, *span)


def _lycee_rhythm() -> Iterator[tuple[date, tuple[int, int], str]]:
    """Situations of the lycée, each in its season."""
    for day in (date(2027, 2, 2), date(2027, 2, 9)):
        yield day, AFTERNOON, "MC-SNO/E1A"
    for day in (date(2027, 3, 16), date(2027, 3, 18), date(2027, 3, 23), date(2027, 3, 25)):
        yield day, MORNING, "BCP-AGORA/E31 MC-SNO/E1B"
        yield day, AFTERNOON, "BCP-AGORA/E31"
    for day in (date(2027, 4, 6), date(2027, 4, 8), date(2027, 4, 27)):
        yield day, MORNING, "BCP-AGORA/E32 MC-SNO/E3B"
        yield day, AFTERNOON, "BCP-AGORA/E32 MC-SNO/E3B"
    yield date(2027, 5, 18), MORNING, "MC-SNO/E2 MC-SNO/E3A"
    yield date(2027, 5, 18), AFTERNOON, "MC-SNO/E2 MC-SNO/E3A"


def _rooms() -> Iterator[Room]:
    """Three rooms for the juries and a computer room in each school."""
    for place in (LYCEE, GRETA):
        for number in (101, 102, 103):
            name = f"Salle {number}"
            yield Room(place, str(number), RoomType.JURY, 1, name, accessible=number == 101)
        seats = 12 if place == LYCEE else 8
        yield Room(place, "INFO", RoomType.PREPARATION, seats, "Salle informatique", seats, True)


def _candidates() -> Iterator[Candidate]:
    """Everybody, division after division."""
    crowd = Crowd(SEED)
    for division in DIVISIONS:
        for rank in range(division.size):
            person = crowd.person(division.youngest, 3)
            languages = ("ANGLAIS", "ESPAGNOL") if division.diploma != "MC-SNO" else (None, None)
            number = division.first + rank
            yield Candidate(
                number=str(number),
                civility=person.civility,
                family_name=person.family,
                first_names=person.first,
                birth_date=person.born,
                ine=crowd.ine(number % 1_000_000),
                establishment=division.establishment,
                division=division.name,
                diploma=division.diploma,
                status=division.status,
                email=mail(person.first, person.family),
                phone=crowd.mobile(),
                language_a=languages[0],
                language_b=languages[1],
            )


def _groups(people: tuple[Candidate, ...]) -> Iterator[Registration]:
    """Project groups of the digital services; all other épreuves follow from the règlement."""
    pupils = iter([one for one in people if one.diploma == "MC-SNO"])
    for name, size in GROUPS:
        for _ in range(size):
            number = next(pupils).number
            state = RegistrationState.INSCRIT
            yield Registration(number, "MC-SNO/E1A", state, Modality.CCF, name)


def _examiner(juror: Juror) -> Examiner:
    """One line of the lists as a record."""
    teacher = not juror.code.startswith("P")
    return Examiner(
        code=juror.code,
        civility=juror.civility,
        family_name=juror.family,
        first_name=juror.first,
        role=Role.ENSEIGNANT if teacher else Role.PROFESSIONNEL,
        establishment=juror.place if teacher else None,
        organisation=None if teacher else juror.place,
        email=mail(juror.first, juror.family),
        qualifications=tuple(juror.qualifications.split()),
    )


def _parameters() -> Iterator[Parameter]:
    """Durations that no text gives: the session fixes them."""
    for rule, minutes in (
        ("agora_e31_ccf_minutes", 40),
        ("agora_e32_ccf_minutes", 30),
        ("sno_e2_ccf_minutes", 20),
        ("sno_e3a_minutes", 15),
    ):
        yield Parameter(rule, str(minutes))
