"""The list of sessions, the first page anybody sees."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.french import NBSP
from scheduler.accounts import Right
from scheduler.errors import OrauxError
from scheduler.services import sessions as services
from scheduler.services.sessions import SessionSummary, list_sessions
from scheduler.services.settings_journal import Setting, note_setting
from webui.accounts.guard import allowed, person
from webui.clock import utc_now
from webui.database import database, reading
from webui.french import short_date
from webui.staff import blueprint

LOOKS = {
    "done": ("ok", "check"),
    "attention": ("warn", "alert"),
    "running": ("info", "clock"),
    "late": ("bad", "alert"),
    "todo": ("info", "arrow"),
}


@dataclass(frozen=True, slots=True)
class Card:
    """One session in the list, with the next thing to do."""

    code: str
    label: str
    candidates: int
    examiners: int
    rooms: int
    note: str
    badge: str
    tone: str
    mark: str


@blueprint.get("/")
def home() -> ResponseReturnValue:
    """Lead to the sessions."""
    return redirect(url_for("staff.sessions"))


@blueprint.get("/sessions")
def sessions() -> ResponseReturnValue:
    """Show every session with its state, or how to begin."""
    known = list_sessions(reading(), now=utc_now())
    cards = [_card(one) for one in known if allowed(Right.READ, one.code)]
    return render_template("sessions/list.html", section="sessions", cards=cards)


@blueprint.post("/sessions/<code:code>/supprimer")
def delete_session(code: str) -> ResponseReturnValue:
    """Remove a session for good, once its code was written as a confirmation."""
    if request.form.get("confirmation", "").strip() != code:
        raise OrauxError("Le code écrit n’est pas celui de la session : rien n’a été supprimé.")
    with database().writing() as db:
        label = services.find_session(db, code).label
        services.delete_session(db, code, even_published=True)
        note_setting(
            db, Setting(None, "sessions", code), {"libelle": label}, {}, by=person().name, now=utc_now()
        )  # fmt: skip
    flash(f"La session « {code} » a été supprimée.", "ok")
    return redirect(url_for("staff.sessions"), code=303)


def _card(summary: SessionSummary) -> Card:
    badge, tone, mark = _badge(summary)
    return Card(
        code=summary.code,
        label=summary.label,
        candidates=summary.candidates,
        examiners=summary.examiners,
        rooms=summary.rooms,
        note=_note(summary),
        badge=badge,
        tone=tone,
        mark=mark,
    )


def _badge(summary: SessionSummary) -> tuple[str, str, str]:
    """Return the step that asks for something, in the order of the work."""
    running = next((step for step in summary.steps if step.state == "running"), None)
    late = next((step for step in summary.steps if step.state == "late"), None)
    asking = [step for step in summary.steps if step.state in {"todo", "attention"}]
    # doubtful data stay to be looked at for good: they do not hide the next thing to do
    waiting = min(asking, key=lambda step: step.id == "verifier", default=None)
    step = late or running or waiting
    if step is not None and step is late:
        return f"{step.title}{NBSP}: {step.note}", *LOOKS["late"]
    if step is None or (step.id == "convoquer" and summary.version):
        return (
            (f"Version{NBSP}{summary.version} en vigueur" if summary.version else "À jour"),
            "ok",
            "check",
        )
    return step.title, *LOOKS[str(step.state)]


def _note(summary: SessionSummary) -> str:
    where = ", ".join(part for part in (summary.academie, summary.town) if part)
    if summary.first_day is None or summary.last_day is None:
        return where
    days = f"{short_date(summary.first_day)} – {short_date(summary.last_day)} {summary.last_day.year}"
    return f"{days} · {where}"
