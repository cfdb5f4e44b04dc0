"""Come in by candidate's number and birth date, with limited tries that a restart does not forget."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from ipaddress import ip_address, ip_network

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.db import (
    AttemptRow,
    CandidateRow,
    Database,
    LinkKind,
    PassageRow,
    PlanRow,
    PlanState,
    SessionRow,
)
from models.db.database import lock_alone
from scheduler.convened import Holder
from scheduler.errors import NotFoundError
from scheduler.services.answers import TooManyError
from scheduler.services.links import Contact, contact_of, link_for, links_key

WINDOW = timedelta(hours=1)
TRIES_A_NUMBER = 5
TRIES_AN_ADDRESS = 30
"""Higher than a number's: a class shares its school's address."""
IPV6_NETWORK = 64
LOCK = 7_046_154
LONGEST = 64
"""Characters of a number that are looked at."""


@dataclass(frozen=True, slots=True)
class _Limit:
    """How often one subject may fail within `WINDOW`."""

    subject: str
    tries: int


def enter(database: Database, number: str, birth_date: date, *, address: str, now: datetime) -> str:
    """Return the path of the page of the candidate with this number and birth date.

    Where several sessions have the number, the one published last counts. Only failures are counted, by
    number and by network address; both are kept as keyed digests and forgotten after `WINDOW`.

    Raises
    ------
    NotFoundError
        Nobody convened has both; the sentence does not tell which is wrong.
    TooManyError
        Too many failures; even the right date is refused until the window has passed.

    """
    wanted = number.strip()[:LONGEST]
    key = links_key(database)
    limits = (
        _Limit(_subject(key, f"number/{wanted}"), TRIES_A_NUMBER),
        _Limit(_subject(key, f"address/{_network(address)}"), TRIES_AN_ADDRESS),
    )
    with database.writing() as db:
        lock_alone(db, LOCK)  # one at a time: many tries at once cannot slip under the limit
        _refuse_beyond(db, limits, now)
        session = _session_of(db, wanted, birth_date)
        if session is None:
            _count(db, limits, now)
    if session is None:
        raise NotFoundError(
            "Aucun candidat convoqué n’a ce numéro et cette date de naissance. Vérifiez-les : "
            "le numéro est en haut de la convocation."
        )
    return link_for(database, session, Holder(LinkKind.CANDIDATE, wanted))


def contacts(db: Session) -> list[Contact]:
    """Return whom to call, for each session with a version in force: what a stranger may be told."""
    query = select(SessionRow).join(PlanRow, PlanRow.session_id == SessionRow.id)
    query = query.where(PlanRow.state == PlanState.PUBLISHED).order_by(SessionRow.label)
    return [contact_of(row) for row in db.scalars(query)]


def _session_of(db: Session, number: str, birth_date: date) -> str | None:
    """Code of the session, published last, that convenes this candidate."""
    query = (
        select(SessionRow.code)
        .join(PlanRow, PlanRow.session_id == SessionRow.id)
        .join(CandidateRow, CandidateRow.session_id == SessionRow.id)
        .join(PassageRow, (PassageRow.plan_id == PlanRow.id) & (PassageRow.candidate == number))
        .where(
            PlanRow.state == PlanState.PUBLISHED,
            CandidateRow.number == number,
            CandidateRow.birth_date == birth_date,
        )
        .order_by(PlanRow.published_at.desc())
    )
    return db.scalar(query.limit(1))


def _refuse_beyond(db: Session, limits: Iterable[_Limit], now: datetime) -> None:
    db.execute(delete(AttemptRow).where(AttemptRow.tried_at <= now - WINDOW))
    for limit in limits:
        query = select(AttemptRow.tried_at).where(AttemptRow.subject == limit.subject)
        tried = list(db.scalars(query.order_by(AttemptRow.tried_at)))
        if len(tried) >= limit.tries:
            again = (tried[-limit.tries] + WINDOW - now).total_seconds()
            minutes = max(1, -(-int(again) // 60))
            raise TooManyError(
                f"Trop d’essais : réessayez dans {minutes} min, ouvrez l’adresse écrite sur votre "
                "convocation, ou appelez le centre d’examen."
            )


def _count(db: Session, limits: Iterable[_Limit], now: datetime) -> None:
    db.add_all(AttemptRow(subject=limit.subject, tried_at=now) for limit in limits)


def _subject(key: bytes, text: str) -> str:
    """A digest that nobody can turn back by trying every number or address."""
    return hmac.digest(key, f"oraux/attempt/{text}".encode(), "sha256").hex()


def _network(address: str) -> str:
    """An IPv4 address, or the network that an IPv6 subscriber is given whole."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((found, IPV6_NETWORK), strict=False)) if found.version == 6 else str(found)  # noqa: PLR2004
