"""The doors: first account, signing in, an invitation, a new password, opening from this computer."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.db import KeyPurpose
from scheduler.accounts.keys import seen_key, use_key
from scheduler.accounts.passwords import SHORTEST
from scheduler.accounts.sign_in import sign_in
from scheduler.accounts.users import choose_password, first_account, has_administrator, person_of
from scheduler.errors import NotFoundError, OrauxError
from webui.accounts import blueprint
from webui.accounts.forms import same_twice
from webui.accounts.guard import sign_in_browser
from webui.clock import utc_now
from webui.database import database, reading
from webui.local import local_path

PURPOSES = {KeyPurpose.INVITATION: "Bienvenue", KeyPurpose.RESET: "Nouveau mot de passe"}


@blueprint.get("/connexion")
def sign_in_page() -> ResponseReturnValue:
    """Ask for address and password, or tell how the first account is made."""
    return _door(error="")


def _door(*, error: str, code: int = 200) -> ResponseReturnValue:
    page = render_template(
        "accounts/door.html",
        error=error,
        empty=not has_administrator(reading()),
        email=request.form.get("email", ""),
        onward=request.values.get("suite", ""),
    )
    return page, code


@blueprint.post("/connexion")
def come_in() -> ResponseReturnValue:
    """Sign in, and go where one was going."""
    place = request.remote_addr or "?"
    email, password = request.form.get("email", ""), request.form.get("mot_de_passe", "")
    try:
        user_id = sign_in(database(), email=email, password=password, place=place, now=utc_now())
    except OrauxError as error:
        return _door(error=str(error), code=error.code)
    sign_in_browser(user_id)
    return redirect(local_path(request.form.get("suite")) or url_for("staff.sessions"), code=303)


@blueprint.get("/mot-de-passe-oublie")
def forgotten() -> ResponseReturnValue:
    """Say who gives a new password."""
    return render_template("accounts/forgotten.html")


@blueprint.get("/premier-compte/<key>")
def first(key: str) -> ResponseReturnValue:
    """Ask who administers this installation."""
    seen_key(reading(), key, KeyPurpose.FIRST, now=utc_now())
    return render_template("accounts/first.html", key=key, error="", shortest=SHORTEST)


@blueprint.post("/premier-compte/<key>")
def make_first(key: str) -> ResponseReturnValue:
    """Make the first account and sign it in."""
    seen_key(reading(), key, KeyPurpose.FIRST, now=utc_now())
    form = request.form
    try:
        same_twice(request.form.get("mot_de_passe", ""), request.form.get("encore", ""))
        with database().writing() as db:
            user_id = first_account(
                db, key, email=form.get("email", ""), name=form.get("nom", ""),
                password=form.get("mot_de_passe", ""), now=utc_now(),
            )  # fmt: skip
    except NotFoundError:
        raise
    except OrauxError as error:
        page = render_template("accounts/first.html", key=key, error=str(error), shortest=SHORTEST)
        return page, error.code
    sign_in_browser(user_id)
    flash("Votre compte est créé : vous administrez cette installation.", "ok")
    return redirect(url_for("staff.sessions"), code=303)


@blueprint.get("/ouverture/<key>")
def open_here(key: str) -> ResponseReturnValue:
    """Offer to come in from this computer: a page looked at in advance must not use the key up."""
    seen_key(reading(), key, KeyPurpose.LOCAL, now=utc_now())
    return render_template("accounts/here.html", key=key)


@blueprint.post("/ouverture/<key>")
def enter_here(key: str) -> ResponseReturnValue:
    """Come in from this computer, without password."""
    with database().writing() as db:
        user_id = use_key(db, key, KeyPurpose.LOCAL, now=utc_now())
    sign_in_browser(user_id or 0)
    return redirect(url_for("staff.sessions"), code=303)


@blueprint.get("/<any('invitation', 'nouveau-mot-de-passe'):door>/<key>")
def password_page(door: str, key: str) -> ResponseReturnValue:
    """Ask for a password, from an invitation or a reset."""
    return _password(door, key, error="")


@blueprint.post("/<any('invitation', 'nouveau-mot-de-passe'):door>/<key>")
def choose(door: str, key: str) -> ResponseReturnValue:
    """Keep the password and sign in."""
    purpose = _purpose(door)
    seen_key(reading(), key, purpose, now=utc_now())
    try:
        same_twice(request.form.get("mot_de_passe", ""), request.form.get("encore", ""))
        with database().writing() as db:
            chosen = request.form.get("mot_de_passe", "")
            user_id = choose_password(db, key, purpose, chosen, now=utc_now())
    except NotFoundError:
        raise
    except OrauxError as error:
        return _password(door, key, error=str(error), code=error.code)
    sign_in_browser(user_id)
    flash("Votre mot de passe est enregistré.", "ok")
    return redirect(url_for("staff.sessions"), code=303)


def _password(door: str, key: str, *, error: str, code: int = 200) -> ResponseReturnValue:
    row = seen_key(reading(), key, _purpose(door), now=utc_now())
    owner = person_of(reading(), row.user_id or 0)
    if owner is None:
        raise NotFoundError("Ce compte est fermé ; demandez à un administrateur de le rouvrir.")
    title = PURPOSES[_purpose(door)]
    page = render_template(
        "accounts/password.html", title=title, owner=owner, door=door, key=key, error=error,
        shortest=SHORTEST,
    )  # fmt: skip
    return page, code


def _purpose(door: str) -> KeyPurpose:
    return KeyPurpose.INVITATION if door == "invitation" else KeyPurpose.RESET
