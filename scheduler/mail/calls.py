"""Whom to telephone: mail cannot reach them, they said no, or they say nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from models.db import Database, HolderKind, LinkKind, MessageKind, MessageState
from models.french import counted, short_date, typeset
from scheduler.convened import Holder
from scheduler.documents.book import PlanBook
from scheduler.errors import ConflictError
from scheduler.mail.answers import silences_of
from scheduler.mail.outbox import Message, list_messages, mark_sent
from scheduler.mail.people import Person, people_of
from scheduler.mail.prepare import in_force
from scheduler.services.answers import acknowledge, confirm
from scheduler.services.person_states import states_of
from scheduler.services.versions import edition_of
from scheduler.services.zones import session_zone

UNREACHED = {
    MessageState.UNREACHABLE: "Sans adresse",
    MessageState.FAILED: "Message refusé",
    MessageState.BOUNCED: "Message revenu",
    MessageState.UNCERTAIN: "Message incertain",
}


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody to telephone: why, and when he or she is first expected."""

    kind: HolderKind
    code: str
    name: str
    phone: str | None
    address: str | None
    why: str
    detail: str
    first_day: date | None


def calls_of(db: Session, code: str, *, now: datetime) -> list[Call]:
    """Return whom to telephone, who is expected first being first.

    Parameters
    ----------
    db, code
        Where, and which session.
    now
        UTC: who is silent is judged by it.

    Raises
    ------
    NotFoundError
        No session has this code, or nothing is published.

    """
    plan = in_force(db, code)
    edition = edition_of(db, code, number=plan.number)
    book = PlanBook(edition.dossier, edition.regulation, edition.stored.plan)
    people = people_of(db, edition.dossier)
    found: dict[tuple[HolderKind, str], Call] = {}
    for person, why, detail in _reasons(db, code, people, now):
        key = (person.kind, person.code)
        found.setdefault(
            key,
            Call(
                *key, person.name, person.phone, person.address, why, typeset(detail),
                _first_day(book, *key),
            ),
        )  # fmt: skip
    return sorted(found.values(), key=lambda one: (one.first_day or date.max, one.name))


def _reasons(
    db: Session, code: str, people: Mapping[tuple[HolderKind, str], Person], now: datetime
) -> Iterator[tuple[Person, str, str]]:
    """Each person with a reason to call, the gravest reason of a person first."""
    zone = session_zone(db, code)
    for holder, state in states_of(db, code).items():
        if state.declined and state.answer is not None:
            said = f"« {state.answer.reason} »" if state.answer.reason else "sans motif"
            when = short_date(state.answer.at.astimezone(zone).date())
            yield people[_key(holder)], "Ne peut pas venir", f"Réponse du {when} : {said}."
    for message in _unreached(db, code):
        yield people[message.holder_kind, message.holder], UNREACHED[message.state], message.reason
    for silence in silences_of(db, code, now=now):
        days = (now - silence.since).days
        reminded = f", {counted(silence.reminded, 'rappel')}" if silence.reminded else ""
        yield people[silence.holder], "Sans réponse", f"Depuis {counted(days, 'jour')}{reminded}."


def _key(holder: Holder) -> tuple[HolderKind, str]:
    return HolderKind(str(holder.kind)), holder.code


def _unreached(db: Session, code: str) -> list[Message]:
    """Messages of the version in force that did not reach anybody."""
    found = list_messages(db, code, version=in_force(db, code).version)
    return [one for one in found if one.state in UNREACHED and one.kind is not MessageKind.REMINDER]


def _first_day(book: PlanBook, kind: HolderKind, code: str) -> date | None:
    if kind is HolderKind.CANDIDATE:
        held = [one.start for one in book.passages_of(code)]
    elif kind is HolderKind.EXAMINER:
        held = [one.start for one in book.sittings_of(code)]
    else:
        held = []
    return book.day(min(held)) if held else None


def note_call(
    database: Database, code: str, kind: HolderKind, who: str, *, by: str, now: datetime
) -> None:
    """Say that somebody was reached by telephone: convened, and aware of it.

    Raises
    ------
    NotFoundError
        No session has this code, nothing is published, or the person is not convened.
    ConflictError
        The person said that he or she cannot come: a call does not make a yes of it.

    """
    with database.writing() as db:
        version = in_force(db, code).version or 0
        _refuse_declined(db, code, kind, who)
        ids = [one.id for one in _unreached(db, code) if (one.holder_kind, one.holder) == (kind, who)]
        if ids:
            mark_sent(db, code, ids, by=f"{by}, par téléphone", now=now)
    if kind is HolderKind.SCHOOL:
        return
    holder = Holder(LinkKind(str(kind)), who)
    answer = acknowledge if kind is HolderKind.CANDIDATE else confirm
    answer(database, code, holder, version=version, now=now)


def _refuse_declined(db: Session, code: str, kind: HolderKind, who: str) -> None:
    if kind is HolderKind.SCHOOL:
        return
    state = states_of(db, code).get(Holder(LinkKind(str(kind)), who))
    if state is not None and state.declined:
        raise ConflictError(
            "Cette personne a répondu qu’elle ne peut pas venir : cherchez qui la remplace, ou "
            "demandez-lui de changer sa réponse sur sa page."
        )
