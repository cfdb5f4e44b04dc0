"""Step « Publier »: freeze a plan that keeps every hard rule, see who moves, read the versions."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.french import counted
from models.planning import Plan
from scheduler.errors import OrauxError
from scheduler.mail.prepare import prepare_messages
from scheduler.services import publish as publishing
from webui.accounts.guard import person
from webui.clock import utc_now
from webui.database import database
from webui.desk import Desk, open_desk
from webui.french import count
from webui.staff import blueprint
from webui.staff.data import address_of
from webui.views.comparison import counts_of, difference_columns
from webui.views.tables import browse


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
    return render_template(
        "publication/page.html",
        **frame,
        shown=desk.shown,
        report=desk.report,
        unplaced=len(desk.plan.unplaced),
        versions=versions,
        next_version=max((one.version or 0 for one in versions), default=0) + 1,
        changes=_changes(desk),
        first=_everybody(desk.plan),
    )


def _changes(desk: Desk) -> dict[str, object] | None:
    """Return what the draft shown changes of the version in force; None when it replaces none."""
    shown, in_force = desk.shown, desk.in_force
    if shown is None or in_force is None or shown.published:
        return None
    found = desk.compared(in_force, shown)
    return {
        "in_force": in_force,
        "found": found,
        "counts": counts_of(found.differences),
        "view": browse(difference_columns(), found.differences, request.args),
        "address": address_of("staff.publication", code=desk.code, plan=shown.id),
    }


def _everybody(plan: Plan) -> tuple[int, int]:
    """Return how many candidates and how many jurors a plan convenes."""
    candidates = {one.candidate for one in plan.passages}
    jurors = {member.examiner for one in plan.sittings for member in one.members}
    return len(candidates), len(jurors)


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
