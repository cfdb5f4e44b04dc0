"""Downloads: the template workbook, the session's data, the tables of a plan."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import abort, send_file
from flask.typing import ResponseReturnValue

from models.french import folded
from scheduler.exchange import write_dossier, write_plan
from scheduler.exchange.template import write_template
from scheduler.services.plans import load_plan
from webui.database import reading
from webui.desk import open_desk
from webui.plan_workbook import workbook_of
from webui.staff import blueprint

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "pdf": "application/pdf",
    "ics": "text/calendar",
    "csv": "text/csv",
}


def download(content: bytes, name: str, kind: str, *, inline: bool = False) -> ResponseReturnValue:
    """Send bytes as a file of that name, to be kept, or shown at once when `inline`."""
    return send_file(
        io.BytesIO(content),
        mimetype=TYPES[kind],
        as_attachment=not inline,
        download_name=f"{file_name(name)}.{kind}",
    )


def file_name(name: str) -> str:
    """Return a name that every system takes, close to the one given."""
    kept = "".join(char if char.isalnum() or char in "-_" else "-" for char in folded(name))
    return kept.strip("-") or "oraux"


@blueprint.get("/modele.xlsx")
def template_workbook() -> ResponseReturnValue:
    """Send the empty workbook to fill in."""
    return download(_written("modele.xlsx", write_template), "oraux-modele", "xlsx")


@blueprint.get("/sessions/<code:code>/donnees.<kind>")
def export_data(code: str, kind: str) -> ResponseReturnValue:
    """Send the session's data as a workbook or as zipped CSV files."""
    if kind not in {"xlsx", "zip"}:
        abort(404)
    dossier = open_desk(code).dossier
    return download(_written(f"donnees.{kind}", lambda path: write_dossier(dossier, path)), code, kind)


@blueprint.get("/sessions/<code:code>/plans/<int:plan_id>/tables.<kind>")
def export_plan(code: str, plan_id: int, kind: str) -> ResponseReturnValue:
    """Send the tables of a plan as a workbook or as zipped CSV files."""
    if kind not in {"xlsx", "zip"}:
        abort(404)
    desk = open_desk(code)
    shown = desk.shown = desk.plan_numbered(plan_id)
    stored = load_plan(reading(), plan_id)
    with TemporaryDirectory() as folder:
        write_plan(stored.plan, desk.names.dossier, stored.report, Path(folder))
        content = workbook_of(Path(folder)) if kind == "xlsx" else _zipped(Path(folder))
    return download(content, f"{code}-{shown.title}", kind)


def _written(name: str, write: Callable[[Path], None]) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        write(path)
        return path.read_bytes()


def _zipped(folder: Path) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in sorted(folder.iterdir()):
            packed.write(file, file.name)
    return content.getvalue()
