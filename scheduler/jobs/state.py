"""How far a job is, read from the database, and whether its process still lives."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db import JobRow, JobStatus, SessionRow
from models.planning import USUAL, Aim, Level, read_aim
from scheduler.errors import NotFoundError
from scheduler.jobs.processes import process_lives

SILENCE = timedelta(seconds=30)
"""A job at work writes every two seconds; after this long without a word its process is dead."""
INTERRUPTED = (
    "Le calcul a été interrompu : le programme ou l’ordinateur s’est arrêté. "
    "Aucun plan n’a été enregistré ; relancez le calcul."
)
WAITING = "En attente"


@dataclass(frozen=True, slots=True)
class HistoryPoint:
    """Where the search stood after so many seconds."""

    seconds: float
    placed: int
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class JobState:
    """A planning, as a page shows it.

    `stage` and `message` are in French; `history` is the curve, oldest first; `plan_id` is set once a
    plan is stored (DONE, or STOPPED with the best plan kept); `locked_from` is the plan whose locked
    passages stay.
    """

    id: int
    session: str
    status: JobStatus
    stage: str
    placed: int
    total: int
    levels: tuple[Level, ...]
    history: tuple[HistoryPoint, ...]
    seconds: float
    time_limit: float
    seed: int
    message: str
    plan_id: int | None
    stop_requested: bool
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    locked_from: int | None = None
    aim: Aim = USUAL

    @property
    def active(self) -> bool:
        """Still waiting or at work."""
        return self.status.active


def job_state(db: Session, job_id: int, *, now: datetime) -> JobState:
    """Return where a job is; one whose process died is INTERRUPTED and says what to do.

    Raises
    ------
    NotFoundError
        No job has this id.

    """
    row = db.get(JobRow, job_id, populate_existing=True)
    if row is None:
        raise NotFoundError(
            "Ce calcul n’existe pas ou n’existe plus ; repartez de l’étape « Planifier »."
        )
    return _state(db, row, now)


def latest_job(db: Session, code: str, *, now: datetime) -> JobState | None:
    """Return the last job asked for in a session, None when there was none."""
    query = (
        select(JobRow)
        .join(SessionRow, SessionRow.id == JobRow.session_id)
        .where(SessionRow.code == code)
    )
    row = db.scalar(query.order_by(JobRow.id.desc()).limit(1))
    return _state(db, row, now) if row else None


def jobs_by_plan(db: Session, code: str) -> dict[int, int]:
    """Return the job that made each plan of a session, where one did."""
    query = select(JobRow.plan_id, JobRow.id).join(SessionRow, SessionRow.id == JobRow.session_id)
    made = query.where(SessionRow.code == code, JobRow.plan_id.is_not(None)).order_by(JobRow.id)
    return {plan: job for plan, job in db.execute(made) if plan is not None}


def is_dead(row: JobRow, now: datetime) -> bool:
    """Whether a job said to be at work has lost its process."""
    if row.status is not JobStatus.RUNNING:
        return False
    return now - row.alive_at > SILENCE or not process_lives(row.host, row.pid)


def dump_levels(levels: tuple[Level, ...]) -> list[list[str | int]]:
    """Return levels as plain data."""
    return [[level.name, level.value, level.bound] for level in levels]


def _state(db: Session, row: JobRow, now: datetime) -> JobState:
    state = JobState(
        id=row.id,
        session=db.get_one(SessionRow, row.session_id).code,
        status=row.status,
        stage=row.stage if row.status is not JobStatus.QUEUED else WAITING,
        placed=row.placed,
        total=row.total,
        levels=_levels(json.loads(row.levels)),
        history=tuple(
            HistoryPoint(at, placed, _levels(levels)) for at, placed, levels in json.loads(row.history)
        ),
        seconds=row.seconds,
        time_limit=row.time_limit,
        seed=row.seed,
        message=row.message,
        plan_id=row.plan_id,
        stop_requested=row.stop_requested,
        created_at=row.created_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        locked_from=row.locked_from,
        aim=read_aim(row.aim),
    )
    return (
        replace(state, status=JobStatus.INTERRUPTED, message=INTERRUPTED) if is_dead(row, now) else state
    )


def _levels(data: list[list[str | int]]) -> tuple[Level, ...]:
    return tuple(Level(str(name), int(value), int(bound)) for name, value, bound in data)
