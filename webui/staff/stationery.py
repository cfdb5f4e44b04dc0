"""The paper of a session: letterhead, logo, signatory and notices; edited, looked at, kept."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.stationery import Stationery
from scheduler.documents import CANDIDATES, EXAMINERS, KINDS, document
from scheduler.documents.french import academie
from scheduler.documents.images import logo_uri, normalised_logo
from scheduler.errors import ImportRefusedError, NotFoundError
from scheduler.services.documents import press_of
from scheduler.services.settings_journal import Setting, note_setting
from scheduler.services.stationery import keep_stationery, paper_words, stationery_of
from webui.accounts.guard import person
from webui.clock import utc_now
from webui.database import database, reading
from webui.desk import open_desk
from webui.staff import blueprint
from webui.staff.exports import download

LONGEST_LINE = 120
LONGEST_NOTICE = 400
MOST_LINES = 4
MOST_NOTICES = 6


@blueprint.get("/sessions/<code:code>/papier")
def stationery(code: str) -> ResponseReturnValue:
    """Show the paper of a session, to be changed."""
    return _page(code, stationery_of(reading(), code))


@blueprint.post("/sessions/<code:code>/papier")
def keep_paper(code: str) -> ResponseReturnValue:
    """Keep the paper that was sent."""
    try:
        paper = _sent(code)
    except ImportRefusedError as error:
        flash(str(error), "bad")
        return _page(code, _sent(code, logo=False)), error.code
    with database().writing() as db:
        before = paper_words(stationery_of(db, code))
        keep_stationery(db, code, paper)
        note_setting(
            db, Setting(code, "papier", "session", "en-tête, signature et mentions"),
            before, paper_words(paper), by=person().name, now=utc_now(),
        )  # fmt: skip
    flash("L’en-tête, la signature et les mentions de la session sont enregistrés.", "ok")
    return redirect(url_for("staff.stationery", code=code), code=303)


@blueprint.post("/sessions/<code:code>/papier/apercu")
def preview_paper(code: str) -> ResponseReturnValue:
    """Show a convocation on the paper that was sent, without keeping it."""
    kind = EXAMINERS if "apercu_jure" in request.form else CANDIDATES
    shown = open_desk(code).shown
    if shown is None:
        raise NotFoundError(
            "Cette session n’a pas encore de plan : l’aperçu montre une convocation du plan."
        )
    press = press_of(reading(), code, number=shown.number)
    press = replace(press, stationery=_sent(code))
    first = next(KINDS[kind].entries(press), None)
    if first is None:
        raise NotFoundError("Ce plan ne convoque personne : il n’y a rien à montrer.")
    return download(document(press, kind, first.code), "apercu", "pdf", inline=True)


def _page(code: str, paper: Stationery) -> str:
    desk = open_desk(code)
    return render_template(
        "convene/stationery.html",
        section="sessions",
        step="convoquer",
        desk=desk,
        session=desk.session,
        code=code,
        paper=paper,
        heading=academie(desk.session.academie),
        logo=logo_uri(paper.logo),
        can_preview=desk.shown is not None,
    )


def _sent(code: str, *, logo: bool = True) -> Stationery:
    """Return the paper that a form holds.

    Raises
    ------
    ImportRefusedError
        The logo is no picture, or too large.

    """
    form = request.form
    return Stationery(
        header=_lines("header", MOST_LINES, LONGEST_LINE),
        logo=_logo(code) if logo else stationery_of(reading(), code).logo,
        delegation=form.get("delegation", "").strip()[:LONGEST_LINE],
        signatory_name=form.get("signatory_name", "").strip()[:LONGEST_LINE],
        signatory_title=form.get("signatory_title", "").strip()[:LONGEST_LINE],
        candidate_notices=_lines("candidate_notices", MOST_NOTICES, LONGEST_NOTICE),
        examiner_notices=_lines("examiner_notices", MOST_NOTICES, LONGEST_NOTICE),
        professional_notices=_lines("professional_notices", MOST_NOTICES, LONGEST_NOTICE),
        qr_code="qr_code" in form,
    )


def _lines(name: str, most: int, longest: int) -> tuple[str, ...]:
    """Return the lines of a text area that say something."""
    typed: Iterable[str] = request.form.get(name, "").splitlines()
    said = (" ".join(line.split())[:longest] for line in typed)
    return tuple(line for line in said if line)[:most]


def _logo(code: str) -> bytes | None:
    """Return the logo that was sent, else the one that is kept unless its removal is asked."""
    sent = request.files.get("logo")
    if sent is not None and sent.filename:
        with closing(sent):
            return normalised_logo(sent.read())
    return None if "without_logo" in request.form else stationery_of(reading(), code).logo
