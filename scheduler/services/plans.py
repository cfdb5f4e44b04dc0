"""Stored plans: list them, read one back, search the passages of one."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.db import LevelRow, PassageRow, PlanRow, PlanState, SessionRow
from models.planning import USUAL, Aim, Plan, SolveReport, read_aim
from scheduler.errors import NotFoundError
from scheduler.services.dossiers import session_row
from scheduler.services.plan_rows import read_plan_rows, read_report, read_verdicts


@dataclass(frozen=True, slots=True)
class RuleSummary:
    """What the checkers said of one rule: `status` is one of `scheduler.rules.report.Status`."""

    rule: str
    status: str
    cases: int
    violations: int


@dataclass(frozen=True, slots=True)
class VerdictSummary:
    """What the checkers said when the plan was stored (and again when it was published)."""

    hard: int
    soft: int
    rules: tuple[RuleSummary, ...] = ()

    @property
    def ok(self) -> bool:
        """No hard rule is broken."""
        return self.hard == 0


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """One plan in a list.

    Attributes
    ----------
    number
        Counts the plans of the session from 1.
    version
        Counts its publications from 1; None for a draft.
    outdated
        The data have changed since it was made.
    edits
        Changes by hand so far: the revision that a further change names.
    name, note
        What staff call it and say of it, empty when nothing.
    aim, made_from
        What its calculation preferred; the number of the plan whose locks it kept.

    """

    id: int
    session: str
    number: int
    state: PlanState
    version: int | None
    created_at: datetime
    published_at: datetime | None
    published_by: str | None
    placed: int
    unplaced: int
    hard_violations: int
    soft_violations: int
    outdated: bool
    edits: int = 0
    name: str = ""
    note: str = ""
    aim: Aim = USUAL
    made_from: int | None = None


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """A plan read back, with how it was found and what the checkers said of it."""

    summary: PlanSummary
    plan: Plan
    report: SolveReport | None
    verdict: VerdictSummary

    @property
    def id(self) -> int:
        """Identifier in the database."""
        return self.summary.id

    @property
    def session(self) -> str:
        """Code of the session."""
        return self.summary.session

    @property
    def number(self) -> int:
        """Rank among the plans of the session, from 1."""
        return self.summary.number

    @property
    def state(self) -> PlanState:
        """Draft, published or superseded."""
        return self.summary.state

    @property
    def version(self) -> int | None:
        """Rank among the publications of the session; None for a draft."""
        return self.summary.version

    @property
    def created_at(self) -> datetime:
        """When it was made, UTC."""
        return self.summary.created_at

    @property
    def published_at(self) -> datetime | None:
        """When it was frozen, UTC."""
        return self.summary.published_at


def list_plans(db: Session, code: str) -> list[PlanSummary]:
    """Return the plans of a session, the newest first.

    Raises
    ------
    NotFoundError
        No session has this code.

    """
    session = session_row(db, code)
    query = select(PlanRow).where(PlanRow.session_id == session.id).order_by(PlanRow.number.desc())
    return [_summary(row, session) for row in db.scalars(query)]


def locked_counts(db: Session, code: str) -> dict[int, int]:
    """Return how many passages are locked in each plan of a session that has some."""
    query = select(PassageRow.plan_id, func.count()).join(PlanRow, PlanRow.id == PassageRow.plan_id)
    mine = query.where(PlanRow.session_id == session_row(db, code).id, PassageRow.locked)
    rows = db.execute(mine.group_by(PassageRow.plan_id)).all()
    return {row[0]: row[1] for row in rows}


def load_plan(
    db: Session, plan_id: int, *, read: Callable[[Session, PlanRow], Plan] = read_plan_rows
) -> StoredPlan:
    """Return a stored plan, its passages and commissions as `read` finds them.

    Raises
    ------
    NotFoundError
        No plan has this id.

    """
    row = db.get(PlanRow, plan_id)
    if row is None:
        raise NotFoundError(
            "Ce plan n’existe pas ou n’existe plus ; repartez de la liste des plans de la session."
        )
    session = db.get_one(SessionRow, row.session_id)
    rules = tuple(RuleSummary(*found) for found in read_verdicts(db, row.id))
    verdict = VerdictSummary(row.hard_violations, row.soft_violations, rules)
    return StoredPlan(_summary(row, session), read(db, row), read_report(db, row), verdict)


def levels_of_plans(db: Session, plan_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """Return what each plan reached on each level, without reading their passages."""
    query = select(LevelRow.plan_id, LevelRow.name, LevelRow.value).where(LevelRow.plan_id.in_(plan_ids))
    found: dict[int, dict[str, int]] = {plan_id: {} for plan_id in plan_ids}
    for plan_id, name, value in db.execute(query):
        found[plan_id][name] = value
    return found


def current_plan(db: Session, code: str) -> StoredPlan | None:
    """Return the version in force, else the newest draft, else None.

    Raises
    ------
    NotFoundError
        No session has this code.

    """
    plans = list_plans(db, code)
    chosen = next((plan for plan in plans if plan.state is PlanState.PUBLISHED), None)
    chosen = chosen or (plans[0] if plans else None)
    return load_plan(db, chosen.id) if chosen else None


def latest_draft(db: Session, code: str) -> PlanSummary | None:
    """Return the newest draft of a session, None when there is none."""
    return next((plan for plan in list_plans(db, code) if plan.state is PlanState.DRAFT), None)


def plan_numbered(db: Session, code: str, number: int) -> PlanSummary:
    """Return the plan of this number in a session.

    Raises
    ------
    NotFoundError
        The session or the plan does not exist.

    """
    plans = list_plans(db, code)
    found = next((plan for plan in plans if plan.number == number), None)
    if found is None:
        known = ", ".join(str(plan.number) for plan in reversed(plans)) or "aucun"
        raise NotFoundError(
            f"La session « {code} » n’a pas de plan n° {number} ; plans existants : {known}."
        )
    return found


def _summary(row: PlanRow, session: SessionRow) -> PlanSummary:
    return PlanSummary(
        id=row.id,
        session=session.code,
        number=row.number,
        state=row.state,
        version=row.version,
        created_at=row.created_at,
        published_at=row.published_at,
        published_by=row.published_by,
        placed=row.placed,
        unplaced=row.unplaced,
        hard_violations=row.hard_violations,
        soft_violations=row.soft_violations,
        outdated=row.revision != session.revision,
        edits=row.edits,
        name=row.name,
        note=row.note,
        aim=read_aim(row.aim),
        made_from=row.made_from,
    )
