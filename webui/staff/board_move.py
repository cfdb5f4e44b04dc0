"""« Déplacer vers… » and the history of a plan: pages, and what the windows of the board show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue

from scheduler.accounts import Right
from scheduler.board import Key, Place
from scheduler.services.desks import OpenDesk
from scheduler.services.edit_journal import detailed_journal
from webui.accounts.guard import allowed
from webui.database import reading
from webui.desk import open_desk
from webui.staff import blueprint
from webui.staff.board import known_passage, opened_plan
from webui.staff.editing import editing_of
from webui.staff.plan import frame
from webui.views.board import PlaceWords, ShownPlace
from webui.views.board_history import shown_edit
from webui.views.people import accommodation_text

BEST = 3
HISTORY = 200


@dataclass(frozen=True, slots=True)
class Options:
    """Everything a passage could do, in words; `hours` are those of one commission, when asked."""

    best: tuple[ShownPlace, ...]
    swaps: tuple[ShownPlace, ...]
    openings: tuple[ShownPlace, ...]
    places: tuple[ShownPlace, ...]
    hours: tuple[ShownPlace, ...]
    days: tuple[str, ...]
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class About:
    """One passage: whose it is, where it stands now, or why it has no place."""

    key: Key
    name: str
    told: list[str]
    when: str | None
    where: str
    before: str
    reason: str
    locked: bool


@blueprint.get("/sessions/<code:code>/plan/deplacer")
def move_page(code: str) -> ResponseReturnValue:
    """Show what a passage could do: the best places, exchanges, commissions to open, every place."""
    opened = opened_plan(code)
    key = known_passage(opened)
    opened.desk.maker.task(key)
    desk = open_desk(code)
    found = {
        "about": _about(opened, key),
        "options": _options(opened, key),
        "asked": {name: request.args.get(name, "") for name in ("commission", "jour", "verdict")},
        "plan_id": opened.plan_id,
        "revision": opened.revision,
        "on": allowed(Right.ADJUST, code) and desk.shown is not None and not desk.shown.published,
    }
    template = "board/move_body.html" if "X-Fragment" in request.headers else "board/move.html"
    return render_template(template, **frame(desk, "passages"), **found)


@blueprint.get("/sessions/<code:code>/plan/historique")
def plan_history(code: str) -> ResponseReturnValue:
    """Show who changed what by hand, when, with what was there before and after."""
    desk = open_desk(code)
    opened = opened_plan(code)
    lines = detailed_journal(reading(), opened.plan_id, limit=HISTORY)
    found = {
        "edits": [shown_edit(one, desk.names, desk.plan) for one in lines],
        "editing": editing_of(desk),
    }
    template = "board/history_body.html" if "X-Fragment" in request.headers else "board/history.html"
    return render_template(template, **frame(desk, "historique"), **found)


def _about(opened: OpenDesk, key: Key) -> About:
    desk, words = opened.desk, PlaceWords(opened)
    seen = desk.index.passages.get(key)
    left = desk.index.unplaced.get(key)
    told = [
        accommodation_text(row)
        for row in desk.dossier.accommodations
        if row.candidate == key[0] and row.epreuve in {"*", key[1]}
    ]
    if seen is None:
        reason = left.reason if left else "Ce passage n’est pas dans le plan."
        return About(key, words.names.candidate(key[0]), told, None, "", "", reason, locked=False)
    record = seen.record
    room = seen.sitting.room if seen.sitting is not None else record.phases[-1].room
    where = f"{record.commission}, {words.names.room_label(record.centre, room)}"
    before, when = words.before(record, room), words.when(seen.jury_start)
    return About(key, words.names.candidate(key[0]), told, when, where, before, "", locked=record.locked)


def _options(opened: OpenDesk, key: Key) -> Options:
    desk, words = opened.desk, PlaceWords(opened)

    def said(places: Iterable[Place]) -> tuple[ShownPlace, ...]:
        return tuple(words.shown(one) for one in opened.within(places))

    every = said(desk.places_for(*key))
    lawful = [one for one in every if one.lawful]
    swaps = desk.best_swaps(*key, count=BEST) if key in desk.index.passages else []
    commission = request.args.get("commission", "")
    hours = desk.hours_in(*key, commission) if commission else []
    return Options(
        best=tuple(lawful[:BEST]),
        swaps=said(swaps),
        openings=said(desk.best_openings(*key, count=BEST)),
        places=tuple(one for one in every if _wanted(one)),
        hours=said(hours),
        days=tuple(dict.fromkeys(one.day for one in sorted(every, key=lambda one: one.start))),
        counts=Counter(one.colour for one in every),
    )


def _wanted(place: ShownPlace) -> bool:
    """Whether a place passes the filters that the address names."""
    day, verdict = request.args.get("jour", ""), request.args.get("verdict", "")
    return day in {"", place.day} and verdict in {"", place.colour}
