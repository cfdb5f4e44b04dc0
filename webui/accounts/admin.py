"""The accounts of the installation, for its administrators."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from models.db import KeyPurpose, UserRow
from scheduler.accounts.keys import new_key
from scheduler.accounts.rights import ROLE_NAMES
from scheduler.accounts.users import (
    LOCAL_EMAIL,
    Account,
    centre_names,
    centres_by_session,
    invite,
    list_accounts,
    set_active,
    set_administrator,
    sign_out_everywhere,
)
from scheduler.accounts.words import role_words
from scheduler.errors import NotFoundError, OrauxError
from scheduler.mail.doors import SUBJECTS, Door, lifetime, send_door
from scheduler.mail.server import LOCAL_HOSTS, MailSettingsError, server_of
from scheduler.mail.transport import UncertainError
from scheduler.services.sessions import list_sessions
from scheduler.services.settings_journal import Setting, note_setting
from webui.accounts import blueprint
from webui.accounts.forms import asked_role
from webui.accounts.guard import person
from webui.accounts.sharing import give_access
from webui.clock import utc_now
from webui.database import database, reading


@blueprint.get("/comptes")
def accounts() -> ResponseReturnValue:
    """List the accounts."""
    return _page()


@dataclass(frozen=True, slots=True)
class _Given:
    """An address just made: whose it is, what it opens, and what the mail server said of it.

    `sent` says that it left by mail, `problem` why it did not (`uncertain`: perhaps it did);
    neither when nobody asked for it.
    """

    account: Account
    address: str
    sent: bool = False
    problem: str = ""
    uncertain: bool = False

    @property
    def here_only(self) -> bool:
        """Whether the address leads to this very computer: nobody else can open it."""
        return urlsplit(self.address).hostname in LOCAL_HOSTS


def _page(*, error: str = "", code: int = 200, given: _Given | None = None) -> ResponseReturnValue:
    """Show the accounts; an address just made is shown this once, unless it left by mail."""
    page = render_template(
        "accounts/list.html", section="accounts", rows=list_accounts(reading()), error=error,
        given=given, lifetime=lifetime(_purpose(given.account)) if given else "",
        no_server=_no_server() if given else "", role_words=role_words,
        role_names=ROLE_NAMES, sessions=list_sessions(reading()), centres=centres_by_session(reading()),
        centre_names=centre_names(reading()), asked=request.form,
    )  # fmt: skip
    return page, code


@blueprint.post("/comptes")
def invite_account() -> ResponseReturnValue:
    """Make an account, with a role in a session if one is asked, and show the address of its invitation.

    It is shown this once.
    """
    form = request.form
    try:
        with database().writing() as db:
            user_id, key = invite(
                db, email=form.get("email", ""), name=form.get("nom", ""),
                administrator="administrateur" in form, now=utc_now(),
            )  # fmt: skip
            _note(db, user_id, {})
            if form.get("session"):
                give_access(db, form["session"], user_id, asked_role(form))
            account = _account(db, user_id)
    except OrauxError as error:
        return _page(error=str(error), code=error.code)
    return _page(given=_Given(account, _address(account, key)))


@blueprint.post("/comptes/<int:user_id>/nouveau-mot-de-passe")
def reset(user_id: int) -> ResponseReturnValue:
    """Show an address by which somebody chooses a new password (or takes the invitation up)."""
    try:
        return _page(given=_new_address(user_id))
    except NotFoundError as error:
        return _page(error=str(error), code=error.code)


@blueprint.post("/comptes/<int:user_id>/courriel")
def send_address(user_id: int) -> ResponseReturnValue:
    """Send somebody a new address by mail; shown instead when it could not leave."""
    try:
        made = _new_address(user_id)
    except NotFoundError as error:
        return _page(error=str(error), code=error.code)
    try:
        _send(made)
    except OrauxError as error:
        uncertain = isinstance(error, UncertainError)
        return _page(given=replace(made, problem=str(error), uncertain=uncertain), code=error.code)
    with database().writing() as db:
        account = made.account.person
        setting = Setting(None, "comptes", str(user_id), account.name)
        said = {SUBJECTS[_purpose(made.account)]: f"envoyé à {account.email}"}
        note_setting(db, setting, {}, said, by=person().name, now=utc_now())
    return _page(given=replace(made, sent=True))


def _new_address(user_id: int) -> _Given:
    """Make an address for somebody; those made before stop working.

    Raises
    ------
    NotFoundError
        The account is closed, or there is none.

    """
    with database().writing() as db:
        account = _account(db, user_id)
        key = new_key(db, _purpose(account), user_id=user_id, now=utc_now())
    return _Given(account, _address(account, key))


def _account(db: Session, user_id: int) -> Account:
    found = next((one for one in list_accounts(db) if one.person.id == user_id), None)
    if found is None or not found.active:
        raise NotFoundError("Ce compte est fermé ou n’existe plus.")
    return found


def _purpose(account: Account) -> KeyPurpose:
    return KeyPurpose.INVITATION if account.invited else KeyPurpose.RESET


def _address(account: Account, key: str) -> str:
    door = "invitation" if account.invited else "nouveau-mot-de-passe"
    return url_for("accounts.password_page", door=door, key=key, _external=True)


def _send(made: _Given) -> None:
    """Give an address to the mail server.

    Raises
    ------
    OrauxError
        Why it did not leave, in the words of the server.

    """
    server = server_of(database())
    if server is None:
        raise MailSettingsError("Aucun serveur de courriel n’est réglé : rien n’est parti.")
    to, me = made.account.person, person()
    known = me.email != LOCAL_EMAIL
    door = Door(
        _purpose(made.account), made.address, to.name, to.email,
        me.name if known else "L’administrateur d’Oraux", me.email if known else None,
    )  # fmt: skip
    send_door(server, door, now=utc_now())


def _no_server() -> str:
    """Say why no mail can leave, empty when a server is set."""
    try:
        return "" if server_of(database()) else "Aucun serveur de courriel n’est réglé."
    except OrauxError as error:
        return str(error)


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
