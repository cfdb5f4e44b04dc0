"""Step « Publier »: freeze a plan that keeps every hard rule, see who moves, read the versions."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from models.french import counted
from scheduler.errors import OrauxError
from scheduler.mail.prepare import prepare_messages
from scheduler.services import publish as publishing
from webui.accounts.guard import person
from webui.clock import utc_now
from webui.database import database, reading
from webui.desk import Desk, open_desk
from webui.french import count
from webui.staff import blueprint


@blueprint.get("/sessions/<code:code>/publier")
def publication(code: str) -> ResponseReturnValue:
    """Show whether the newest plan may be published, what it changes, and the versions."""
    desk = open_desk(code)
    _newest_first(desk)
    frame = {"section": "sessions", "step": "publier", "desk": desk, "session": desk.session}
    versions = sorted((one for one in desk.plans if one.version), key=lambda one: -(one.version or 0))
    if not desk.shown:
        return render_template(
            "publication/page.html", **frame, shown=None, changes=None, versions=versions
        )
    replaces = desk.in_force and desk.in_force.id != desk.shown.id and not desk.shown.published
    return render_template(
        "publication/page.html",
        **frame,
        shown=desk.shown,
        report=desk.report,
        unplaced=len(desk.plan.unplaced),
        changes=publishing.preview_publication(reading(), desk.shown.id) if replaces else None,
        versions=versions,
    )


@blueprint.post("/sessions/<code:code>/plans/<int:plan_id>/publier")
def publish(code: str, plan_id: int) -> ResponseReturnValue:
    """Publish a draft, then lead to the convocations."""
    open_desk(code).plan_numbered(plan_id)
    with database().writing() as db:
        done = publishing.publish(db, plan_id, by=person().name, now=utc_now())
    moved = (
        f" {count(len(done.differences), 'changement')} par rapport à la version {done.replaces}."
        if done.replaces
        else ""
    )
    flash(
        f"Le plan {done.number} est publié : il devient la version {done.version}, en vigueur.{moved}",
        "ok",
    )
    _prepare(code)
    return redirect(url_for("staff.documents", code=code), code=303)


def _prepare(code: str) -> None:
    """Write the messages of the new version; what prevents it does not undo the publication."""
    try:
        done = prepare_messages(database(), code, now=utc_now())
    except OrauxError as error:
        flash(f"Les messages n’ont pas pu être préparés : {error}", "warn")
        return
    flash(
        f"{counted(done.added, 'message préparé', 'messages préparés')}, à relire dans « Envois ».",
        "info",
    )


def _newest_first(desk: Desk) -> None:
    """Without a plan in the address, look at the newest: drafts left behind do not return."""
    if not desk.asked_plan and desk.plans:
        desk.shown = desk.plans[0]
