"""The plan: one day over time, tables, one commission, the conformity report."""

from __future__ import annotations

from datetime import date

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from models.planning import Plan, Sitting
from webui.desk import Desk, open_desk
from webui.staff import blueprint
from webui.staff.data import address_of
from webui.views import conformity as conformity_view
from webui.views.plan_tables import PLAN_TABLES
from webui.views.tables import browse
from webui.views.timeline import SCALES, days_of, series_of, timeline

WAYS = (
    ("salle", "Par salle"),
    ("commission", "Par commission"),
    ("examinateur", "Par examinateur"),
    ("candidat", "Par candidat"),
)
HEADINGS = {
    "salle": "Salle",
    "commission": "Commission",
    "examinateur": "Examinateur",
    "candidat": "Candidat",
}


@blueprint.get("/sessions/<code:code>/plan")
def plan_day(code: str) -> ResponseReturnValue:
    """Show one day over time, by room, commission, examiner or candidate."""
    desk = open_desk(code)
    if not desk.shown:
        return render_template(
            "plan/none.html", section="sessions", step="ajuster", desk=desk, session=desk.session
        )
    by = _choice("vue", [way for way, _ in WAYS])
    zoom = _choice("zoom", list(SCALES), "normal")
    days = days_of(desk.plan)
    day = _day(days, desk.plan)
    return render_template(
        "plan/day.html",
        **_frame(desk, by),
        days=days,
        day=day,
        zoom=zoom,
        heading=HEADINGS[by],
        series=series_of(desk.plan),
        line=timeline(desk.plan, desk.names, day, by=by, zoom=zoom),
    )


@blueprint.get("/sessions/<code:code>/plan/<table>")
def plan_table(code: str, table: str) -> ResponseReturnValue:
    """Show the plan as a table."""
    desk = _with_plan(code)
    if table not in PLAN_TABLES:
        abort(404)
    shown = PLAN_TABLES[table]
    columns = shown.columns(desk.plan, desk.names)
    return render_template(
        "plan/table.html",
        **_frame(desk, table),
        table=shown,
        view=browse(columns, shown.records(desk.plan), request.args),
        address=address_of(
            "staff.plan_table", code=code, table=table, plan=desk.shown.id if desk.shown else 0
        ),
    )


@blueprint.get("/sessions/<code:code>/plan/commission/<code:commission_code>")
def commission(code: str, commission_code: str) -> ResponseReturnValue:
    """Show one commission: members, hours and running order."""
    desk = _with_plan(code)
    sitting = _sitting(desk.plan, commission_code)
    passages = sorted(
        (one for one in desk.plan.passages if one.commission == sitting.code), key=lambda one: one.start
    )
    phases = [phase.id for phase in passages[0].phases] if passages else []
    return render_template(
        "plan/commission.html",
        **_frame(desk, "commissions"),
        sitting=sitting,
        passages=passages,
        phases=phases,
    )


@blueprint.get("/sessions/<code:code>/plan/conformite")
def conformity(code: str) -> ResponseReturnValue:
    """Show every rule with its verdict on this plan, or those that a filter keeps."""
    desk = _with_plan(code)
    report = desk.report
    only = _choice("verdict", list(conformity_view.FILTERS))
    return render_template(
        "plan/conformity.html",
        **_frame(desk, "conformite"),
        report=report,
        summary=conformity_view.summary(report),
        lines=conformity_view.lines(report, desk.names, only),
        choices=conformity_view.choices(report),
        only=only,
    )


def _with_plan(code: str) -> Desk:
    desk = open_desk(code)
    if not desk.shown:
        abort(404)
    return desk


def _frame(desk: Desk, tab: str) -> dict[str, object]:
    return {
        "section": "sessions",
        "step": "ajuster",
        "desk": desk,
        "session": desk.session,
        "plan": desk.plan,
        "shown": desk.shown,
        "tab": tab,
        "ways": WAYS,
        "plan_tables": PLAN_TABLES,
        "day_code": request.args.get("jour", ""),
    }


def _choice(name: str, known: list[str], default: str | None = None) -> str:
    asked = request.args.get(name, "")
    return asked if asked in known else default or known[0]


def _day(days: tuple[date, ...], plan: Plan) -> date:
    asked = {day.isoformat(): day for day in days}
    return asked.get(request.args.get("jour", ""), days[0] if days else plan.first_day)


def _sitting(plan: Plan, code: str) -> Sitting:
    found = next((sitting for sitting in plan.sittings if sitting.code == code), None)
    if found is None:
        abort(404)
    return found
