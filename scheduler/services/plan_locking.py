"""One person at a time on a draft: refuses a change decided on a state of the plan that is past."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db import EditRow, PlanRow, PlanState, SessionRow
from models.db.database import lock_session
from models.french import duration
from scheduler.errors import AlreadyPublishedError, ConflictError, NotFoundError
from scheduler.services.edit_journal import edits_within

SHOWN = 3
"""Changes named when somebody comes too late."""
A_MINUTE = 60


def locked_draft(db: Session, plan_id: int, *, expected: int | None, now: datetime) -> PlanRow:
    """Return the row of a draft that nobody else changes until the transaction ends.

    Raises
    ------
    NotFoundError
        No plan has this id.
    AlreadyPublishedError
        The plan is published.
    ConflictError
        It is no longer at the revision `expected`; says who changed what.

    """
    row = db.get(PlanRow, plan_id)
    if row is None:
        raise NotFoundError(
            "Ce plan n’existe pas ou n’existe plus ; repartez de la liste des plans de la session."
        )
    lock_session(db, db.get_one(SessionRow, row.session_id).code)
    db.refresh(row)
    if row.state is not PlanState.DRAFT:
        raise AlreadyPublishedError(
            f"Le plan n° {row.number} est publié (version {row.version}) : il ne change plus. "
            "Faites-en d’abord un brouillon, ajustez-le, puis publiez-le à sa place."
        )
    if expected is not None and expected != row.edits:
        raise ConflictError(_who_changed(db, row, expected, now))
    return row


def _who_changed(db: Session, row: PlanRow, expected: int, now: datetime) -> str:
    """Say who changed the plan since `expected`, the latest first."""
    query = select(EditRow).where(EditRow.plan_id == row.id, EditRow.rank > expected)
    since = list(db.scalars(query.order_by(EditRow.rank.desc())))
    near = edits_within(db, row.id, since)
    said = [f"– {one.done_by}, {_ago(now, one.done_at)} : {one.sentence}" for one in near[:SHOWN]]
    more = [f"– … et {len(near) - SHOWN} autres."] if len(near) > SHOWN else []
    if len(near) < len(since):
        more.append("– Un autre centre a changé aussi.")
    head = (
        "Le plan a changé pendant que vous l’ajustiez ; rien n’a été enregistré. Rechargez la page pour "
        "le voir tel qu’il est, puis refaites votre changement s’il convient encore."
    )
    return "\n".join([head, *said, *more])


def _ago(now: datetime, then: datetime) -> str:
    minutes = int((now - then).total_seconds() // A_MINUTE)
    return f"il y a {duration(minutes)}" if minutes > 0 else "à l’instant"
