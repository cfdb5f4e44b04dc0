"""« Les textes »: diplomas, épreuves, commissions, routes and rules, each with its citation."""

from __future__ import annotations

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

import models.regulation
from models.regulation import Regulation
from scheduler.accounts import Right
from scheduler.services.sessions import list_sessions
from webui.accounts.guard import allowed, require
from webui.clock import utc_now
from webui.database import reading
from webui.desk import open_desk
from webui.staff import blueprint
from webui.views.texts import by_text, epreuve_anchor, rule_lines
from webui.zone import zone_here

SCHOOL_YEAR_STARTS = 9
FIRST_YEAR, LAST_YEAR = 2020, 2100


def _year() -> int:
    """Return the session year asked for, otherwise that of the school year we are in."""
    asked = request.args.get("annee", "")[:9]
    if asked.isdecimal() and FIRST_YEAR <= int(asked) <= LAST_YEAR:
        return int(asked)
    today = utc_now().astimezone(zone_here())
    return today.year + (today.month >= SCHOOL_YEAR_STARTS)


def _regulation() -> Regulation:
    return models.regulation.load(_year())


@blueprint.get("/textes")
def texts() -> ResponseReturnValue:
    """Show the diplomas and the general rules."""
    return render_template("texts/index.html", section="texts", tab="accueil", regulation=_regulation())


@blueprint.get("/textes/diplomes/<code:code>")
def diploma(code: str) -> ResponseReturnValue:
    """Show one diploma: épreuves, routes, dispenses, correspondences, qualifications."""
    regulation = _regulation()
    if code not in regulation.diplomas:
        abort(404)
    return render_template(
        "texts/diploma.html",
        section="texts",
        tab=code,
        regulation=regulation,
        diploma=regulation.diplomas[code],
        anchor=epreuve_anchor,
    )


@blueprint.get("/textes/regles")
def rules() -> ResponseReturnValue:
    """Show every rule with its sentence, its citation and its value: the text's, or a session's."""
    code = request.args.get("session", "")
    if code:
        require(Right.READ, code)
    desk = open_desk(code) if code else None
    regulation = desk.regulation if desk else _regulation()
    return render_template(
        "texts/rules.html",
        section="texts",
        tab="regles",
        regulation=regulation,
        session=desk.session if desk else None,
        lines=rule_lines(regulation, desk.dossier.parameters if desk else ()),
        sessions=[one for one in list_sessions(reading()) if allowed(Right.READ, one.code)],
    )


@blueprint.get("/textes/citations")
def citations() -> ResponseReturnValue:
    """Show every text cited, with all that rests on it."""
    regulation = _regulation()
    return render_template(
        "texts/citations.html",
        section="texts",
        tab="citations",
        regulation=regulation,
        cited=by_text(regulation),
    )
