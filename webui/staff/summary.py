"""Step « Bilan »: who heard how many, the commissions, the replacements; read and exported."""

from __future__ import annotations

import io
import zipfile

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from scheduler.exchange.csv_writing import csv_bytes
from scheduler.exchange.neutral import escaped
from scheduler.exchange.sheet_writing import workbook_bytes
from scheduler.services.summary import Summary
from webui.desk import Desk, open_desk
from webui.staff import blueprint
from webui.staff.data import address_of
from webui.staff.exports import download
from webui.views.summary import BILAN_TABLES
from webui.views.tables import Column, browse

FIRST = "interrogations"


@blueprint.get("/sessions/<code:code>/bilan", defaults={"shown": FIRST})
@blueprint.get("/sessions/<code:code>/bilan/<shown>")
def summary(code: str, shown: str) -> ResponseReturnValue:
    """Show the version in force counted, one table at a time."""
    if shown not in BILAN_TABLES:
        abort(404)
    desk = open_desk(code)
    counted = _counted(desk)
    table = BILAN_TABLES[shown]
    return render_template(
        "summary/page.html",
        section="sessions",
        step="bilan",
        desk=desk,
        session=desk.session,
        bilan=counted,
        table=table,
        tables=BILAN_TABLES,
        view=browse(table.columns(counted, desk.names), table.records(counted), request.args)
        if counted
        else None,
        address=address_of("staff.summary", code=code, shown=shown),
    )


@blueprint.get("/sessions/<code:code>/bilan.<kind>")
def export_summary(code: str, kind: str) -> ResponseReturnValue:
    """Send every table as a workbook or as zipped CSV files."""
    desk = open_desk(code)
    counted = _counted(desk)
    if kind not in {"xlsx", "zip"} or counted is None or desk.in_force is None:
        abort(404)
    grids = {name: _grid(desk, counted, name) for name in BILAN_TABLES}
    content = workbook_bytes(grids) if kind == "xlsx" else _zipped(grids)
    return download(content, f"{code}-bilan-version-{desk.in_force.version}", kind)


def _counted(desk: Desk) -> Summary | None:
    """Return the version in force counted, None when nothing is published."""
    desk.shown = desk.in_force
    return desk.counted if desk.in_force else None


def _grid(desk: Desk, counted: Summary, name: str) -> list[list[str | int]]:
    """Return a table with its titles; what is counted stays a number, to be added up."""
    table = BILAN_TABLES[name]
    columns = table.columns(counted, desk.names)
    titles: list[str | int] = [column.title for column in columns]
    return [titles, *([_cell(column, one) for column in columns] for one in table.records(counted))]


def _cell(column: Column, record: object) -> str | int:
    text = column.text(record)
    return int(text) if column.numeric and text.isdecimal() else escaped(text)


def _zipped(grids: dict[str, list[list[str | int]]]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, grid in grids.items():
            packed.writestr(f"{name}.csv", csv_bytes([list(map(str, row)) for row in grid]))
    return content.getvalue()
