"""What is late in a session, with the people to convene: names, telephone numbers, days left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from models.db import Database, HolderKind
from models.french import counted, long_date, typeset
from models.regulation import load
from models.roles import Role
from scheduler.mail.people import Person, people_of
from scheduler.services.dossiers import load_dossier, session_row
from scheduler.services.lateness import Late, Limits, lateness_of, limits_of


@dataclass(frozen=True, slots=True)
class Delay:
    """Somebody to convene at once.

    `due` is the day by which it should have been done; `serious` is below the second limit, `warning`
    says what that means; `sentence` says all of it in French.
    """

    kind: HolderKind
    code: str
    name: str
    address: str | None
    phone: str | None
    first_day: date
    days_left: int
    due: date
    serious: bool
    warning: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Delays:
    """What is late in a session, and by which limits; see `scheduler.services.lateness`."""

    limits: Limits
    people: tuple[Delay, ...]
    untold: int
    publish_by: date | None

    @property
    def serious(self) -> int:
        """How many are below the second limit."""
        return sum(one.serious for one in self.people)


def delays_of(database: Database, code: str, *, now: datetime) -> Delays:
    """Return what is late in a session.

    Parameters
    ----------
    database, code
        Where, and which session.
    now
        UTC.

    Raises
    ------
    NotFoundError
        No session has this code.

    """
    with database.reading() as db:
        return read_delays(db, code, now=now)


def read_delays(db: Session, code: str, *, now: datetime) -> Delays:
    """Return what is late in a session, inside a transaction; as `delays_of`."""
    row = session_row(db, code)
    found = lateness_of(db, {row.id: row}, now=now)[row.id]
    dossier = load_dossier(db, code, withdrawn=True)
    limits = limits_of(load(row.year), dossier.parameters)
    people = people_of(db, dossier) if found.people else {}
    said = tuple(_delay(one, limits, people) for one in found.people)
    return Delays(limits, said, found.untold, found.publish_by)


def _delay(late: Late, limits: Limits, people: Mapping[tuple[HolderKind, str], Person]) -> Delay:
    person = people[late.kind, late.code]
    warning = _warning(late, limits)
    return Delay(
        late.kind, late.code, person.name, person.address, person.phone, late.first_day,
        late.days_left, late.due, late.serious, warning, _sentence(late, limits, warning),
    )  # fmt: skip


def _sentence(late: Late, limits: Limits, warning: str) -> str:
    """« Premier jour : mardi 8 juin 2027, dans 4 jours ; à convoquer depuis le … (21 jours avant). »."""
    when = "aujourd’hui" if late.days_left == 0 else f"dans {counted(late.days_left, 'jour')}"
    said = (
        f"Premier jour : {long_date(late.first_day)}, {when} ; à convoquer depuis le "
        f"{long_date(late.due)} ({counted(limits.ahead, 'jour')} avant). {warning}"
    )
    return typeset(said.strip())


def _warning(late: Late, limits: Limits) -> str:
    """Say what being below the second limit means; empty above it."""
    if not late.serious:
        return ""
    if late.role is Role.PROFESSIONNEL:
        days = counted(limits.professional, "jour")
        return typeset(f"Moins de {days} : son employeur peut refuser l’absence, téléphonez.")
    return typeset(f"Moins de {counted(limits.candidate, 'jour')} : téléphonez.")
