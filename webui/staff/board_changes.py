"""What the board does to a plan: move, swap, take out, lock, undo, copy as a draft, plan again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import abort, flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from models.french import counted
from scheduler import jobs
from scheduler.board import Key, Move
from scheduler.errors import ConflictError
from scheduler.services.desks import desk_of
from scheduler.services.draft_plan import draft_from
from scheduler.services.edit_plan import (
    Edited,
    Hand,
    lock_passages,
    move_passage,
    redo_edit,
    swap_passages,
    take_out_passage,
    undo_edit,
)
from webui.accounts.guard import person
from webui.clock import utc_now
from webui.database import database
from webui.desk import open_desk
from webui.staff import blueprint
from webui.views.board import effect_text
from webui.views.plan_tables import PLAN_TABLES

SECONDS = 60
MANY_OPENINGS = 50
SEEN = ("vue", "portee", "zoom", "jour")
"""How the board is seen: what a form keeps of its address."""


@blueprint.post("/sessions/<code:code>/plans/<int:plan_id>/ajuster/<verb>")
def adjust(code: str, plan_id: int, verb: str) -> ResponseReturnValue:
    """Change a draft by hand; the answer is data for a script, else the board again."""
    if verb not in VERBS:
        abort(404)
    open_desk(code).plan_numbered(plan_id)
    with database().writing() as db:
        edited = VERBS[verb](db, plan_id, _hand())
    said = f"{edited.edit.sentence}. {effect_text(edited.effect)}"
    if request.accept_mimetypes.best == "application/json":
        return jsonify(revision=edited.revision, said=said, notes=list(edited.notes))
    flash(said, "ok")
    for note in edited.notes:
        flash(note, "warn")
    return redirect(_board(code, plan_id), code=303)


@blueprint.post("/sessions/<code:code>/plans/<int:plan_id>/brouillon")
def adjust_draft(code: str, plan_id: int) -> ResponseReturnValue:
    """Copy a plan as a new draft, and show it."""
    open_desk(code).plan_numbered(plan_id)
    with database().writing() as db:
        draft_id = draft_from(db, plan_id, now=utc_now())
    flash("Brouillon créé : ajustez-le, puis publiez-le à la place de la version en vigueur.", "ok")
    return redirect(_board(code, draft_id), code=303)


@blueprint.post("/sessions/<code:code>/plans/<int:plan_id>/replanifier")
def replan_rest(code: str, plan_id: int) -> ResponseReturnValue:
    """Plan the session again around the locked passages of a plan; the plan itself stays."""
    desk = open_desk(code)
    shown = desk.plan_numbered(plan_id)
    with database().reading() as db:
        locked = len(desk_of(db, plan_id).desk.index.locked)
    now = utc_now()
    job_id = jobs.start_planning(database(), code, seconds=SECONDS, seed=1, now=now, locked_from=plan_id)
    with database().reading() as db:
        if jobs.job_state(db, job_id, now=now).locked_from != plan_id:
            raise ConflictError(
                "Un autre calcul est en cours dans cette session ; attendez sa fin ou arrêtez-le à "
                "l’étape « Planifier », puis recommencez."
            )
    kept = counted(locked, "passage verrouillé reste", "passages verrouillés restent")
    flash(f"Calcul lancé autour du {shown.title} : {kept} à leur place, le reste est replanifié.", "ok")
    return redirect(url_for("staff.planning", code=code), code=303)


def _hand() -> Hand:
    """Who changes the plan, on which revision; a form without one is refused."""
    text = request.form.get("revision", "")[:9]
    if not text.isdecimal():
        abort(400)
    return Hand(person().name, utc_now(), int(text))


def _key(candidate: str = "candidat", epreuve: str = "epreuve") -> Key:
    return request.form.get(candidate, ""), request.form.get(epreuve, "")


def _move(db: Session, plan_id: int, hand: Hand) -> Edited:
    return move_passage(db, plan_id, _asked_move(db, plan_id), hand=hand)


def _asked_move(db: Session, plan_id: int) -> Move:
    start = request.form.get("debut", "")[:6]
    if not start.isdecimal():
        abort(400)
    move = Move(*_key(), request.form.get("commission", ""), int(start))
    return _opening(db, plan_id, move) if "ouvrir" in request.form else move


def _opening(db: Session, plan_id: int, wanted: Move) -> Move:
    """Return the move into a commission to open, as it is proposed now."""
    found = desk_of(db, plan_id).desk.best_openings(*wanted.key, count=MANY_OPENINGS)
    for place in found:
        if place.start == wanted.start:
            return place.moves[0]
    raise ConflictError(
        "Cette commission ne peut plus être ouverte à cette heure : les personnes ou la salle ne sont "
        "plus libres. Rouvrez la liste des places."
    )


def _swap(db: Session, plan_id: int, hand: Hand) -> Edited:
    return swap_passages(db, plan_id, _key(), _key("avec", "avec_epreuve"), hand=hand)


def _take_out(db: Session, plan_id: int, hand: Hand) -> Edited:
    return take_out_passage(db, plan_id, _key(), hand=hand)


def _lock(db: Session, plan_id: int, hand: Hand) -> Edited:
    return lock_passages(db, plan_id, [_key()], locked=True, hand=hand)


def _unlock(db: Session, plan_id: int, hand: Hand) -> Edited:
    return lock_passages(db, plan_id, [_key()], locked=False, hand=hand)


def _undo(db: Session, plan_id: int, hand: Hand) -> Edited:
    return undo_edit(db, plan_id, hand=hand)


def _redo(db: Session, plan_id: int, hand: Hand) -> Edited:
    return redo_edit(db, plan_id, hand=hand)


VERBS: Mapping[str, Callable[[Session, int, Hand], Edited]] = {
    "deplacer": _move,
    "echanger": _swap,
    "retirer": _take_out,
    "verrouiller": _lock,
    "deverrouiller": _unlock,
    "annuler": _undo,
    "retablir": _redo,
}


def _board(code: str, plan_id: int) -> str:
    """Return the address of the board as it was seen, or of the table that was."""
    table = request.form.get("table", "")
    if table in PLAN_TABLES:
        return url_for("staff.plan_table", code=code, table=table, plan=plan_id)
    kept: dict[str, Any] = {name: request.form[name] for name in SEEN if name in request.form}
    return url_for("staff.plan_day", code=code, plan=plan_id, **kept)
