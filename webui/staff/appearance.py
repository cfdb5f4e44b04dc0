"""Light or dark: the choice is kept in a cookie, so that it holds from the first line of a page."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from webui.local import local_path
from webui.staff import blueprint

ONE_YEAR = 365 * 24 * 3600


@blueprint.post("/apparence")
def theme() -> ResponseReturnValue:
    """Keep the choice of light or dark, then go back to the page it was made on."""
    answer = redirect(local_path(request.form.get("next")) or url_for("staff.sessions"), code=303)
    chosen = request.form.get("theme", "")
    if chosen in ("light", "dark"):
        answer.set_cookie("theme", chosen, max_age=ONE_YEAR, samesite="Lax", httponly=True)
    return answer
