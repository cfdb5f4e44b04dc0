"""Whom to telephone, who is late, and where establishments are written to."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.db import HolderKind
from scheduler.mail.calls import calls_of, note_call
from scheduler.mail.contacts import Contact, contacts_of, store_contact
from scheduler.services.settings_journal import Setting, note_setting
from webui.accounts.guard import person
from webui.clock import utc_now
from webui.database import database, reading
from webui.desk import open_desk
from webui.staff import blueprint
from webui.staff.outbox import frame
from webui.views.outbox import WHO


@blueprint.get("/sessions/<code:code>/a-telephoner")
def calls(code: str) -> ResponseReturnValue:
    """Show whom to telephone, to be printed or ticked off."""
    desk = open_desk(code)
    found = calls_of(reading(), code, now=utc_now()) if desk.in_force else []
    return render_template(
        "outbox/calls.html", **frame(desk, "appels"), calls=found, who=WHO, kinds=HolderKind
    )


@blueprint.post("/sessions/<code:code>/a-telephoner/<kind>/<code:who>")
def called(code: str, kind: str, who: str) -> ResponseReturnValue:
    """Say that somebody was reached by telephone."""
    if kind not in set(HolderKind):
        abort(404)
    open_desk(code)
    note_call(database(), code, HolderKind(kind), who, by=person().name, now=utc_now())
    flash("Noté : la personne est au courant.", "ok")
    return redirect(url_for("staff.calls", code=code), code=303)


@blueprint.get("/sessions/<code:code>/retards")
def delays(code: str) -> ResponseReturnValue:
    """Show who should have been convened already, and by which limit."""
    desk = open_desk(code)
    return render_template("outbox/delays.html", **frame(desk, "retards"), delays=desk.delays, who=WHO)


@blueprint.get("/sessions/<code:code>/contacts")
def school_contacts(code: str) -> ResponseReturnValue:
    """Show where each establishment is written to."""
    desk = open_desk(code)
    return render_template(
        "outbox/contacts.html", **frame(desk, "contacts"), contacts=contacts_of(reading(), code)
    )


@blueprint.post("/sessions/<code:code>/contacts")
def store_school_contacts(code: str) -> ResponseReturnValue:
    """Keep where establishments are written to; all of them or none."""
    open_desk(code)
    with database().writing() as db:
        before = contacts_of(db, code)
        for one in before:
            store_contact(
                db, one.uai,
                address=request.form.get(f"courriel-{one.uai}", "")[:300],
                phone=request.form.get(f"telephone-{one.uai}", "")[:100],
                now=utc_now(),
            )  # fmt: skip
        for one, now in zip(before, contacts_of(db, code), strict=True):
            note_setting(
                db, Setting(code, "contacts", one.uai, one.name),
                _words(one), _words(now), by=person().name, now=utc_now(),
            )  # fmt: skip
    flash("Contacts enregistrés. Préparez de nouveau les messages pour qu’ils en tiennent compte.", "ok")
    return redirect(url_for("staff.school_contacts", code=code), code=303)


def _words(contact: Contact) -> dict[str, str]:
    return {"courriel": contact.address, "telephone": contact.phone}
