"""Light or dark: the choice is kept in a cookie, so that it holds from the first line of a page."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from webui.staff import blueprint

ONE_YEAR = 365 * 24 * 3600


@blueprint.post("/apparence")
def theme() -> ResponseReturnValue:
    """Keep the choice of light or dark, then go back to the page it was made on."""
    answer = redirect(_local(request.form.get("next", "")), code=303)
    chosen = request.form.get("theme", "")
    if chosen in ("light", "dark"):
        answer.set_cookie("theme", chosen, max_age=ONE_YEAR, samesite="Lax", httponly=True)
    return answer


def _local(address: str) -> str:
    """Return `address` when it is a path of this application, the list of sessions otherwise."""
    parts = urlsplit(address)
    safe = (
        address.startswith("/")
        and not address.startswith(("//", "/\\"))
        and not parts.netloc
        and not parts.scheme
    )
    return address if safe else url_for("staff.sessions")
