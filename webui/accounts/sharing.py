"""Who has access to a session, for its managers."""

from __future__ import annotations

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from models.db import AccountRole
from scheduler.accounts import Person
from scheduler.accounts.rights import ROLE_NAMES, rights_of
from scheduler.accounts.users import give_role, list_accounts, person_of
from scheduler.accounts.words import role_words
from scheduler.errors import OrauxError
from scheduler.services.settings_journal import Setting, note_setting
from webui.accounts import blueprint
from webui.accounts.forms import AskedRole, asked_role
from webui.accounts.guard import person
from webui.clock import utc_now
from webui.database import database, reading
from webui.desk import open_desk


@blueprint.get("/sessions/<code:code>/acces")
def access(code: str) -> ResponseReturnValue:
    """Show who has which role in a session, and give one."""
    desk = open_desk(code)
    rows = [one for one in list_accounts(reading()) if one.active]
    others = [one for one in rows if not one.person.administrator]
    return render_template(
        "accounts/access.html",
        section="sessions", step="", desk=desk, session=desk.session, role_names=ROLE_NAMES,
        rights_of=rights_of, said=lambda one: _said(one.person, code, desk.centre_names),
        held=lambda one: one.person.centres.get(code, frozenset()),
        inside=[one for one in others if code in one.person.roles],
        administrators=[one for one in rows if one.person.administrator],
        outside=[one for one in others if code not in one.person.roles],
    )  # fmt: skip


@blueprint.post("/sessions/<code:code>/acces")
def change_access(code: str) -> ResponseReturnValue:
    """Give, change or take a role."""
    asked, user_id = asked_role(request.form), _asked_account()
    own = user_id == person().id and not person().administrator
    if own and asked != AskedRole(AccountRole.MANAGER, ()):
        raise OrauxError(
            "Vous ne pouvez pas retirer ni limiter votre propre accès ; demandez-le à un autre "
            "gestionnaire."
        )
    with database().writing() as db:
        give_access(db, code, user_id, asked)
    flash("Accès enregistré." if asked.role else "Accès retiré.", "ok")
    return redirect(url_for("accounts.access", code=code), code=303)


def give_access(db: Session, code: str, user_id: int, asked: AskedRole) -> None:
    """Give, change or take a role, and say so in the journal of its session; the caller commits.

    Raises
    ------
    NotFoundError
        There is no such session, account or centre.

    """
    before = _words(person_of(db, user_id), code)
    give_role(db, user_id=user_id, session_code=code, role=asked.role, centres=asked.centres)
    whom = person_of(db, user_id)
    setting = Setting(code, "acces", str(user_id), whom.name if whom else "")
    note_setting(db, setting, before, _words(whom, code), by=person().name, now=utc_now())


def _asked_account() -> int:
    """Return the account that the form names."""
    account = request.form.get("compte", "")[:9]
    if not account.isdecimal():
        raise OrauxError("Choisissez la personne dans la liste, puis recommencez.")
    return int(account)


def _said(whose: Person, code: str, names: Mapping[str, str]) -> str:
    """« Gestionnaire, centre Lycée A »."""
    said = role_words(whose.roles[code], whose.centres.get(code, ()), names)
    return said[0].upper() + said[1:]


def _words(whose: Person | None, code: str) -> dict[str, str]:
    """Return what the journal keeps of an access."""
    if whose is None or code not in whose.roles:
        return {}
    centres = sorted(whose.centres.get(code, ()))
    return {"role": ROLE_NAMES[whose.roles[code]], "centres": ";".join(centres)}
