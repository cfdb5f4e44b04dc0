"""Step « Vérifier »: can this be planned, what is short, what looks wrong."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from webui.desk import open_desk
from webui.staff import blueprint
from webui.views import supply


@blueprint.get("/sessions/<code:code>/verifier")
def verify(code: str) -> ResponseReturnValue:
    """Show supply against demand, and everything to look at."""
    desk = open_desk(code)
    return render_template(
        "verify.html",
        section="sessions",
        step="verifier",
        desk=desk,
        session=desk.session,
        cards=supply.cards(desk.verification.supplies, desk.names),
        blocking=[alert for alert in desk.verification.alerts if alert.blocking],
        others=[alert for alert in desk.verification.alerts if not alert.blocking],
    )
