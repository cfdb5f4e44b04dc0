"""Written exceptions (« exceptions motivées »): read them, write one, withdraw one."""

from __future__ import annotations

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.regulation import Rule
from scheduler.errors import ConflictError
from scheduler.services.waivers import (
    BY_HAND,
    SHORTEST_REASON,
    RefusedWaiverError,
    give_waiver,
    list_waivers,
    waivable_rules,
    withdraw_waiver,
)
from webui.accounts.guard import person
from webui.clock import utc_now
from webui.database import database, reading
from webui.desk import Desk, open_desk
from webui.staff import blueprint
from webui.views.names import Names
from webui.views.waivers import asked_case, fields_of, shown

WRITTEN = "L’exception est écrite : le contrôle et le prochain calcul en tiennent compte."
WRITTEN_BY_HAND = (
    "L’exception est écrite : le contrôle en tient compte. Le calcul ne s’en servira pas de lui-même : "
    "placez à la main, dans « Ajuster », ce qu’elle permet."
)


@blueprint.get("/sessions/<code:code>/exceptions")
def waivers(code: str) -> ResponseReturnValue:
    """Show the exceptions of a session, and the form of a new one."""
    return _page(open_desk(code), request.args)


@blueprint.post("/sessions/<code:code>/exceptions")
def give(code: str) -> ResponseReturnValue:
    """Write an exception, then come back to the report it was written from."""
    desk = open_desk(code)
    rule_id = request.form.get("regle", "")
    rule = _asked_rule(desk, rule_id)
    case = asked_case(rule, request.form) if rule else {}
    reason = request.form.get("motif", "")
    try:
        with database().writing() as db:
            give_waiver(db, code, rule_id, case, reason=reason, by=person().name, now=utc_now())
    except (RefusedWaiverError, ConflictError) as error:
        flash(str(error), "bad")
        return _page(desk, request.form), error.code
    flash(WRITTEN_BY_HAND if rule_id in BY_HAND else WRITTEN, "ok")
    return redirect(_back(code), code=303)


@blueprint.post("/sessions/<code:code>/exceptions/<int:waiver_id>/retirer")
def withdraw(code: str, waiver_id: int) -> ResponseReturnValue:
    """Withdraw an exception; it stays in the list with who withdrew it."""
    open_desk(code)
    with database().writing() as db:
        withdraw_waiver(db, code, waiver_id, by=person().name, now=utc_now())
    flash(
        "L’exception est retirée : un brouillon qui en dépendait enfreint de nouveau la règle.", "info"
    )
    return redirect(url_for("staff.waivers", code=code), code=303)


def _page(desk: Desk, asked: Mapping[str, str]) -> str:
    """Write the page, the form filled in with what was asked."""
    names = Names(desk.everyone)
    rule = _asked_rule(desk, asked.get("regle", ""))
    case = asked_case(rule, asked) if rule else {}
    epreuves = {entry.epreuve for entry in desk.entries}
    return render_template(
        "waivers/page.html",
        section="sessions",
        step="publier",
        desk=desk,
        session=desk.session,
        waivers=[shown(one, desk.regulation, names) for one in list_waivers(reading(), desk.code)],
        rules=waivable_rules(desk.regulation),
        rule=rule,
        by_hand=rule is not None and rule.id in BY_HAND,
        asked=asked.get("regle", ""),
        fields=fields_of(rule, case, Names(desk.dossier), epreuves) if rule else (),
        plan=asked.get("plan", ""),
        passage=asked.get("passage", ""),
        reason=asked.get("motif", ""),
        shortest=SHORTEST_REASON,
    )


def _asked_rule(desk: Desk, rule_id: str) -> Rule | None:
    """Return the rule that is asked for, when an exception may lift it."""
    return next((rule for rule in waivable_rules(desk.regulation) if rule.id == rule_id), None)


def _back(code: str) -> str:
    """Return where the form was opened from: the board, the report of a plan, else the list."""
    plan = request.form.get("plan", "")
    candidate, _, epreuve = request.form.get("passage", "").partition("|")
    if plan.isdecimal() and epreuve:
        return url_for("staff.move_page", code=code, plan=plan, candidat=candidate, epreuve=epreuve)
    if plan.isdecimal():
        return url_for(
            "staff.conformity", code=code, plan=plan, _anchor=f"regle-{request.form['regle']}"
        )
    return url_for("staff.waivers", code=code)
