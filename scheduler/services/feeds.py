"""Calendars that people subscribe to: what an address gives, and how to tell that nothing changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

from icalendar import Event
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db import LinkKind, LinkPurpose, PlanRow, PlanState, SessionRow
from scheduler.calendars import holders
from scheduler.calendars.events import Scribe
from scheduler.calendars.feeds import calendar_bytes
from scheduler.calendars.history import told
from scheduler.documents.book import PlanBook
from scheduler.services.links import OpenLink
from scheduler.services.plans import list_plans
from scheduler.services.versions import edition_of

FORMAT = 1
"""Rises when the same plan is to be written otherwise: clients then fetch it again."""


@dataclass(frozen=True, slots=True)
class _Look:
    title: Callable[[Scribe, str], str]
    events: Callable[[Scribe, str], list[Event]]


LOOKS = {
    LinkKind.CANDIDATE: _Look(holders.candidate_title, holders.candidate_events),
    LinkKind.EXAMINER: _Look(holders.examiner_title, holders.examiner_events),
    LinkKind.COMMISSION: _Look(holders.commission_title, holders.commission_events),
    LinkKind.ROOM: _Look(holders.room_title, holders.room_events),
    LinkKind.CENTRE: _Look(holders.centre_title, holders.centre_events),
}


def feed_state(db: Session, code: str) -> tuple[int, int | None]:
    """Return what changes exactly when the calendars of a session may: its revision, its plan in force.

    One query, which reads neither the plan nor anybody's data: most requests of clients end here.
    """
    query = select(SessionRow.revision, PlanRow.id).outerjoin(
        PlanRow, (PlanRow.session_id == SessionRow.id) & (PlanRow.state == PlanState.PUBLISHED)
    )
    revision, plan = db.execute(query.where(SessionRow.code == code)).one()
    return revision, plan


def feed_tag(link: OpenLink, state: tuple[int, int | None]) -> str:
    """Return the ETag of the calendar of an address."""
    said = f"{FORMAT}/{link.id}/{state}"
    return sha256(said.encode()).hexdigest()[:32]


def published_history(db: Session, code: str, *, names: bool = True) -> list[Scribe]:
    """Return the published versions of a session, oldest first, ready to be written as events."""
    numbers = sorted((plan.version, plan.number) for plan in list_plans(db, code) if plan.version)
    editions = [edition_of(db, code, number=number) for _, number in numbers]
    return [
        Scribe(PlanBook(one.dossier, one.regulation, one.stored.plan), one.version, names)
        for one in editions
    ]


def feed_of(history: Sequence[Scribe], link: OpenLink) -> bytes:
    """Return the calendar of an address through the versions of its session.

    Parameters
    ----------
    history
        `published_history`, written without names when the address is `DISCREET`.
    link
        The address.

    """
    look, code = LOOKS[link.holder.kind], link.holder.code
    title = holders.last_title(history, look.title, code)
    return calendar_bytes(title, told(history, partial(_events, look, code)))


def shows_names(link: OpenLink) -> bool:
    """Whether the calendar of an address may name people."""
    return link.purpose is not LinkPurpose.DISCREET


def _events(look: _Look, code: str, scribe: Scribe) -> list[Event]:
    return look.events(scribe, code)
