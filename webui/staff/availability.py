"""The availability grid: people × half-days, by mouse, by keyboard, or as boxes to tick."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.dossier import AvailabilityState, HalfDayName
from scheduler.accounts import Right
from scheduler.errors import OrauxError
from scheduler.services.availability import Slot, Wanted, copied, half_days_of, set_availability
from scheduler.services.edit_data import DataEdited
from webui.accounts.guard import allowed, person
from webui.clock import utc_now
from webui.database import database
from webui.desk import Desk, open_desk
from webui.staff import blueprint
from webui.staff.data import entry_done, frame
from webui.views.availability import BRUSHES, grid

NAMED = 4
"""Parts of a box's value: examiner, day, half-day, what had been said."""
FILTERS = ("q", "role", "page")


@blueprint.get("/sessions/<code:code>/disponibilites")
def availability(code: str) -> ResponseReturnValue:
    """Show who is available when."""
    desk = open_desk(code)
    return render_template(
        "data/availability.html",
        **frame(desk, "disponibilites"),
        grid=grid(desk.dossier, request.args),
        brushes=BRUSHES,
        edits=allowed(Right.EDIT, code),
        asked={name: request.args[name] for name in FILTERS if request.args.get(name)},
        done=entry_done(code),
    )


@blueprint.post("/sessions/<code:code>/disponibilites")
def store_availability(code: str) -> ResponseReturnValue:
    """Store what is ticked, painted, filled or copied; scripts are answered in JSON."""
    desk = open_desk(code)
    try:
        done = _store(code, _wanted(desk))
    except OrauxError as error:
        if "json" in request.form:
            return jsonify(refused=str(error))  # an answer: no failure in the console
        raise
    if "json" in request.form:
        undo = done.entry and url_for("staff.undo_data", code=code, entry_id=done.entry)
        return jsonify(said=done.sentence, undo=undo)
    if done.entry is None:
        flash(done.sentence, "ok")
    kept = {name: request.form[name] for name in FILTERS if request.form.get(name)}
    back = url_for("staff.availability", code=code, fait=done.entry, **kept)  # type: ignore[arg-type]
    return redirect(back, code=303)


def _store(code: str, wanted: Sequence[Wanted]) -> DataEdited:
    with database().writing() as db:
        return set_availability(db, code, wanted, by=person().name, now=utc_now())


def _wanted(desk: Desk) -> list[Wanted]:
    """Return what the form asks for.

    Raises
    ------
    OrauxError
        It asks for nothing, or for what does not exist.

    """
    form = request.form
    people = form.getlist("personne")
    match form.get("action"):
        case "copier":
            source = form.get("source", "")
            found = copied(desk.dossier, source, people) if source else []
        case "remplir":
            halves = [one for one in half_days_of(desk.dossier) if _within(one, form.get("quand", ""))]
            state = _state(form.get("etat", ""))
            found = [
                Wanted(Slot(who, day, half), state, checked=False)
                for who in people
                for day, half in halves
            ]
        case _:
            found = [_box(value, form.get("etat", "")) for value in form.getlist("case")]
    if not found:
        raise OrauxError(
            "Rien n’est choisi : cochez des cases, ou les personnes à remplir, puis recommencez."
        )
    return found


def _box(value: str, painted: str) -> Wanted:
    """Return what a box asks for; one sent by a script says its own state after the others."""
    parts = value.split("|")
    if len(parts) < NAMED:
        raise OrauxError("Case inconnue : rechargez la page, puis recommencez.")
    state = parts[NAMED] if len(parts) > NAMED else painted
    try:
        slot = Slot(parts[0], date.fromisoformat(parts[1]), HalfDayName(parts[2]))
    except ValueError as error:
        raise OrauxError("Case inconnue : rechargez la page, puis recommencez.") from error
    return Wanted(slot, _state(state), seen=_state(parts[3]))


def _state(text: str) -> AvailabilityState | None:
    """Return a state; nothing is the default.

    Raises
    ------
    OrauxError
        There is no such state.

    """
    if text in {"", *AvailabilityState}:
        return AvailabilityState(text) if text else None
    raise OrauxError("Choisissez l’état à donner, puis recommencez.")


def _within(half_day: tuple[date, HalfDayName], when: str) -> bool:
    """Whether a half-day is of those asked for: all, mornings, afternoons, or those of one day."""
    day, half = half_day
    return when in {"", half, day.isoformat(), f"{day.isoformat()}|{half}"}
