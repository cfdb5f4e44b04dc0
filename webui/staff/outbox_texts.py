"""The words of a session's messages: read, changed, seen as they will be before they are kept."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.db import MessageKind
from scheduler.errors import OrauxError
from scheduler.mail.preview import preview_text
from scheduler.mail.texts import (
    KIND_NAMES,
    PLACEHOLDERS,
    USUAL,
    MailText,
    checked,
    forget_text,
    store_text,
    texts_of,
)
from scheduler.services.dossiers import session_row
from scheduler.services.settings_journal import Setting, note_setting
from webui.accounts.guard import person
from webui.clock import utc_now
from webui.database import database, reading
from webui.desk import open_desk
from webui.staff import blueprint
from webui.staff.outbox import frame

IN_ADDRESS = {
    MessageKind.CANDIDATE: "candidat",
    MessageKind.EXAMINER: "jure",
    MessageKind.CHANGED: "changement",
    MessageKind.CANCELLED: "annulation",
    MessageKind.REMINDER: "rappel",
    MessageKind.SCHOOL: "etablissement",
}
KINDS = {name: kind for kind, name in IN_ADDRESS.items()}


@blueprint.get("/sessions/<code:code>/textes-des-messages")
@blueprint.get("/sessions/<code:code>/textes-des-messages/<kind>")
def mail_texts(code: str, kind: str = "candidat") -> ResponseReturnValue:
    """Show the words of one kind of message, and a message made of them."""
    found = _kind(kind)
    text = texts_of(reading(), session_row(reading(), code).id)[found]
    return _page(code, found, text)


@blueprint.post("/sessions/<code:code>/textes-des-messages/<kind>")
def store_mail_text(code: str, kind: str) -> ResponseReturnValue:
    """Keep new words, return to the usual ones, or only show what they would give."""
    found, action = _kind(kind), request.form.get("action", "")
    text = MailText(*(request.form.get(name, "")[:5000] for name in ("objet", "debut", "fin")))
    if action == "apercu":
        return _tried(code, found, text)
    with database().writing() as db:
        session_id = session_row(db, code).id
        before = _words(texts_of(db, session_id)[found])
        if action == "retablir":
            forget_text(db, code, found)
        else:
            store_text(db, code, found, text)
        note_setting(
            db, Setting(code, "textes-messages", kind, KIND_NAMES[found]),
            before, _words(texts_of(db, session_id)[found]), by=person().name, now=utc_now(),
        )  # fmt: skip
    flash(
        "Textes enregistrés. Les messages déjà préparés gardent les anciens : préparez-les de nouveau.",
        "ok",
    )
    return redirect(url_for("staff.mail_texts", code=code, kind=kind), code=303)


def _words(text: MailText) -> dict[str, str]:
    return dict(zip(("objet", "debut", "fin"), (text.subject, text.opening, text.closing), strict=True))


def _tried(code: str, kind: MessageKind, text: MailText) -> ResponseReturnValue:
    """Show words that are not kept yet, or what is wrong with them, without losing what was typed."""
    try:
        checked(text)
    except OrauxError as error:
        return _page(code, kind, text, problem=str(error), status=error.code)
    return _page(code, kind, text)


def _page(
    code: str, kind: MessageKind, text: MailText, *, problem: str = "", status: int = 200
) -> ResponseReturnValue:
    desk = open_desk(code)
    seen = None if problem else preview_text(reading(), code, kind, text)
    page = render_template(
        "outbox/texts.html",
        **frame(desk, "textes"),
        kind=IN_ADDRESS[kind],
        kinds=[(name, KIND_NAMES[one]) for one, name in IN_ADDRESS.items()],
        text=text,
        usual=text == USUAL[kind],
        placeholders=PLACEHOLDERS,
        problem=problem,
        seen=seen,
    )
    return page, status


def _kind(name: str) -> MessageKind:
    if name not in KINDS:
        abort(404)
    return KINDS[name]
