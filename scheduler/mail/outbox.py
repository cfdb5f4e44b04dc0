"""The outbox of a session: what is in it, and what the staff do with it before and after it leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Update, func, select, update
from sqlalchemy.orm import Session

from models.db import HolderKind, MessageKind, MessageRow, MessageState, OutboxRow, SessionRow
from models.db.database import lock_session
from scheduler.errors import NotFoundError
from scheduler.services.dossiers import session_row

STATE_NAMES: Mapping[MessageState, str] = {
    MessageState.READY: "À relire",
    MessageState.EXCLUDED: "Écarté",
    MessageState.UNREACHABLE: "Sans adresse",
    MessageState.QUEUED: "À envoyer",
    MessageState.CLAIMED: "En préparation",
    MessageState.HANDED: "En cours d’envoi",
    MessageState.SENT: "Envoyé",
    MessageState.UNCERTAIN: "Incertain",
    MessageState.FAILED: "Échec",
    MessageState.BOUNCED: "Revenu en erreur",
    MessageState.SUPERSEDED: "Remplacé",
}
MOVING = frozenset({MessageState.QUEUED, MessageState.CLAIMED, MessageState.HANDED})
SENDABLE = frozenset({MessageState.READY})
RETRIABLE = frozenset({MessageState.FAILED, MessageState.UNCERTAIN, MessageState.BOUNCED})
BY_HAND = frozenset(
    {
        MessageState.READY,
        MessageState.UNREACHABLE,
        MessageState.FAILED,
        MessageState.UNCERTAIN,
        MessageState.BOUNCED,
        MessageState.QUEUED,
        MessageState.EXCLUDED,
    }
)
EXCLUDABLE = frozenset({MessageState.READY, MessageState.QUEUED, MessageState.UNREACHABLE})


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the outbox; see `models.db.MessageRow`.

    `plain` and `html` are what is read; lists leave them empty unless they are asked for.
    """

    id: int
    version: int
    kind: MessageKind
    holder_kind: HolderKind
    holder: str
    round: int
    name: str
    address: str | None
    subject: str
    change: str
    people: tuple[str, ...]
    state: MessageState
    reason: str
    attempts: int
    prepared_at: datetime
    next_try_at: datetime | None
    sent_at: datetime | None
    sent_by: str | None
    plain: str = ""
    html: str = ""


FIELDS = tuple(Message.__dataclass_fields__)
LIGHT = tuple(name for name in FIELDS if name not in {"plain", "html"})


def list_messages(
    db: Session, code: str, *, version: int | None = None, texts: bool = False
) -> list[Message]:
    """Return the messages of a session, of one version when it is given, in the order they were written.

    Their texts are left out unless `texts`: those of a thousand people are heavy.

    Raises
    ------
    NotFoundError
        No session has this code.

    """
    query = select(*(getattr(MessageRow, name) for name in (FIELDS if texts else LIGHT)))
    query = query.where(MessageRow.session_id == session_row(db, code).id)
    if version is not None:
        query = query.where(MessageRow.version == version)
    return [Message(*found) for found in db.execute(query.order_by(MessageRow.id))]


def find_message(db: Session, code: str, message_id: int) -> Message:
    """Return one message.

    Raises
    ------
    NotFoundError
        The session has no such message.

    """
    row = db.get(MessageRow, message_id)
    if row is None or row.session_id != session_row(db, code).id:
        raise NotFoundError(
            "Ce message n’existe pas ou n’existe plus ; repartez de la liste des envois."
        )
    return Message(*(getattr(row, name) for name in FIELDS))


def count_states(db: Session, code: str) -> Counter[MessageState]:
    """Return how many messages of a session are in each state, without reading them."""
    query = select(MessageRow.state, func.count()).where(
        MessageRow.session_id == session_row(db, code).id
    )
    found = db.execute(query.group_by(MessageRow.state))
    return Counter({row[0]: row[1] for row in found})


def approve(db: Session, code: str, ids: Collection[int] | None, *, by: str, now: datetime) -> int:
    """Let messages that were reviewed leave; return how many. `ids` None is all that are ready.

    Approving twice, or a message that left already, does nothing.
    """
    ready = _of(db, code, ids).where(MessageRow.state.in_(SENDABLE))
    return _count(
        db,
        ready.values(state=MessageState.QUEUED, queued_at=now, queued_by=by, next_try_at=now, reason=""),
    )


def send_again(db: Session, code: str, ids: Collection[int], *, by: str, now: datetime) -> int:
    """Let messages that failed, came back, or may be lost leave again; return how many.

    A message that may have arrived keeps its Message-ID, by which mail programs know it for the same.

    Raises
    ------
    NotFoundError
        No session has this code.

    """
    lost = _of(db, code, ids).where(MessageRow.state.in_(RETRIABLE), MessageRow.address.is_not(None))
    return _count(
        db,
        lost.values(
            state=MessageState.QUEUED, queued_at=now, queued_by=by, next_try_at=now,
            attempts=0, reason="", bounced_at=None,
        ),
    )  # fmt: skip


def exclude(db: Session, code: str, ids: Collection[int], *, by: str) -> int:
    """Hold back messages that have not left; return how many."""
    waiting = _of(db, code, ids).where(MessageRow.state.in_(EXCLUDABLE))
    return _count(db, waiting.values(state=MessageState.EXCLUDED, reason=f"Écarté par {by}."))


def put_back(db: Session, code: str, ids: Collection[int]) -> int:
    """Return held-back or approved messages to those to review; return how many."""
    held = _of(db, code, ids).where(
        MessageRow.state.in_((MessageState.EXCLUDED, MessageState.QUEUED)),
        MessageRow.address.is_not(None),
    )
    return _count(db, held.values(state=MessageState.READY, reason="", next_try_at=None))


def mark_sent(db: Session, code: str, ids: Collection[int], *, by: str, now: datetime) -> int:
    """Say that messages were sent by other means (post, hand, another programme); return how many."""
    left = _of(db, code, ids).where(MessageRow.state.in_(BY_HAND))
    return _count(
        db,
        left.values(
            state=MessageState.SENT, sent_at=now, sent_by=by, reason=f"Marqué comme envoyé par {by}.",
            next_try_at=None, bounced_at=None,
        ),
    )  # fmt: skip


def pause(db: Session, code: str, *, paused: bool) -> None:
    """Hold everything of a session that has not left, or let it leave again."""
    lock_session(db, code)
    session_id = session_row(db, code).id
    row = db.scalar(select(OutboxRow).where(OutboxRow.session_id == session_id))
    if row is None:
        row = OutboxRow(session_id=session_id)
        db.add(row)
    row.paused = paused


def is_paused(db: Session, code: str) -> bool:
    """Whether the staff hold the sending of a session."""
    query = select(OutboxRow.paused).join(SessionRow, SessionRow.id == OutboxRow.session_id)
    return bool(db.scalar(query.where(SessionRow.code == code)))


def _of(db: Session, code: str, ids: Collection[int] | None) -> Update:
    """Messages of a session by their ids, or all."""
    wanted = update(MessageRow).where(MessageRow.session_id == session_row(db, code).id)
    return wanted if ids is None else wanted.where(MessageRow.id.in_(ids))


def _count(db: Session, statement: Update) -> int:
    return int(getattr(db.execute(statement), "rowcount", 0))
