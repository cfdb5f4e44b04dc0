"""The address by which somebody comes in, for an invitation or a new password, sent by mail."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from models.db import KeyPurpose
from models.french import NBSP
from scheduler.accounts.keys import LIFETIMES
from scheduler.errors import OrauxError
from scheduler.mail.addresses import usable
from scheduler.mail.envelope import Envelope, message_id, message_of
from scheduler.mail.letter import Written, environment
from scheduler.mail.server import MailServer, checked
from scheduler.mail.transport import Transport, UncertainError

TIMEOUT = 5.0
"""Seconds left to each answer of the server: somebody waits before a page."""
SUBJECTS: Mapping[KeyPurpose, str] = {
    KeyPurpose.INVITATION: "Votre compte Oraux : choisissez votre mot de passe",
    KeyPurpose.RESET: "Votre compte Oraux : choisissez un nouveau mot de passe",
}


@dataclass(frozen=True, slots=True)
class Door:
    """An address that opens one account, once.

    `by` and `by_address` are who gives it, `by_address` None when nobody can answer there.
    """

    purpose: KeyPurpose
    address: str
    name: str
    email: str
    by: str
    by_address: str | None = None


def lifetime(purpose: KeyPurpose) -> str:
    """Say how long an address of this purpose opens: « 14 jours », « 24 heures »."""
    lasts = LIFETIMES[purpose]
    return (
        f"{lasts.days}{NBSP}jours"
        if lasts.days > 1
        else f"{lasts.total_seconds() / 3600:.0f}{NBSP}heures"
    )


def send_door(server: MailServer, door: Door, *, now: datetime) -> None:
    """Send an address to its owner.

    Raises
    ------
    MailSettingsError
        The settings cannot be used.
    ServerTroubleError, RefusedError
        What the server says; nothing has left.
    UncertainError
        The server left while it took the message.
    OrauxError
        The account has an address that no mail server takes.

    """
    checked(server)
    recipient = usable(door.email)
    if recipient is None:
        raise OrauxError(f"« {door.email} » n’est pas une adresse de courriel : rien n’est parti.")
    written = write_door(door)
    name = message_id(("compte", secrets.token_hex(8)), server.sender)
    envelope = Envelope(name, door.name, recipient, door.by, door.by_address)
    content = message_of(
        envelope, server,
        subject=written.subject, plain=written.plain, html=written.html, attachments=(), now=now,
    )  # fmt: skip
    try:
        with Transport(server, timeout=TIMEOUT) as line:
            line.deliver(content, recipient, handed=lambda: None)
    except UncertainError as error:
        raise UncertainError(
            "La connexion s’est coupée pendant que le serveur prenait le message : il est peut-être "
            f"parti. Demandez à {door.name} si l’adresse est arrivée avant de recommencer."
        ) from error


def write_door(door: Door) -> Written:
    """Return the message as it will be read."""
    subject = SUBJECTS[door.purpose]
    values = {
        "door": door,
        "subject": subject,
        "invited": door.purpose is KeyPurpose.INVITATION,
        "lifetime": lifetime(door.purpose),
    }
    plain = environment().get_template("door.txt").render(**values)
    html = environment().get_template("door.html").render(**values)
    return Written(subject, f"{plain.strip()}\n", html)
