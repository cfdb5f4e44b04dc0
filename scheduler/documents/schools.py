"""The content of an establishment's list: its candidates, convened when, to hand out and sign."""

from __future__ import annotations

from dataclasses import dataclass

from models.dossier import Candidate, Establishment
from models.dossier.names import candidate_name
from models.french import hour, short_date
from scheduler.documents.book import PlanBook
from scheduler.documents.letterhead import (
    Letterhead,
    Signature,
    document_number,
    letterhead,
    signature,
)
from scheduler.documents.press import CANDIDATE, Press

ALONE = "sans-etablissement"
"""Key of the candidates whom no establishment presents."""


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """One candidate of the establishment."""

    convocation: str
    name: str
    division: str
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SchoolList:
    """Everyone an establishment hands a convocation to."""

    head: Letterhead
    name: str
    town: str
    lines: tuple[SchoolLine, ...]
    signature: Signature


def school_keys(book: PlanBook) -> tuple[str, ...]:
    """Code of each establishment with a convened candidate, `ALONE` last."""
    found = {one.establishment or ALONE for one in book.candidates()}
    return tuple(sorted(found, key=lambda uai: (uai == ALONE, uai)))


def pupils(book: PlanBook, uai: str) -> tuple[Candidate, ...]:
    """Convened candidates of an establishment, by division and name."""
    held = [one for one in book.candidates() if (one.establishment or ALONE) == uai]
    return tuple(
        sorted(held, key=lambda one: (one.division or "", one.family_name, one.first_names, one.number))
    )


def school_content(press: Press, uai: str) -> SchoolList:
    """Gather the list of one establishment; `uai` is one of `school_keys`."""
    book = press.book
    known: dict[str, Establishment] = {one.uai: one for one in book.dossier.establishments}
    school = known.get(uai)
    return SchoolList(
        head=letterhead(press, uai),
        name=school.name if school else _unknown(uai),
        town=(school.town or "") if school else "",
        lines=tuple(_line(press, one) for one in pupils(book, uai)),
        signature=signature(press),
    )


def _unknown(uai: str) -> str:
    """Name of what the session does not describe."""
    return "Candidats sans établissement" if uai == ALONE else f"Établissement {uai}"


def _line(press: Press, candidate: Candidate) -> SchoolLine:
    """One candidate with the hours to report."""
    book = press.book
    version = press.issue_of((CANDIDATE, candidate.number)).version
    return SchoolLine(
        convocation=document_number(candidate.number, version.number),
        name=candidate_name(candidate),
        division=candidate.division or "",
        passages=tuple(
            f"{book.epreuve(one).code} : {short_date(book.day(one.start))}, {hour(one.convocation)}"
            for one in book.passages_of(candidate.number)
        ),
    )
