"""The page of one candidate: changes first, then when, where, what to bring; never the jury."""

from __future__ import annotations

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from models.db import LinkKind
from scheduler.calendars.feeds import calendar_bytes
from scheduler.calendars.history import told
from scheduler.calendars.holders import candidate_events, candidate_title
from scheduler.documents import Press
from scheduler.documents.candidate import candidate_content
from scheduler.services import answers
from scheduler.services.documents import document_of
from webui.candidate import blueprint
from webui.clock import utc_now
from webui.database import database, reading
from webui.personal import (
    Visit,
    cancellation,
    changes_for,
    convened_visit,
    gone,
    history_of,
    number_of,
    visit,
)
from webui.staff.exports import download
from webui.views.personal import local_moment


@blueprint.get("/candidat/<token>")
def page(token: str) -> ResponseReturnValue:
    """Show one candidate's convocation."""
    came = visit(token, LinkKind.CANDIDATE)
    answer = answers.answer_of(reading(), came.session.code, came.link.holder)
    changes, since = changes_for(came, answer)
    frame = {"visit": came, "contact": g.contact, "changes": changes, "since": since}
    if came.edition is None or came.book is None or not came.book.passages_of(came.code):
        return render_template(
            "personal/nothing.html",
            **frame,
            name=f"Candidat n° {came.code}",
            gone=gone(came),
            endpoint="candidate.cancelled",
        )
    return render_template(
        "candidate/page.html",
        **frame,
        content=candidate_content(Press(came.book, came.edition.version), came.code),
        answer=answer,
        answered=answer is not None and not (changes and since == answer.version),
        answered_on=local_moment(answer.at, came.book) if answer else "",
    )


@blueprint.post("/candidat/<token>/accuse")
def acknowledge(token: str) -> ResponseReturnValue:
    """Keep that the candidate has read the version shown."""
    came = visit(token, LinkKind.CANDIDATE)
    version = number_of(request.form.get("version"))
    answers.acknowledge(database(), came.session.code, came.link.holder, version=version, now=utc_now())
    flash("C’est noté : le centre sait que vous avez lu votre convocation.", "ok")
    return redirect(url_for("candidate.page", token=token), code=303)


@blueprint.get("/candidat/<token>/annulation.pdf")
def cancelled(token: str) -> ResponseReturnValue:
    """Send what tells the candidate not to come."""
    came, content = cancellation(token, LinkKind.CANDIDATE)
    return download(content, f"annulation-{came.code}", "pdf")


@blueprint.get("/candidat/<token>/convocation.pdf")
def convocation(token: str) -> ResponseReturnValue:
    """Send the candidate's convocation."""
    came, _, _ = convened_visit(token, LinkKind.CANDIDATE)
    content = document_of(reading(), came.session.code, "candidats", came.code)
    return download(content, f"convocation-{came.code}", "pdf")


@blueprint.get("/candidat/<token>/epreuves.ics")
def calendar(token: str) -> ResponseReturnValue:
    """Send all the candidate's passages; those that were withdrawn, as cancelled."""
    came, _, _ = convened_visit(token, LinkKind.CANDIDATE)
    return _file(came, None)


@blueprint.get("/candidat/<token>/epreuves/<epreuve>.ics")
def passage_calendar(token: str, epreuve: str) -> ResponseReturnValue:
    """Send one passage of the candidate."""
    came, _, book = convened_visit(token, LinkKind.CANDIDATE)
    mine = [one for one in book.passages_of(came.code) if one.epreuve.partition("/")[2] == epreuve]
    if not mine:
        raise NotFound
    return _file(came, mine[0].epreuve)


def _file(came: Visit, epreuve: str | None) -> ResponseReturnValue:
    """Return the file of every passage, or of one épreuve."""
    history = history_of(came.session.code, names=True)
    events = told(history, lambda scribe: candidate_events(scribe, came.code, epreuve))
    title = candidate_title(history[-1], came.code)
    return download(calendar_bytes(title, events), "oraux", "ics")
