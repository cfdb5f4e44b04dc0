"""Where establishments are written to: the session folder does not say it, so it is kept here by UAI."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db import EstablishmentContactRow
from models.french import typeset
from scheduler.errors import OrauxError
from scheduler.mail.addresses import one_line, usable
from scheduler.services.dossiers import load_dossier

LONGEST_PHONE = 40


class WrongContactError(OrauxError):
    """An address is no address."""

    code = 422


@dataclass(frozen=True, slots=True)
class Contact:
    """An establishment and how it is reached; empty where nobody said it."""

    uai: str
    name: str
    address: str
    phone: str
    candidates: int


def contacts_of(db: Session, code: str) -> list[Contact]:
    """Return the establishments of a session that have candidates, with how they are reached.

    Raises
    ------
    NotFoundError
        No session has this code.

    """
    dossier = load_dossier(db, code)
    known = {row.uai: row for row in db.scalars(select(EstablishmentContactRow))}
    counts: dict[str, int] = {}
    for one in dossier.candidates:
        counts[one.establishment or ""] = counts.get(one.establishment or "", 0) + 1
    return [
        Contact(
            one.uai,
            ", ".join(part for part in (one.name, one.town) if part),
            known[one.uai].address if one.uai in known else "",
            known[one.uai].phone if one.uai in known else "",
            counts[one.uai],
        )
        for one in dossier.establishments
        if one.uai in counts
    ]


def store_contact(db: Session, uai: str, *, address: str, phone: str, now: datetime) -> None:
    """Keep how an establishment is reached; nothing at all forgets it.

    Raises
    ------
    WrongContactError
        The address is no address.

    """
    written = usable(address) if address.strip() else ""
    if written is None:
        raise WrongContactError(
            typeset(
                f"« {address} » ({uai}) n’est pas une adresse de courriel ; attendu : ce@example.org."
            )
        )
    row = db.scalar(select(EstablishmentContactRow).where(EstablishmentContactRow.uai == uai))
    given = one_line(phone)[:LONGEST_PHONE]
    if not written and not given:
        if row is not None:
            db.delete(row)
        return
    if row is None:
        row = EstablishmentContactRow(uai=uai)
        db.add(row)
    row.address, row.phone, row.changed_at = written, given, now
    db.flush()
