"""Name a plan, note something about it, remove a draft."""

from __future__ import annotations

from sqlalchemy.orm import Session

from models.db import PlanRow, PlanState
from models.db.database import lock_session
from models.french import one_line, typeset
from scheduler.errors import ConflictError, OrauxError
from scheduler.services.plans import PlanSummary, load_plan

LONGEST_NAME = 60
LONGEST_NOTE = 1000


def name_plan(db: Session, plan_id: int, *, name: str, note: str) -> PlanSummary:
    """Give a plan its name and note, empty ones too; published or not. The caller commits.

    Raises
    ------
    NotFoundError
        No plan has this id.
    OrauxError
        The name or the note is too long.

    """
    stored = load_plan(db, plan_id)
    said, noted = one_line(name), "\n".join(map(one_line, note.strip().splitlines()))
    if len(said) > LONGEST_NAME or len(noted) > LONGEST_NOTE:
        raise OrauxError(
            f"Le nom d’un plan a {LONGEST_NAME} caractères au plus, sa note {LONGEST_NOTE} : "
            "raccourcissez."
        )
    row = db.get_one(PlanRow, plan_id)
    row.name, row.note = typeset(said), typeset(noted)
    db.flush()
    return stored.summary


def remove_plan(db: Session, plan_id: int) -> PlanSummary:
    """Remove a draft for good, with its journal. The caller commits.

    Raises
    ------
    NotFoundError
        No plan has this id.
    ConflictError
        It is or was published: what was convened can always be read again.

    """
    code = load_plan(db, plan_id).session
    lock_session(db, code)
    db.expire_all()
    stored = load_plan(db, plan_id)
    if stored.state is not PlanState.DRAFT:
        raise ConflictError(
            f"Le plan n° {stored.number} est publié (version {stored.version}) : il reste "
            "lisible et ne se supprime pas."
        )
    db.delete(db.get_one(PlanRow, plan_id))
    db.flush()
    return stored.summary
