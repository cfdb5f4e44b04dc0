"""Serve the application on this machine, with the process that does the long work beside it."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import waitress

from models.db import folder_of
from scheduler.addresses import is_public, public_base
from scheduler.errors import OrauxError
from scheduler.jobs import start_worker
from scheduler.services.zones import installation_zone
from webui.app import create_app
from webui.compiled import keep_in
from webui.config import WebConfig
from webui.database import KEY
from webui.public import create_public_app

LOCAL = ("127.0.0.1", "localhost", "::1")
THREADS = 8
TOLD_BY_PROXY = {"x-forwarded-for", "x-forwarded-proto"}
COLLECTIONS = (50_000, 30, 30)
"""Objects before a collection of the young, and collections of each generation before the next one's."""
LARGEST_BODY = 1 << 30
"""Bytes that are read at all; what is above the application's own limit gets its page, in French."""


def serve(
    database_url: str,
    host: str = "127.0.0.1",
    port: int = 8765,
    *,
    visitor: bool = False,
    names: frozenset[str] = frozenset(),
    proxy: str | None = None,
    started: Callable[[str], None] | None = None,
) -> None:
    """Serve until interrupted.

    Parameters
    ----------
    database_url
        Address of the database, brought up to date when opened.
    host, port
        Where to listen; only this machine's own addresses are answered, and `names`.
    visitor, names
        As `webui.config.WebConfig`.
    proxy
        Address of the reverse proxy that brings https: only it says who asks, and by which scheme.
    started
        Told the address of the first page, once it answers.

    Raises
    ------
    OrauxError
        `ORAUX_FUSEAU` names no time zone.
    OSError
        The port is taken.

    """
    installation_zone()  # one that does not exist is said now, not on a page
    folder = folder_of(database_url)
    app = create_app(WebConfig(database_url, folder, visitor=visitor, names=names))
    keep_in(app, folder)
    collect_rarely()
    database = app.extensions[KEY]
    server = waitress.create_server(
        app, host=host, port=port, threads=THREADS, max_request_body_size=LARGEST_BODY, ident="Oraux",
        clear_untrusted_proxy_headers=True, **_trusted(proxy),
    )  # fmt: skip
    with start_worker(database):
        if started:
            started(f"http://{_written(host)}:{server.effective_port}/")
        try:
            server.run()
        finally:
            server.close()


def collect_rarely() -> None:
    """Look for cycles of objects less often.

    A page of a real session makes so many records that a whole collection came with every second one,
    and took longer than the page.
    """
    gc.freeze()
    gc.set_threshold(*COLLECTIONS)


def serve_public(
    database_url: str,
    host: str = "127.0.0.1",
    port: int = 8766,
    *,
    proxy: str | None = None,
    started: Callable[[str], None] | None = None,
) -> None:
    """Serve the pages of jurors and candidates alone until interrupted.

    Parameters
    ----------
    database_url, host, port
        As `serve`; the host may be any address of this machine.
    proxy
        Address of the reverse proxy that brings https: only it says who asks, and by which scheme.
    started
        Told the address, once it answers.

    Raises
    ------
    OrauxError
        `ORAUX_ADRESSE` lacks, or is not https, where others than this machine could read.
    OSError
        The port is taken.

    """
    _check_address(host)
    installation_zone()
    app = create_public_app(WebConfig(database_url, folder_of(database_url)))
    server = waitress.create_server(
        app, host=host, port=port, threads=THREADS, ident="Oraux", clear_untrusted_proxy_headers=True,
        **_trusted(proxy),
    )  # fmt: skip
    try:
        if started:
            started(f"http://{_written(host)}:{server.effective_port}/")
        server.run()
    finally:
        server.close()


def _trusted(proxy: str | None) -> dict[str, Any]:
    """What waitress is told of the proxy that stands before it."""
    return {"trusted_proxy": proxy, "trusted_proxy_headers": TOLD_BY_PROXY} if proxy else {}


def _check_address(host: str) -> None:
    """Refuse to carry personal data in the clear: https, unless nobody but this machine can ask."""
    secure = is_public() and urlsplit(public_base()).scheme == "https"
    if not secure and (is_public() or host not in LOCAL):
        raise OrauxError(
            "Donnez d’abord l’adresse publique en https : ORAUX_ADRESSE=https://… "
            "Les pages portent des noms, des heures et des aménagements."
        )


def _written(host: str) -> str:
    """Return a host as addresses write it: an IPv6 one in brackets."""
    return f"[{host}]" if ":" in host else host
