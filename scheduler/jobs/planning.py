"""Ask for a planning, ask it to stop."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.db import Database, JobRow, JobStatus
from models.db.database import lock_session
from models.planning import USUAL, Aim, dump_aim
from scheduler.jobs.queue import enqueue
from scheduler.jobs.state import INTERRUPTED, is_dead
from scheduler.services.dossiers import session_row

ACTIVE = (JobStatus.QUEUED, JobStatus.RUNNING)


def start_planning(
    database: Database,
    code: str,
    *,
    seconds: float,
    seed: int,
    now: datetime,
    effort: float | None = None,
    locked_from: int | None = None,
    aim: Aim = USUAL,
) -> int:
    """Ask for the planning of a session; return the job's id, that of the job at work if there is one.

    Parameters
    ----------
    database, code
        Where, and which session.
    seconds, seed
        Limit of the search, and seed of its choices.
    now
        UTC.
    effort
        Deterministic work the search may do; deduced from `seconds` when absent.
    locked_from
        A plan whose locked passages stay where they are.
    aim
        What to prefer once everybody is placed.

    Raises
    ------
    NotFoundError
        No session has this code.

    """
    with database.writing() as db:
        session_id = session_row(db, code).id
        lock_session(db, code)
        working = _working(db, session_id, now)
        if working is not None:
            return working
        row = JobRow(
            session_id=session_id, status=JobStatus.QUEUED, time_limit=seconds, seed=seed, effort=effort,
            locked_from=locked_from, aim=dump_aim(aim), created_at=now, alive_at=now,
        )  # fmt: skip
        db.add(row)
        db.flush()
        job_id = row.id
    enqueue(database, job_id)
    return job_id


def stop_job(database: Database, job_id: int, *, now: datetime) -> None:
    """Ask a job to stop and keep the best plan so far; one that still waits is stopped at once."""
    with database.writing() as db:
        waiting = (
            update(JobRow)
            .where(JobRow.id == job_id, JobRow.status == JobStatus.QUEUED)
            .values(
                status=JobStatus.STOPPED,
                finished_at=now,
                message="Calcul annulé avant d’avoir commencé.",
            )
        )
        db.execute(waiting)
        running = update(JobRow).where(JobRow.id == job_id, JobRow.status == JobStatus.RUNNING)
        db.execute(running.values(stop_requested=True))


def _working(db: Session, session_id: int, now: datetime) -> int | None:
    """Return the job at work; mark those whose process died."""
    rows = db.scalars(
        select(JobRow).where(JobRow.session_id == session_id, JobRow.status.in_(ACTIVE))
    ).all()
    for row in rows:
        if is_dead(row, now):
            row.status, row.message, row.finished_at = JobStatus.INTERRUPTED, INTERRUPTED, now
    db.flush()
    return next((row.id for row in rows if row.status.active), None)
