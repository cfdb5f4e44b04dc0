"""Step « Données », travel times: establishments and centres as a matrix, edited in place."""

from __future__ import annotations

from flask import abort, get_template_attribute, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.accounts import Right
from scheduler.errors import ConflictError, OrauxError
from scheduler.exchange.editing import BY_NAME, SEPARATOR, RowEdit, rows_by_key
from scheduler.services.dossiers import load_dossier
from scheduler.services.edit_data import DataEdited, Seen, Typed, edit_data, problem_sentence
from webui.accounts.guard import allowed, person
from webui.clock import utc_now
from webui.database import database
from webui.desk import open_desk
from webui.staff import blueprint
from webui.staff.data import entry_done, frame
from webui.staff.data_edits import refusal
from webui.views.journeys import matrix, rows_of

TRAJETS = BY_NAME["trajets"]
FILTERS = ("q", "vides")


@blueprint.get("/sessions/<code:code>/temps-de-trajet")
def journeys(code: str) -> ResponseReturnValue:
    """Show the minutes from each establishment to each centre."""
    desk = open_desk(code)
    return render_template(
        "data/journeys.html",
        **frame(desk, "trajets"),
        matrix=matrix(desk.dossier, request.args),
        edits=allowed(Right.EDIT, code),
        asked={name: request.args[name] for name in FILTERS if request.args.get(name)},
        done=entry_done(code),
    )


@blueprint.post("/sessions/<code:code>/temps-de-trajet/cellule")
def store_journey(code: str) -> ResponseReturnValue:
    """Store one time; answer with the row as it is now, or with the sentence why not."""
    school, centre = request.form.get("cle", ""), request.form.get("colonne", "")
    try:
        done = _store(code, school, centre)
    except OrauxError as error:
        left = _drawn(code, school) if isinstance(error, ConflictError) else ""
        return jsonify(refused=refusal(error, "minutes"), left=left)
    undo = done.entry and url_for("staff.undo_data", code=code, entry_id=done.entry)
    warnings = [problem_sentence(one) for one in done.warnings]
    return jsonify(row=_drawn(code, school), said=done.sentence, undo=undo, warnings=warnings)


def _store(code: str, school: str, centre: str) -> DataEdited:
    """Add a row of the table, change it, or take it out when its time is erased."""
    before, value = request.form.get("avant", ""), request.form.get("valeur", "").strip()
    key = f"{school}{SEPARATOR}{centre}"
    with database().writing() as db:
        known = rows_by_key(TRAJETS, load_dossier(db, code))
        if before or key in known:
            edit = RowEdit(TRAJETS.name, key, {"minutes": value} if value else None)
        else:
            new = {"etablissement": school, "centre": centre, "minutes": value}
            edit = RowEdit(TRAJETS.name, None, new)
        seen = Seen({"minutes": before})
        return edit_data(db, code, [Typed(edit, seen)], by=person().name, now=utc_now())


def _drawn(code: str, school: str) -> str:
    """Return the row of an establishment as it is now, drawn as in the page."""
    desk = open_desk(code)
    row = next((one for one in rows_of(desk.dossier) if one.uai == school), None)
    if row is None:
        abort(404)
    centres = tuple((one.uai, one.name) for one in desk.dossier.centres)
    return str(get_template_attribute("data/journey_row.html", "line")(row, centres))
