"""Whom messages go to: name, greeting, address, telephone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db import EstablishmentContactRow, HolderKind
from models.dossier import Dossier
from models.dossier.names import candidate_name, examiner_name
from models.french import NBSP
from scheduler.documents.french import agreed

LONG = {f"M.{NBSP}": "Monsieur ", f"Mme{NBSP}": "Madame ", f"Mlle{NBSP}": "Mademoiselle "}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, or an establishment, that can be written to or telephoned."""

    kind: HolderKind
    code: str
    name: str
    greeting: str
    convened: str
    address: str | None
    phone: str | None


def people_of(db: Session, dossier: Dossier) -> Mapping[tuple[HolderKind, str], Person]:
    """Return everybody of a session by kind and code, establishments too."""
    found = [
        *(
            _person(HolderKind.CANDIDATE, one.number, candidate_name(one), one)
            for one in dossier.candidates
        ),
        *(_person(HolderKind.EXAMINER, one.code, examiner_name(one), one) for one in dossier.examiners),
        *_schools(db, dossier),
    ]
    return {(one.kind, one.code): one for one in found}


def _person(kind: HolderKind, code: str, name: str, record: object) -> Person:
    greeting = next(
        (long + name.removeprefix(short) for short, long in LONG.items() if name.startswith(short)), name
    )
    civility = getattr(record, "civility", None)
    return Person(
        kind, code, name, f"{greeting},", agreed(civility, "convoqué"),
        getattr(record, "email", None), getattr(record, "phone", None),
    )  # fmt: skip


def _schools(db: Session, dossier: Dossier) -> list[Person]:
    contacts = {row.uai: row for row in db.scalars(select(EstablishmentContactRow))}
    found = []
    for one in dossier.establishments:
        row = contacts.get(one.uai)
        address, phone = (row.address or None, row.phone or None) if row else (None, None)
        name = ", ".join(part for part in (one.name, one.town) if part)
        found.append(
            Person(HolderKind.SCHOOL, one.uai, name, "Madame, Monsieur,", "convoqués", address, phone)
        )
    return found
