"""Freeze a draft and make it the version in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.db import PlanRow, PlanState
from models.db.database import lock_session
from scheduler.errors import AlreadyPublishedError, ConflictError, RulesBrokenError
from scheduler.services.check_plan import judge
from scheduler.services.compare import Difference, differences
from scheduler.services.dossiers import load_dossier
from scheduler.services.issues import record_publication
from scheduler.services.plan_rows import store_verdicts
from scheduler.services.plans import StoredPlan, load_plan

_SHOWN = 5
"""Violations written in the error's sentence; it carries all of them."""


@dataclass(frozen=True, slots=True)
class Publication:
    """A version that has just come into force.

    `version` counts the publications of the session, `number` its plans; `replaces` is the version that
    becomes void; `differences` says who moves.
    """

    plan_id: int
    session: str
    number: int
    version: int
    published_at: datetime
    by: str
    replaces: int | None
    differences: tuple[Difference, ...]


def publish(db: Session, plan_id: int, *, by: str, now: datetime) -> Publication:
    """Freeze a draft and make it the version in force; the caller commits.

    The checkers judge the stored plan again, at this moment, on the data of this moment.

    Parameters
    ----------
    db
        A writing session.
    plan_id
        The draft.
    by, now
        Who and when (UTC).

    Raises
    ------
    NotFoundError
        No plan has this id.
    RulesBrokenError
        The draft breaks a hard rule; carries every violation.
    AlreadyPublishedError
        This version is frozen already.
    ConflictError
        Somebody published another plan of the session at the same moment.

    """
    code = load_plan(db, plan_id).session
    lock_session(db, code)
    db.expire_all()
    stored = load_plan(db, plan_id)
    _still_a_draft(stored)
    conformity = judge(db, stored)
    if conformity.to_settle:
        raise _broken(conformity.to_settle)
    row = db.get_one(PlanRow, plan_id)
    previous = _in_force(db, row.session_id)
    changes = preview_publication(db, plan_id)
    store_verdicts(db, row, conformity)
    version = _freeze(db, row, previous, by=by, now=now)
    record_publication(db, code, row, previous)
    replaces = previous.version if previous else None
    return Publication(plan_id, code, row.number, version, now, by, replaces, changes)


def preview_publication(db: Session, plan_id: int) -> tuple[Difference, ...]:
    """Return who would move if this plan became the version in force; nobody when it is the first."""
    stored = load_plan(db, plan_id)
    row = db.get_one(PlanRow, plan_id)
    previous = _in_force(db, row.session_id)
    if previous is None or previous.id == plan_id:
        return ()
    dossier = load_dossier(db, stored.session, withdrawn=True)
    return differences(dossier, load_plan(db, previous.id).plan, stored.plan)


def _in_force(db: Session, session_id: int) -> PlanRow | None:
    query = select(PlanRow).where(PlanRow.session_id == session_id, PlanRow.state == PlanState.PUBLISHED)
    return db.scalar(query)


def _freeze(db: Session, row: PlanRow, previous: PlanRow | None, *, by: str, now: datetime) -> int:
    """Number the version and put it in the place of the previous one."""
    try:
        if previous is not None:
            previous.state = PlanState.SUPERSEDED
            db.flush()  # one version in force at a time, at every moment
        highest = db.scalar(
            select(func.max(PlanRow.version)).where(PlanRow.session_id == row.session_id)
        )
        row.version = (highest or 0) + 1
        row.state, row.published_at, row.published_by = PlanState.PUBLISHED, now, by
        db.flush()
    except IntegrityError as error:
        raise ConflictError(
            "Un autre plan de cette session vient d’être publié ; rien n’a été "
            "changé. Rouvrez la page, puis recommencez."
        ) from error
    return row.version


def _still_a_draft(stored: StoredPlan) -> None:
    if stored.version is not None:
        raise AlreadyPublishedError(
            f"Le plan n° {stored.number} est déjà publié (version {stored.version}) ; "
            "un plan publié ne change plus : calculez un nouveau plan pour le remplacer."
        )


def _broken(violations: tuple[object, ...]) -> RulesBrokenError:
    count = len(violations)
    head = "un manquement" if count == 1 else f"{count} manquements"
    sentences = [f"– {getattr(one, 'sentence', one)}" for one in violations[:_SHOWN]]
    more = [f"– … et {count - _SHOWN} autres."] if count > _SHOWN else []
    return RulesBrokenError(
        "\n".join([f"Publication refusée : {head} à une règle obligatoire.", *sentences, *more]),
        violations,
    )
