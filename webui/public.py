"""The personal pages alone: what may be reached from outside, with nothing of the staff's behind it."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, redirect, url_for
from werkzeug.exceptions import HTTPException

from scheduler.addresses import is_public, public_base
from webui import agenda, candidate, jury
from webui.app import bare_app
from webui.config import WebConfig
from webui.personal import OUTSIDE, http_error
from webui.views.personal import dialled

FORM_LIMIT = 64 * 1024
"""Bytes of a request: an answer with its reason is far below."""
ROBOTS = "User-agent: *\nDisallow: /\n"


def register_personal(app: Flask) -> None:
    """Give `app` the pages of jurors and candidates, and their calendars."""
    app.jinja_env.filters["dialled"] = dialled
    for part in (jury, candidate, agenda):
        app.register_blueprint(part.blueprint)


def create_public_app(config: WebConfig) -> Flask:
    """Return the application for jurors and candidates.

    Raises
    ------
    OrauxError
        `ORAUX_ADRESSE` is no address.

    """
    base = urlsplit(public_base())
    app = bare_app(config, hosts=frozenset({base.netloc.casefold()}) if is_public() else frozenset())
    app.config.update(
        MAX_CONTENT_LENGTH=FORM_LIMIT,
        MAX_FORM_MEMORY_SIZE=FORM_LIMIT,
        SESSION_COOKIE_NAME="oraux-personnel",
        SESSION_COOKIE_SECURE=base.scheme == "https",
    )
    app.config[OUTSIDE] = True
    app.register_error_handler(HTTPException, http_error)
    register_personal(app)
    app.add_url_rule("/", "home", lambda: redirect(url_for("candidate.entry")))
    app.add_url_rule("/robots.txt", "robots", lambda: Response(ROBOTS, mimetype="text/plain"))
    return app
