"""Step « Données », by hand: a cell in place, a row in a form, many rows at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import abort, get_template_attribute, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.errors import ConflictError, OrauxError
from scheduler.exchange.editing import RowEdit, cells_of, dependents_of, key_text, rows_by_key
from scheduler.exchange.titles import column_title, table_title
from scheduler.services.edit_data import (
    DataEdited,
    EditRefusedError,
    Seen,
    Typed,
    edit_data,
    problem_sentence,
    stamp_of,
)
from scheduler.services.journal import history_of
from webui.accounts.guard import person
from webui.clock import utc_now
from webui.database import database, reading
from webui.desk import Desk, open_desk
from webui.staff import blueprint
from webui.staff.data import fields_by_name, frame, known_table
from webui.views.dossier_tables import DataTable
from webui.views.fields import lists_of
from webui.views.tables import cells, found_in

BEFORE = "avant-"
"""What the names of hidden fields begin with: the cell as it was when the page was made."""
STAMP = 16


@blueprint.post("/sessions/<code:code>/donnees/<table>/cellule")
def store_cell(code: str, table: str) -> ResponseReturnValue:
    """Store one cell edited in place; answer with the row as it is now, or with the sentence why not."""
    shown, form = known_table(table), request.form
    column = form.get("colonne", "")
    if column not in {one.name for one in shown.written.columns}:
        abort(400)
    edit = RowEdit(table, form.get("cle", ""), {column: form.get("valeur", "")})
    try:
        done = _store(code, [Typed(edit, Seen({column: form.get("avant", "")}))])
    except OrauxError as error:
        # An answer, no failure in the console; with the row as somebody else left it.
        left = _drawn(code, shown, edit.key) if isinstance(error, ConflictError) else ""
        return jsonify(refused=refusal(error, column), left=left)
    undo = done.entry and url_for("staff.undo_data", code=code, entry_id=done.entry)
    warnings = [problem_sentence(one) for one in done.warnings]
    row = _drawn(code, shown, done.keys[0])
    return jsonify(row=row, said=done.sentence, undo=undo, warnings=warnings)


@blueprint.get("/sessions/<code:code>/donnees/<table>/ligne")
def row_form(code: str, table: str) -> ResponseReturnValue:
    """Show one row as a form, or an empty one to add."""
    shown, desk = known_table(table), open_desk(code)
    key = request.args.get("cle")
    if key is None:
        if shown.fixed:
            return redirect(url_for("staff.data_table", code=code, table=table))
        return _form(desk, shown, None, request.args, {})
    record = rows_by_key(shown.written, desk.dossier).get(key)
    if record is None and not shown.fixed:
        abort(404)
    now = cells_of(shown.written, record) if record else {"cle": key}
    return _form(desk, shown, key, now, now)


@blueprint.post("/sessions/<code:code>/donnees/<table>/ligne")
def store_row(code: str, table: str) -> ResponseReturnValue:
    """Store a row typed in the form; shown again with each problem at its field when refused."""
    shown, form = known_table(table), request.form
    key = form.get("cle")
    names = [one.name for one in shown.written.columns]
    typed = {name: form.get(f"c-{name}", "") for name in names if f"c-{name}" in form}
    before = {name: form.get(BEFORE + name, "") for name in names if BEFORE + name in form}
    changed = {name: text for name, text in typed.items() if key is None or text != before.get(name, "")}
    seen = {name: before[name] for name in changed if name in before}
    try:
        done = _store(code, [Typed(RowEdit(table, key, changed), Seen(seen))])
    except EditRefusedError as error:
        return _form(open_desk(code), shown, key, typed, before, error), error.code
    return redirect(_back_to(code, table, done), code=303)


@blueprint.post("/sessions/<code:code>/donnees/<table>/lignes")
def act_on_rows(code: str, table: str) -> ResponseReturnValue:
    """Change a column of the ticked rows, or take them out once what depends on them is shown."""
    shown, desk, form = known_table(table), open_desk(code), request.form
    rows = _ticked(desk, shown, form)
    if not rows:
        raise OrauxError("Aucune ligne n’est cochée : cochez celles à changer, puis recommencez.")
    if form.get("action") == "changer":
        column = form.get("colonne", "")
        if column not in {one.name for one in shown.written.columns if not one.key}:
            raise OrauxError("Choisissez la colonne à changer, puis recommencez.")
        cells_typed = {column: form.get("valeur", "")}
        done = _store(code, [Typed(RowEdit(table, key, cells_typed), seen) for key, seen in rows])
        return redirect(_back_to(code, table, done), code=303)
    if shown.fixed:
        abort(400)
    edits = [RowEdit(table, key, None) for key, _ in rows]
    if form.get("action") != "retirer-oui":
        return _confirmation(desk, shown, edits, [f"{seen.stamp}{key}" for key, seen in rows])
    done = _store(code, [Typed(edit, seen) for edit, (_, seen) in zip(edits, rows, strict=True)])
    return redirect(_back_to(code, table, done), code=303)


def _store(code: str, typed: Sequence[Typed]) -> DataEdited:
    with database().writing() as db:
        return edit_data(db, code, typed, by=person().name, now=utc_now())


def _ticked(desk: Desk, table: DataTable, form: Mapping[str, str]) -> list[tuple[str, Seen]]:
    """Return the rows that are ticked as they were seen, or all those that the filters leave."""
    if form.get("toutes"):
        if form.get("revision") != str(desk.revision):
            raise ConflictError(
                "La session a changé depuis l’affichage de cette page ; rien n’a été enregistré. "
                "Rouvrez la table, puis recommencez."
            )
        columns = table.columns(desk.names, everything=bool(form.get("tout")))
        found = found_in(columns, table.records(desk.dossier), form)
        return [(key_text(table.written, one), Seen(stamp=stamp_of(table.id, one))) for one in found]
    ticked = request.form.getlist("ligne")
    return [(one[STAMP:], Seen(stamp=one[:STAMP])) for one in dict.fromkeys(ticked)]


def _confirmation(
    desk: Desk, table: DataTable, edits: Sequence[RowEdit], ticked: Sequence[str]
) -> ResponseReturnValue:
    known = rows_by_key(table.written, desk.dossier)
    labels = [
        row_said(table, desk, known[edit.key])
        for edit in edits
        if edit.key is not None and edit.key in known
    ]
    return render_template(
        "data/remove.html",
        **frame(desk, table.id),
        table=table,
        labels=labels,
        ticked=ticked,
        dependents={
            table_title(name): rows for name, rows in dependents_of(desk.dossier, edits).items()
        },
        planned=bool(desk.plans),
    )


def row_said(table: DataTable, desk: Desk, record: Any) -> str:
    """Return a row by its first columns."""
    return ", ".join(cell.text for cell in cells(table.columns(desk.names), record)[:4] if cell.text)


def _form(
    desk: Desk,
    table: DataTable,
    key: str | None,
    values: Mapping[str, str],
    before: Mapping[str, str],
    error: EditRefusedError | None = None,
) -> str:
    problems: dict[str, list[str]] = {}
    for one in error.problems if error else ():
        known = one.rank is not None and any(one.column == c.name for c in table.written.columns)
        sentence = problem_sentence(one)
        problems.setdefault(one.column if known else "", []).append(
            sentence.partition(" : ")[2] if known else sentence
        )
    return render_template(
        "data/row.html",
        **frame(desk, table.id),
        table=table,
        key=key,
        values=values,
        before=before,
        prefix=BEFORE,
        fields=fields_by_name(table, desk),
        lists=lists_of(table, desk.names),
        problems=problems,
        stamp=_stamp(desk, table, key),
        **({} if key is None else {"history": history_of(reading(), desk.code, {table.id: key})}),
    )


def _stamp(desk: Desk, table: DataTable, key: str | None) -> str:
    record = rows_by_key(table.written, desk.dossier).get(key or "")
    return stamp_of(table.id, record) if record else ""


def _drawn(code: str, table: DataTable, key: str | None) -> str:
    """Return a row as it is now, drawn as in the page."""
    desk = open_desk(code)
    columns = table.columns(desk.names, everything="tout" in request.form)
    record = next(one for one in table.records(desk.dossier) if key_text(table.written, one) == key)
    draw = get_template_attribute("data/grid.html", "row")
    return str(
        draw(
            key_text(table.written, record), stamp_of(table.id, record), cells(columns, record),
            columns, desk.target_url, url_for("staff.row_form", code=code, table=table.id),
        )
    )  # fmt: skip


def refusal(error: OrauxError, column: str) -> str:
    """Say why a cell was refused; the sentence stands at the cell, whose name it need not repeat."""
    if not isinstance(error, EditRefusedError):
        return str(error)
    named = f"{column_title(column)} : "
    return " ".join(problem_sentence(one).removeprefix(named) for one in error.problems[:3])


def _back_to(code: str, table: str, done: DataEdited) -> str:
    return url_for("staff.data_table", code=code, table=table, fait=done.entry)
