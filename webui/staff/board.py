"""Step « Ajuster »: the board, what every place of a passage would do, and what others changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import quote

from flask import abort, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.db import PlanRow, SessionRow
from scheduler.accounts import Right
from scheduler.board import Key, Place
from scheduler.services.desks import OpenDesk, desk_of
from scheduler.services.edit_journal import edits_since
from webui.accounts.guard import allowed, limited
from webui.database import reading
from webui.desk import Desk, open_desk
from webui.staff import blueprint
from webui.staff.editing import editing_of
from webui.staff.plan import choice, frame
from webui.views.axis import SCALES, days_of
from webui.views.board import PlaceWords
from webui.views.board_rows import WAYS, Shown, timeline
from webui.views.timeline import series_of

HEADINGS = {
    "salle": "Salle",
    "commission": "Commission",
    "examinateur": "Examinateur",
    "candidat": "Candidat",
}
DAY, WEEK = "jour", "semaine"
USUAL_ZOOM = {DAY: "normal", WEEK: "serre"}
"""A week is first seen whole."""


@blueprint.get("/sessions/<code:code>/plan")
def plan_day(code: str) -> ResponseReturnValue:
    """Show one day or one week over time, by room, commission, examiner or candidate."""
    desk = open_desk(code)
    if not desk.shown:
        return render_template(
            "plan/none.html", section="sessions", step="ajuster", desk=desk, session=desk.session
        )
    by = choice("vue", list(WAYS), "salle")
    every = days_of(desk.plan)
    reach = choice("portee", [DAY, WEEK], DAY)
    day = _day(every, desk.plan.first_day)
    zoom = choice("zoom", list(SCALES), USUAL_ZOOM[reach])
    shown = Shown(_reached(every, day, reach), by, zoom)
    editing = editing_of(desk)
    fragment = "X-Fragment" in request.headers
    return render_template(
        "board/board.html" if fragment else "board/page.html",
        **frame(desk, by),
        days=every if reach == DAY else _mondays(every),
        day=day,
        shown_days=shown.days,
        reach=reach,
        zoom=shown.zoom,
        heading=HEADINGS[by],
        series=series_of(desk.plan),
        line=timeline(desk.plan, desk.names, shown),
        editing=editing,
        kept={"vue": by, "portee": reach, "zoom": shown.zoom, "jour": day.isoformat()},
        mover=mover(desk) if editing.on else None,
        levels=_levels(desk),
    )


def _told(words: PlaceWords, place: Place, code: str) -> dict[str, object]:
    """Return a place for the script, with where to write the exceptions that would allow it."""
    candidate, epreuve = asked_passage()
    plan, passage = request.args.get("plan", ""), f"{candidate}|{epreuve}"
    asked = words.waivers(place) if allowed(Right.PUBLISH, code) else ()
    links = [
        url_for("staff.waivers", code=code, plan=plan, passage=passage, _anchor="nouvelle", **one)  # type: ignore[arg-type]
        for one in asked
    ]
    return words.data(place) | {"exceptions": links}


@blueprint.get("/sessions/<code:code>/plan/places")
def places(code: str) -> ResponseReturnValue:
    """Give the verdict of one place in every commission a passage could go to, of some days or all."""
    opened = opened_plan(code)
    words = PlaceWords(opened)
    asked = [int(day[:9]) for day in request.args.getlist("jour") if day.isdecimal()]
    found = opened.within(opened.desk.places_for(*known_passage(opened), days=asked or None))
    return jsonify(revision=opened.revision, places=[_told(words, one, code) for one in found])


@blueprint.get("/sessions/<code:code>/plan/heures")
def hours(code: str) -> ResponseReturnValue:
    """Give the verdict of every hour of one commission for a passage."""
    opened = opened_plan(code)
    words = PlaceWords(opened)
    commission = request.args.get("commission", "")
    found = opened.within(opened.desk.hours_in(*known_passage(opened), commission))
    return jsonify(revision=opened.revision, places=[_told(words, one, code) for one in found])


@blueprint.get("/sessions/<code:code>/plan/echange")
def swap_verdict(code: str) -> ResponseReturnValue:
    """Give the verdict of exchanging the places of two passages."""
    opened = opened_plan(code)
    other = (request.args.get("avec", ""), request.args.get("avec_epreuve", ""))
    found = opened.within([opened.desk.swap_of(known_passage(opened), other)])
    words = PlaceWords(opened)
    return jsonify(revision=opened.revision, places=[_told(words, one, code) for one in found])


@blueprint.get("/sessions/<code:code>/plan/etat")
def plan_state(code: str) -> ResponseReturnValue:
    """Say whether a plan changed since a revision, and who did; 304 when nothing did."""
    row = reading().get(PlanRow, asked_plan())
    session = reading().get(SessionRow, row.session_id) if row is not None else None
    if row is None or session is None or session.code != code:
        abort(404)
    answer = jsonify(revision=row.edits, state=row.state.value, changes=_since(row))
    answer.set_etag(f"{row.edits}-{row.state.value}-{session.revision}")
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer.make_conditional(request)


def _since(row: PlanRow) -> list[dict[str, str]]:
    known = request.args.get("revision", "")
    since = int(known[:9]) if known.isdecimal() else row.edits
    return [{"by": one.by, "what": one.sentence} for one in edits_since(reading(), row.id, since)]


def asked_plan() -> int:
    """Return the id of the plan that the address names."""
    asked = request.args.get("plan", "")[:12]
    if not asked.isdecimal():
        abort(404)
    return int(asked)


def opened_plan(code: str) -> OpenDesk:
    """Return the desk of the plan that the address names, a plan of this session."""
    opened = desk_of(reading(), asked_plan())
    if opened.session != code:
        abort(404)
    return opened


def asked_passage() -> tuple[str, str]:
    """Return the candidate and the épreuve that the address names."""
    return request.args.get("candidat", ""), request.args.get("epreuve", "")


def known_passage(opened: OpenDesk) -> Key:
    """Return the passage that the address names; one out of reach is not found."""
    key = asked_passage()
    if not opened.knows(key):
        abort(404)
    return key


def mover(desk: Desk) -> Callable[[Key], str]:
    """Return what gives the page « Déplacer vers… » of a passage of the plan shown."""
    base = url_for("staff.move_page", code=desk.code, plan=desk.shown.id if desk.shown else 0)
    return lambda key: f"{base}&candidat={quote(key[0])}&epreuve={quote(key[1], safe='')}"


def _levels(desk: Desk) -> tuple[tuple[str, int], ...]:
    """Return the indicators of the plan; none for some of its centres, of which they do not speak."""
    if limited(desk.code):
        return ()
    report = desk.stored.report if desk.stored else None
    return tuple((level.name, level.value) for level in report.levels) if report else ()


def _day(days: tuple[date, ...], default: date) -> date:
    asked = {day.isoformat(): day for day in days}
    return asked.get(request.args.get("jour", ""), days[0] if days else default)


def _reached(days: tuple[date, ...], day: date, reach: str) -> tuple[date, ...]:
    """Return the days to show: one, or those of its week."""
    if reach == DAY:
        return (day,)
    return tuple(one for one in days if _monday(one) == _monday(day)) or (day,)


def _mondays(days: tuple[date, ...]) -> tuple[date, ...]:
    """Return the first day of each week that has any."""
    first: dict[date, date] = {}
    for day in days:
        first.setdefault(_monday(day), day)
    return tuple(first.values())


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
