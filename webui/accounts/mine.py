"""One's own account: password, sign-out here and everywhere."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import logout_user

from scheduler.accounts.passwords import SHORTEST
from scheduler.accounts.sign_in import sign_in
from scheduler.accounts.users import LOCAL_EMAIL, centre_names, set_password, sign_out_everywhere
from scheduler.accounts.words import role_words
from scheduler.errors import OrauxError
from webui.accounts import blueprint
from webui.accounts.forms import same_twice
from webui.accounts.guard import person, sign_in_browser
from webui.clock import utc_now
from webui.database import database, reading


@blueprint.get("/compte")
def mine() -> ResponseReturnValue:
    """Show one's account."""
    return _page("")


def _page(error: str, code: int = 200) -> ResponseReturnValue:
    page = render_template(
        "accounts/mine.html", error=error, shortest=SHORTEST, role_words=role_words,
        centre_names=centre_names(reading()),
        here=person().email == LOCAL_EMAIL,
    )  # fmt: skip
    return page, code


@blueprint.post("/compte/mot-de-passe")
def change_password() -> ResponseReturnValue:
    """Change one's password, once the present one was given; other browsers are signed out."""
    form = request.form
    try:
        same_twice(form.get("nouveau", ""), form.get("encore", ""))
        place = request.remote_addr or "?"
        present = form.get("actuel", "")
        user_id = sign_in(database(), email=person().email, password=present, place=place, now=utc_now())
        with database().writing() as db:
            set_password(db, user_id, form.get("nouveau", ""), now=utc_now())
    except OrauxError as error:
        return _page(str(error), error.code)
    sign_in_browser(user_id)
    flash("Mot de passe changé ; vos autres navigateurs sont déconnectés.", "ok")
    return redirect(url_for("accounts.mine"), code=303)


@blueprint.post("/deconnexion")
def leave() -> ResponseReturnValue:
    """Sign this browser out."""
    logout_user()
    return redirect(url_for("accounts.sign_in_page"), code=303)


@blueprint.post("/deconnexion-partout")
def leave_everywhere() -> ResponseReturnValue:
    """Sign every browser of this account out, this one too."""
    with database().writing() as db:
        sign_out_everywhere(db, person().id)
    logout_user()
    return redirect(url_for("accounts.sign_in_page"), code=303)
