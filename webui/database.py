"""The database of the installation, and one reading transaction a request."""

from __future__ import annotations

from contextlib import ExitStack

from flask import Flask, current_app, g
from sqlalchemy.orm import Session

from models.db import Database, open_database
from webui.config import WebConfig

KEY = "oraux_database"


def install(app: Flask, config: WebConfig) -> None:
    """Open the database of `app`, and close each request's reading when the request ends."""
    app.extensions[KEY] = open_database(config.database_url)
    app.teardown_appcontext(_close)


def database() -> Database:
    """Return the database of the application at work."""
    found = current_app.extensions[KEY]
    if not isinstance(found, Database):
        raise TypeError(KEY)
    return found


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
