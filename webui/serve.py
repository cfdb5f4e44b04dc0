"""Serve the application on this machine, with the process that does the long work beside it."""

from __future__ import annotations

from collections.abc import Callable

import waitress

from models.db import folder_of
from scheduler.jobs import start_worker
from webui.app import create_app
from webui.config import WebConfig
from webui.database import KEY

THREADS = 8
LARGEST_BODY = 1 << 30
"""Bytes that are read at all; what is above the application's own limit gets its page, in French."""


def serve(
    database_url: str,
    host: str = "127.0.0.1",
    port: int = 8765,
    *,
    started: Callable[[str], None] | None = None,
) -> None:
    """Serve until interrupted.

    Parameters
    ----------
    database_url
        Address of the database, brought up to date when opened.
    host, port
        Where to listen; only this machine's own addresses are answered.
    started
        Told the address of the first page, once it answers.

    Raises
    ------
    OSError
        The port is taken.

    """
    app = create_app(WebConfig(database_url, folder_of(database_url)))
    database = app.extensions[KEY]
    server = waitress.create_server(
        app, host=host, port=port, threads=THREADS, max_request_body_size=LARGEST_BODY, ident="Oraux"
    )
    with start_worker(database):
        if started:
            started(f"http://{_written(host)}:{server.effective_port}/")
        try:
            server.run()
        finally:
            server.close()


def _written(host: str) -> str:
    """Return a host as addresses write it: an IPv6 one in brackets."""
    return f"[{host}]" if ":" in host else host
