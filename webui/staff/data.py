"""Step « Données »: what the session holds, table by table, and who sits what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.services.import_session import import_journal
from webui.database import reading
from webui.desk import Desk, open_desk
from webui.french import long_date
from webui.staff import blueprint
from webui.views import registrations as registration_view
from webui.views.dossier_tables import TABLES
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
    return render_template(
        "data/home.html",
        **_frame(desk, "accueil"),
        to_plan=desk.to_plan,
        facts=_facts(desk),
        journal=import_journal(reading(), code),
        diplomas=sorted(Counter(candidate.diploma for candidate in desk.dossier.candidates).items()),
    )


@blueprint.get("/sessions/<code:code>/donnees/<table>")
def data_table(code: str, table: str) -> ResponseReturnValue:
    """Show one table, searched, filtered and sorted as the address says."""
    if table not in TABLES:
        abort(404)
    desk = open_desk(code)
    shown = TABLES[table]
    return render_template(
        "data/table.html",
        **_frame(desk, table),
        table=shown,
        view=browse(shown.columns(desk.names), shown.records(desk.dossier), request.args),
        address=address_of("staff.data_table", code=code, table=table),
    )


@blueprint.get("/sessions/<code:code>/qui-passe-quoi")
def registrations(code: str) -> ResponseReturnValue:
    """Show each candidate's épreuves with the article that decides."""
    desk = open_desk(code)
    return render_template(
        "data/registrations.html",
        **_frame(desk, "qui-passe-quoi"),
        view=browse(registration_view.columns(desk.names), desk.entries, request.args),
        address=address_of("staff.registrations", code=code),
    )


def _frame(desk: Desk, tab: str) -> dict[str, object]:
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
    )
