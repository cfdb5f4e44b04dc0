"""The page of one juror: changes first, the answer, then half-days with their running orders."""

from __future__ import annotations

from collections.abc import Mapping

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.db import LinkKind, LinkPurpose
from models.dossier.names import examiner_name
from scheduler.convened import half_days_of
from scheduler.documents import Press
from scheduler.documents.examiner import examiner_content
from scheduler.services import answers
from scheduler.services.documents import document_of
from scheduler.services.links import link_for, renew_link
from webui.clock import utc_now
from webui.database import database, reading
from webui.jury import blueprint
from webui.personal import (
    Visit,
    cancellation,
    changes_for,
    convened_visit,
    gone,
    number_of,
    visit,
)
from webui.staff.exports import download
from webui.views.personal import ShownFeed, local_moment, shown_feed

FEEDS = (
    (LinkPurpose.CALENDAR, "S’abonner", "Avec les noms des candidats et les aménagements."),
    (
        LinkPurpose.DISCREET,
        "S’abonner sans les noms",
        "Heures, salles et rangs seulement : pour un agenda que d’autres voient.",
    ),
)


@blueprint.get("/jury/<token>")
def page(token: str) -> ResponseReturnValue:
    """Show one juror's half-days."""
    return _page(visit(token, LinkKind.EXAMINER))


@blueprint.post("/jury/<token>/confirmer")
def confirm(token: str) -> ResponseReturnValue:
    """Keep that the juror will come."""
    came = visit(token, LinkKind.EXAMINER)
    version = number_of(request.form.get("version"))
    answers.confirm(database(), came.session.code, came.link.holder, version=version, now=utc_now())
    flash("Merci : le centre compte sur vous.", "ok")
    return redirect(url_for("jury.page", token=token), code=303)


@blueprint.post("/jury/<token>/refuser")
def decline(token: str) -> ResponseReturnValue:
    """Keep that the juror cannot come to some half-days; what is lacking is said beside the form."""
    came = visit(token, LinkKind.EXAMINER)
    try:
        answers.decline(
            database(),
            came.session.code,
            came.link.holder,
            version=number_of(request.form.get("version")),
            reason=request.form.get("motif", ""),
            half_days=request.form.getlist("demi_journee"),
            now=utc_now(),
        )
    except answers.IncompleteError as error:
        return _page(came, form=request.form, refused=str(error)), error.code
    flash("Le centre est prévenu. Il cherche un remplaçant et vous écrit.", "ok")
    return redirect(url_for("jury.page", token=token), code=303)


@blueprint.get("/jury/<token>/annulation.pdf")
def cancelled(token: str) -> ResponseReturnValue:
    """Send what tells the juror not to come."""
    came, content = cancellation(token, LinkKind.EXAMINER)
    return download(content, f"annulation-{came.code}", "pdf")


@blueprint.get("/jury/<token>/convocation.pdf")
def convocation(token: str) -> ResponseReturnValue:
    """Send the juror's convocation."""
    came, _, _ = convened_visit(token, LinkKind.EXAMINER)
    content = document_of(reading(), came.session.code, "examinateurs", came.code)
    return download(content, f"convocation-{came.code}", "pdf")


@blueprint.post("/jury/<token>/agenda")
def renew_calendars(token: str) -> ResponseReturnValue:
    """Close the addresses of the juror's calendars and make others."""
    came = visit(token, LinkKind.EXAMINER)
    for purpose, _, _ in FEEDS:
        renew_link(database(), came.session.code, came.link.holder, purpose=purpose, now=utc_now())
    flash("Les adresses de votre agenda ont changé : abonnez-vous de nouveau.", "ok")
    return redirect(f"{url_for('jury.page', token=token)}#agenda", code=303)


def _page(came: Visit, *, form: Mapping[str, str] | None = None, refused: str = "") -> str:
    answer = answers.answer_of(reading(), came.session.code, came.link.holder)
    changes, since = changes_for(came, answer)
    frame = {"visit": came, "contact": g.contact, "changes": changes, "since": since}
    if came.edition is None or came.book is None or not came.book.sittings_of(came.code):
        return render_template(
            "personal/nothing.html",
            **frame,
            name=_name(came),
            gone=gone(came),
            endpoint="jury.cancelled",
        )
    half_days = half_days_of(came.edition.stored.plan, came.code)
    return render_template(
        "jury/page.html",
        **frame,
        content=examiner_content(Press(came.book, came.edition.version), came.code),
        half_days=half_days,
        answer=answer,
        answered=answer is not None and not (changes and since == answer.version),
        answered_on=local_moment(answer.at, came.book) if answer else "",
        declined=[one for one in half_days if answer and str(one) in answer.half_days],
        feeds=_feeds(came),
        form=form,
        refused=refused,
        chosen=request.form.getlist("demi_journee"),
        reason_length=answers.REASON_LENGTH,
    )


def _feeds(came: Visit) -> list[ShownFeed]:
    return [
        shown_feed(
            title, note, link_for(database(), came.session.code, came.link.holder, purpose=purpose)
        )
        for purpose, title, note in FEEDS
    ]


def _name(came: Visit) -> str:
    """Name of somebody who sits nowhere (any more)."""
    known = {one.code: one for one in came.edition.dossier.examiners} if came.edition else {}
    return examiner_name(known[came.code]) if came.code in known else "Page personnelle"
