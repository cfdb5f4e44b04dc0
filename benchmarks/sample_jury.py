"""Examiners of the sample session, one line each, with their half-days.

A week is eight letters, Monday morning to Thursday afternoon: `D` available, `P` preferred, `E` to be
avoided, `I` unavailable, `.` nothing said.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from benchmarks.people import mail
from benchmarks.sample_places import (
    CENTRE,
    CFA_LOIRE,
    DAYS,
    FORMATECH,
    LYCEE_CHOLET,
    LYCEE_LAVAL,
    LYCEE_SAUMUR,
    PARC,
)
from models.dossier.records import (
    Availability,
    AvailabilityState,
    Examiner,
    HalfDayName,
    Teaching,
)
from models.roles import Role

STATES = {
    "D": AvailabilityState.DISPONIBLE,
    "P": AvailabilityState.PREFERE,
    "E": AvailabilityState.A_EVITER,
    "I": AvailabilityState.INDISPONIBLE,
}


class Juror(NamedTuple):
    """One line of the lists below; `place` is the UAI of a teacher, the company of a professional."""

    code: str
    civility: str
    first: str
    family: str
    place: str
    qualifications: str
    half_days: int
    week: str


TEACHERS = (
    Juror("SAM-01", "Mme", "Hélène", "Castagnier", CENTRE, "SAM-OPA SAM-GP", 4, "PPDD...."),
    Juror("SAM-02", "M.", "Bruno", "Ollivier", CENTRE, "SAM-OPA", 4, "......EE"),
    Juror("SAM-03", "Mme", "Sylvie", "Lenoir", LYCEE_CHOLET, "SAM-OPA", 4, "........"),
    Juror("SAM-04", "Mme", "Nathalie", "Bérard", LYCEE_CHOLET, "SAM-GP SAM-ATELIERS", 4, "....II.."),
    Juror("SAM-05", "M.", "Karim", "Belkacem", LYCEE_SAUMUR, "SAM-OPA SAM-ATELIERS", 4, "II......"),
    Juror("SAM-06", "Mme", "Claire", "Rambaud", LYCEE_SAUMUR, "SAM-GP", 4, "........"),
    Juror("SAM-07", "Mme", "Isabelle", "Vernet", LYCEE_LAVAL, "SAM-GP", 4, "I.....I."),
    Juror("SAM-08", "M.", "Thierry", "Poupard", LYCEE_LAVAL, "SAM-OPA", 3, "..EE...."),
    Juror("SAM-09", "Mme", "Fabienne", "Joubert", PARC, "SAM-OPA SAM-GP", 4, "........"),
    Juror("SAM-10", "M.", "Étienne", "Marsault", CFA_LOIRE, "SAM-GP", 4, "...I...."),
    Juror("SAM-11", "Mme", "Virginie", "Prunier", FORMATECH, "SAM-GP", 3, "......II"),
    Juror("SAM-12", "Mme", "Odile", "Gransagne", CENTRE, "SAM-ATELIERS", 3, "........"),
    Juror("SAM-13", "M.", "Pascal", "Quentin", CENTRE, "SAM-EG", 2, "........"),
    Juror("NUM-01", "M.", "Sébastien", "Arnoux", CENTRE, "SAM-OPA SNO-B1", 4, "........"),
    Juror("NUM-02", "Mme", "Delphine", "Chatelain", CENTRE, "SNO-B1 SNO-B2", 4, "........"),
    Juror("NUM-03", "M.", "Olivier", "Guédon", LYCEE_CHOLET, "SNO-B1 SNO-B3", 4, "II......"),
    Juror("NUM-04", "Mme", "Laurence", "Baudouin", LYCEE_SAUMUR, "SNO-B2 SNO-B3", 4, "........"),
    Juror("NUM-05", "M.", "Mehdi", "Saïdi", LYCEE_LAVAL, "SNO-B2 SNO-B3", 4, "......PP"),
    Juror("NUM-06", "M.", "Gwenaël", "Le Bihan", CFA_LOIRE, "SNO-B3", 4, "........"),
    Juror("NUM-07", "Mme", "Sandrine", "Moulinier", LYCEE_CHOLET, "SNO-B2 AGORA-PRO", 4, "........"),
    Juror("AGO-01", "Mme", "Martine", "Delaunay", CENTRE, "AGORA-PRO", 3, "PPPP...."),
    Juror("AGO-02", "M.", "Frédéric", "Cassin", CENTRE, "AGORA-PRO", 3, "........"),
    Juror("AGO-03", "Mme", "Corinne", "Habert", LYCEE_CHOLET, "AGORA-PRO", 3, "......II"),
    Juror("AGO-04", "Mme", "Sophie", "Lavigne", LYCEE_CHOLET, "AGORA-PRO", 3, "........"),
    Juror("AGO-05", "M.", "Patrice", "Tournier", LYCEE_SAUMUR, "AGORA-PRO", 3, "..II...."),
    Juror("AGO-06", "Mme", "Valérie", "Roques", LYCEE_SAUMUR, "AGORA-PRO", 3, "........"),
    Juror("AGO-07", "Mme", "Rachida", "Mansouri", LYCEE_LAVAL, "AGORA-PRO", 3, "E......."),
    Juror("AGO-08", "M.", "Gilles", "Fresnay", LYCEE_LAVAL, "AGORA-PRO", 3, "........"),
    Juror("AGO-09", "Mme", "Cécile", "Thébault", PARC, "AGORA-PRO", 3, "....PPPP"),
)

# Tuesday morning only two professionals of the BTS are free.
PROFESSIONALS = (
    Juror("PRO-01", "Mme", "Agnès", "Dutertre", "Groupe Maubert", "PRO-SAM", 4, "DD..DD.."),
    Juror("PRO-02", "M.", "Philippe", "Cottin", "Société Lormeau", "PRO-SAM", 4, "DDDDD..."),
    Juror("PRO-03", "Mme", "Véronique", "Aubry", "Mutuelle du Val", "PRO-SAM", 4, "..DDDD.."),
    Juror("PRO-04", "Mme", "Carole", "Fontenay", "Édifis Habitat", "PRO-SAM", 4, "DD....PP"),
    Juror("PRO-05", "M.", "Jérôme", "Vasseur", "Transports Dubreil", "PRO-SAM", 4, "DD.DD.DD"),
    Juror("PRO-06", "Mme", "Estelle", "Manceau", "Clinique des Tilleuls", "PRO-SAM", 3, "...DDDDD"),
    Juror("PRO-07", "Mme", "Nadia", "Cherif", "Mairie de Rochebrune", "PRO-SAM", 4, "DD..DDDD"),
    Juror("PRO-08", "M.", "Lionel", "Beaupré", "Coopérative du Layon", "PRO-SAM", 4, "...D.DDD"),
    Juror("PRO-09", "Mme", "Florence", "Rigaud", "Cabinet Ferronnière", "PRO-SAM", 4, "DD.D..DD"),
    Juror("PRO-10", "Mme", "Marie-Pierre", "Sauvage", "Imprimerie Taillefer", "PRO-SAM", 4, "...DD.DD"),
    Juror("PRO-11", "M.", "Alain", "Courtois", "Ateliers Corbel", "PRO-SAM", 3, "DD...DDE"),
    Juror("PRH-01", "Mme", "Dominique", "Lesage", "Groupe Maubert", "PRO-RH PRO-SAM", 3, "..DDDD.."),
    Juror("PRH-02", "M.", "François", "Hubert", "Pépinières Ganeau", "PRO-RH", 2, "DD.D...."),
    Juror("PRH-03", "Mme", "Stéphanie", "Colin", "Clinique des Tilleuls", "PRO-RH", 3, "....DDDD"),
    Juror("PNU-01", "M.", "Arnaud", "Peltier", "Société Lormeau", "PRO-NUM", 1, "....D..."),
    Juror("PNU-02", "Mme", "Hanna", "Kowalski", "Mutuelle du Val", "PRO-NUM", 1, "...D.D.."),
)

RESERVE = frozenset({"SAM-13"})
HABILITATION_ENDS = {
    "PRO-05": date(2027, 6, 8),
    "PRO-07": date(2027, 12, 31),
    "PRH-01": date(2028, 6, 30),
}


def examiners() -> tuple[Examiner, ...]:
    """Teachers, available unless they say otherwise, then professionals, free when they say so."""
    teachers = tuple(_examiner(juror, Role.ENSEIGNANT) for juror in TEACHERS)
    return teachers + tuple(_examiner(juror, Role.PROFESSIONNEL) for juror in PROFESSIONALS)


def _examiner(juror: Juror, role: Role) -> Examiner:
    """One line of the lists as a record."""
    teacher = role is Role.ENSEIGNANT
    return Examiner(
        code=juror.code,
        civility=juror.civility,
        family_name=juror.family,
        first_name=juror.first,
        role=role,
        establishment=juror.place if teacher else None,
        organisation=None if teacher else juror.place,
        email=mail(juror.first, juror.family),
        phone=_phone(juror.code),
        qualifications=tuple(juror.qualifications.split()),
        max_half_days=juror.half_days,
        reserve=juror.code in RESERVE,
        habilitation_end=HABILITATION_ENDS.get(juror.code),
        available_by_default=teacher,
    )


def _phone(code: str) -> str:
    """A number of the range kept for fiction, its own for each juror."""
    kind = ("SAM", "NUM", "AGO", "PRO", "PRH", "PNU").index(code[:3])
    return f"06 39 98 {60 + kind:02d} {int(code[4:]):02d}"


def availabilities() -> tuple[Availability, ...]:
    """One row per half-day said, one `JOURNEE` row when both halves of a day say the same."""
    return tuple(row for juror in (*TEACHERS, *PROFESSIONALS) for row in _week(juror))


def _week(juror: Juror) -> list[Availability]:
    """Rows of one juror."""
    rows = []
    for rank, day in enumerate(DAYS):
        morning, afternoon = juror.week[2 * rank], juror.week[2 * rank + 1]
        if morning == afternoon:
            said = [(HalfDayName.JOURNEE, morning)]
        else:
            said = [(HalfDayName.MATIN, morning), (HalfDayName.APRES_MIDI, afternoon)]
        rows += [Availability(juror.code, day, name, STATES[s]) for name, s in said if s != "."]
    return rows


def teachings() -> tuple[Teaching, ...]:
    """Whom teachers teach; one row of a year gone by must not count any more."""
    return (
        Teaching("SAM-09", PARC, "BTS2-A"),
        Teaching("SAM-10", CFA_LOIRE, "SAM2"),
        Teaching("SAM-11", FORMATECH),
        Teaching("SAM-12", PARC, "BTS2-A", 2026),
        Teaching("SAM-12", CENTRE, "2SAM"),
        Teaching("NUM-06", CFA_LOIRE, "SNO"),
        Teaching("AGO-09", PARC, "TAGORA1"),
    )
