"""One database: SQLite in a file, or PostgreSQL; brought up to date when it is opened."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Row, create_engine, event, make_url, select, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session

from models.db.limits import LIMITS, Limit, LimitedSession
from models.db.memory import FOUND
from models.db.session import SessionRow
from models.location import data_folder, make_private
from models.migrations import upgrade

BUSY_MILLISECONDS = 20_000
WRITES = "oraux_writes"
OWNER_ONLY = 0o600


class Database:
    """Doors to one database: `reading` never waits for a writer, `writing` is one whole transaction."""

    def __init__(self, url: URL, engine: Engine, limits: tuple[Limit, ...] = ()) -> None:
        self.url = url
        self.engine = engine
        self.limits = limits
        self._writer = engine.execution_options(**{WRITES: True})

    def limited(self, limits: Iterable[Limit]) -> Database:
        """Return doors to the same database that keep within `limits`."""
        return Database(self.url, self.engine, tuple(limits))

    @property
    def address(self) -> str:
        """The URL, password included, for another process."""
        return self.url.render_as_string(hide_password=False)

    @property
    def file(self) -> Path | None:
        """The SQLite file, None elsewhere."""
        return Path(self.url.database) if _is_file(self.url) and self.url.database else None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that sees one state of the data; nothing is kept of what it changes."""
        with self._opened(self.engine) as db:
            db.info[FOUND] = {}
            yield db

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session that is alone to write, and commits when the block ends without error."""
        with self._opened(self._writer) as db, db.begin():
            yield db

    def session(self) -> Session:
        """Return a writing session whose caller commits and closes."""
        return self._opened(self._writer)

    def _opened(self, engine: Engine) -> Session:
        if self.limits:
            return LimitedSession(engine, info={LIMITS: self.limits})
        return Session(engine)

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def open_database(url: str, *, migrate: bool = True) -> Database:
    """Open a database, making it or bringing it to the current tables when needed.

    Parameters
    ----------
    url
        `sqlite:///file`, or `postgresql://user:password@host/name`.
    migrate
        False when somebody else has just done it.

    Raises
    ------
    sqlalchemy.exc.ArgumentError
        The address is wrong, or that of another kind of database.
    sqlalchemy.exc.DBAPIError
        The server does not answer, the file is no database.
    OSError
        The folder cannot be made.

    """
    address = with_driver(make_url(url))
    _check_kind(address)
    if _is_file(address):
        _prepare_file(Path(str(address.database)))
    engine = create_engine(address, **_options(address))
    if address.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    if migrate:
        upgrade(engine)
    return Database(address, engine)


def folder_of(url: str) -> Path:
    """Return the folder of keys, uploads and documents: beside a SQLite file, else the user's own."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite" and address.database not in {None, "", ":memory:"}:
        return Path(str(address.database)).resolve().parent
    return data_folder()


def with_driver(url: URL) -> URL:
    """Name the driver of PostgreSQL where the address does not."""
    if url.drivername in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    return url


def lock_session(db: Session, code: str) -> Row[int, int] | None:
    """Return (id, revision) of a session nobody else can change until the transaction ends."""
    query = select(SessionRow.id, SessionRow.revision).where(SessionRow.code == code).with_for_update()
    return db.execute(query).one_or_none()


def lock_alone(db: Session, key: int) -> None:
    """Hold `key` alone until the transaction ends; the writers of SQLite are alone anyway."""
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})


def _check_kind(url: URL) -> None:
    """Refuse what is not supported before a driver is looked for.

    Raises
    ------
    sqlalchemy.exc.ArgumentError
        Neither a SQLite file nor PostgreSQL.

    """
    if not _is_file(url) and url.get_backend_name() != "postgresql":
        raise ArgumentError("expected a SQLite file or PostgreSQL")


def _options(url: URL) -> dict[str, Any]:
    return {} if url.get_backend_name() == "sqlite" else {"pool_pre_ping": True}


def _is_file(url: URL) -> bool:
    return url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")


def _prepare_file(path: Path) -> None:
    """Make the file before SQLite does, so that nobody else can read it even for a moment.

    One that exists is never opened here: to close a file gives back every lock this process holds on it,
    and the next programme to come and go would take away the journal of the connections still open.
    """
    make_private(path.parent)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, OWNER_ONLY))


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """References are held, readers do not wait for the writer, writers wait for each other."""
    connection.isolation_level = None  # transactions are begun below, not by the driver's guess
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: Connection) -> None:
    """Take the right to write at once: a transaction that reads first could not take it later."""
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
