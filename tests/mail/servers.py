"""A real mail server on this machine, that can be told to refuse, to fall silent, or to leave."""

# ruff: noqa: ARG002, N802 (the names and arguments that aiosmtpd calls by)

from __future__ import annotations

import asyncio
import socket
import ssl
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from ipaddress import ip_address

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.patience import PATIENCE, PAUSE

HOST = "127.0.0.1"
CUT = "cut"


@dataclass
class MailHost:
    """What a server does of each step, and what it received.

    `recipients` and `bodies` give what to answer to an address or to its message: a line of SMTP, or
    `CUT` to leave without a word. An answer in a list is given once, then the next. While it is `closed`
    it takes a message and says nothing.
    """

    recipients: dict[str, list[str]] = field(default_factory=dict)
    bodies: dict[str, list[str]] = field(default_factory=dict)
    senders: list[str] = field(default_factory=list)
    seconds: float = 0.0
    closed: bool = False
    received: list[tuple[str, bytes]] = field(default_factory=list)
    seen: list[float] = field(default_factory=list)

    @property
    def messages(self) -> list[EmailMessage]:
        return [BytesParser(policy=policy.default).parsebytes(content) for _, content in self.received]

    @property
    def addresses(self) -> list[str]:
        return [address for address, _ in self.received]

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.senders:
            return self.senders.pop(0)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        said = _next(self.recipients, address)
        if said == CUT:
            server.transport.abort()
            return "421 Gone"
        if said:
            return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        address = envelope.rcpt_tos[0]
        self.seen.append(time.monotonic())
        said = _next(self.bodies, address)
        if said == CUT:
            server.transport.abort()
            return "421 Gone"
        if said:
            return said
        while self.closed:  # noqa: ASYNC110 (opened by a test, from its own thread)
            await asyncio.sleep(PAUSE)
        if self.seconds:
            await asyncio.sleep(self.seconds)
        self.received.append((address, envelope.content))
        return "250 Taken"


def _next(answers: dict[str, list[str]], address: str) -> str:
    left = answers.get(address, [])
    return left.pop(0) if left else ""


def authenticator(_server, _session, _envelope, _mechanism, data):
    right = (data.login, data.password) == (b"oraux", b"s3cret")
    return AuthResult(success=right, handled=False)


class Running:
    """A server at work; `with Running(host) as port`."""

    def __init__(self, host: MailHost, *, tls=None, starttls=None, login=False) -> None:
        self.host, self.tls = host, tls
        self.options = {"tls_context": starttls}
        if login:
            self.options |= {"authenticator": authenticator, "auth_required": True}
        self.controller = _Controller(
            host, self.options, hostname=HOST, port=0, ssl_context=tls, ready_timeout=PATIENCE
        )

    def __enter__(self) -> int:
        self.controller.start()
        return self.controller.server.sockets[0].getsockname()[1]

    def __exit__(self, *_error) -> None:
        self.controller.stop(no_assert=True)


class _Controller(Controller):
    def __init__(self, handler, options, **rest) -> None:
        self.options = options
        super().__init__(handler, **rest)

    def factory(self):
        return SMTP(self.handler, hostname="mail.example.org", **self.options)

    def _trigger_server(self):
        """Knock once, on the port that the system chose."""
        with socket.create_connection(self.server.sockets[0].getsockname()):
            self._factory_invoked.wait(PATIENCE)


def certificate(folder, *, name=HOST):
    """Write a certificate and its key, signed by themselves; return the two files."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.example.org")])
    now = datetime.now(tz=UTC)
    alternative = x509.SubjectAlternativeName([x509.IPAddress(ip_address(name))])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(alternative, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "server.pem", folder / "server.key"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return public, private


def server_context(public, private) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    return context
