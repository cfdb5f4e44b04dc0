"""The thread of the worker that sends mail: the outbox is its queue, so nothing is lost with it."""

from __future__ import annotations

import logging
import threading
from contextlib import AbstractContextManager

from sqlalchemy import event

from models.db import Database, open_database
from scheduler.jobs.alongside import alongside
from scheduler.mail.postman import Postman

log = logging.getLogger(__name__)

PAUSE = 10.0
"""Seconds before a postman that failed begins again."""


def delivering(address: str) -> AbstractContextManager[None]:
    """Send mail while the block runs; at its end the message at hand is finished first."""
    stop = threading.Event()
    return alongside(lambda: _deliver(address, stop), stop, name="postman")


def durable(address: str) -> Database:
    """Open a database in which every commit outlives a power cut, as the outbox needs.

    Elsewhere SQLite may lose the last instants to a power cut: a message marked as handed to the server
    must not be among them, or it would be sent twice.
    """
    database = open_database(address, migrate=False)
    if database.file is not None:
        event.listen(
            database.engine, "connect", lambda raw, _record: raw.execute("PRAGMA synchronous = FULL")
        )
    return database


def _deliver(address: str, stop: threading.Event) -> None:
    """Send until asked to stop; whatever goes wrong is written in the log, then it begins again."""
    while not stop.is_set():
        database = durable(address)
        try:
            Postman(database).run(stop)
        except Exception:
            log.exception("Mail could not be sent; another try in %s seconds", PAUSE)
            stop.wait(PAUSE)
        finally:
            database.close()
