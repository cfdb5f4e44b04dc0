"""Import: drop files, look at what would change, confirm. Nothing is stored before."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from models.db import AccountRole
from scheduler.accounts import Right
from scheduler.accounts.users import give_role
from scheduler.errors import ConflictError
from scheduler.services import samples
from scheduler.services.import_session import ImportPreview, apply_import, preview_import
from scheduler.services.journal import journal_of
from webui import uploads
from webui.accounts.guard import allowed, person, require
from webui.clock import utc_now
from webui.database import database, reading
from webui.desk import open_desk
from webui.french import count
from webui.staff import blueprint
from webui.views.imports import shown, where


@blueprint.post("/sessions/exemple")
def load_sample() -> ResponseReturnValue:
    """Load the sample session, or open it when it is there already."""
    with database().writing() as db:
        code = samples.load_sample(db, by=person().name, now=utc_now())
        _own(db, code)
    flash("La session d’exemple est chargée. Étapes suivantes : « Vérifier », puis « Planifier ».", "ok")
    return redirect(url_for("staff.session_home", code=code), code=303)


@blueprint.post("/import")
def import_new() -> ResponseReturnValue:
    """Keep dropped files aside, then show what they would change."""
    token = uploads.keep(request.files.getlist("fichiers"))
    return redirect(url_for("staff.import_preview", token=token), code=303)


@blueprint.get("/sessions/<code:code>/import")
def import_page(code: str) -> ResponseReturnValue:
    """Show where to drop files for this session."""
    desk = open_desk(code)
    return render_template(
        "imports/page.html", section="sessions", step="donnees", desk=desk, session=desk.session
    )


@blueprint.post("/sessions/<code:code>/import")
def import_into(code: str) -> ResponseReturnValue:
    """Keep dropped files aside for this session, then show what they would change."""
    open_desk(code)
    token = uploads.keep(request.files.getlist("fichiers"))
    return redirect(url_for("staff.import_preview", token=token, session=code), code=303)


@blueprint.get("/import/<token>")
def import_preview(token: str) -> ResponseReturnValue:
    """Show what is added, changed or absent, and each problem at its cell."""
    code = request.args.get("session") or None
    preview = preview_import(reading(), path=uploads.kept(token), session_code=code)
    _require(preview)
    return render_template(
        "imports/preview.html",
        section="sessions",
        preview=shown(preview, token),
        where=where,
        joins=code or "",
        back=_back(code),
    )


@blueprint.post("/import/<token>")
def import_confirm(token: str) -> ResponseReturnValue:
    """Store what the preview announced, unless the session has changed since."""
    code = request.form.get("session") or None
    with database().reading() as db:
        preview = preview_import(db, path=uploads.kept(token), session_code=code)
    _require(preview)
    if ("" if preview.revision is None else str(preview.revision)) != request.form.get("revision", ""):
        raise ConflictError(
            "La session a changé depuis l’aperçu ; rien n’a été enregistré. "
            "Déposez de nouveau le fichier."
        )
    remove = "remove_absent" in request.form
    stored, entry = _store(preview, remove_absent=remove)
    uploads.forget(token)
    if kept := 0 if remove else preview.changes.removed:
        flash(_kept(kept), "info")
    return redirect(url_for("staff.session_home", code=stored, fait=entry), code=303)


def _store(preview: ImportPreview, *, remove_absent: bool) -> tuple[str, int | None]:
    """Return the session with the entry of its journal, None when nothing changed."""
    with database().writing() as db:
        before = journal_of(db, preview.session_code, limit=1) if preview.session_code else []
        code = apply_import(
            db, preview=preview, remove_absent=remove_absent, by=person().name, now=utc_now()
        )
        if preview.creates:
            _own(db, code)
        after = journal_of(db, code, limit=1)
    return code, after[0].id if after and after != before else None


def _own(db: Session, code: str) -> None:
    """Make who creates a session its manager; an administrator has every right already."""
    if not allowed(Right.EDIT, code):
        give_role(db, user_id=person().id, session_code=code, role=AccountRole.MANAGER)


def _require(preview: ImportPreview) -> None:
    """Refuse the files of a session whose data one may not change.

    Raises
    ------
    ForbiddenError, NotFoundError
        As `webui.accounts.guard.require`.

    """
    if preview.session_code and not preview.creates:
        require(Right.EDIT, preview.session_code)


def _kept(absent: int) -> str:
    lines = count(
        absent, "ligne absente du fichier est conservée", "lignes absentes du fichier sont conservées"
    )
    return f"{lines}."


def _back(code: str | None) -> str:
    return url_for("staff.import_page", code=code) if code else url_for("staff.sessions")
