"""Where each convened person is: page opened or not, answered what, to which version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.db import AnswerKind, AnswerRow, LinkKind, LinkPurpose, LinkRow, PlanRow, SessionRow
from models.planning import Plan
from scheduler.convened import HalfDay, Holder, convened, half_days_of
from scheduler.services.answers import Answer, answers_of, in_force
from scheduler.services.compare import Difference, differences
from scheduler.services.dossiers import load_dossier, session_row
from scheduler.services.plans import load_plan


@dataclass(frozen=True, slots=True)
class PersonState:
    """Where one convened person is.

    Attributes
    ----------
    opened_at
        When the personal page was opened first; None: never.
    answer
        The last answer; None: none.
    stale
        The answer was to an earlier version, and what concerns this person changed since.
    declined
        Half-days that a juror cannot come to, and still has in the version in force.

    """

    holder: Holder
    opened_at: datetime | None
    answer: Answer | None
    stale: bool
    declined: tuple[HalfDay, ...] = ()


def states_of(db: Session, code: str) -> dict[Holder, PersonState]:
    """Return where everybody convened by the version in force is; nobody before the first one."""
    session = session_row(db, code)
    row = in_force(db, session)
    if row is None:
        return {}
    plan = load_plan(db, row.id).plan
    answers, opened = answers_of(db, code), _openings(db, session)
    moved = _moved_since(db, code, plan, {one.version for one in answers.values()} - {row.version})

    def state(one: Holder) -> PersonState:
        answer = answers.get(one)
        stale = answer is not None and one in moved.get(answer.version, ())
        return PersonState(one, opened.get(one), answer, stale, _declined(plan, one, answer))

    return {one: state(one) for one in convened(plan)}


def declines_of(db: Session, code: str) -> tuple[PersonState, ...]:
    """Return the jurors who cannot come to a half-day that they still have.

    One query when nobody ever said so.
    """
    query = select(AnswerRow.id).where(
        AnswerRow.session_id == session_row(db, code).id, AnswerRow.answer == AnswerKind.DECLINED
    )
    if db.scalar(query.limit(1)) is None:
        return ()
    return tuple(one for one in states_of(db, code).values() if one.declined)


def _declined(plan: Plan, holder: Holder, answer: Answer | None) -> tuple[HalfDay, ...]:
    if answer is None or answer.kind is not AnswerKind.DECLINED:
        return ()
    held = half_days_of(plan, holder.code)
    return tuple(one for one in held if str(one) in answer.half_days)


def changes_since(db: Session, code: str, version: int, plan: Plan) -> tuple[Difference, ...]:
    """Return what changed for everybody from a published version to `plan`; nothing if it never was."""
    session = session_row(db, code)
    row = db.scalar(select(PlanRow).where(PlanRow.session_id == session.id, PlanRow.version == version))
    if row is None:
        return ()
    dossier = load_dossier(db, code, withdrawn=True)
    return differences(dossier, load_plan(db, row.id).plan, plan)


def _moved_since(db: Session, code: str, plan: Plan, versions: set[int]) -> dict[int, frozenset[Holder]]:
    """Who is concerned by what changed from each of these versions to the one in force."""
    return {
        version: frozenset(
            Holder(LinkKind(one.kind), one.code) for one in changes_since(db, code, version, plan)
        )
        for version in versions
    }


def _openings(db: Session, session: SessionRow) -> Mapping[Holder, datetime]:
    """When each personal page was opened first, by whichever of its addresses."""
    query = select(LinkRow.kind, LinkRow.holder, func.min(LinkRow.opened_at)).where(
        LinkRow.session_id == session.id,
        LinkRow.purpose == LinkPurpose.PAGE,
        LinkRow.opened_at.is_not(None),
    )
    found = db.execute(query.group_by(LinkRow.kind, LinkRow.holder))
    return {Holder(kind, code): opened for kind, code, opened in found if opened}
