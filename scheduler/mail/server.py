"""The mail server: told by the environment, or by the settings screen."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db import Database, MailServerRow, Security
from scheduler.errors import OrauxError
from scheduler.mail.addresses import one_line, usable
from scheduler.mail.seal import seal, unseal

HOST = "ORAUX_SMTP_HOST"
PORT = "ORAUX_SMTP_PORT"
SECURITY = "ORAUX_SMTP_SECURITY"
USER = "ORAUX_SMTP_USER"
PASSWORD = "ORAUX_SMTP_PASSWORD"  # noqa: S105 (the name of a variable)
SENDER = "ORAUX_SMTP_SENDER"
SENDER_NAME = "ORAUX_SMTP_SENDER_NAME"
PER_MINUTE = "ORAUX_SMTP_PER_MINUTE"
AUTHORITY = "ORAUX_SMTP_CA"
DEFAULT_PORTS = {Security.NONE: 25, Security.STARTTLS: 587, Security.TLS: 465}
DEFAULT_PER_MINUTE = 30
MOST_PER_MINUTE = 600
LARGEST_PORT = 65535
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})


class MailSettingsError(OrauxError):
    """A setting of the mail server is missing or wrong."""

    code = 422


@dataclass(frozen=True, slots=True)
class MailServer:
    """How mail leaves.

    Attributes
    ----------
    sender, sender_name
        Address and name that messages come from.
    per_minute
        Messages a minute at most.
    authority
        File of the certificates to trust besides the system's own; None for the system's alone.
    from_environment
        The environment says it: the screen shows it and cannot change it.

    """

    host: str
    port: int
    security: Security
    username: str
    password: str = field(repr=False)
    sender: str
    sender_name: str = ""
    per_minute: int = DEFAULT_PER_MINUTE
    authority: str | None = None
    from_environment: bool = False


def server_of(database: Database, environ: Mapping[str, str] = os.environ) -> MailServer | None:
    """Return the mail server, None when nobody said one.

    Raises
    ------
    MailSettingsError
        A setting of the environment is wrong.
    SealBrokenError
        The password was sealed with another key.

    """
    if environ.get(HOST):
        return _of_environment(environ)
    with database.reading() as db:
        row = db.scalar(select(MailServerRow))
    if row is None or not row.host:
        return None
    return MailServer(
        host=row.host, port=row.port, security=row.security, username=row.username,
        password=environ.get(PASSWORD) or unseal(database, row.password),
        sender=row.sender, sender_name=row.sender_name, per_minute=row.per_minute,
        authority=environ.get(AUTHORITY) or None,
    )  # fmt: skip


def _of_environment(environ: Mapping[str, str]) -> MailServer:
    written = environ.get(SECURITY, "starttls").strip().upper()
    if written not in {*Security, "AUCUNE"}:
        raise MailSettingsError(
            f"{SECURITY} vaut « {written.lower()} » ; attendu : starttls, tls ou aucune."
        )
    security = Security.NONE if written == "AUCUNE" else Security(written)
    return checked(
        MailServer(
            host=environ[HOST].strip(),
            port=_number(environ, PORT, DEFAULT_PORTS[security]),
            security=security,
            username=environ.get(USER, ""),
            password=environ.get(PASSWORD, ""),
            sender=environ.get(SENDER, ""),
            sender_name=environ.get(SENDER_NAME, ""),
            per_minute=_number(environ, PER_MINUTE, DEFAULT_PER_MINUTE),
            authority=environ.get(AUTHORITY) or None,
            from_environment=True,
        )
    )


def _number(environ: Mapping[str, str], name: str, default: int) -> int:
    text = environ.get(name, "").strip() or str(default)
    if not text.isascii() or not text.isdecimal():
        raise MailSettingsError(f"{name} vaut « {text} » ; attendu : un nombre entier.")
    return int(text)


def checked(server: MailServer) -> MailServer:
    """Return settings that can be used.

    Raises
    ------
    MailSettingsError
        What is wrong, and what was expected.

    """
    if not server.host or one_line(server.host) != server.host or " " in server.host:
        raise MailSettingsError("Donnez le nom du serveur d’envoi, par exemple smtp.example.org.")
    if not 1 <= server.port <= LARGEST_PORT:
        raise MailSettingsError("Le port est un nombre de 1 à 65535 : 587 le plus souvent.")
    if usable(server.sender) is None:
        raise MailSettingsError(
            f"L’adresse d’expédition « {server.sender} » n’est pas une adresse de courriel ; "
            "attendu : examens@example.org."
        )
    if not 1 <= server.per_minute <= MOST_PER_MINUTE:
        raise MailSettingsError(f"La cadence est de 1 à {MOST_PER_MINUTE} messages par minute.")
    if server.username and server.security is Security.NONE and server.host not in LOCAL_HOSTS:
        raise MailSettingsError(
            "Un mot de passe ne part pas sur une connexion sans protection : choisissez STARTTLS ou TLS."
        )
    return server


def store_server(database: Database, server: MailServer, *, keep_password: bool) -> None:
    """Store the mail server of the installation, and forget what the former one refused.

    Parameters
    ----------
    database
        Where.
    server
        The settings; its password is sealed.
    keep_password
        The password stored before stays: the screen never shows it, so it comes back empty.

    Raises
    ------
    MailSettingsError
        What is wrong, and what was expected.

    """
    checked(server)
    with database.writing() as db:
        row = server_row(db)
        row.host, row.port, row.security = server.host, server.port, server.security
        row.username, row.sender = server.username, server.sender.strip()
        row.sender_name, row.per_minute = one_line(server.sender_name), server.per_minute
        if not keep_password:
            row.password = seal(database, server.password)
        forget_trouble(row)


def forget_server(database: Database) -> None:
    """Forget the mail server and its password."""
    with database.writing() as db:
        db.delete(server_row(db))


def server_row(db: Session) -> MailServerRow:
    """Return the only row of the mail server, made when missing."""
    row = db.scalar(select(MailServerRow).order_by(MailServerRow.id))
    if row is None:
        row = MailServerRow(security=Security.STARTTLS)
        db.add(row)
        db.flush()
    return row


def forget_trouble(row: MailServerRow) -> None:
    """Let mail leave again."""
    row.trouble, row.troubles, row.halted, row.retry_at = "", 0, False, None
