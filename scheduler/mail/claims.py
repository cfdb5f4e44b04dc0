"""Taking a message to send it, so that one process has it, and finding again what a dead one held.

A message goes `QUEUED` → `CLAIMED` → `HANDED` → `SENT`, each step committed before the next is begun.
A process that dies before `HANDED` loses nothing: the message is queued again. One that dies after it
leaves a message that the server may have taken: it becomes `UNCERTAIN` and waits for a person. So no
message is sent twice by itself, and none is forgotten.
"""

from __future__ import annotations

import os
import secrets
import socket
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from models.db import (
    Database,
    MessageRow,
    MessageState,
    OutboxRow,
    PlanRow,
    PlanState,
    SessionRow,
)
from scheduler.jobs.processes import process_lives

PATIENCE = timedelta(minutes=15)
"""A message that another machine holds for longer is lost: each step has a shorter limit."""
TAKEN = (MessageState.CLAIMED, MessageState.HANDED)
UNKNOWN_END = (
    "Oraux s’est arrêté pendant que le serveur prenait le message : il est peut-être parti. Vérifiez "
    "auprès de la personne ou du serveur, puis choisissez « Renvoyer » ou « Marquer comme envoyé »."
)
NOT_IN_FORCE = "Remplacé : sa version n’est plus en vigueur."


@dataclass(frozen=True, slots=True)
class Claim:
    """A message that this process alone may send; `attempts` counts this one."""

    id: int
    session: str
    attempts: int


_ours: set[str] = set()
"""Names under which this very process takes messages: another one with our number is a dead one's."""


def new_token() -> str:
    """Return a name under which this process takes messages: machine, process, a word of its own."""
    token = f"{socket.gethostname()}/{os.getpid()}/{secrets.token_hex(8)}"
    _ours.add(token)
    return token


def drop_token(token: str) -> None:
    """Take no more messages under a name; what it still holds is lost."""
    _ours.discard(token)


def claim_next(database: Database, token: str, *, now: datetime) -> Claim | None:
    """Take the next message that is due, None when there is none.

    A message of a version that is no longer in force is not sent any more: it becomes `SUPERSEDED`.
    """
    with database.reading() as db:
        if db.scalar(_due(now).limit(1)) is None:
            return None
    with database.writing() as db:
        _supersede(db)
        message_id = db.scalar(_due(now).order_by(MessageRow.next_try_at, MessageRow.id).limit(1))
        if message_id is None:
            return None
        mine = update(MessageRow).where(
            MessageRow.id == message_id, MessageRow.state == MessageState.QUEUED
        )
        done = db.execute(
            mine.values(
                state=MessageState.CLAIMED,
                claimed_by=token,
                claimed_at=now,
                attempts=MessageRow.attempts + 1,
            )
        )
        if getattr(done, "rowcount", 0) != 1:
            return None  # another process was first
        query = select(SessionRow.code, MessageRow.attempts)
        query = query.join(MessageRow, MessageRow.session_id == SessionRow.id)
        code, attempts = db.execute(query.where(MessageRow.id == message_id)).one()
        return Claim(message_id, code, attempts)


def _due(now: datetime) -> Select[int]:
    """Messages to send now, of sessions that are not paused."""
    paused = select(OutboxRow.session_id).where(OutboxRow.paused)
    return select(MessageRow.id).where(
        MessageRow.state == MessageState.QUEUED,
        MessageRow.next_try_at <= now,
        MessageRow.session_id.not_in(paused),
    )


def _supersede(db: Session) -> None:
    """Make void the approved messages whose version was replaced meanwhile."""
    in_force = select(PlanRow.id).where(
        PlanRow.session_id == MessageRow.session_id,
        PlanRow.version == MessageRow.version,
        PlanRow.state == PlanState.PUBLISHED,
    )
    stale = update(MessageRow).where(MessageRow.state == MessageState.QUEUED, ~in_force.exists())
    db.execute(
        stale.values(state=MessageState.SUPERSEDED, reason=NOT_IN_FORCE),
        execution_options={"synchronize_session": False},
    )


def step(database: Database, claim: Claim, token: str, state: MessageState, **values: object) -> bool:
    """Move a message that this process holds; False when it is not ours any more."""
    with database.writing() as db:
        mine = update(MessageRow).where(
            MessageRow.id == claim.id,
            MessageRow.claimed_by == token,
            MessageRow.state.in_(TAKEN),
        )
        done = db.execute(mine.values(state=state, **values))
        return getattr(done, "rowcount", 0) == 1


def recover(database: Database, *, now: datetime) -> int:
    """Give up what dead processes held; return how many messages.

    Those that the mail server cannot have are queued again; the others are uncertain.
    """
    with database.reading() as db:
        query = select(MessageRow.id, MessageRow.claimed_by, MessageRow.claimed_at)
        held = db.execute(query.where(MessageRow.state.in_(TAKEN))).all()
    lost = [message for message, token, since in held if _is_lost(token or "", since or now, now)]
    if not lost:
        return 0
    with database.writing() as db:
        mine = update(MessageRow).where(MessageRow.id.in_(lost))
        db.execute(
            mine.where(MessageRow.state == MessageState.CLAIMED).values(
                state=MessageState.QUEUED, claimed_by=None, claimed_at=None, next_try_at=now
            )
        )
        db.execute(
            mine.where(MessageRow.state == MessageState.HANDED).values(
                state=MessageState.UNCERTAIN, claimed_by=None, claimed_at=None, reason=UNKNOWN_END
            )
        )
    return len(lost)


def _is_lost(token: str, since: datetime, now: datetime) -> bool:
    """Whether the process that took a message is gone."""
    host, _, rest = token.partition("/")
    pid = rest.partition("/")[0]
    number = int(pid) if pid.isdecimal() else None
    if host == socket.gethostname() and number == os.getpid():
        return token not in _ours
    return not process_lives(host, number) or now - since > PATIENCE


def last_handed_at(db: Session) -> datetime | None:
    """Return when a message last went to the mail server, from any process."""
    return db.scalar(select(func.max(MessageRow.handed_at)))


def next_due_at(db: Session) -> datetime | None:
    """Return when the next queued message may leave, of sessions that are not paused."""
    paused = select(OutboxRow.session_id).where(OutboxRow.paused)
    query = select(func.min(MessageRow.next_try_at)).where(
        MessageRow.state == MessageState.QUEUED, MessageRow.session_id.not_in(paused)
    )
    return db.scalar(query)
