"""The rules of a session that have a value: its own beside the text's, each with its citation."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.accounts import Right
from scheduler.errors import OrauxError
from scheduler.exchange.editing import SEPARATOR, RowEdit, rows_by_key
from scheduler.exchange.juror_tables import PARAMETRES
from scheduler.services.edit_data import EditRefusedError, Seen, Typed, edit_data
from webui.accounts.guard import allowed, person
from webui.clock import utc_now
from webui.database import database
from webui.desk import Desk, open_desk
from webui.staff import blueprint
from webui.staff.data import entry_done, frame
from webui.views.parameters import rule_forms

VALUE = "valeur"


@blueprint.get("/sessions/<code:code>/regles")
def session_rules(code: str) -> ResponseReturnValue:
    """Show the values of the session beside those of the texts."""
    return _page(open_desk(code))


@blueprint.post("/sessions/<code:code>/regles")
def store_rule(code: str) -> ResponseReturnValue:
    """Store the session's own value of a rule; an empty one goes back to the text's."""
    desk, key = open_desk(code), request.form.get("cle", "")
    if SEPARATOR not in key:
        raise OrauxError("Règle inconnue : rechargez la page, puis recommencez.")
    try:
        with database().writing() as db:
            typed = _typed(desk, key, request.form.get(VALUE, "").strip())
            done = edit_data(db, code, typed, by=person().name, now=utc_now())
    except EditRefusedError as error:
        said = " ".join(f"{one.message}." for one in error.problems)
        return _page(desk, refused={key: (request.form.get(VALUE, ""), said)}), error.code
    rule = key.partition(SEPARATOR)[0]
    return redirect(url_for("staff.session_rules", code=code, fait=done.entry, _anchor=rule), code=303)


def _typed(desk: Desk, key: str, value: str) -> list[Typed]:
    """Return what is done to the row of a rule: added, changed, or taken out when it says nothing."""
    row = rows_by_key(PARAMETRES, desk.dossier).get(key)
    if row is None:
        rule, _, epreuve = key.partition(SEPARATOR)
        new = {"regle": rule, "epreuve": epreuve, VALUE: value}
        return [Typed(RowEdit("parametres", None, new))] if value else []
    cells = {VALUE: value} if value or row.weight is not None else None
    return [Typed(RowEdit("parametres", key, cells), Seen({VALUE: request.form.get("avant", "")}))]


def _page(desk: Desk, refused: dict[str, tuple[str, str]] | None = None) -> str:
    asked = request.args.get("q", "").strip()
    return render_template(
        "data/rules.html",
        **frame(desk, "parametres"),
        forms=rule_forms(desk.regulation, desk.dossier, asked),
        asked=asked,
        edits=allowed(Right.EDIT, desk.code),
        refused=refused or {},
        done=entry_done(desk.code),
    )
