"""The sessions: list them with the state of each step, read one, remove one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from models.db import CandidateRow, ExaminerRow, HalfDayRow, PlanRow, PlanState, RoomRow, SessionRow
from scheduler.errors import ConflictError
from scheduler.services.dossiers import load_dossier, session_row
from scheduler.services.steps import Step, steps_of

__all__ = [
    "SessionSummary",
    "Step",
    "delete_session",
    "find_session",
    "list_sessions",
    "load_dossier",
    "session_codes",
]


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """One session in a list.

    Attributes
    ----------
    revision
        Rises with every change of the data.
    diplomas
        Codes of its candidates' diplomas.
    first_day, last_day
        Of its opened half-days; None without any.
    version
        Number of the version in force, None before the first publication.
    steps
        Données, Vérifier, Planifier, Ajuster, Publier, Convoquer, each with its state.

    """

    code: str
    label: str
    year: int
    academie: str
    town: str | None
    revision: int
    diplomas: tuple[str, ...] = ()
    candidates: int = 0
    examiners: int = 0
    rooms: int = 0
    half_days: int = 0
    first_day: date | None = None
    last_day: date | None = None
    version: int | None = None
    steps: tuple[Step, ...] = field(default=())

    def step(self, step_id: str) -> Step:
        """Return one step by its id (`donnees`, `verifier`, …)."""
        return next(step for step in self.steps if step.id == step_id)


def list_sessions(db: Session, *, now: datetime | None = None) -> list[SessionSummary]:
    """Return every session, the latest year first, in a number of queries that does not grow.

    What is late is judged at `now` (UTC), or not at all.
    """
    rows = db.scalars(select(SessionRow).order_by(SessionRow.year.desc(), SessionRow.code)).all()
    return _summaries(db, list(rows), now)


def session_codes(db: Session) -> list[str]:
    """Return the code of every session, the latest year first."""
    return list(db.scalars(select(SessionRow.code).order_by(SessionRow.year.desc(), SessionRow.code)))


def find_session(db: Session, code: str, *, now: datetime | None = None) -> SessionSummary:
    """Return one session; what is late is judged at `now` (UTC), or not at all.

    Raises
    ------
    NotFoundError
        No session has this code.

    """
    return _summaries(db, [session_row(db, code)], now)[0]


def delete_session(db: Session, code: str, *, even_published: bool = False) -> None:
    """Remove a session with its data, plans and journal; the caller commits.

    Raises
    ------
    NotFoundError
        No session has this code.
    ConflictError
        It has a published plan and `even_published` is False.

    """
    row = session_row(db, code)
    published = db.scalar(
        select(func.count()).where(PlanRow.session_id == row.id, PlanRow.state != PlanState.DRAFT)
    )
    if published and not even_published:
        raise ConflictError(
            f"La session « {code} » a un plan publié : des personnes ont pu être convoquées. "
            "Confirmez la suppression pour l’effacer avec ses publications."
        )
    db.execute(delete(SessionRow).where(SessionRow.id == row.id))


def _summaries(db: Session, rows: list[SessionRow], now: datetime | None) -> list[SessionSummary]:
    ids = [row.id for row in rows]
    counts = {kind: _counts(db, kind, ids) for kind in (CandidateRow, ExaminerRow, RoomRow, HalfDayRow)}
    diplomas = _diplomas(db, ids)
    days = _days(db, ids)
    steps = steps_of(db, {row.id: row for row in rows}, counts[CandidateRow], now=now)
    versions = _versions(db, ids)
    return [
        SessionSummary(
            code=row.code,
            label=row.label,
            year=row.year,
            academie=row.academie,
            town=row.town,
            revision=row.revision,
            diplomas=diplomas.get(row.id, ()),
            candidates=counts[CandidateRow].get(row.id, 0),
            examiners=counts[ExaminerRow].get(row.id, 0),
            rooms=counts[RoomRow].get(row.id, 0),
            half_days=counts[HalfDayRow].get(row.id, 0),
            first_day=days.get(row.id, (None, None))[0],
            last_day=days.get(row.id, (None, None))[1],
            version=versions.get(row.id),
            steps=steps[row.id],
        )
        for row in rows
    ]


def _counts(db: Session, kind: Any, ids: list[int]) -> dict[int, int]:
    """Records of each session that are not withdrawn."""
    query = select(kind.session_id, func.count()).where(
        kind.session_id.in_(ids), kind.withdrawn_at.is_(None)
    )
    return {found[0]: found[1] for found in db.execute(query.group_by(kind.session_id))}


def _diplomas(db: Session, ids: list[int]) -> dict[int, tuple[str, ...]]:
    query = select(CandidateRow.session_id, CandidateRow.diploma).distinct()
    query = query.where(CandidateRow.session_id.in_(ids), CandidateRow.withdrawn_at.is_(None))
    found: dict[int, tuple[str, ...]] = {}
    for session_id, diploma in db.execute(query.order_by(CandidateRow.diploma)):
        found[session_id] = (*found.get(session_id, ()), diploma)
    return found


def _days(db: Session, ids: list[int]) -> dict[int, tuple[date, date]]:
    query = select(HalfDayRow.session_id, func.min(HalfDayRow.day), func.max(HalfDayRow.day))
    query = query.where(HalfDayRow.session_id.in_(ids), HalfDayRow.withdrawn_at.is_(None))
    return {
        found[0]: (found[1], found[2]) for found in db.execute(query.group_by(HalfDayRow.session_id))
    }


def _versions(db: Session, ids: list[int]) -> dict[int, int]:
    query = select(PlanRow.session_id, PlanRow.version)
    query = query.where(PlanRow.session_id.in_(ids), PlanRow.state == PlanState.PUBLISHED)
    return {session_id: version for session_id, version in db.execute(query) if version is not None}
