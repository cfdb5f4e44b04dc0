"""The accounts of the installation, for its administrators."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.db import KeyPurpose
from scheduler.accounts.keys import new_key
from scheduler.accounts.rights import ROLE_NAMES
from scheduler.accounts.users import (
    invite,
    list_accounts,
    set_active,
    set_administrator,
    sign_out_everywhere,
)
from scheduler.errors import OrauxError
from webui.accounts import blueprint
from webui.clock import utc_now
from webui.database import database, reading


@blueprint.get("/comptes")
def accounts() -> ResponseReturnValue:
    """List the accounts."""
    return _page(error="")


def _page(*, error: str, code: int = 200, given: tuple[str, str] | None = None) -> ResponseReturnValue:
    """Show the accounts; `given` is an address just made, shown this once, and whose it is."""
    page = render_template(
        "accounts/list.html", section="accounts", rows=list_accounts(reading()), error=error,
        given=given, role_names=ROLE_NAMES,
    )  # fmt: skip
    return page, code


@blueprint.post("/comptes")
def invite_account() -> ResponseReturnValue:
    """Make an account and show the address of its invitation, this once."""
    form = request.form
    try:
        with database().writing() as db:
            _, key = invite(
                db, email=form.get("email", ""), name=form.get("nom", ""),
                administrator="administrateur" in form, now=utc_now(),
            )  # fmt: skip
    except OrauxError as error:
        return _page(error=str(error), code=error.code)
    address = url_for("accounts.password_page", door="invitation", key=key, _external=True)
    return _page(error="", given=(form.get("nom", ""), address))


@blueprint.post("/comptes/<int:user_id>/nouveau-mot-de-passe")
def reset(user_id: int) -> ResponseReturnValue:
    """Show an address by which somebody chooses a new password (or takes the invitation up)."""
    row = next((one for one in list_accounts(reading()) if one.person.id == user_id), None)
    if row is None or not row.active:
        return _page(error="Ce compte est fermé ou n’existe plus.", code=404)
    purpose = KeyPurpose.INVITATION if row.invited else KeyPurpose.RESET
    with database().writing() as db:
        key = new_key(db, purpose, user_id=user_id, now=utc_now())
    door = "invitation" if row.invited else "nouveau-mot-de-passe"
    address = url_for("accounts.password_page", door=door, key=key, _external=True)
    return _page(error="", given=(row.person.name, address))


@blueprint.post("/comptes/<int:user_id>/<any('fermer', 'rouvrir', 'deconnecter'):verb>")
def change_account(user_id: int, verb: str) -> ResponseReturnValue:
    """Close, reopen or sign out an account."""
    try:
        with database().writing() as db:
            if verb == "deconnecter":
                sign_out_everywhere(db, user_id)
            else:
                set_active(db, user_id, active=verb == "rouvrir", now=utc_now())
    except OrauxError as error:
        return _page(error=str(error), code=error.code)
    said = {"fermer": "Compte fermé.", "rouvrir": "Compte rouvert.", "deconnecter": "Compte déconnecté."}
    flash(said[verb], "ok")
    return redirect(url_for("accounts.accounts"), code=303)


@blueprint.post("/comptes/<int:user_id>/administrateur")
def change_administrator(user_id: int) -> ResponseReturnValue:
    """Give or take the administration."""
    try:
        with database().writing() as db:
            set_administrator(db, user_id, administrator=request.form.get("valeur") == "1")
    except OrauxError as error:
        return _page(error=str(error), code=error.code)
    flash("Droits changés.", "ok")
    return redirect(url_for("accounts.accounts"), code=303)
