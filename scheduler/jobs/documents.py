"""Documents in one go, in the worker: asked for, followed, stopped; a crash costs the file at hand."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from models.db import BatchRow, Database, JobStatus, Limit, PlanRow, SessionRow, limit_in
from models.db.database import lock_session
from scheduler.documents.kinds import CONVOCATIONS, kind_of
from scheduler.errors import NotFoundError, OrauxError
from scheduler.jobs.processes import process_lives
from scheduler.jobs.run import closing
from scheduler.services.archives import make_archive
from scheduler.services.plans import current_plan, plan_numbered

TICK = 0.5
"""Seconds between two writings of progress, and two looks for a request to stop."""
SILENCE = timedelta(minutes=10)
"""After this long without a word, a batch of another machine is given up for dead."""
ACTIVE = (JobStatus.QUEUED, JobStatus.RUNNING)
STOPPED = "Préparation arrêtée : ce qui est fait est gardé, relancez-la pour continuer."
INTERRUPTED = (
    "La préparation a été interrompue : le programme s’est arrêté. Ce qui est fait est gardé ; "
    "relancez-la pour continuer."
)
DEFECT = (
    "Une erreur inattendue est survenue dans Oraux ; relancez la préparation, elle reprendra où elle en "
    "était, et signalez le défaut s’il revient."
)


@dataclass(frozen=True, slots=True)
class BatchState:
    """How far a batch is; `version` is None for a draft's, `limit` for the documents of every centre."""

    id: int
    session: str
    plan_id: int
    number: int
    version: int | None
    kinds: tuple[str, ...]
    status: JobStatus
    ready: int
    total: int
    message: str
    stop_requested: bool
    finished_at: datetime | None
    limit: Limit | None = None

    @property
    def active(self) -> bool:
        """Still waiting or at work."""
        return self.status.active

    @property
    def complete(self) -> bool:
        """Everything is made."""
        return self.status is JobStatus.DONE


def start_batch(
    database: Database,
    code: str,
    *,
    now: datetime,
    kinds: Iterable[str] = CONVOCATIONS,
    number: int | None = None,
) -> int:
    """Ask for the documents of a plan; return the batch's id, that of the one at work if there is one.

    Parameters
    ----------
    database, code
        Where, and which session.
    now
        UTC.
    kinds
        Ids of `scheduler.documents.KINDS`.
    number
        Number of a plan; without it, the version in force, else the newest draft.

    Raises
    ------
    NotFoundError
        The session, the plan or a kind does not exist, or nothing was planned yet.

    """
    chosen = tuple(kind_of(one).id for one in dict.fromkeys(kinds))
    with database.writing() as db:
        lock_session(db, code)
        plan_id = _plan(db, code, number)
        centres = _centres(db, plan_id)
        query = select(BatchRow).where(BatchRow.plan_id == plan_id, BatchRow.status.in_(ACTIVE))
        working = db.scalar(query.where(BatchRow.centres == centres))
        if working is not None and _is_dead(working, now):
            working.status = JobStatus.QUEUED
        batch_id = working.id if working is not None else None
        if batch_id is None:
            row = BatchRow(
                plan_id=plan_id, kinds=chosen, centres=centres,
                status=JobStatus.QUEUED, created_at=now, alive_at=now,
            )  # fmt: skip
            db.add(row)
            db.flush()
            batch_id = row.id
    _enqueue(database, batch_id)
    return batch_id


def _enqueue(database: Database, batch_id: int) -> None:
    """Put a batch in the queue."""
    from scheduler.jobs.queue import enqueue_batch  # noqa: PLC0415 (the queue knows what it runs)

    enqueue_batch(database, batch_id)


def _centres(db: Session, plan_id: int) -> tuple[str, ...]:
    """Return the only centres whose documents who asks may have, none for all."""
    limit = limit_in(db, db.get_one(PlanRow, plan_id).session_id)
    return tuple(sorted(limit.centres)) if limit is not None else ()


def _plan(db: Session, code: str, number: int | None) -> int:
    """Return the id of the plan asked for."""
    if number is not None:
        return plan_numbered(db, code, number).id
    stored = current_plan(db, code)
    if stored is None:
        raise NotFoundError(f"La session « {code} » n’a pas encore de plan ; calculez-le d’abord.")
    return stored.id


def stop_batch(database: Database, batch_id: int, *, now: datetime) -> None:
    """Ask a batch to stop; what is made is kept. One that still waits is stopped at once."""
    with database.writing() as db:
        mine = update(BatchRow).where(BatchRow.id == batch_id)
        stopped = {"status": JobStatus.STOPPED, "message": STOPPED, "finished_at": now}
        db.execute(mine.where(BatchRow.status == JobStatus.QUEUED).values(**stopped))
        db.execute(mine.where(BatchRow.status == JobStatus.RUNNING).values(stop_requested=True))


