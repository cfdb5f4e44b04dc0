"""Try a mail server before anybody depends on it."""

from __future__ import annotations

import secrets
from datetime import datetime

from scheduler.errors import OrauxError
from scheduler.mail.addresses import usable
from scheduler.mail.envelope import Envelope, message_id, message_of
from scheduler.mail.server import MailServer, checked
from scheduler.mail.transport import Transport

TIMEOUT = 10.0
SUBJECT = "Essai d’Oraux"
TEXT = (
    "Ce message d’essai vient d’Oraux : le serveur de courriel est bien réglé.\n\n"
    "Vous pouvez l’effacer.\n"
)


def try_server(server: MailServer, recipient: str, *, now: datetime) -> None:
    """Open a conversation with the server; with an address, send it a short message.

    Raises
    ------
    MailSettingsError
        The settings cannot be used.
    ServerTroubleError, RefusedError, UncertainError
        What the server says.
    OrauxError
        The address is no address.

    """
    checked(server)
    address = usable(recipient) if recipient else None
    if recipient and address is None:
        raise OrauxError(f"« {recipient} » n’est pas une adresse de courriel.")
    with Transport(server, timeout=TIMEOUT) as line:
        if address:
            line.deliver(_trial(server, address, now), address, handed=lambda: None)


def _trial(server: MailServer, address: str, now: datetime) -> bytes:
    name = message_id(("essai", secrets.token_hex(8)), server.sender)
    html = f'<!doctype html><html lang="fr"><meta charset="utf-8"><p>{TEXT}</p></html>'
    return message_of(
        Envelope(name, "", address, "", None), server,
        subject=SUBJECT, plain=TEXT, html=html, attachments=(), now=now,
    )  # fmt: skip
