"""Messages that came back: told by hand, by a list of addresses, or by the mail server's own notices.

A notice (RFC 3464, a `.eml` file) names the address, why, and most often the message that came back.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.db import MessageRow, MessageState
from models.french import typeset
from scheduler.errors import ImportRefusedError
from scheduler.exchange.csv_files import csv_rows, opened
from scheduler.mail.addresses import one_line, usable
from scheduler.services.dossiers import session_row

HEADERS = frozenset({"courriel", "adresse", "email", "mail", "motif"})
LEFT = (MessageState.SENT, MessageState.UNCERTAIN, MessageState.HANDED)
LONGEST_REASON = 300
MESSAGE_ID = re.compile(r"<oraux\.[0-9a-f]{32}@[^<>\s]+>")


@dataclass(frozen=True, slots=True)
class Bounce:
    """An address that mail does not reach; `message_id` names the message that came back, if known."""

    address: str
    reason: str
    message_id: str | None = None


@dataclass(frozen=True, slots=True)
class BounceReport:
    """What reading a file did.

    `recorded` are names of people; `unknown` addresses to whom this session sent nothing.
    """

    recorded: tuple[str, ...]
    unknown: tuple[str, ...]


def read_bounces(name: str, content: bytes) -> list[Bounce]:
    """Read a list of addresses (CSV) or a notice (`.eml`).

    Raises
    ------
    ImportRefusedError
        The file holds no address, or is a notice of another kind (delay, success, absence).

    """
    found = _of_notice(content) if name.lower().endswith(".eml") else _of_list(content)
    if not found:
        raise ImportRefusedError(
            f"« {name} » ne dit pas quelle adresse est en erreur : déposez une liste d’adresses (CSV) "
            "ou les avis de non-remise enregistrés au format .eml."
        )
    return found


def _of_list(content: bytes) -> list[Bounce]:
    """Each row: an address somewhere, and beside it why."""
    found = []
    for _, row in csv_rows(opened(content), HEADERS):
        cells = [str(cell).strip() for cell in row if cell is not None]
        address = next((good for cell in cells if (good := usable(cell))), None)
        if address:
            reason = " ".join(cell for cell in cells if cell and usable(cell) is None)
            found.append(Bounce(address, one_line(reason)[:LONGEST_REASON]))
    return found


def _of_notice(content: bytes) -> list[Bounce]:
    """Each recipient that the notice says has failed."""
    message = BytesParser(policy=policy.default).parsebytes(content)
    name = _returned_id(message, content)
    return [
        Bounce(address, reason, name)
        for part in message.walk()
        if part.get_content_type() == "message/delivery-status"
        for address, reason in _failed(part)
    ]


def _failed(part: Message) -> Iterator[tuple[str, str]]:
    """Address and reason of each recipient in a delivery status; a delay is not a failure."""
    blocks = part.get_payload()
    for block in blocks if isinstance(blocks, list) else []:
        if not isinstance(block, Message) or str(block.get("Action", "")).strip().lower() != "failed":
            continue
        written = str(block.get("Original-Recipient") or block.get("Final-Recipient") or "")
        address = usable(written.rpartition(";")[2])
        diagnostic = str(block.get("Diagnostic-Code", "")).partition(";")[2]
        reason = one_line(diagnostic or str(block.get("Status", "")))
        if address:
            yield address, reason[:LONGEST_REASON]


def _returned_id(message: EmailMessage, content: bytes) -> str | None:
    """Message-ID of ours in what came back."""
    found = MESSAGE_ID.search(content.decode("latin-1"))
    answered = MESSAGE_ID.search(str(message.get("In-Reply-To", "")))
    chosen = answered or found
    return chosen.group() if chosen else None


def record_bounces(
    db: Session, code: str, bounces: Collection[Bounce], *, now: datetime
) -> BounceReport:
    """Say of the last message to each address that it came back.

    Raises
    ------
    NotFoundError
        No session has this code.

    """
    session_id = session_row(db, code).id
    recorded, unknown = [], []
    for bounce in bounces:
        row = _message_of(db, session_id, bounce)
        if row is None:
            unknown.append(bounce.address)
            continue
        row.state, row.bounced_at = MessageState.BOUNCED, now
        row.reason = typeset(f"Revenu en erreur : {bounce.reason or 'sans explication'}")
        recorded.append(row.name)
        db.flush()
    return BounceReport(tuple(dict.fromkeys(recorded)), tuple(dict.fromkeys(unknown)))


def note_bounces(db: Session, code: str, ids: Collection[int], *, by: str, now: datetime) -> int:
    """Say that messages came back, as somebody read it; return how many. One that never left is kept.

    Raises
    ------
    NotFoundError
        No session has this code.

    """
    left = update(MessageRow).where(
        MessageRow.session_id == session_row(db, code).id,
        MessageRow.id.in_(ids),
        MessageRow.state.in_(LEFT),
    )
    noted = left.values(
        state=MessageState.BOUNCED, bounced_at=now, reason=f"Retour en erreur noté par {by}."
    )
    return int(getattr(db.execute(noted), "rowcount", 0))


def _message_of(db: Session, session_id: int, bounce: Bounce) -> MessageRow | None:
    """The message that came back: the one named, else the last one to the address; None when unknown."""
    sent = select(MessageRow).where(
        MessageRow.session_id == session_id,
        MessageRow.state.in_((*LEFT, MessageState.BOUNCED)),
    )
    if bounce.message_id:
        named = db.scalar(sent.where(MessageRow.message_id == bounce.message_id))
        if named is not None and named.address == bounce.address:
            return named
    to_address = sent.where(MessageRow.address == bounce.address)
    return db.scalar(to_address.order_by(MessageRow.version.desc(), MessageRow.id.desc()).limit(1))
