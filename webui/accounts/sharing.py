"""Who has access to a session, for its managers."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.db import AccountRole
from scheduler.accounts.rights import OF_ROLE, ROLE_NAMES
from scheduler.accounts.users import give_role, list_accounts, person_of
from scheduler.errors import OrauxError
from scheduler.services.settings_journal import Setting, note_setting
from webui.accounts import blueprint
from webui.accounts.guard import person
from webui.clock import utc_now
from webui.database import database, reading
from webui.desk import open_desk


@blueprint.get("/sessions/<code:code>/acces")
def access(code: str) -> ResponseReturnValue:
    """Show who has which role in a session, and give one."""
    desk = open_desk(code)
    rows = [one for one in list_accounts(reading()) if one.active]
    return render_template(
        "accounts/access.html",
        section="sessions", step="", desk=desk, session=desk.session, role_names=ROLE_NAMES,
        of_role=OF_ROLE,
        inside=[one for one in rows if code in one.person.roles],
        administrators=[one for one in rows if one.person.administrator],
        outside=[one for one in rows if code not in one.person.roles and not one.person.administrator],
    )  # fmt: skip


@blueprint.post("/sessions/<code:code>/acces")
def change_access(code: str) -> ResponseReturnValue:
    """Give or take a role."""
    asked = request.form.get("role", "")
    role = AccountRole(asked) if asked in set(AccountRole) else None
    account = request.form.get("compte", "")[:9]
    if not account.isdecimal():
        raise OrauxError("Choisissez la personne dans la liste, puis recommencez.")
    user_id = int(account)
    if user_id == person().id and role is not AccountRole.MANAGER and not person().administrator:
        raise OrauxError(
            "Vous ne pouvez pas retirer votre propre accès ; demandez-le à un autre gestionnaire."
        )
    with database().writing() as db:
        before = person_of(db, user_id)
        give_role(db, user_id=user_id, session_code=code, role=role)
        note_setting(
            db, Setting(code, "acces", str(user_id), before.name if before else ""),
            _role(before.roles.get(code) if before else None), _role(role),
            by=person().name, now=utc_now(),
        )  # fmt: skip
    flash("Accès enregistré." if role else "Accès retiré.", "ok")
    return redirect(url_for("accounts.access", code=code), code=303)


def _role(role: AccountRole | None) -> dict[str, str]:
    return {"role": ROLE_NAMES[role]} if role else {}
