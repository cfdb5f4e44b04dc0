"""Step « Données »: what the session holds, table by table, and who sits what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.accounts import Right
from scheduler.exchange.editing import key_text
from scheduler.services.edit_data import stamp_of
from scheduler.services.journal import Entry, find_entry, journal_of
from scheduler.services.undo_data import undoable
from webui.accounts.guard import allowed
from webui.database import reading
from webui.desk import Desk, open_desk
from webui.french import long_date
from webui.staff import blueprint
from webui.views import registrations as registration_view
from webui.views.dossier_tables import TABLES, DataTable
from webui.views.fields import Field, fields_of, lists_of
from webui.views.tables import browse


def address_of(endpoint: str, **fixed: str | int) -> Callable[[Mapping[str, str]], str]:
    """Return what gives the address of the same page asked otherwise."""

    def address(asked: Mapping[str, str]) -> str:
        values: dict[str, Any] = {**asked, **fixed}
        return url_for(endpoint, **values)

    return address


@blueprint.get("/sessions/<code:code>")
def session_home(code: str) -> ResponseReturnValue:
    """Show the session at a glance."""
    desk = open_desk(code)
    done = entry_done(code)
    return render_template(
        "data/home.html",
        **frame(desk, "accueil"),
        done=done,
        undoable=done is not None and allowed(Right.EDIT, code) and undoable(done),
        to_plan=desk.to_plan,
        facts=_facts(desk),
        journal=journal_of(reading(), code, limit=10),
        diplomas=sorted(Counter(candidate.diploma for candidate in desk.dossier.candidates).items()),
    )


@blueprint.get("/sessions/<code:code>/donnees/<table>")
def data_table(code: str, table: str) -> ResponseReturnValue:
    """Show one table, searched, filtered and sorted as the address says; to edit, for who may."""
    shown = known_table(table)
    desk = open_desk(code)
    everything = "tout" in request.args
    view = browse(
        shown.columns(desk.names, everything=everything), shown.records(desk.dossier), request.args
    )
    edits = allowed(Right.EDIT, code)
    return render_template(
        "data/table.html",
        **frame(desk, table),
        table=shown,
        view=view,
        everything=everything,
        address=address_of("staff.data_table", code=code, table=table, **_kept(everything=everything)),
        edits=edits,
        fields=fields_by_name(shown, desk) if edits else {},
        lists=lists_of(shown, desk.names) if edits else {},
        key_of=partial(key_text, shown.written),
        stamp_of=partial(stamp_of, table),
        done=entry_done(code),
    )


@blueprint.get("/sessions/<code:code>/qui-passe-quoi")
def registrations(code: str) -> ResponseReturnValue:
    """Show each candidate's épreuves with the article that decides."""
    desk = open_desk(code)
    return render_template(
        "data/registrations.html",
        **frame(desk, "qui-passe-quoi"),
        view=browse(registration_view.columns(desk.names), desk.entries, request.args),
        address=address_of("staff.registrations", code=code),
    )


def known_table(name: str) -> DataTable:
    """Return a table by its name; another is a page not found."""
    if name not in TABLES:
        abort(404)
    return TABLES[name]


def fields_by_name(table: DataTable, desk: Desk) -> dict[str, Field]:
    """Return how each column of a table is typed."""
    return {field.name: field for field in fields_of(table, desk.regulation)}


def entry_done(code: str) -> Entry | None:
    """Return the change that the address says was just made, to be taken back at once."""
    asked = request.args.get("fait", "")
    return find_entry(reading(), code, int(asked[:9])) if asked.isdecimal() else None


def _kept(*, everything: bool) -> dict[str, str]:
    return {"tout": "1"} if everything else {}


def frame(desk: Desk, tab: str) -> dict[str, object]:
    """Return what the frame of the pages of « Données » asks for."""
    return {
        "section": "sessions",
        "step": "donnees",
        "desk": desk,
        "session": desk.session,
        "tab": tab,
        "tables": TABLES,
    }


def _facts(desk: Desk) -> tuple[tuple[str, str | None], ...]:
    session, days = desk.session, sorted({half_day.day for half_day in desk.dossier.half_days})
    span = f"du {long_date(days[0])} au {long_date(days[-1])}" if days else None
    return (
        ("Code", session.code),
        ("Année", str(session.year)),
        ("Académie", session.academie),
        ("Service", session.service),
        ("Dates", span),
        ("Centres", ", ".join(desk.centre_names.values())),
        (
            "Signataire",
            ", ".join(part for part in (session.signatory_name, session.signatory_title) if part),
        ),
        ("Courriel", session.contact_email),
        ("Téléphone", session.contact_phone),
        ("Le jour même", session.emergency_phone),
        (
            "Épreuves organisées",
            ", ".join(session.epreuves) or "toutes les épreuves orales des candidats",
        ),
        (
            "Remontée des notes de CCF",
            f"le {long_date(session.marks_due)} au plus tard" if session.marks_due else None,
        ),
    )
