"""Step « Convoquer »: who is convened, every kind of document, all of them in one archive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice

from flask import abort, flash, make_response, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from models.dossier import Candidate, Examiner
from scheduler import jobs
from scheduler.calendars import candidate_calendar, examiner_calendar
from scheduler.documents import CONVOCATIONS, KINDS, DocumentVersion, Press, document
from scheduler.documents.glyphs import undrawable
from scheduler.documents.school_folder import school_archive
from scheduler.documents.seal import seal_from
from scheduler.errors import MissingToolError, NotFoundError
from scheduler.services.archives import archive_path
from scheduler.services.documents import document_of, press_of
from scheduler.services.versions import document_version, edition_of
from webui.clock import utc_now
from webui.database import database, reading, sight
from webui.derived import derived
from webui.desk import Desk, ShownPlan, open_desk
from webui.staff import blueprint
from webui.staff.data import address_of
from webui.staff.exports import download
from webui.staff.outbox import people_mail
from webui.views.documents import FOLDER, ShownKind, columns_of, shown_kinds
from webui.views.names import Names
from webui.views.tables import Column, Target, browse

Maker = Callable[..., bytes]
PERSONAL = dict(zip(("candidat", "examinateur"), CONVOCATIONS, strict=True))
CALENDARS: dict[str, Maker] = {"candidat": candidate_calendar, "examinateur": examiner_calendar}
NAMED_MISSING = 12


@blueprint.get("/sessions/<code:code>/convoquer")
def documents(code: str) -> ResponseReturnValue:
    """Show whom the version in force convenes, and every kind of document."""
    desk = open_desk(code)
    frame = {"section": "sessions", "step": "convoquer", "desk": desk, "session": desk.session}
    shown = _at_hand(desk)
    if shown is None:
        return render_template("convene/page.html", **frame, shown=None, code=code)
    press = press_of(reading(), code, number=shown.number)
    people = _people(desk)
    return render_template(
        "convene/page.html",
        **frame,
        shown=shown,
        batch=jobs.latest_batch(reading(), shown.id),
        code=code,
        kinds=_kinds(press),
        chosen=CONVOCATIONS,
        missing=_missing(desk),
        candidates=sum(isinstance(person, Candidate) for person in people),
        examiners=sum(isinstance(person, Examiner) for person in people),
        view=browse(_columns(desk, press), people, request.args),
        address=address_of("staff.documents", code=code),
    )


@blueprint.post("/sessions/<code:code>/convoquer")
def start_documents(code: str) -> ResponseReturnValue:
    """Begin to make the chosen kinds of documents; asked twice, they are made once."""
    shown = _of_some_plan(code)
    kinds = request.form.getlist("genre") or list(CONVOCATIONS)
    jobs.start_batch(database(), code, now=utc_now(), kinds=kinds, number=shown.number)
    return redirect(url_for("staff.documents", code=code), code=303)


@blueprint.post("/sessions/<code:code>/convoquer/arreter")
def stop_documents(code: str) -> ResponseReturnValue:
    """Stop making documents; what is made is kept."""
    batch = jobs.latest_batch(reading(), _of_some_plan(code).id)
    if batch is not None:
        jobs.stop_batch(database(), batch.id, now=utc_now())
        flash("Préparation arrêtée : ce qui est fait est gardé, relancez-la pour continuer.", "info")
    return redirect(url_for("staff.documents", code=code), code=303)


@blueprint.get("/sessions/<code:code>/convoquer/suivi")
def documents_progress(code: str) -> ResponseReturnValue:
    """Give the progress of the documents, for the page that follows it."""
    shown = _of_some_plan(code)
    batch = jobs.latest_batch(reading(), shown.id)
    kinds = () if batch and batch.active else _kinds(press_of(reading(), code, number=shown.number))
    page = render_template(
        "convene/progress.html", batch=batch, code=code, kinds=kinds, chosen=CONVOCATIONS
    )
    answer = make_response(page)
    if batch is None or not batch.active:
        answer.headers["X-Finished"] = "1"
    return answer


@blueprint.get("/sessions/<code:code>/documents.zip")
def documents_archive(code: str) -> ResponseReturnValue:
    """Send the archive that was last made of the version in force."""
    shown = _of_some_plan(code)
    archive = archive_path(database(), code, shown.id)
    if not archive.exists():
        raise NotFoundError(
            "Les documents ne sont pas encore prêts : préparez-les à l’étape « Convoquer »."
        )
    return send_file(archive, as_attachment=True, download_name=f"documents-plan-{shown.number}.zip")


@blueprint.get("/sessions/<code:code>/documents/<kind>")
def documents_of_kind(code: str, kind: str) -> ResponseReturnValue:
    """List the documents of one kind, each to be looked at; those of a draft say « PROJET »."""
    if kind not in KINDS:
        abort(404)
    desk = open_desk(code)
    shown = desk.shown
    if shown is None:
        raise NotFoundError("Cette session n’a pas encore de plan : calculez-le d’abord.")
    press = press_of(reading(), code, number=shown.number)
    documents = address_of("staff.one_document", code=code, kind=kind, plan=shown.id)
    folders = address_of("staff.school_documents", code=code, plan=shown.id)
    return render_template(
        "convene/kind.html",
        section="sessions",
        step="convoquer",
        desk=desk,
        session=desk.session,
        code=code,
        kind=KINDS[kind],
        shown=shown,
        view=browse(columns_of(kind), list(KINDS[kind].entries(press)), request.args),
        address=address_of("staff.documents_of_kind", code=code, kind=kind, plan=shown.id),
        target=lambda what, key: folders({"uai": key}) if what == FOLDER else documents({"key": key}),
    )


@blueprint.get("/sessions/<code:code>/documents/etablissements/<code:uai>.zip")
def school_documents(code: str, uai: str) -> ResponseReturnValue:
    """Send what one establishment receives: its list and its candidates' convocations."""
    shown = open_desk(code).shown
    press = press_of(reading(), code, number=shown.number if shown else None)
    content = school_archive(press, uai, seal=seal_from())
    return download(content, f"convocations-{uai}", "zip")


