"""A draft made of another plan, to be adjusted while that one stays as it is."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models.db import SessionRow
from models.regulation import load
from scheduler.rules import check
from scheduler.services.dossiers import load_dossier, session_row
from scheduler.services.plan_rows import store_plan
from scheduler.services.plans import load_plan


def draft_from(db: Session, plan_id: int, *, now: datetime) -> int:
    """Copy a plan, published or not, as a new draft of its session; return its id. The caller commits.

    The draft is judged on the data of now, and says how the plan it comes from was found.

    Raises
    ------
    NotFoundError
        No plan has this id.

    """
    stored = load_plan(db, plan_id)
    dossier = load_dossier(db, stored.session)
    row: SessionRow = session_row(db, stored.session)
    conformity = check(dossier, load(dossier.session.year), stored.plan)
    return store_plan(
        db, row, stored.plan,
        revision=row.revision, report=stored.report, conformity=conformity, now=now,
    )  # fmt: skip
