"""The conversation with a mail server (SMTP), step by step, so that we know what it may have taken.

`smtplib.sendmail` says the whole of it in one call. Here `handed` is told just before the body goes,
since from there to the server's answer nobody can know whether the message was taken.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable
from types import TracebackType
from typing import Self

from models.db import Security
from scheduler.errors import OrauxError
from scheduler.mail.server import MailServer

TIMEOUT = 30.0
"""Seconds left to each answer of the server."""
ACCEPTED = frozenset({250, 251})
GO_AHEAD = 354
CLOSING = 421
PERMANENT = 500
AUTH_NEEDED = 530
LEADING_DOT = re.compile(rb"(?m)^\.")


class ServerTroubleError(OrauxError):
    """The server takes nobody's message now; `lasting` needs a person, otherwise a while is enough."""

    code = 502

    def __init__(self, message: str, *, lasting: bool) -> None:
        super().__init__(message)
        self.lasting = lasting


class RefusedError(OrauxError):
    """The server refuses this message or this address; `lasting` when it will always."""

    code = 502

    def __init__(self, message: str, *, lasting: bool) -> None:
        super().__init__(message)
        self.lasting = lasting


class UncertainError(OrauxError):
    """The connection died after the body had gone and before the answer: nobody knows."""

    code = 502


