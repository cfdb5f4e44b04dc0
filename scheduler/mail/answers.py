"""Who has answered the convocation that reached them, and who is silent for too long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db import HolderKind, LinkKind, MessageKind, MessageRow, MessageState
from models.regulation import load
from scheduler.convened import Holder
from scheduler.parameters import RuleValues
from scheduler.services.dossiers import load_dossier, session_row
from scheduler.services.person_states import PersonState, states_of

REPLY = "convocations_reply"
CONVENING = (MessageKind.CANDIDATE, MessageKind.EXAMINER, MessageKind.CHANGED)


@dataclass(frozen=True, slots=True)
class Silence:
    """Somebody who got a convocation and has not answered; `reminded` counts the reminders sent."""

    holder: tuple[HolderKind, str]
    since: datetime
    reminded: int


def answered(state: PersonState | None) -> bool:
    """Whether a person's answer still holds: nothing that concerns him or her changed after it."""
    return state is not None and state.answer is not None and not state.stale


def reply_days(db: Session, code: str) -> int:
    """Return how many days an answer is waited for."""
    dossier = load_dossier(db, code)
    return RuleValues(load(dossier.session.year), dossier.parameters).value(REPLY)


def silences_of(db: Session, code: str, *, now: datetime) -> list[Silence]:
    """Return who is silent for longer than an answer is waited for, by the last message each one got."""
    limit = timedelta(days=reply_days(db, code))
    states = states_of(db, code)
    last = _last_sent(db, session_row(db, code).id)
    return [
        Silence(holder, since, reminded)
        for holder, (since, reminded) in last.items()
        if now - since >= limit and _waits(states, holder)
    ]


def _waits(states: Mapping[Holder, PersonState], holder: tuple[HolderKind, str]) -> bool:
    """Whether a person is convened and has not answered."""
    state = states.get(Holder(LinkKind(str(holder[0])), holder[1]))
    return state is not None and not answered(state)


def _last_sent(db: Session, session_id: int) -> dict[tuple[HolderKind, str], tuple[datetime, int]]:
    """When each person last got something to answer, and how many reminders followed."""
    query = select(MessageRow.holder_kind, MessageRow.holder, MessageRow.kind, MessageRow.sent_at).where(
        MessageRow.session_id == session_id,
        MessageRow.state == MessageState.SENT,
        MessageRow.sent_at.is_not(None),
        MessageRow.kind.in_((*CONVENING, MessageKind.REMINDER)),
    )
    found: dict[tuple[HolderKind, str], tuple[datetime, int]] = {}
    for kind, holder, what, sent_at in db.execute(query.order_by(MessageRow.sent_at, MessageRow.id)):
        _, before = found.get((kind, holder), (sent_at, 0))
        reminded = before + 1 if what is MessageKind.REMINDER else 0
        if sent_at is not None:
            found[kind, holder] = (sent_at, reminded)
    return found
