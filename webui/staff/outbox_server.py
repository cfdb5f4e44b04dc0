"""The mail server of this installation: told, tried, and never shown its password back."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from models.db import MailServerRow, Security
from scheduler.errors import OrauxError
from scheduler.mail.server import (
    DEFAULT_PER_MINUTE,
    MailServer,
    MailSettingsError,
    forget_server,
    server_of,
    store_server,
)
from scheduler.mail.trial import try_server
from scheduler.mail.trouble import trouble_of
from scheduler.services.settings_journal import Setting, note_setting
from webui.accounts.guard import person
from webui.clock import utc_now
from webui.database import database, reading
from webui.staff import blueprint

SECURITIES = (
    (Security.STARTTLS, "STARTTLS (port 587, le plus courant)"),
    (Security.TLS, "TLS dès la connexion (port 465)"),
    (Security.NONE, "Aucune protection (réseau interne seulement)"),
)


@blueprint.get("/courriel")
def mail_server() -> ResponseReturnValue:
    """Show the mail server, without its password."""
    return _page(_known(), "")


@blueprint.post("/courriel")
def store_mail_server() -> ResponseReturnValue:
    """Keep the mail server, try it, or forget it."""
    action = request.form.get("action", "")
    if action == "oublier":
        before = _known()
        forget_server(database())
        _note(before, None)
        flash("Serveur de courriel et mot de passe oubliés.", "ok")
        return redirect(url_for("staff.mail_server"), code=303)
    if action == "enregistrer":
        given = _given()
        before = _known()
        try:
            store_server(database(), given, keep_password=not request.form.get("mot_de_passe"))
        except OrauxError as error:
            return _page(given, str(error)), error.code
        _note(before, given)
        flash("Serveur de courriel enregistré. Essayez-le avant d’envoyer.", "ok")
        return redirect(url_for("staff.mail_server"), code=303)
    return _try()


def _note(before: MailServer | None, after: MailServer | None) -> None:
    """Journal what the mail server was and is; never its password."""
    with database().writing() as db:
        setting = Setting(None, "courriel", "serveur")
        note_setting(db, setting, _words(before), _words(after), by=person().name, now=utc_now())


def _words(server: MailServer | None) -> dict[str, str]:
    if server is None:
        return {}
    return {
        "serveur": f"{server.host}:{server.port}",
        "protection": str(server.security),
        "identifiant": server.username,
        "expediteur": f"{server.sender_name} <{server.sender}>".strip(),
        "cadence": str(server.per_minute),
    }


def _try() -> ResponseReturnValue:
    """Speak with the server, and write to an address if one was given."""
    server = _known()
    if server is None:
        raise OrauxError("Enregistrez d’abord un serveur de courriel, puis essayez-le.")
    recipient = request.form.get("essai", "").strip()
    try:
        try_server(server, recipient, now=utc_now())
    except OrauxError as error:
        return _page(server, str(error)), error.code
    flash(
        f"Message d’essai remis au serveur pour {recipient} : vérifiez qu’il arrive."
        if recipient
        else "La connexion fonctionne.",
        "ok",
    )
    return redirect(url_for("staff.mail_server"), code=303)


def _page(server: MailServer | None, problem: str) -> str:
    return render_template(
        "outbox/server.html",
        section="mail",
        server=server,
        sealed=_has_password(),
        securities=SECURITIES,
        per_minute=server.per_minute if server else DEFAULT_PER_MINUTE,
        problem=problem,
        trouble=trouble_of(reading()),
    )


def _known() -> MailServer | None:
    return server_of(database())


def _has_password() -> bool:
    row = reading().scalar(select(MailServerRow))
    return bool(row and row.password)


def _given() -> MailServer:
    """Read the form.

    Raises
    ------
    MailSettingsError
        A number is no number.

    """
    security = request.form.get("protection", "")
    return MailServer(
        host=request.form.get("serveur", "").strip()[:255],
        port=_number("port"),
        security=Security(security) if security in set(Security) else Security.STARTTLS,
        username=request.form.get("identifiant", "").strip()[:255],
        password=request.form.get("mot_de_passe", "")[:500],
        sender=request.form.get("expediteur", "").strip()[:300],
        sender_name=request.form.get("nom_expediteur", "").strip()[:120],
        per_minute=_number("cadence"),
    )


def _number(name: str) -> int:
    text = request.form.get(name, "").strip()
    if not text.isascii() or not text.isdecimal() or len(text) > 6:  # noqa: PLR2004 (a port or a pace)
        raise MailSettingsError("Le port et la cadence sont des nombres entiers.")
    return int(text)
