"""Judge a stored plan with the independent checkers, on the data of now."""

from __future__ import annotations

from sqlalchemy.orm import Session

from models.regulation import load
from scheduler.rules import ConformityReport, check
from scheduler.services.dossiers import load_dossier
from scheduler.services.plans import StoredPlan, load_plan
from scheduler.services.sharing import with_taken


def check_plan(db: Session, plan_id: int) -> ConformityReport:
    """Return the verdict on every rule for a stored plan.

    Raises
    ------
    NotFoundError
        No plan has this id.

    """
    return judge(db, load_plan(db, plan_id))


def judge(db: Session, stored: StoredPlan) -> ConformityReport:
    """Return the verdict on a plan that was read already: a person withdrawn since is a violation."""
    dossier = with_taken(db, load_dossier(db, stored.session))
    return check(dossier, load(dossier.session.year), stored.plan)
