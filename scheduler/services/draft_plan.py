"""A draft made of another plan, to be adjusted while that one stays as it is."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models.db import PlanState, SessionRow, whole
from models.regulation import load
from scheduler.errors import NotFoundError
from scheduler.rules import check
from scheduler.services.dossiers import load_dossier, session_row
from scheduler.services.plan_rows import store_plan
from scheduler.services.plans import PlanSummary, list_plans, load_plan, plan_numbered
from scheduler.services.sharing import with_taken


def draft_from(db: Session, plan_id: int, *, now: datetime) -> int:
    """Copy a plan, published or not, as a new draft of its session; return its id. The caller commits.

    All of it is copied, whatever `db` reaches. The draft is judged on the data of now, and says how the
    plan it comes from was found.

    Raises
    ------
    NotFoundError
        No plan has this id.

    """
    with whole(db):
        stored = load_plan(db, plan_id)
        dossier = with_taken(db, load_dossier(db, stored.session))
        row: SessionRow = session_row(db, stored.session)
        conformity = check(dossier, load(dossier.session.year), stored.plan)
        return store_plan(
            db, row, stored.plan,
            revision=row.revision, report=stored.report, conformity=conformity, now=now,
        )  # fmt: skip


def plan_to_adjust(db: Session, code: str, *, number: int | None = None) -> PlanSummary:
    """Return the plan that a change by hand is about: a draft newer than the version in force, else it.

    Raises
    ------
    NotFoundError
        The session or the plan does not exist, or nothing was planned yet.

    """
    if number is not None:
        return plan_numbered(db, code, number)
    plans = list_plans(db, code)
    chosen = next((plan for plan in plans if plan.state is not PlanState.SUPERSEDED), None)
    if chosen is None:
        raise NotFoundError(
            f"La session « {code} » n’a pas encore de plan ; calculez-le d’abord.",
            command=f"oraux plan {code}",
        )
    return chosen


def draft_to_adjust(db: Session, code: str, *, now: datetime) -> int:
    """Return the draft that a change by hand goes to, made of the version in force where none is newer.

    The caller commits. Raises as `plan_to_adjust` does.
    """
    chosen = plan_to_adjust(db, code)
    return chosen.id if chosen.state is PlanState.DRAFT else draft_from(db, chosen.id, now=now)
