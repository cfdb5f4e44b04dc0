"""Step « Convoquer »: one person's convocation, everybody's in one file, calendars."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import (
    abort,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue

from models.dossier import Candidate, Examiner
from scheduler.calendars import candidate_calendar, examiner_calendar
from scheduler.documents import CONVOCATIONS, DocumentVersion
from scheduler.errors import NotFoundError
from scheduler.services.documents import document_of, press_of
from scheduler.services.versions import document_version
from webui.batches import Batches
from webui.database import reading
from webui.desk import Desk, ShownPlan, open_desk
from webui.staff import blueprint
from webui.staff.data import address_of
from webui.staff.exports import download
from webui.views.names import Names
from webui.views.tables import Column, Target, browse

Maker = Callable[..., bytes]
CALENDARS: dict[str, Maker] = {"candidat": candidate_calendar, "examinateur": examiner_calendar}


def batches() -> Batches:
    """Return the batches of this installation."""
    found = current_app.extensions["oraux_batches"]
    if not isinstance(found, Batches):
        raise TypeError("oraux_batches")
    return found


@blueprint.get("/sessions/<code:code>/convoquer")
def documents(code: str) -> ResponseReturnValue:
    """Show whom the version in force convenes, and where the documents are."""
    desk = open_desk(code)
    frame = {"section": "sessions", "step": "convoquer", "desk": desk, "session": desk.session}
    if not desk.in_force:
        return render_template("convene/page.html", **frame, shown=None)
    people = _people(desk)
    return render_template(
        "convene/page.html",
        **frame,
        shown=desk.in_force,
        batch=batches().find(code, _number(desk.in_force)),
        code=code,
        candidates=sum(isinstance(person, Candidate) for person in people),
        examiners=sum(isinstance(person, Examiner) for person in people),
        view=browse(_columns(desk.names), people, request.args),
        address=address_of("staff.documents", code=code),
    )


@blueprint.post("/sessions/<code:code>/convoquer")
def start_documents(code: str) -> ResponseReturnValue:
    """Begin to make every document of the version in force."""
    _in_force(code)
    batches().start(code, press_of(reading(), code))
    return redirect(url_for("staff.documents", code=code), code=303)


@blueprint.post("/sessions/<code:code>/convoquer/arreter")
def stop_documents(code: str) -> ResponseReturnValue:
    """Stop making documents; what is made is kept."""
    desk = _in_force(code)
    batches().stop(code, _number(desk.in_force))
    flash("Préparation arrêtée : ce qui est fait est gardé, relancez-la pour continuer.", "info")
    return redirect(url_for("staff.documents", code=code), code=303)


@blueprint.get("/sessions/<code:code>/convoquer/suivi")
def documents_progress(code: str) -> ResponseReturnValue:
    """Give the progress of the documents, for the page that follows it."""
    desk = _in_force(code)
    batch = batches().find(code, _number(desk.in_force))
    answer = make_response(render_template("convene/progress.html", batch=batch, code=code))
    if batch is None or not batch.active:
        answer.headers["X-Finished"] = "1"
    return answer


@blueprint.get("/sessions/<code:code>/documents.zip")
def documents_archive(code: str) -> ResponseReturnValue:
    """Send every document of the version in force in one file."""
    desk = _in_force(code)
    batch = batches().find(code, _number(desk.in_force))
    if batch is None or not batch.complete:
        raise NotFoundError(
            "Les documents ne sont pas encore prêts : préparez-les à l’étape « Convoquer »."
        )
    return send_file(
        batch.archive.resolve(),
        as_attachment=True,
        download_name=f"convocations-{_number(desk.in_force)}.zip",
    )


@blueprint.get("/sessions/<code:code>/convocations/<kind>/<code:who>.pdf")
def convocation(code: str, kind: str, who: str) -> ResponseReturnValue:
    """Send one person's convocation."""
    if kind not in CALENDARS:
        abort(404)
    _in_force(code)
    made = document_of(reading(), code, dict(zip(CALENDARS, CONVOCATIONS, strict=True))[kind], who)
    return download(made, f"convocation-{who}", "pdf")


@blueprint.get("/sessions/<code:code>/calendriers/<kind>/<code:who>.ics")
def calendar(code: str, kind: str, who: str) -> ResponseReturnValue:
    """Send one person's calendar."""
    return download(_made(CALENDARS, code, kind, who), f"agenda-{who}", "ics")


def version_of(desk: Desk) -> DocumentVersion:
    """Return what the documents print of the version in force."""
    if desk.stored is None:
        raise NotFoundError("Aucune version n’est publiée : publiez d’abord un plan.")
    return document_version(reading(), desk.stored, desk.everyone)


def _made(makers: dict[str, Maker], code: str, kind: str, who: str) -> bytes:
    if kind not in makers:
        abort(404)
    desk = _in_force(code)
    return makers[kind](desk.everyone, desk.regulation, desk.plan, who, version=version_of(desk))


def _in_force(code: str) -> Desk:
    """Return the session, its version in force being the plan at hand."""
    desk = open_desk(code)
    if desk.in_force is None:
        raise NotFoundError("Aucune version n’est publiée : publiez d’abord un plan.")
    desk.shown = desk.in_force
    return desk


def _number(shown: ShownPlan | None) -> int:
    return (shown.version or 1) if shown else 1


def _people(desk: Desk) -> list[Candidate | Examiner]:
    """Whom the version in force convenes, candidates first."""
    convened = {passage.candidate for passage in desk.plan.passages}
    candidates = [one for one in desk.names.dossier.candidates if one.number in convened]
    examiners = [one for one in desk.names.dossier.examiners if one.code in desk.sitting_examiners]
    return [*candidates, *examiners]


def _columns(names: Names) -> Sequence[Column]:
    def kind(person: Candidate | Examiner) -> str:
        return "candidat" if isinstance(person, Candidate) else "examinateur"

    def code(person: Candidate | Examiner) -> str:
        return person.number if isinstance(person, Candidate) else person.code

    def target(person: Candidate | Examiner) -> Target:
        return kind(person), code(person)

    def name(person: Candidate | Examiner) -> str:
        return (
            names.candidate(code(person)) if kind(person) == "candidat" else names.examiner(code(person))
        )

    def convocation_of(person: Candidate | Examiner) -> Target:
        return f"convocation-{kind(person)}", code(person)

    return (
        Column("qui", "Qui", lambda p: "Candidat" if kind(p) == "candidat" else "Juré", choice=True),
        Column("nom", "Nom", name, link=target),
        Column("numero", "Numéro ou code", code),
        Column(
            "etablissement", "Établissement", lambda p: names.establishment(p.establishment), choice=True
        ),
        Column("pdf", "Convocation", lambda _: "PDF", link=convocation_of),
    )
