"""One message as it will be read: headers, text, HTML, attachments."""

from __future__ import annotations

from flask import Response, abort, make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from models.db import HolderKind, MessageKind
from scheduler.mail.attachments import Parcel, attachments_of, sources_of
from scheduler.mail.bounces import LEFT
from scheduler.mail.outbox import BY_HAND, EXCLUDABLE, RETRIABLE, SENDABLE, Message, find_message
from scheduler.mail.prepare import in_force
from scheduler.services.documents import press_of
from scheduler.services.person_states import states_of
from webui.database import reading
from webui.desk import open_desk
from webui.security import POLICY
from webui.staff import blueprint
from webui.staff.outbox import frame
from webui.views import outbox as view

LETTER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
"""A letter is styled where it stands, as mail programs ask; nothing else of it may act."""


@blueprint.get("/sessions/<code:code>/envois/<int:message_id>")
def message(code: str, message_id: int) -> ResponseReturnValue:
    """Show one message with everything its reader gets."""
    desk = open_desk(code)
    found = find_message(reading(), code, message_id)
    answer = make_response(
        render_template(
            "outbox/message.html",
            **frame(desk, "envois"),
            message=found,
            row=view.row_of(found, states_of(reading(), code)),
            who=view.WHO[found.holder_kind],
            may={
                "envoyer": found.state in SENDABLE,
                "renvoyer": found.state in RETRIABLE and bool(found.address),
                "ecarter": found.state in EXCLUDABLE,
                "remettre": str(found.state) in {"EXCLUDED", "QUEUED"} and bool(found.address),
                "marquer": found.state in BY_HAND,
                "retour": found.state in LEFT,
            },
            files=_files(code, found),
        )
    )
    answer.headers["Content-Security-Policy"] = f"{POLICY}; frame-src 'self'"
    return answer


@blueprint.get("/sessions/<code:code>/envois/<int:message_id>/lettre")
def letter(code: str, message_id: int) -> ResponseReturnValue:
    """Give the HTML of a message alone, able to do nothing."""
    answer = Response(find_message(reading(), code, message_id).html, mimetype="text/html")
    answer.headers["Content-Security-Policy"] = LETTER_POLICY
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return answer


@blueprint.get("/sessions/<code:code>/envois/<int:message_id>/pieces/<int:rank>")
def attached_file(code: str, message_id: int, rank: int) -> ResponseReturnValue:
    """Give one attachment, made as it will be when the message leaves."""
    found = find_message(reading(), code, message_id)
    plan = in_force(reading(), code)
    if plan.version != found.version:
        abort(404)
    parcel = Parcel(found.kind, found.holder_kind, found.holder, found.people, found.round)
    files = attachments_of(sources_of(reading(), code, plan.number), parcel, heavy=True)
    if rank >= len(files):
        abort(404)
    file = files[rank]
    answer = Response(file.content, mimetype=file.type)
    answer.headers.set("Content-Disposition", "attachment", filename=file.name)
    return answer


def _files(code: str, found: Message) -> list[tuple[str, str]]:
    """Names and addresses of what is attached; nothing once another version is in force."""
    if in_force(reading(), code).version != found.version:
        return []
    if found.holder_kind is HolderKind.SCHOOL:
        names = [f"Convocations de {len(found.people)} candidats (.zip)"]
    elif found.kind is MessageKind.CANCELLED:
        held = press_of(reading(), code).withdrawn
        paper = (str(found.holder_kind), found.holder) in held
        names = [*(["Annulation (PDF)"] if paper else []), "Annulation pour l’agenda (.ics)"]
    else:
        names = ["Convocation (PDF)", "Agenda (.ics)"]
    return [
        (name, url_for("staff.attached_file", code=code, message_id=found.id, rank=rank))
        for rank, name in enumerate(names)
    ]
