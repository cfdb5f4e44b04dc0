"""Migrations of the tables, shipped with the package and run when a database is opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

LOCK = 7_046_153


def configuration() -> Config:
    """Return Alembic's configuration, wherever the package is installed."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config


def is_current(engine: Engine) -> bool:
    """Whether the tables are those of this code."""
    with engine.connect() as connection:
        return _current(connection) == ScriptDirectory.from_config(configuration()).get_current_head()


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the tables to `revision`; nothing to do costs one query."""
    config = configuration()
    wanted = ScriptDirectory.from_config(config).get_current_head()
    with engine.connect() as connection:
        if revision == "head" and _current(connection) == wanted:
            return
    with _changing_tables(engine) as connection:
        _alone(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the tables back to `revision` (`base`: none at all)."""
    config = configuration()
    with _changing_tables(engine) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


@contextmanager
def _changing_tables(engine: Engine) -> Iterator[Connection]:
    """Give one transaction in which a table may be made anew.

    SQLite changes a table by copying and dropping it; while references are held, dropping deletes every
    row that refers to it, the phases of all passages for instance.
    """
    with engine.execution_options(oraux_writes=True).connect() as connection:
        _hold_references(connection, "OFF")
        try:
            with connection.begin():
                yield connection
        finally:
            _hold_references(connection, "ON")


def _hold_references(connection: Connection, state: str) -> None:
    """Say whether SQLite holds references; it hears this outside transactions only."""
    raw = connection.connection.driver_connection
    if connection.dialect.name == "sqlite" and raw is not None:
        raw.execute(f"PRAGMA foreign_keys = {state}")


def _current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _alone(connection: Connection) -> None:
    """Two processes that open a new database at once migrate it one after the other."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
