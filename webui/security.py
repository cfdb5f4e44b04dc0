"""Who may speak to the application, and what its pages may do."""

from __future__ import annotations

import re
from pathlib import Path

from flask import Flask, Response, request
from werkzeug.exceptions import BadRequest

from models.location import stored_key

LOCAL_HOST = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?", re.IGNORECASE)
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def secret_key(folder: Path) -> bytes:
    """Return the key that signs cookies, kept in `folder`."""
    return stored_key(folder / "secret.key")


def _harden(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint == "static" and "v" in request.args:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    elif request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    return response


class ForeignHostError(BadRequest):
    """The request names another machine: a page elsewhere may have sent it here."""


def install(app: Flask, *, hosts: frozenset[str] = frozenset()) -> None:
    """Answer this machine's own names and `hosts` only, and put the headers on every answer of `app`."""

    def refuse_foreign_hosts() -> None:
        asked = request.environ.get("HTTP_HOST", "")
        if not LOCAL_HOST.fullmatch(asked) and asked.casefold() not in hosts:
            raise ForeignHostError

    app.before_request(refuse_foreign_hosts)
    app.after_request(_harden)
