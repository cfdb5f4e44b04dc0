"""The accounts of the installation, for its administrators."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from models.db import KeyPurpose, UserRow
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
from scheduler.services.settings_journal import Setting, note_setting
from webui.accounts import blueprint
from webui.accounts.guard import person
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
            user_id, key = invite(
                db, email=form.get("email", ""), name=form.get("nom", ""),
                administrator="administrateur" in form, now=utc_now(),
            )  # fmt: skip
            _note(db, user_id, {})
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
            before = _words(db, user_id)
            if verb == "deconnecter":
                sign_out_everywhere(db, user_id)
            else:
                set_active(db, user_id, active=verb == "rouvrir", now=utc_now())
            _note(db, user_id, before)
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
            before = _words(db, user_id)
            set_administrator(db, user_id, administrator=request.form.get("valeur") == "1")
            _note(db, user_id, before)
    except OrauxError as error:
        return _page(error=str(error), code=error.code)
    flash("Droits changés.", "ok")
    return redirect(url_for("accounts.accounts"), code=303)


def _words(db: Session, user_id: int) -> dict[str, str]:
    """Return what the journal keeps of an account; never its password."""
    row = db.get(UserRow, user_id)
    if row is None:
        return {}
    return {
        "nom": row.name,
        "courriel": row.email,
        "administrateur": "OUI" if row.administrator else "NON",
        "ouvert": "OUI" if row.active else "NON",
    }


def _note(db: Session, user_id: int, before: dict[str, str]) -> None:
    """Journal what became of an account."""
    db.flush()
    after = _words(db, user_id)
    setting = Setting(None, "comptes", str(user_id), after.get("nom", ""))
    note_setting(db, setting, before, after, by=person().name, now=utc_now())
