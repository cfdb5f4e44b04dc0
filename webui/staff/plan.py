"""The plan: tables, one commission, the conformity report, and the frame around them."""

from __future__ import annotations

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from models.planning import Plan, Sitting
from scheduler.accounts import Right
from scheduler.rules.calendar import Calendar
from webui.accounts.guard import allowed
from webui.desk import Desk, open_desk
from webui.french import plan_day
from webui.staff import blueprint
from webui.staff.data import address_of
from webui.staff.editing import editing_of
from webui.views import conformity as conformity_view
from webui.views.plan_tables import PLAN_TABLES, adjusting
from webui.views.tables import browse

WAYS = (
    ("salle", "Par salle"),
    ("commission", "Par commission"),
    ("examinateur", "Par examinateur"),
    ("candidat", "Par candidat"),
)


@blueprint.get("/sessions/<code:code>/plan/<table>")
def plan_table(code: str, table: str) -> ResponseReturnValue:
    """Show the plan as a table."""
    desk = _with_plan(code)
    if table not in PLAN_TABLES:
        abort(404)
    shown = PLAN_TABLES[table]
    columns = shown.columns(desk.plan, desk.names)
    if desk.shown and not desk.shown.published and allowed(Right.ADJUST, code):
        columns += adjusting(table)
    return render_template(
        "plan/table.html",
        **frame(desk, table),
        table=shown,
        editing=editing_of(desk) if desk.shown and not desk.shown.published else None,
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
    calendar = Calendar(desk.at_hand.half_days, desk.plan.first_day)
    half = calendar.around(sitting.centre, sitting.start, sitting.end)
    return render_template(
        "plan/commission.html",
        **frame(desk, "commissions"),
        sitting=sitting,
        passages=passages,
        phases=phases,
        day=plan_day(sitting.start, desk.plan.first_day),
        half=half.name if half else None,
    )


@blueprint.get("/sessions/<code:code>/plan/conformite")
def conformity(code: str) -> ResponseReturnValue:
    """Show every rule with its verdict on this plan, or those that a filter keeps."""
    desk = _with_plan(code, anew=True)  # a report speaks of what is stored
    report = desk.report
    only = choice("verdict", list(conformity_view.FILTERS))
    return render_template(
        "plan/conformity.html",
        **frame(desk, "conformite"),
        report=report,
        summary=conformity_view.summary(report),
        lines=conformity_view.lines(report, desk.names, only),
        choices=conformity_view.choices(report),
        only=only,
    )


def _with_plan(code: str, *, anew: bool = False) -> Desk:
    desk = open_desk(code, anew=anew)
    if not desk.shown:
        abort(404)
    return desk


def frame(desk: Desk, tab: str) -> dict[str, object]:
    """What the frame of every page of a plan needs."""
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


def choice(name: str, known: list[str], default: str | None = None) -> str:
    """Return what the address asks for under a name, when it is known; else the usual."""
    asked = request.args.get(name, "")
    return asked if asked in known else default or known[0]


def _sitting(plan: Plan, code: str) -> Sitting:
    found = next((sitting for sitting in plan.sittings if sitting.code == code), None)
    if found is None:
        abort(404)
    return found
