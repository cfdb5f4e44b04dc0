"""Step « Données »: cells pasted from a spreadsheet, shown before they are stored."""

from __future__ import annotations

from collections import Counter

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.errors import ConflictError
from scheduler.exchange.cells import fold
from scheduler.exchange.editing import key_text, rows_by_key
from scheduler.services.edit_data import Typed, edit_data
from webui.accounts.guard import person
from webui.clock import utc_now
from webui.database import database
from webui.desk import Desk, open_desk
from webui.staff import blueprint
from webui.staff.data import fields_by_name, frame, known_table
from webui.staff.data_edits import row_said
from webui.views.dossier_tables import DataTable
from webui.views.fields import lists_of
from webui.views.pasting import Pasted, UnreadablePasteError, Words, laid, preview_of
from webui.views.tables import ordered_in

CHANGED = "La session a changé depuis l’aperçu ; rien n’a été enregistré. Relisez le nouvel aperçu."
SHOWN = 400
"""Changes of a preview that are listed; more are counted."""


@blueprint.get("/sessions/<code:code>/donnees/<table>/coller")
def paste_form(code: str, table: str) -> ResponseReturnValue:
    """Show where to paste, for the row and the column that the address names."""
    return _page(open_desk(code), _pastable(table))


@blueprint.post("/sessions/<code:code>/donnees/<table>/coller")
def paste(code: str, table: str) -> ResponseReturnValue:
    """Show what the pasted cells change; store it once that is confirmed."""
    shown, desk = _pastable(table), open_desk(code)
    try:
        pasted = _laid(desk, shown)
    except UnreadablePasteError as refused:
        return _page(desk, shown, error=str(refused)), refused.code
    if request.form.get("action") != "enregistrer":
        return _page(desk, shown, pasted)
    if request.form.get("revision") != str(desk.revision):
        error = (
            "La session a changé depuis l’aperçu ; rien n’a été enregistré. Relisez le nouvel aperçu."
        )
        return _page(desk, shown, pasted, error), ConflictError.code
    with database().writing() as db:
        typed = [Typed(edit) for edit in pasted.edits]
        done = edit_data(db, code, typed, by=person().name, now=utc_now())
    return redirect(url_for("staff.data_table", code=code, table=table, fait=done.entry), code=303)


def _pastable(name: str) -> DataTable:
    table = known_table(name)
    if table.fixed:
        abort(404)
    return table


def _laid(desk: Desk, table: DataTable) -> Pasted:
    """Lay what was pasted from the row that is named, or from the first that the filters leave.

    Raises
    ------
    UnreadablePasteError
        It cannot be.

    """
    columns = _columns_right(desk, table, request.form.get("colonne", ""))
    if not columns:
        raise UnreadablePasteError("Choisissez la première colonne à remplir, puis recommencez.")
    below = _keys_shown(desk, table)
    start = request.form.get("cle", "")
    if start and start not in below:
        raise UnreadablePasteError(
            "La ligne de départ n’est plus dans la table : rouvrez-la, puis recommencez."
        )
    return laid(
        table.written,
        request.form.get("texte", ""),
        columns=columns,
        below=below[below.index(start) :] if start else below,
        every=set(rows_by_key(table.written, desk.dossier)),
        words=_words(desk, table),
    )


def _columns_right(desk: Desk, table: DataTable, column: str) -> list[str]:
    """Return the columns from one to the right, as the page shows them; all of them for a hidden one."""
    shown = [one.id for one in table.columns(desk.names, everything="tout" in request.args) if one.raw]
    every = [one.name for one in table.written.columns]
    names = shown if column in shown else every
    return names[names.index(column) :] if column in names else []


def _keys_shown(desk: Desk, table: DataTable) -> list[str]:
    """Return the keys of the rows that the filters leave, in the order of the page."""
    columns = table.columns(desk.names, everything="tout" in request.args)
    found = ordered_in(columns, table.records(desk.dossier), request.args)
    return [key_text(table.written, one) for one in found]


def _words(desk: Desk, table: DataTable) -> Words:
    """Return what pages call the values of each column; a name that two share stands for neither."""
    lists = lists_of(table, desk.names)
    found = {}
    for field in fields_by_name(table, desk).values():
        options = [*field.options, *lists.get(field.list_id, ())]
        many = Counter(fold(said) for _, said in options)
        found[field.name] = {fold(said): code for code, said in options if many[fold(said)] == 1}
    return found


def _page(desk: Desk, table: DataTable, pasted: Pasted | None = None, error: str = "") -> str:
    asked = request.form if request.method == "POST" else request.args
    records = rows_by_key(table.written, desk.dossier)
    preview = preview_of(table.written, desk.dossier, pasted) if pasted else None
    listed = sorted(preview.cells, key=lambda one: not one.problem)[:SHOWN] if preview else []
    start = asked.get("cle", "")
    return render_template(
        "data/paste.html",
        **frame(desk, table.id),
        table=table,
        pasted=pasted,
        preview=preview,
        listed=listed,
        labels={one.key: row_said(table, desk, records[one.key]) for one in listed},
        columns=list(fields_by_name(table, desk).values()),
        column=asked.get("colonne", ""),
        start=start if start in records else "",
        start_said=row_said(table, desk, records[start]) if start in records else "",
        text=request.form.get("texte", ""),
        revision=desk.revision,
        error=error,
    )
