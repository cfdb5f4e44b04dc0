"""Step « Vérifier »: can this be planned, what is short, what looks wrong, what would repair it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.dossier import OpenHalfDay
from scheduler import jobs
from scheduler.services.diagnosis_report import SaidHalfDay
from scheduler.verification import Alert, EpreuveSupply, Resource
from webui.accounts.guard import limited
from webui.clock import utc_now
from webui.database import database, reading
from webui.desk import Desk, open_desk
from webui.staff import blueprint
from webui.views import crew, supply
from webui.views.dossier_tables import TABLES

ROOM_TYPES = {Resource.ROOMS: "Jury", Resource.SEATS: "Préparation"}
LANGUAGE = "#"
"""What stands between an épreuve and its language in the key of a planning."""


@dataclass(frozen=True, slots=True)
class AlertGroup:
    """What there is to look at in one table; the first ones are shown at once, the others on demand."""

    title: str
    first: tuple[Alert, ...]
    more: tuple[Alert, ...]


MOST_AT_ONCE = 6


@blueprint.get("/sessions/<code:code>/verifier")
def verify(code: str) -> ResponseReturnValue:
    """Show supply against demand, remedies for what is short, and everything to look at."""
    desk = open_desk(code)
    found = desk.verification
    made = supply.cards(
        found.supplies,
        desk.names,
        lambda *asked: _resource_url(desk, *asked),
        desk.plan if desk.shown else None,
    )
    return render_template(
        "verify/page.html",
        **_frame(desk),
        cards=made,
        overview=supply.overview(made),
        blocking=found.blocking,
        groups=_groups(found.alerts),
        alert_url=lambda alert: _alert_url(desk, alert),
        **_diagnosis(desk),
    )


@blueprint.get("/sessions/<code:code>/verifier/jury/<code:epreuve>")
def crew_of(code: str, epreuve: str) -> ResponseReturnValue:
    """Show who may sit in an épreuve, half-day by half-day, and why the others may not."""
    desk = open_desk(code)
    shown = _asked_supply(desk, epreuve)
    half_days = tuple(
        sorted((one.half_day for one in shown.half_days), key=lambda one: (one.day, one.start))
    )
    return render_template(
        "verify/crew.html",
        **_frame(desk),
        supply=shown,
        half_days=half_days,
        groups=crew.groups(desk.dossier, desk.regulation, epreuve, shown.language, half_days),
        asked=(request.args.get("jour", ""), request.args.get("debut", "")),
        several=len({one.centre for one in half_days}) > 1,
    )


@blueprint.post("/sessions/<code:code>/verifier/remedes")
def start_diagnosis(code: str) -> ResponseReturnValue:
    """Ask what is short and what would repair it."""
    jobs.start_diagnosis(database(), code, now=utc_now())
    return redirect(url_for("staff.verify", code=code, _anchor="remedes"), code=303)


@blueprint.post("/sessions/<code:code>/verifier/remedes/arreter")
def stop_diagnosis(code: str) -> ResponseReturnValue:
    """Stop looking for remedies."""
    jobs.stop_diagnosis(database(), code, now=utc_now())
    flash("Arrêt demandé.", "info")
    return redirect(url_for("staff.verify", code=code, _anchor="remedes"), code=303)


@blueprint.get("/sessions/<code:code>/verifier/remedes/suivi")
def diagnosis_progress(code: str) -> ResponseReturnValue:
    """Give where the search is, for the page that follows it."""
    desk = open_desk(code)
    found = _diagnosis(desk)
    answer = make_response(render_template("verify/remedies.html", desk=desk, **found))
    state = found["diagnosis"]
    if not (isinstance(state, jobs.DiagnosisState) and state.active):
        answer.headers["X-Finished"] = "1"
    return answer


def _asked_supply(desk: Desk, epreuve: str) -> EpreuveSupply:
    """Return the épreuve, in the language and at the centre that the address names if it does."""
    asked = (request.args.get("langue") or None, request.args.get("centre") or None)
    known = [one for one in desk.verification.supplies if one.epreuve == epreuve]
    if not known:
        abort(404)
    return next((one for one in known if (one.language, one.centre) == asked), known[0])


def _frame(desk: Desk) -> dict[str, object]:
    return {"section": "sessions", "step": "verifier", "desk": desk, "session": desk.session}


def _diagnosis(desk: Desk) -> dict[str, object]:
    if limited(desk.code):  # remedies are those of the whole session
        return {"diagnosis": None, "half_day_url": None, "tables": TABLES}
    return {
        "diagnosis": jobs.diagnosis_state(reading(), desk.code),
        "half_day_url": lambda one: _asked_url(desk, one),
        "tables": TABLES,
    }


def _groups(alerts: tuple[Alert, ...]) -> list[AlertGroup]:
    """Alerts by the table where they are repaired, the tables that block first."""
    order = list(dict.fromkeys(alert.table for alert in alerts))
    ranked = sorted(alerts, key=lambda alert: (order.index(alert.table), not alert.blocking))
    found = []
    for table, group in groupby(ranked, key=lambda alert: alert.table):
        every = tuple(group)
        found.append(AlertGroup(TABLES[table].title, every[:MOST_AT_ONCE], every[MOST_AT_ONCE:]))
    return found


def _alert_url(desk: Desk, alert: Alert) -> str:
    if alert.kind:
        return desk.target_url(alert.kind, alert.code)
    return url_for("staff.data_table", code=desk.code, table=alert.table, q=alert.search or None)


def _resource_url(
    desk: Desk, one: EpreuveSupply, resource: Resource, half_day: OpenHalfDay | None
) -> str:
    """Return where a resource is looked at: rooms in their table, people over the half-days."""
    if resource in ROOM_TYPES:
        where = half_day.centre if half_day else one.centre
        centre = desk.names.centre(where) or None
        kind = ROOM_TYPES[resource]
        return url_for("staff.data_table", code=desk.code, table="salles", type=kind, centre=centre)
    anchor = "enseignant" if resource is Resource.TEACHERS else "professionnel"
    return _crew_url(desk, one.epreuve, one.language, one.centre, half_day, anchor)


def _asked_url(desk: Desk, said: SaidHalfDay) -> str:
    """Return who may sit in the half-day that a remedy speaks of."""
    epreuve, _, language = said.epreuve.partition(LANGUAGE)
    centres = {one.centre for one in desk.verification.supplies if one.epreuve == epreuve}
    centre = said.centre if said.centre in centres else next(iter(centres), None)
    when = OpenHalfDay(said.centre, date.fromisoformat(said.day), said.start, said.start)
    return _crew_url(desk, epreuve, language or None, centre, when, None)


def _crew_url(
    desk: Desk,
    epreuve: str,
    language: str | None,
    centre: str | None,
    half_day: OpenHalfDay | None,
    anchor: str | None,
) -> str:
    return url_for(
        "staff.crew_of",
        code=desk.code,
        epreuve=epreuve,
        langue=language,
        centre=centre,
        jour=half_day.day.isoformat() if half_day else None,
        debut=half_day.start if half_day else None,
        _anchor=anchor,
    )
