"""Where each convened person is: page opened or not, answered what, to which version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.db import AnswerKind, LinkKind, LinkPurpose, LinkRow, PlanRow, SessionRow
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

    """

    holder: Holder
    opened_at: datetime | None
    answer: Answer | None
    stale: bool

    @property
    def declined(self) -> bool:
        """The person said that he or she cannot come, and is still expected."""
        return self.answer is not None and self.answer.kind is AnswerKind.DECLINED


def states_of(db: Session, code: str) -> dict[Holder, PersonState]:
    """Return where everybody convened by the version in force is; nobody before the first one."""
    session = session_row(db, code)
    row = in_force(db, session)
    if row is None:
        return {}
    plan = load_plan(db, row.id).plan
    answers, opened = answers_of(db, code), _openings(db, session)
    moved = _moved_since(db, code, plan, {one.version for one in answers.values()} - {row.version})
    return {
        one: PersonState(
            one,
            opened.get(one),
            answers.get(one),
            one in answers and one in moved.get(answers[one].version, ()),
        )
        for one in convened(plan)
    }


def declined_half_days(plan: Plan, state: PersonState) -> tuple[HalfDay, ...]:
    """Return the half-days that a juror declined and still has in the version in force."""
    if not state.declined or state.answer is None:
        return ()
    held = half_days_of(plan, state.holder.code)
    said = state.answer.half_days
    return tuple(one for one in held if not said or str(one) in said)


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