@blueprint.get("/sessions/<code:code>/documents/<kind>/<code:key>.pdf")
def one_document(code: str, kind: str, key: str) -> ResponseReturnValue:
    """Show one document; of the plan that the address names, else of the version in force."""
    if kind not in KINDS:
        abort(404)
    shown = open_desk(code).shown
    number = shown.number if shown else None
    press = press_of(reading(), code, number=number)
    return download(document(press, kind, key, seal=seal_from()), f"{kind}-{key}", "pdf", inline=True)


@blueprint.get("/sessions/<code:code>/convocations/<kind>/<code:who>.pdf")
def convocation(code: str, kind: str, who: str) -> ResponseReturnValue:
    """Send one person's convocation."""
    if kind not in PERSONAL:
        abort(404)
    _in_force(code)
    return download(document_of(reading(), code, PERSONAL[kind], who), f"convocation-{who}", "pdf")


@blueprint.get("/sessions/<code:code>/calendriers/<kind>/<code:who>.ics")
def calendar(code: str, kind: str, who: str) -> ResponseReturnValue:
    """Send one person's calendar."""
    if kind not in CALENDARS:
        abort(404)
    _in_force(code)
    KINDS[PERSONAL[kind]].find(press_of(reading(), code), who)  # refused as the paper is
    held = edition_of(reading(), code)
    made = CALENDARS[kind](held.dossier, held.regulation, held.stored.plan, who, version=held.version)
    return download(made, f"agenda-{who}", "ics")


def version_of(desk: Desk) -> DocumentVersion:
    """Return what the documents print of the version in force."""
    if desk.stored is None:
        raise NotFoundError("Aucune version n’est publiée : publiez d’abord un plan.")
    return document_version(reading(), desk.stored, desk.everyone)


def _at_hand(desk: Desk) -> ShownPlan | None:
    """Look at the version in force, else at the newest draft."""
    desk.shown = desk.in_force or (desk.plans[0] if desk.plans else None)
    return desk.shown


def _of_some_plan(code: str) -> ShownPlan:
    """Return the plan whose documents the page makes."""
    shown = _at_hand(open_desk(code))
    if shown is None:
        raise NotFoundError("Cette session n’a pas encore de plan : calculez-le d’abord.")
    return shown


def _in_force(code: str) -> Desk:
    """Return the session, its version in force being the plan at hand."""
    desk = open_desk(code)
    if desk.in_force is None:
        raise NotFoundError("Aucune version n’est publiée : publiez d’abord un plan.")
    desk.shown = desk.in_force
    return desk


def _kinds(press: Press) -> tuple[ShownKind, ...]:
    """Every kind with how many documents it has."""
    key = (sight(), press.book.dossier.session.code, "kinds")
    return derived.get(key, (press.book.plan, press.book.dossier), lambda: shown_kinds(press))


def _missing(desk: Desk) -> str:
    """Say whose names no installed font can draw whole, empty when all can."""
    dossier = desk.names.dossier
    key = (sight(), desk.code, "glyphs")
    return derived.get(key, (dossier.candidates, dossier.examiners), lambda: _undrawn(desk.names))


def _undrawn(names: Names) -> str:
    dossier = names.dossier
    people = [*(one.number for one in dossier.candidates), *(one.code for one in dossier.examiners)]
    said = [names.candidate(one.number) for one in dossier.candidates]
    said += [names.examiner(one.code) for one in dossier.examiners]
    try:
        lost = undrawable("".join(said))
    except MissingToolError:
        return ""  # whoever asks for a document is told what to install
    found = [f"{name} ({code})" for code, name in zip(people, said, strict=True) if lost & set(name)]
    more = f" et {len(found) - NAMED_MISSING} autres" if len(found) > NAMED_MISSING else ""
    return ", ".join(islice(found, NAMED_MISSING)) + more


def _people(desk: Desk) -> list[Candidate | Examiner]:
    """Whom the plan at hand convenes, candidates first."""
    convened = {passage.candidate for passage in desk.plan.passages}
    candidates = [one for one in desk.names.dossier.candidates if one.number in convened]
    examiners = [one for one in desk.names.dossier.examiners if one.code in desk.sitting_examiners]
    return [*candidates, *examiners]


def _columns(desk: Desk, press: Press) -> Sequence[Column]:
    names, mail = desk.names, people_mail(desk)

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

    def convocation_of(person: Candidate | Examiner) -> Target | None:
        return None if press.version.draft else (f"convocation-{kind(person)}", code(person))

    def number(person: Candidate | Examiner) -> str:
        return f"n° {code(person)}-{press.issue_of(target(person)).version.number}"

    def change(person: Candidate | Examiner) -> str:
        issue = press.issue_of(target(person))
        if issue.version.number != press.version.number:
            return "Inchangée"
        return issue.change or "Nouvelle"

    return (
        Column("qui", "Qui", lambda p: "Candidat" if kind(p) == "candidat" else "Juré", choice=True),
        Column("nom", "Nom", name, link=target),
        Column(
            "etablissement", "Établissement", lambda p: names.establishment(p.establishment), choice=True
        ),
        Column("pdf", "Convocation", number, link=convocation_of),
        Column("change", "Ce qui change", change),
        Column(
            "envoi",
            "Envoi",
            lambda p: mail.text(*target(p)),
            choice=True,
            look=lambda p: mail.look(*target(p)),
        ),
    )
