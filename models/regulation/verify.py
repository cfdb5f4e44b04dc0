"""What must hold between the values of the texts, whoever wrote the data file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.regulation.languages import is_language_qualification
from models.regulation.parse import RegulationError
from models.regulation.texts import Diploma, Epreuve, EpreuveKind, Regulation, Seat
from models.roles import Role

PHASES = ("preparation", "prise-en-main", "production", "oral")
"""Ids of phases that the exchange format knows."""
CODE = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")


def verify(regulation: Regulation) -> None:
    """Check every diploma of the texts.

    Raises
    ------
    RegulationError
        Something cannot be planned as it is written; all that is wrong, one sentence a line.

    """
    found = [
        f"{diploma.code} : {sentence}"
        for diploma in regulation.diplomas.values()
        for sentence in _of_diploma(regulation, diploma)
    ]
    if found:
        raise RegulationError("\n".join(found))


def _of_diploma(regulation: Regulation, diploma: Diploma) -> Iterator[str]:
    if not CODE.fullmatch(diploma.code):
        yield "un code de diplôme s’écrit en capitales, chiffres et traits d’union."
    if not diploma.routes:
        yield "aucune voie ([[route]]) ne dit qui passe quoi."
    for epreuve in diploma.epreuves:
        if not CODE.fullmatch(epreuve.code):
            yield f"« {epreuve.code} » : un code n’a que capitales, chiffres et traits d’union."
        if epreuve.kind is EpreuveKind.ORAL:
            yield from _of_oral(regulation, epreuve)
    known = {epreuve.qualified for epreuve in diploma.epreuves}
    for value in diploma.values:
        if value.epreuve not in known:
            yield f"{value.rule} : l’épreuve {value.epreuve} n’existe pas."


def _of_oral(regulation: Regulation, epreuve: Epreuve) -> Iterator[str]:
    if not epreuve.seats:
        yield f"{epreuve.code} n’a aucun siège de jury ([[epreuve.seats]])."
    if not any(phase.with_jury for phase in epreuve.phases):
        yield f"{epreuve.code} n’a aucune phase devant le jury (with_jury = true)."
    for phase in epreuve.phases:
        if phase.id not in PHASES:
            yield f"{epreuve.code} : la phase « {phase.id} » n’est pas l’une de {', '.join(PHASES)}."
    ids = [phase.id for phase in epreuve.phases]
    if len(ids) > len(set(ids)):
        yield f"{epreuve.code} : deux phases ont le même identifiant."
    for seat in epreuve.seats:
        yield from _of_seat(regulation, epreuve, seat)


def _of_seat(regulation: Regulation, epreuve: Epreuve, seat: Seat) -> Iterator[str]:
    if not seat.qualifications and not seat.by_language:
        yield f"{epreuve.code}, siège « {seat.title} » : aucune qualification n’est demandée."
    for code, role in (
        *((code, seat.role) for code in seat.qualifications),
        *((code, Role.ENSEIGNANT) for code in seat.replacement),
    ):
        known = regulation.qualifications.get(code)
        if is_language_qualification(code):
            continue
        if known is None:
            yield f"{epreuve.code} : la qualification {code} n’est nulle part ([[qualification]])."
        elif known.role is not role:
            yield f"{epreuve.code} : {code} est une qualification de rôle {known.role}, pas {role}."
