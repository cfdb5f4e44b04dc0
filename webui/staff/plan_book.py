"""The plans of a session: name and note one, remove a draft, compare two."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.services.name_plan import name_plan, remove_plan
from webui.database import database
from webui.desk import Desk, ShownPlan, open_desk
from webui.staff import blueprint
from webui.staff.data import address_of
from webui.views.comparison import (
    counts_of,
    difference_columns,
    level_lines,
    load_lines,
    room_lines,
)
from webui.views.names import Names
from webui.views.tables import browse


@blueprint.get("/sessions/<code:code>/comparer")
def comparison(code: str) -> ResponseReturnValue:
    """Show two plans side by side: levels, who moves, loads, rooms."""
    desk = open_desk(code)
    pair = _pair(desk)
    frame = {"section": "sessions", "step": "planifier", "desk": desk, "session": desk.session}
    if pair is None:
        return render_template("planning/compare.html", **frame, found=None)
    before, after = pair
    found = desk.compared(before, after)
    names = Names(desk.everyone)
    return render_template(
        "planning/compare.html",
        **frame,
        found=found,
        before=before,
        after=after,
        levels=level_lines(found),
        loads=load_lines(found.loads, names),
        rooms=room_lines(found.rooms, names),
        counts=counts_of(found.differences),
        view=browse(difference_columns(), found.differences, request.args),
        address=address_of("staff.comparison", code=code, avant=before.id, apres=after.id),
    )


@blueprint.post("/sessions/<code:code>/plans/<int:plan_id>/nommer")
def rename_plan(code: str, plan_id: int) -> ResponseReturnValue:
    """Give a plan its name and note."""
    open_desk(code).plan_numbered(plan_id)
    with database().writing() as db:
        done = name_plan(
            db, plan_id, name=request.form.get("nom", ""), note=request.form.get("note", "")
        )
    flash(f"Le nom et la note du plan {done.number} sont enregistrés.", "ok")
    return redirect(url_for("staff.planning", code=code, _anchor="plans"), code=303)


@blueprint.post("/sessions/<code:code>/plans/<int:plan_id>/supprimer")
def discard_plan(code: str, plan_id: int) -> ResponseReturnValue:
    """Remove a draft for good."""
    open_desk(code).plan_numbered(plan_id)
    with database().writing() as db:
        gone = remove_plan(db, plan_id)
    flash(f"Le plan {gone.number} est supprimé.", "info")
    return redirect(url_for("staff.planning", code=code, _anchor="plans"), code=303)


def _pair(desk: Desk) -> tuple[ShownPlan, ShownPlan] | None:
    """Return the plans that the address names, else the version in force and the newest."""
    if len(desk.plans) < 2:  # noqa: PLR2004 (a pair)
        return None
    newest = desk.plans[0]
    other = desk.in_force if desk.in_force and desk.in_force.id != newest.id else desk.plans[1]
    asked = [request.args.get(name, "") for name in ("avant", "apres")]
    before, after = (
        desk.plan_numbered(value) if value else default
        for value, default in zip(asked, (other, newest), strict=True)
    )
    return before, after