def latest_batch(db: Session, plan_id: int) -> BatchState | None:
    """Return the last batch asked for of a plan, within the centres of who asks; None without any."""
    query = select(BatchRow).where(
        BatchRow.plan_id == plan_id, BatchRow.centres == _centres(db, plan_id)
    )
    latest = query.order_by(BatchRow.id.desc()).limit(1)
    row = db.scalar(latest.execution_options(populate_existing=True))
    return _state(db, row) if row else None


def _state(db: Session, row: BatchRow) -> BatchState:
    dead = _is_dead(row, row.alive_at)
    plan = db.get_one(PlanRow, row.plan_id)
    session = db.get_one(SessionRow, plan.session_id)
    return BatchState(
        row.id, session.code, plan.id, plan.number, plan.version, row.kinds,
        JobStatus.INTERRUPTED if dead else row.status, row.ready, row.total,
        INTERRUPTED if dead else row.message, row.stop_requested, row.finished_at,
        Limit(session.id, frozenset(row.centres), session.code) if row.centres else None,
    )  # fmt: skip


def revive_batches(database: Database, now: datetime) -> list[int]:
    """Put back in the queue the batches whose process died; return every batch that waits."""
    with database.writing() as db:
        for row in db.scalars(select(BatchRow).where(BatchRow.status == JobStatus.RUNNING)):
            if _is_dead(row, now):
                row.status = JobStatus.QUEUED
        db.flush()
        waiting = select(BatchRow.id).where(BatchRow.status == JobStatus.QUEUED).order_by(BatchRow.id)
        return list(db.scalars(waiting))


def _is_dead(row: BatchRow, now: datetime) -> bool:
    """Whether a batch said to be at work has lost its process."""
    if row.status is not JobStatus.RUNNING:
        return False
    if row.host == socket.gethostname():
        return not process_lives(row.host, row.pid)
    return now - row.alive_at > SILENCE


def run_batch(database: Database, batch_id: int) -> None:
    """Make a batch that still waits; one already taken, stopped or removed is left alone."""
    state = _take(database, batch_id)
    if state is None:
        return
    teller = _Teller(database, batch_id)
    reached = database.limited((state.limit,)) if state.limit else database
    try:
        done = make_archive(
            reached, state.session, kinds=state.kinds, number=state.number,
            progress=teller.tell, cancelled=teller.stopped,
        )  # fmt: skip
    except OrauxError as error:
        _end(database, batch_id, JobStatus.FAILED, str(error))
    except BaseException:
        _end(database, batch_id, JobStatus.FAILED, DEFECT)
        raise
    else:
        if done:
            _end(database, batch_id, JobStatus.DONE, "", ready=teller.ready)
        elif closing.is_set() and not teller.asked:
            _end(database, batch_id, JobStatus.QUEUED, "", ready=teller.ready)
            _enqueue(database, batch_id)  # the next worker may have looked for it already
        else:
            _end(database, batch_id, JobStatus.STOPPED, STOPPED, ready=teller.ready)


def _take(database: Database, batch_id: int) -> BatchState | None:
    """Take a waiting batch for this process; None when somebody else has."""
    taken = update(BatchRow).where(BatchRow.id == batch_id, BatchRow.status == JobStatus.QUEUED)
    with database.writing() as db:
        result = db.execute(
            taken.values(
                status=JobStatus.RUNNING,
                host=socket.gethostname(),
                pid=os.getpid(),
                alive_at=datetime.now(tz=UTC),
            )
        )
        if not isinstance(result, CursorResult) or result.rowcount != 1:
            return None
        return _state(db, db.get_one(BatchRow, batch_id))


def _end(
    database: Database, batch_id: int, status: JobStatus, message: str, *, ready: int | None = None
) -> None:
    """Write how a batch ended, or that it waits for the next start."""
    now = datetime.now(tz=UTC)
    ended = update(BatchRow).where(BatchRow.id == batch_id, BatchRow.status == JobStatus.RUNNING)
    counted = {} if ready is None else {"ready": ready}
    finished = None if status is JobStatus.QUEUED else now
    with database.writing() as db:
        db.execute(
            ended.values(status=status, message=message, finished_at=finished, alive_at=now, **counted)
        )


@dataclass
class _Teller:
    """Writes progress, and looks whether somebody asked to stop, now and then."""

    database: Database
    batch_id: int
    ready: int = 0
    asked: bool = False
    told_at: float = field(default=-TICK)

    def tell(self, ready: int, total: int) -> None:
        """Keep the count; write it when the last writing is old enough."""
        self.ready = ready
        if time.monotonic() - self.told_at < TICK:
            return
        self.told_at = time.monotonic()
        mine = update(BatchRow).where(BatchRow.id == self.batch_id, BatchRow.status == JobStatus.RUNNING)
        with self.database.writing() as db:
            db.execute(mine.values(ready=ready, total=total, alive_at=datetime.now(tz=UTC)))
            still = select(BatchRow.stop_requested).where(BatchRow.id == self.batch_id)
            self.asked = db.scalar(still) is not False  # removed counts as asked

    def stopped(self) -> bool:
        """Somebody asked, or this process must end."""
        return self.asked or closing.is_set()
