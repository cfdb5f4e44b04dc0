"""Step « Jour J »: who sits today, the papers of the day, a member who is absent."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from scheduler.documents.kinds import KINDS
from webui.clock import utc_now
from webui.desk import open_desk
from webui.staff import blueprint
from webui.views.day import day_shown, days_of, halves_of
from webui.zone import zone_here

PAPERS = ("emargement", "ordres", "portes", "preparation", "pochettes", "proces-verbaux")
"""Documents that the day is held with."""


@blueprint.get("/sessions/<code:code>/jour-j")
def day(code: str) -> ResponseReturnValue:
    """Show one day of the version in force: today, or the one that the address asks for."""
    desk = open_desk(code)
    desk.shown = desk.in_force
    days = days_of(desk.plan) if desk.in_force else []
    chosen = day_shown(days, request.args.get("jour", ""), utc_now().astimezone(zone_here()).date())
    return render_template(
        "day/page.html",
        section="sessions",
        step="jour-j",
        desk=desk,
        session=desk.session,
        days=days,
        chosen=chosen,
        papers=[KINDS[name] for name in PAPERS],
        halves=halves_of(desk.plan, desk.names, chosen) if chosen else [],
    )
