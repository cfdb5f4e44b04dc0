"""A message as it travels: headers, plain text, HTML, calendar, attachments (RFC 5322, MIME)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256

from scheduler.mail.addresses import mailbox, one_line, usable
from scheduler.mail.attachments import ICS, Attachment
from scheduler.mail.server import MailServer

ID_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who writes to whom, under which name the message is known, and where answers go."""

    message_id: str
    recipient_name: str
    recipient: str
    reply_name: str
    reply_to: str | None
    references: tuple[str, ...] = ()


def message_id(key: Iterable[object], sender: str) -> str:
    """Return the Message-ID of what a key names: sent again, it is the same one."""
    digest = sha256("\0".join(str(part) for part in key).encode()).hexdigest()[:ID_LENGTH]
    return f"<oraux.{digest}@{sender.rpartition('@')[2]}>"


def message_of(
    envelope: Envelope,
    server: MailServer,
    *,
    subject: str,
    plain: str,
    html: str,
    attachments: Iterable[Attachment],
    now: datetime,
) -> bytes:
    """Return a message, lines ended by CRLF.

    A calendar goes twice: as a part that calendar clients offer to accept, and as a file that people
    open. No header can begin another one: line breaks are taken out here, and the library refuses them.

    Raises
    ------
    ValueError
        The recipient's address is no address; only usable ones are put in the outbox.

    """
    message = EmailMessage(policy=SMTP)
    message["From"] = mailbox(server.sender_name, server.sender)
    message["To"] = mailbox(envelope.recipient_name, envelope.recipient)
    message["Subject"] = one_line(subject)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = envelope.message_id
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    if usable(envelope.reply_to):
        message["Reply-To"] = mailbox(envelope.reply_name, str(usable(envelope.reply_to)))
    if envelope.references:
        message["In-Reply-To"] = envelope.references[-1]
        message["References"] = " ".join(envelope.references)
    message.set_content(plain, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    files = list(attachments)
    for file in files:
        _offer(message, file)
    for file in files:
        main, _, sub = file.type.partition("/")
        _attach(message, file, main, sub)
    return message.as_bytes()


def _offer(message: EmailMessage, file: Attachment) -> None:
    """Add a calendar beside the texts, where clients look for it (RFC 6047, 2.4)."""
    if file.type == ICS:
        text = file.content.decode("utf-8")
        message.add_alternative(text, subtype="calendar", cte="base64", params={"method": "PUBLISH"})


def _attach(message: EmailMessage, file: Attachment, main: str, sub: str) -> None:
    """Add a file to keep; its name is ASCII, so that every client shows it alike."""
    message.add_attachment(file.content, maintype=main, subtype=sub, filename=file.name)
    if file.type == ICS:
        part = list(message.iter_attachments())[-1]
        part.set_param("charset", "utf-8")
        part.set_param("method", "PUBLISH")
