"""The outbox: messages reviewed, sent, followed; nothing leaves that nobody approved."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from models.db import HolderKind, MessageState
from models.dossier.names import sorting_name
from models.french import agreed, counted
from scheduler.errors import OrauxError
from scheduler.exchange.sheet_writing import workbook_bytes
from scheduler.mail import outbox as services
from scheduler.mail.bounces import note_bounces, read_bounces, record_bounces
from scheduler.mail.export import exportable, merge_rows, merge_table
from scheduler.mail.prepare import Preparation, prepare_messages
from scheduler.mail.reminders import prepare_reminders
from scheduler.mail.server import MailServer, server_of
from scheduler.mail.trouble import trouble_of, try_again
from scheduler.services.person_states import states_of
from webui.accounts.guard import person
from webui.clock import utc_now
from webui.database import database, reading
from webui.desk import Desk, open_desk
from webui.staff import blueprint
from webui.staff.data import address_of
from webui.staff.exports import download
from webui.views import outbox as view
from webui.views.tables import browse

Ids = Collection[int]
DONE = {
    "envoyer": ("message part", "messages partent"),
    "renvoyer": ("message repart", "messages repartent"),
    "ecarter": ("message écarté", "messages écartés"),
    "remettre": ("message à relire de nouveau", "messages à relire de nouveau"),
    "marquer": ("message marqué comme envoyé", "messages marqués comme envoyés"),
    "retour": ("message noté revenu en erreur", "messages notés revenus en erreur"),
}


def frame(desk: Desk, tab: str) -> dict[str, object]:
    """What every page about messages needs."""
    return {
        "section": "sessions", "step": "convoquer", "desk": desk, "session": desk.session,
        "code": desk.code, "tab": tab,
    }  # fmt: skip


@blueprint.get("/sessions/<code:code>/envois")
def outbox(code: str) -> ResponseReturnValue:
    """Show the messages of a session with their states, and what can be done with them."""
    desk = open_desk(code)
    messages = services.list_messages(reading(), code)
    late = {(one.kind, one.code) for one in desk.delays.people}
    rows = view.rows_of(messages, states_of(reading(), code), late, _by_name(desk))
    return render_template(
        "outbox/page.html",
        **frame(desk, "envois"),
        **_status(code),
        view=browse(view.COLUMNS, rows, request.args),
        address=address_of("staff.outbox", code=code),
        counts=services.count_states(reading(), code),
        states=MessageState,
    )


@blueprint.get("/sessions/<code:code>/envois/suivi")
def outbox_progress(code: str) -> ResponseReturnValue:
    """Give how far sending is, for the page that follows it."""
    status = _status(code)
    answer = make_response(render_template("outbox/progress.html", code=code, **status))
    if not status["live"]:
        answer.headers["X-Finished"] = "1"
    return answer


@blueprint.post("/sessions/<code:code>/envois/preparer")
def prepare_outbox(code: str) -> ResponseReturnValue:
    """Write the messages of the version in force; nothing leaves."""
    open_desk(code)
    done = prepare_messages(database(), code, now=utc_now())
    flash(said_preparation(done), "ok")
    return redirect(url_for("staff.outbox", code=code), code=303)


@blueprint.post("/sessions/<code:code>/envois/rappeler")
def remind(code: str) -> ResponseReturnValue:
    """Write a reminder to who is silent; nothing leaves."""
    open_desk(code)
    added = prepare_reminders(database(), code, now=utc_now())
    flash(
        f"{counted(added, 'rappel préparé', 'rappels préparés')}, à relire puis à envoyer."
        if added
        else "Personne à relancer : tout le monde a répondu, ou n’a pas encore eu le temps de répondre.",
        "ok" if added else "info",
    )
    return redirect(url_for("staff.outbox", code=code), code=303)


@blueprint.post("/sessions/<code:code>/envois")
def act_on_outbox(code: str) -> ResponseReturnValue:
    """Do one thing with the messages that were ticked, or send all those that are ready."""
    open_desk(code)
    action = request.form.get("action", "")
    ids = [int(one) for one in request.form.getlist("message") if one.isdecimal() and len(one) < 10]  # noqa: PLR2004 (ids are short)
    if action not in {*DONE, "tout"}:
        abort(400)
    if not ids and action != "tout":
        raise OrauxError("Cochez d’abord les messages concernés : rien n’a été fait.")
    with database().writing() as db:
        count = _act(db, code, action, ids, utc_now())
    _tell(DONE["envoyer" if action == "tout" else action], count)
    if request.form.get("depuis") == "message" and ids:
        return redirect(url_for("staff.message", code=code, message_id=ids[0]), code=303)
    return redirect(url_for("staff.outbox", code=code), code=303)


def _by_name(desk: Desk) -> dict[tuple[HolderKind, str], str]:
    """Return what each person is sorted by: family name first."""
    dossier = desk.names.dossier
    found = {(HolderKind.CANDIDATE, one.number): sorting_name(one) for one in dossier.candidates}
    return found | {(HolderKind.EXAMINER, one.code): sorting_name(one) for one in dossier.examiners}


def _act(db: Session, code: str, action: str, ids: Ids, now: datetime) -> int:
    by = person().name
    acts: dict[str, Callable[[], int]] = {
        "tout": lambda: services.approve(db, code, None, by=by, now=now),
        "envoyer": lambda: services.approve(db, code, ids, by=by, now=now),
        "renvoyer": lambda: services.send_again(db, code, ids, by=by, now=now),
        "ecarter": lambda: services.exclude(db, code, ids, by=by),
        "remettre": lambda: services.put_back(db, code, ids),
        "retour": lambda: note_bounces(db, code, ids, by=by, now=now),
        "marquer": lambda: services.mark_sent(db, code, ids, by=by, now=now),
    }
    return acts[action]()


def _tell(words: tuple[str, str], count: int) -> None:
    if count:
        flash(f"{counted(count, *words)}.", "ok")
    else:
        flash("Rien n’a changé : aucun de ces messages n’est dans un état qui le permet.", "warn")


@blueprint.post("/sessions/<code:code>/envois/pause")
def pause_outbox(code: str) -> ResponseReturnValue:
    """Hold everything that has not left, or let it leave again."""
    open_desk(code)
    paused = request.form.get("pause") == "1"
    with database().writing() as db:
        services.pause(db, code, paused=paused)
    flash("Envoi en pause : rien d’autre ne part." if paused else "L’envoi reprend.", "info")
    return redirect(url_for("staff.outbox", code=code), code=303)


@blueprint.post("/sessions/<code:code>/envois/reessayer")
def retry_server(code: str) -> ResponseReturnValue:
    """Call the mail server again at once."""
    open_desk(code)
    try_again(database())
    flash("Nouvel essai demandé : il a lieu dans quelques secondes.", "info")
    return redirect(url_for("staff.outbox", code=code), code=303)


@blueprint.get("/sessions/<code:code>/envois.<kind>")
def export_outbox(code: str, kind: str) -> ResponseReturnValue:
    """Send the mail-merge table of the messages of the version in force, as CSV or as a workbook."""
    if kind not in {"csv", "xlsx"}:
        abort(404)
    open_desk(code)
    rows = merge_rows(reading(), code, exportable(reading(), code), {})
    content = merge_table(rows) if kind == "csv" else workbook_bytes({"publipostage": rows})
    return download(content, f"publipostage-{code}", kind)


@blueprint.post("/sessions/<code:code>/envois/retours")
def import_bounces(code: str) -> ResponseReturnValue:
    """Read lists of addresses or notices of the mail server, and mark what came back."""
    open_desk(code)
    files = [file for file in request.files.getlist("fichiers") if file.filename]
    if not files:
        raise OrauxError("Choisissez un fichier : une liste d’adresses (CSV) ou des avis (.eml).")
    found = [one for file in files for one in read_bounces(str(file.filename), file.read())]
    with database().writing() as db:
        report = record_bounces(db, code, found, now=utc_now())
    count = len(report.recorded)
    flash(f"{counted(count, 'message revenu en erreur', 'messages revenus en erreur')}.", "ok")
    if report.unknown:
        several = len(report.unknown)
        flash(
            f"{agreed(several, 'Adresse inconnue', 'Adresses inconnues')} de cette session : "
            f"{', '.join(report.unknown[:10])}.",
            "warn",
        )
    return redirect(url_for("staff.outbox", code=code), code=303)


def people_mail(desk: Desk) -> view.PeopleMail:
    """Return where the mail of each convened person stands."""
    return view.PeopleMail(
        services.list_messages(reading(), desk.code),
        states_of(reading(), desk.code),
        {(one.kind, one.code) for one in desk.delays.people},
    )


def said_preparation(done: Preparation) -> str:
    """Say what preparing did."""
    new = counted(done.added, "message préparé", "messages préparés")
    parts = [f"{new}, à relire puis à envoyer" if done.added else "Aucun nouveau message"]
    if done.refreshed:
        parts.append(f"{done.refreshed} mis à jour")
    if done.superseded:
        parts.append(f"{done.superseded} {agreed(done.superseded, 'remplacé')}")
    if done.unreachable:
        parts.append(f"{done.unreachable} sans adresse")
    return f"{' ; '.join(parts)}."


def _status(code: str) -> dict[str, object]:
    """How far sending is, and what holds it."""
    trouble = trouble_of(reading())
    paused = services.is_paused(reading(), code)
    progress = view.progress_of(services.count_states(reading(), code))
    return {
        "progress": progress,
        "paused": paused,
        "trouble": trouble,
        "server": _server(),
        "live": bool(progress.moving and not paused and not (trouble and trouble.halted)),
    }


def _server() -> MailServer | None:
    """Return the mail server; what is wrong with it is said where it is set."""
    try:
        return server_of(database())
    except OrauxError:
        return None