class Transport:
    """An open conversation with a mail server.

    Raises
    ------
    ServerTroubleError
        The server cannot be reached, is not trusted, or refuses our name and password.

    """

    def __init__(self, server: MailServer, *, timeout: float = TIMEOUT) -> None:
        self._server = server
        self._timeout = timeout
        try:
            self._smtp = self._open()
        except smtplib.SMTPNotSupportedError as error:
            raise _trouble(_unsupported(error, server), lasting=True) from error
        except smtplib.SMTPAuthenticationError as error:
            raise _trouble(_unwelcome(error), lasting=error.smtp_code >= PERMANENT) from error
        except smtplib.SMTPResponseException as error:
            raise _trouble(
                f"Le serveur {server.host} refuse la connexion : {_reply(error)}",
                lasting=error.smtp_code >= PERMANENT,
            ) from error
        except ssl.SSLError as error:
            raise _trouble(_insecure(error, server), lasting=True) from error
        except (OSError, smtplib.SMTPException) as error:
            raise _trouble(
                f"Le serveur {server.host}, port {server.port}, ne répond pas ({_short(error)}).",
                lasting=False,
            ) from error

    def _open(self) -> smtplib.SMTP:
        server, context = self._server, _context(self._server)
        if server.security is Security.TLS:
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=self._timeout, context=context
            )
        else:
            smtp = smtplib.SMTP(server.host, server.port, timeout=self._timeout)
        try:
            if server.security is Security.STARTTLS:
                smtp.starttls(context=context)
            if server.username:
                smtp.login(server.username, server.password)
            smtp.ehlo_or_helo_if_needed()
        except BaseException:
            smtp.close()
            raise
        return smtp

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Say goodbye; a server that is gone already is left alone."""
        try:
            self._smtp.quit()
        except (OSError, smtplib.SMTPException):
            self._smtp.close()

    @property
    def alive(self) -> bool:
        """Whether the server still answers."""
        try:
            return self._smtp.noop()[0] == 250  # noqa: PLR2004 (RFC 5321: OK)
        except (OSError, smtplib.SMTPException):
            return False

    def deliver(self, content: bytes, recipient: str, *, handed: Callable[[], None]) -> None:
        """Give one message to the server.

        Parameters
        ----------
        content
            The message, lines ended by CRLF.
        recipient
            One address.
        handed
            Told just before the body goes; once it returns, only the server knows what becomes of it.

        Raises
        ------
        RefusedError
            The server refuses the address or the message.
        ServerTroubleError
            It refuses everything, or left before the body had gone.
        UncertainError
            It left, or fell silent, after the body had gone.

        """
        try:
            self._announce(recipient)
        except (OSError, smtplib.SMTPException) as error:
            raise _gone(self._server) from error
        try:
            handed()
        except BaseException:
            self._smtp.close()  # whatever is said now would be taken for the body
            raise
        code, reply = self._give(content)
        if code not in ACCEPTED:
            self._again()
            raise _refused(code, reply, "Le serveur refuse le message")

    def _announce(self, recipient: str) -> None:
        """Say from whom and to whom, and ask to go ahead."""
        code, reply = self._smtp.mail(self._server.sender)
        if code not in ACCEPTED:
            raise _sender_refused(self._server, code, reply)
        code, reply = self._smtp.rcpt(recipient)
        if code not in ACCEPTED:
            self._again()
            raise _recipient_refused(self._server, recipient, code, reply)
        code, reply = self._smtp.docmd("DATA")
        if code == CLOSING:
            raise _gone(self._server)
        if code != GO_AHEAD:
            self._again()
            raise _refused(code, reply, "Le serveur refuse de prendre le message")

    def _give(self, content: bytes) -> tuple[int, bytes]:
        """Send the body, and wait for the word of the server."""
        ended = content if content.endswith(b"\r\n") else content + b"\r\n"
        try:
            self._smtp.send(LEADING_DOT.sub(b"..", ended) + b".\r\n")
            return self._smtp.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self._smtp.close()
            raise UncertainError(
                "La connexion s’est coupée pendant que le serveur prenait le message : il est peut-être "
                "parti. Vérifiez auprès de la personne ou du serveur, puis choisissez « Renvoyer » ou "
                "« Marquer comme envoyé »."
            ) from error

    def _again(self) -> None:
        """Take back what was announced, so that the next message begins afresh."""
        try:
            self._smtp.rset()
        except (OSError, smtplib.SMTPException):
            self._smtp.close()


def _context(server: MailServer) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if server.authority:
        context.load_verify_locations(server.authority)
    return context


def _trouble(sentence: str, *, lasting: bool) -> ServerTroubleError:
    return ServerTroubleError(sentence, lasting=lasting)


def _gone(server: MailServer) -> ServerTroubleError:
    return _trouble(
        f"Le serveur {server.host} a coupé la connexion avant de prendre le message.",
        lasting=False,
    )


def _sender_refused(server: MailServer, code: int, reply: bytes) -> ServerTroubleError:
    return _trouble(
        f"Le serveur refuse l’adresse d’expédition {server.sender} : {_said(code, reply)} "
        "Corrigez-la dans « Serveur de courriel ».",
        lasting=code >= PERMANENT,
    )


def _recipient_refused(
    server: MailServer, recipient: str, code: int, reply: bytes
) -> ServerTroubleError | RefusedError:
    if code == CLOSING:
        return _gone(server)
    if code == AUTH_NEEDED:
        return _trouble(
            f"Le serveur veut un nom et un mot de passe : {_said(code, reply)} "
            "Donnez-les dans « Serveur de courriel ».",
            lasting=True,
        )
    return _refused(code, reply, f"Le serveur refuse l’adresse {recipient}")


def _refused(code: int, reply: bytes, sentence: str) -> RefusedError:
    return RefusedError(f"{sentence} : {_said(code, reply)}", lasting=code >= PERMANENT)


def _unwelcome(error: smtplib.SMTPAuthenticationError) -> str:
    return (
        f"Le serveur refuse le nom ou le mot de passe : {_reply(error)} "
        "Corrigez-les dans « Serveur de courriel »."
    )


def _unsupported(error: smtplib.SMTPNotSupportedError, server: MailServer) -> str:
    if "AUTH" in str(error):
        return (
            f"Le serveur {server.host} n’accepte pas de mot de passe sur ce port ; "
            "choisissez STARTTLS ou TLS, ou laissez le nom vide."
        )
    return (
        f"Le serveur {server.host} ne propose pas STARTTLS sur le port {server.port} ; rien n’est "
        "parti. Choisissez TLS (port 465), ou demandez à son responsable."
    )


def _insecure(error: ssl.SSLError, server: MailServer) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return (
            f"Le certificat du serveur {server.host} n’est pas reconnu ({error.verify_message}) ; "
            "rien n’est parti. Vérifiez le nom du serveur, ou donnez le certificat de votre autorité "
            "(ORAUX_SMTP_CA)."
        )
    return (
        f"La connexion protégée avec {server.host}, port {server.port}, a échoué ({_short(error)}) ; "
        "vérifiez le port : 587 pour STARTTLS, 465 pour TLS."
    )


def _said(code: int, reply: bytes) -> str:
    text = " ".join(reply.decode("utf-8", "replace").split())
    return f"« {code} {text} »."


def _reply(error: smtplib.SMTPResponseException) -> str:
    raw = error.smtp_error
    return _said(error.smtp_code, raw if isinstance(raw, bytes) else raw.encode())


def _short(error: BaseException) -> str:
    """Say the reason of the system in a few words."""
    if isinstance(error, TimeoutError):
        return "délai dépassé"
    if isinstance(error, ConnectionRefusedError):
        return "connexion refusée"
    return getattr(error, "strerror", None) or type(error).__name__
