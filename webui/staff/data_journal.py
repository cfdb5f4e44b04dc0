"""The journal of a session: who changed what, when, from what to what; and taking one change back."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.db import EntryKind
from scheduler.exchange.titles import SETTING_TITLES, TABLE_TITLES
from scheduler.services.journal import Asked, count_entries, find_entry, journal_of, people_of
from scheduler.services.undo_data import undo_entry, undoable
from webui.accounts.guard import person
from webui.clock import utc_now
from webui.database import database, reading
from webui.desk import open_desk
from webui.staff import blueprint
from webui.staff.data import frame

PAGE = 50
PAGES = {
    "accueil": "staff.session_home",
    "grille": "staff.availability",
    "regles": "staff.session_rules",
    "temps-de-trajet": "staff.journeys",
}
"""Pages one may come from that are no table of the exchange format."""
KIND_NAMES = {
    EntryKind.IMPORT: "Import",
    EntryKind.EDIT: "Saisie",
    EntryKind.REPAIR: "Jour J",
    EntryKind.UNDO: "Annulation",
    EntryKind.SETTING: "Réglage",
}


@blueprint.get("/sessions/<code:code>/journal")
def data_journal(code: str) -> ResponseReturnValue:
    """Show who changed what, the latest first, filtered as the address says."""
    desk = open_desk(code)
    names = ("by", "kind", "table", "text")
    asked = Asked(*map(_asked, ("par", "nature", "table", "q")))
    total = count_entries(reading(), code, asked)
    pages = max(1, -(-total // PAGE))
    page = min(max(1, request.args.get("page", 1, int)), pages)
    return render_template(
        "data/journal.html",
        **frame(desk, "journal"),
        entries=journal_of(reading(), code, asked, start=(page - 1) * PAGE, limit=PAGE),
        asked=asked,
        filtered=any(getattr(asked, name) for name in names),
        people=people_of(reading(), code),
        kinds=KIND_NAMES,
        titles=TABLE_TITLES | SETTING_TITLES,
        total=total,
        page=page,
        pages=pages,
    )


def _asked(name: str) -> str:
    """Return a filter of the address, without what no database searches."""
    return "".join(char for char in request.args.get(name, "") if char.isprintable())[:200]


@blueprint.get("/journal")
def installation_journal() -> ResponseReturnValue:
    """Show what was done to the installation: accounts, mail server, sessions that were removed."""
    return render_template(
        "accounts/journal.html", section="accounts", entries=journal_of(reading(), None, limit=200)
    )


@blueprint.get("/sessions/<code:code>/journal/<int:entry_id>")
def journal_entry(code: str, entry_id: int) -> ResponseReturnValue:
    """Show one change, record by record, cell by cell."""
    desk = open_desk(code)
    entry = find_entry(reading(), code, entry_id)
    if entry is None:
        abort(404)
    return render_template(
        "data/entry.html",
        **frame(desk, "journal"),
        entry=entry,
        kinds=KIND_NAMES,
        undoable=undoable(entry),
    )


@blueprint.post("/sessions/<code:code>/journal/<int:entry_id>/annuler")
def undo_data(code: str, entry_id: int) -> ResponseReturnValue:
    """Take one change back, whole or not at all."""
    with database().writing() as db:
        done = undo_entry(db, code, entry_id, by=person().name, now=utc_now())
    table = request.form.get("table", "")
    if table in TABLE_TITLES:
        back = url_for("staff.data_table", code=code, table=table, fait=done.entry)
    elif table in PAGES:
        back = url_for(PAGES[table], code=code, fait=done.entry)
    else:
        back = url_for("staff.data_journal", code=code)
        flash(f"{done.sentence}.", "ok")
    return redirect(back, code=303)
