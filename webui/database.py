"""The database of the installation, and one reading transaction a request."""

from __future__ import annotations

from contextlib import ExitStack

from flask import Flask, current_app, g
from sqlalchemy.orm import Session

from models.db import Database, Limit, open_database
from webui.config import WebConfig

KEY = "oraux_database"


def install(app: Flask, config: WebConfig) -> None:
    """Open the database of `app`, and close each request's reading when the request ends."""
    app.extensions[KEY] = open_database(config.database_url)
    app.teardown_appcontext(_close)


def database() -> Database:
    """Return the database of the application at work, as far as whoever asks may reach."""
    found = current_app.extensions[KEY]
    if not isinstance(found, Database):
        raise TypeError(KEY)
    return found.limited(limits()) if limits() else found


def limit_to(limits: tuple[Limit, ...]) -> None:
    """Keep the rest of this request within some centres of some sessions."""
    g.limits = limits


def limits() -> tuple[Limit, ...]:
    """Return what this request keeps within; nothing for whole sessions."""
    found: tuple[Limit, ...] = g.get("limits", ())
    return found


def sight() -> str:
    """Return what tells apart what requests may see: the address of the database, and their limits."""
    kept = (f"{one.session_id}={','.join(sorted(one.centres))}" for one in limits())
    return "#".join((database().address, *kept))


def reading() -> Session:
    """Return the session by which this request reads one state of the data."""
    if "db" not in g:
        g.stack = ExitStack()
        g.db = g.stack.enter_context(database().reading())
    found: Session = g.db
    return found


def _close(_error: BaseException | None) -> None:
    stack: ExitStack | None = g.pop("stack", None)
    g.pop("db", None)
    if stack:
        stack.close()
