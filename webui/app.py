"""The Flask application: built from a configuration, with nothing of the business in it."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

from flask import Flask, request
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined

from models.french import folded
from webui import assets, compiled, converters, database, errors, explained, french, glossary, security
from webui.accounts import guard
from webui.clock import utc_now
from webui.config import WebConfig
from webui.icons import icon

TEMPLATES = Path(__file__).parent.parent / "templates" / "web"
MEBIBYTE = 1024 * 1024
UPLOAD_LIMIT = 101 * MEBIBYTE
FORM_LIMIT = MEBIBYTE
THEMES = ("light", "dark")


def create_app(config: WebConfig) -> Flask:
    """Return the application of one installation: the staff's pages, and the personal ones."""
    app = bare_app(config, hosts=config.names)
    app.config["SESSION_COOKIE_SECURE"] = bool(config.names)
    errors.install(app)
    _register(app)
    return app


def bare_app(config: WebConfig, *, hosts: frozenset[str] = frozenset()) -> Flask:
    """Return an application without pages: its key, its database, its headers, its templates.

    It answers this machine's own names, and `hosts`.
    """
    app = Oraux(__name__, template_folder=str(TEMPLATES), static_folder="static")
    app.config.from_mapping(
        SECRET_KEY=security.secret_key(config.data_folder),
        MAX_CONTENT_LENGTH=UPLOAD_LIMIT,
        MAX_FORM_MEMORY_SIZE=FORM_LIMIT,
        SESSION_COOKIE_NAME="oraux",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        WTF_CSRF_TIME_LIMIT=None,
        ORAUX=config,
    )
    security.install(app, hosts=hosts)
    for part in (converters, french, glossary, explained):
        part.install(app)
    CSRFProtect(app)
    database.install(app, config)
    _prepare_templates(app)
    return app


class Oraux(Flask):
    """Writes the route that failed in its log, never the address: personal ones open a page."""

    def log_exception(self, exc_info: Any) -> None:
        """Log a failure under its route."""
        rule = request.url_rule.rule if request.url_rule else "?"
        self.logger.error("Exception on %s [%s]", rule, request.method, exc_info=exc_info)


def _register(app: Flask) -> None:
    # their modules register their routes when imported
    from webui import accounts, staff  # noqa: PLC0415
    from webui.public import register_personal  # noqa: PLC0415

    app.register_blueprint(staff.blueprint)
    app.register_blueprint(accounts.blueprint)
    guard.install(app)
    register_personal(app)


def _prepare_templates(app: Flask) -> None:
    compiled.install(app)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["slug"] = slug
    app.jinja_env.globals.update(icon=icon, asset=assets.asset, version=_version(), now=utc_now)
    app.context_processor(_context)


def _context() -> dict[str, object]:
    """What every page needs; a page may say otherwise."""
    theme = request.cookies.get("theme", "")
    return {"theme": theme if theme in THEMES else "", "section": "", "session": None}


def slug(text: str) -> str:
    """Return `text` as an anchor: lower case letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", folded(text)).strip("-")


def _version() -> str:
    try:
        return installed_version("oraux")
    except PackageNotFoundError:
        return "en développement"
