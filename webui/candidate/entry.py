"""Come in without the address: candidate's number and birth date, a few tries an hour."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from models.french import typeset
from scheduler.errors import NotFoundError
from scheduler.services import entry as services
from scheduler.services.answers import TooManyError
from webui.candidate import blueprint
from webui.clock import utc_now
from webui.database import database, reading

PARTS = ("annee", "mois", "jour")


@blueprint.get("/candidat")
def entry() -> ResponseReturnValue:
    """Ask for the number and the birth date."""
    return _form({}, "")


@blueprint.post("/candidat")
def enter() -> ResponseReturnValue:
    """Lead to the candidate's page."""
    number, born = request.form.get("numero", "").strip(), _date(request.form)
    if not number or born is None:
        said = "Écrivez votre numéro, et votre date de naissance en jour, mois, année : 4, 3, 2008."
        return _form(request.form, said), 422
    try:
        path = services.enter(database(), number, born, address=request.remote_addr or "", now=utc_now())
    except (NotFoundError, TooManyError) as error:
        return _form(request.form, str(error)), error.code
    return redirect(path, code=303)


def _form(form: Mapping[str, str], message: str) -> str:
    return render_template(
        "candidate/entry.html",
        form=form,
        message=typeset(message),
        contacts=services.contacts(reading()),
    )


def _date(form: Mapping[str, str]) -> date | None:
    """Return the date of three fields, None when it is none."""
    parts = [form.get(name, "").strip() for name in PARTS]
    if not all(part.isdecimal() and len(part) <= 4 for part in parts):  # noqa: PLR2004 (digits of a year)
        return None
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        return None
