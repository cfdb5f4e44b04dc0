"""Sends what was approved, one message after the other, at the pace the server allows, never twice."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Self

from sqlalchemy.exc import DBAPIError

from models.db import Database, MessageState
from scheduler.errors import MissingToolError, OrauxError
from scheduler.mail.claims import (
    Claim,
    claim_next,
    drop_token,
    last_handed_at,
    new_token,
    next_due_at,
    recover,
    step,
)
from scheduler.mail.parcels import Parcels, ReadyMessage, StaleVersionError
from scheduler.mail.seal import SealBrokenError
from scheduler.mail.server import MailServer, MailSettingsError, server_of
from scheduler.mail.transport import RefusedError, ServerTroubleError, Transport, UncertainError
from scheduler.mail.trouble import note_trouble, note_well, trouble_until

log = logging.getLogger(__name__)

IDLE = 2.0
"""Seconds between two looks at an empty outbox."""
RECOVERY = timedelta(seconds=30)
"""Time between two searches for what dead processes held."""
RETRIES = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 30, 60, 120, 240))
"""Pauses before a message that the server put off is tried again; after the last one it has failed."""
NO_SERVER = "Aucun serveur de courriel n’est réglé : donnez-le dans « Serveur de courriel »."
DEFECT = "Une erreur inattendue est survenue dans Oraux en préparant ce message ; signalez-la."


def utc_now() -> datetime:
    """Return the time, UTC."""
    return datetime.now(tz=UTC)


@dataclass
class Postman:
    """Sends the messages of one database.

    Attributes
    ----------
    database
        Where the outbox is.
    now
        Tells the time, UTC.
    transport
        Opens the conversation with the mail server.

    """

    database: Database
    now: Callable[[], datetime] = utc_now
    transport: Callable[[MailServer], Transport] = Transport
    _token: str = field(default_factory=new_token)
    _open: Transport | None = None
    _server: MailServer | None = None
    _recovered: datetime | None = None

    def __post_init__(self) -> None:
        self._parcels = Parcels(self.database)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._hang_up()
        drop_token(self._token)

    def run(self, stop: threading.Event) -> None:
        """Send what is due and what becomes due until asked to stop; the message at hand is finished."""
        with self:
            while not stop.is_set():
                stop.wait(self.once())

    def send_all(self, stop: threading.Event) -> None:
        """Send until nothing is due any more: what was put off, or waits for the server, is left."""
        with self:
            while not stop.is_set():
                pause = self.once()
                if self._nothing_due():
                    return
                stop.wait(pause)

    def once(self) -> float:
        """Send at most one message; return the seconds before it is worth looking again."""
        now = self.now()
        self._recover(now)
        if self._nothing_due():
            self._hang_up()
            return IDLE
        server = self._usable_server(now)
        if server is None:
            return IDLE
        pause = self._pause(server, now)
        if pause > 0:
            return pause
        claim = claim_next(self.database, self._token, now=now)
        if claim is not None:
            self._send(server, claim)
        return 0.0

    def _recover(self, now: datetime) -> None:
        if self._recovered is None or now - self._recovered > RECOVERY:
            lost = recover(self.database, now=now)
            self._recovered = now
            if lost:
                log.warning("%d messages held by a process that died were taken back", lost)

    def _nothing_due(self) -> bool:
        with self.database.reading() as db:
            due = next_due_at(db)
        return due is None or due > self.now() or trouble_until(self.database, self.now()) is not None

    def _usable_server(self, now: datetime) -> MailServer | None:
        """Return the server; what is wrong with its settings is said on the outbox page."""
        try:
            server = server_of(self.database)
        except (MailSettingsError, SealBrokenError) as error:
            note_trouble(self.database, str(error), lasting=True, now=now)
            return None
        if server is None:
            note_trouble(self.database, NO_SERVER, lasting=True, now=now)
            return None
        if server != self._server:
            self._hang_up()
        self._server = server
        return server

    def _pause(self, server: MailServer, now: datetime) -> float:
        """Return the seconds to wait so as not to send faster than the settings say."""
        with self.database.reading() as db:
            last = last_handed_at(db)
        if last is None:
            return 0.0
        between = 60.0 / server.per_minute
        left = between - (now - last).total_seconds()
        return min(max(0.0, left), between)  # a clock put back does not hold mail for an hour

    def _send(self, server: MailServer, claim: Claim) -> None:
        """Take one message from `CLAIMED` to wherever it ends."""
        try:
            ready = self._ready(server, claim)
            if ready is not None:
                self._deliver(server, claim, ready)
        except DBAPIError:
            raise  # nothing can be written: whoever recovers finds the message where it stood
        except Exception:
            log.exception("Message %d could not be sent", claim.id)
            self._hang_up()
            self._end(claim, MessageState.FAILED, DEFECT)

    def _ready(self, server: MailServer, claim: Claim) -> ReadyMessage | None:
        """Return the message with everything in it; None when it cannot be made, which is then said."""
        try:
            return self._parcels.ready(claim, server, self.now())
        except StaleVersionError:
            self._end(claim, MessageState.QUEUED, "", next_try_at=self.now())  # the next claim voids it
        except MissingToolError as error:
            self._put_back(claim, str(error), lasting=True)
        except OrauxError as error:
            self._end(claim, MessageState.FAILED, str(error))
        return None

    def _deliver(self, server: MailServer, claim: Claim, ready: ReadyMessage) -> None:
        """Give the message to the server, and write what it said."""
        try:
            self._line(server).deliver(
                ready.content, ready.recipient, handed=lambda: self._handed(claim)
            )
        except ServerTroubleError as error:
            self._hang_up()
            said = str(error) if error.lasting else f"{error} L’envoi reprendra de lui-même."
            self._put_back(claim, said, lasting=error.lasting)
        except UncertainError as error:
            self._hang_up()
            self._end(claim, MessageState.UNCERTAIN, str(error))
        except RefusedError as error:
            self._refused(claim, error)
        except LostClaimError:
            self._hang_up()
            log.warning("Message %d was taken back while it was being prepared", claim.id)
        else:
            self._end(claim, MessageState.SENT, "", sent_at=self.now())
            note_well(self.database)

    def _line(self, server: MailServer) -> Transport:
        """Return the open conversation, another one when the server has left."""
        if self._open is None or not self._open.alive:
            self._hang_up()
            self._open = self.transport(server)
        return self._open

    def _handed(self, claim: Claim) -> None:
        """Write that from here on the server may have the message; without it nothing is sent."""
        if not step(self.database, claim, self._token, MessageState.HANDED, handed_at=self.now()):
            raise LostClaimError

    def _refused(self, claim: Claim, error: RefusedError) -> None:
        """Try again later what is only put off; the rest has failed."""
        if error.lasting or claim.attempts > len(RETRIES):
            self._end(claim, MessageState.FAILED, str(error))
            return
        later = self.now() + RETRIES[claim.attempts - 1]
        self._end(claim, MessageState.QUEUED, str(error), next_try_at=later)

    def _put_back(self, claim: Claim, sentence: str, *, lasting: bool) -> None:
        """Queue a message again: the trouble is everybody's, it does not count as one of its tries."""
        note_trouble(self.database, sentence, lasting=lasting, now=self.now())
        self._end(claim, MessageState.QUEUED, "", next_try_at=self.now(), attempts=claim.attempts - 1)

    def _end(self, claim: Claim, state: MessageState, reason: str, **values: object) -> None:
        step(
            self.database, claim, self._token, state,
            reason=reason, claimed_by=None, claimed_at=None, **values,
        )  # fmt: skip

    def _hang_up(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None


class LostClaimError(Exception):
    """Somebody gave this process up for dead and took the message back."""
