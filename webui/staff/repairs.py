"""A juror cannot come: at most three ways to mend the plan, and a draft of the one that is kept."""

from __future__ import annotations

from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.db import LinkKind
from scheduler.convened import Holder, half_days_of
from scheduler.errors import NotFoundError
from scheduler.services.plans import load_plan
from scheduler.services.repair import Repairs, keep_proposal, proposals_for
from scheduler.services.repair_disruptions import ExaminerAbsent, When
from webui.accounts.guard import opens, person
from webui.background import PATIENCE, StillAtWorkError, background
from webui.clock import utc_now
from webui.database import database, reading, sight
from webui.desk import Desk, open_desk
from webui.staff import blueprint
from webui.views.answers import DECLINED, ShownState, said_half_day

MOST_DIGITS = 3
MOST_SECONDS = 60.0
"""What keeping a proposal may wait for, when the server forgot it since it was shown."""


@blueprint.get("/sessions/<code:code>/reparer/<code:who>")
@blueprint.get("/sessions/<code:code>/reparer/<code:who>/<missed>")
def repairs(code: str, who: str, missed: str = "") -> ResponseReturnValue:
    """Show how to do without a juror who declined or is absent, or that it is being looked for."""
    desk = open_desk(code)
    state = _away(desk, who, missed)
    try:
        found = _proposals(desk, state, utc_now(), patience=PATIENCE)
    except StillAtWorkError:
        found = None
    if "X-Fragment" in request.headers:  # the page that waits, asking whether to go on waiting
        waiting = render_template("convene/repairs_wait.html")
        return waiting, 200, {"X-Finished": "1"} if found else {}
    return render_template(
        "convene/repairs.html",
        section="sessions",
        step="convoquer",
        desk=desk,
        session=desk.session,
        code=code,
        state=state,
        missed=missed,
        found=found,
    )


@blueprint.post("/sessions/<code:code>/reparer/<code:who>")
@blueprint.post("/sessions/<code:code>/reparer/<code:who>/<missed>")
def keep_repair(code: str, who: str, missed: str = "") -> ResponseReturnValue:
    """Store one proposal as a draft to look at and publish."""
    desk = open_desk(code)
    found = _proposals(desk, _away(desk, who, missed), utc_now(), patience=MOST_SECONDS)
    asked = request.form.get("proposition", "")
    rank = int(asked) if asked.isdecimal() and len(asked) < MOST_DIGITS else 0
    plan_id = keep_proposal(database(), found, rank, by=person().name, now=utc_now())
    publishes = opens("staff.publication", code)
    after = "publiez-la" if publishes else "demandez à qui gère la session de la publier"
    flash(f"La proposition est un brouillon : relisez-la, puis {after}.", "ok")
    page = "staff.publication" if publishes else "staff.plan_day"
    return redirect(url_for(page, code=code, plan=plan_id), code=303)


def _away(desk: Desk, who: str, asked: str) -> ShownState:
    """Return the half-day that the address says somebody misses, else what he or she declined.

    Raises
    ------
    NotFoundError
        He or she does not sit there (any more).

    """
    if not asked:
        return _declining(desk, who)
    plan = load_plan(reading(), desk.in_force.id).plan if desk.in_force else None
    sits = half_days_of(plan, who) if plan else ()
    missed = next((one for one in sits if str(one).replace("/", ".") == asked), None)
    if missed is None:
        raise NotFoundError(
            "Cette personne ne siège pas à cette demi-journée dans la version en vigueur : repartez de "
            "« Jour J »."
        )
    reason = f"Absent : {said_half_day(missed)}"
    return ShownState(Holder(LinkKind.EXAMINER, who), DECLINED, "", reason, (missed,))


def _declining(desk: Desk, who: str) -> ShownState:
    """Return what a juror declined and still has.

    Raises
    ------
    NotFoundError
        Nothing (any more).

    """
    found = next((one for one in desk.declined if one.holder.code == who), None)
    if found is None:
        raise NotFoundError(
            "Il n’y a plus rien à réparer ici : cette personne ne siège plus aux demi-journées refusées."
        )
    return found


def _proposals(desk: Desk, state: ShownState, now: datetime, *, patience: float) -> Repairs:
    """Return the proposals, searched once as long as data and plan stay the same within the hour."""
    plan = desk.in_force
    hour = now.replace(minute=0, second=0, microsecond=0)
    sources = (plan.id if plan else 0, desk.revision, state.half_days, hour)
    absences = [ExaminerAbsent(state.holder.code, When(one.day, one.name)) for one in state.half_days]
    key = (sight(), desk.code, f"repairs-{state.holder.code}")
    base = database()

    def search() -> Repairs:
        return proposals_for(base, desk.code, absences, now=now)

    return background.answer(key, sources, search, patience=patience)
