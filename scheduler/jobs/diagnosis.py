"""Search in the worker for what a session is short of: asked for, followed, stopped."""

from __future__ import annotations

import os
import socket
import threading
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from models.db import Database, DiagnosisRow, JobStatus, SessionRow
from models.db.database import lock_session
from scheduler.errors import OrauxError
from scheduler.jobs.alongside import alongside
from scheduler.jobs.processes import process_lives
from scheduler.jobs.run import closing
from scheduler.services.diagnosis_report import DiagnosisReport, dump_report, read_report
from scheduler.services.dossiers import session_row

TICK = 0.25
"""Seconds between two looks at the database: progress out, stop request in."""
ACTIVE = (JobStatus.QUEUED, JobStatus.RUNNING)
STOPPED = "Recherche arrêtée. Relancez-la quand vous voulez."
INTERRUPTED = "La recherche a été interrompue : le programme s’est arrêté. Relancez-la."
DEFECT = (
    "Une erreur inattendue est survenue dans Oraux ; relancez la recherche, et signalez le défaut "
    "s’il revient."
)


@dataclass(frozen=True, slots=True)
class DiagnosisState:
    """Where the last diagnosis of a session is; `outdated` when the data changed since it began."""

    status: JobStatus
    stage: str
    message: str
    stop_requested: bool
    outdated: bool
    created_at: datetime
    finished_at: datetime | None
    report: DiagnosisReport | None

    @property
    def active(self) -> bool:
        """Still waiting or at work."""
        return self.status.active


def start_diagnosis(database: Database, code: str, *, now: datetime) -> None:
    """Ask for the diagnosis of a session, unless one is at work.

    Raises
    ------
    NotFoundError
        No session has this code.

    """
    with database.writing() as db:
        session = session_row(db, code)
        lock_session(db, code)
        row = db.scalar(select(DiagnosisRow).where(DiagnosisRow.session_id == session.id))
        if row is not None and row.status in ACTIVE and not _is_dead(row):
            return
        if row is None:
            row = DiagnosisRow(session_id=session.id)
            db.add(row)
        _ask(row, session.revision, now)
        db.flush()
        diagnosis_id = row.id
    from scheduler.jobs.queue import enqueue_diagnosis  # noqa: PLC0415 (the queue knows what it runs)

    enqueue_diagnosis(database, diagnosis_id)


def _ask(row: DiagnosisRow, revision: int, now: datetime) -> None:
    """Make a row one that waits."""
    row.status, row.revision, row.stop_requested = JobStatus.QUEUED, revision, False
    row.created_at, row.alive_at, row.finished_at = now, now, None
    row.stage, row.report, row.message, row.host, row.pid = "", "", "", None, None


def stop_diagnosis(database: Database, code: str, *, now: datetime) -> None:
    """Ask the diagnosis of a session to stop; one that still waits is stopped at once."""
    with database.writing() as db:
        mine = update(DiagnosisRow).where(DiagnosisRow.session_id == session_row(db, code).id)
        stopped = {"status": JobStatus.STOPPED, "message": STOPPED, "finished_at": now}
        db.execute(mine.where(DiagnosisRow.status == JobStatus.QUEUED).values(**stopped))
        db.execute(mine.where(DiagnosisRow.status == JobStatus.RUNNING).values(stop_requested=True))


def diagnosis_state(db: Session, code: str) -> DiagnosisState | None:
    """Return where the last diagnosis of a session is, None when there was none."""
    query = select(DiagnosisRow, SessionRow.revision).join(
        SessionRow, SessionRow.id == DiagnosisRow.session_id
    )
    found = db.execute(
        query.where(SessionRow.code == code).execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        return None
    row, revision = found
    dead = _is_dead(row)
    return DiagnosisState(
        JobStatus.INTERRUPTED if dead else row.status,
        row.stage,
        INTERRUPTED if dead else row.message,
        row.stop_requested,
        row.revision != revision,
        row.created_at,
        row.finished_at,
        read_report(row.report) if row.report else None,
    )


def _is_dead(row: DiagnosisRow) -> bool:
    return row.status is JobStatus.RUNNING and not process_lives(row.host, row.pid)


def waiting_diagnoses(database: Database) -> list[int]:
    """Put back what died with its process; return every diagnosis that waits."""
    with database.writing() as db:
        for row in db.scalars(select(DiagnosisRow).where(DiagnosisRow.status == JobStatus.RUNNING)):
            if _is_dead(row):
                row.status = JobStatus.QUEUED
        db.flush()
        waiting = select(DiagnosisRow.id).where(DiagnosisRow.status == JobStatus.QUEUED)
        return list(db.scalars(waiting))


def run_diagnosis(database: Database, diagnosis_id: int) -> None:
    """Do a diagnosis that still waits; one already taken, stopped or removed is left alone."""
    # the solver is slow to load
    from scheduler.services.diagnose import diagnose_session  # noqa: PLC0415
    from scheduler.services.diagnosis_words import report_of  # noqa: PLC0415

    code = _take(database, diagnosis_id)
    if code is None:
        return
    watch = _Watch(database, diagnosis_id)
    try:
        with watch.at_work(), database.reading() as db:
            found = diagnose_session(db, code, cancelled=watch.stop.is_set, told=watch.tell)
    except OrauxError as error:
        _end(database, diagnosis_id, JobStatus.FAILED, str(error))
    except BaseException:
        _end(database, diagnosis_id, JobStatus.FAILED, DEFECT)
        raise
    else:
        if watch.asked:
            _end(database, diagnosis_id, JobStatus.STOPPED, STOPPED)
        elif watch.stop.is_set():  # the program ends: the next worker does it again
            _end(database, diagnosis_id, JobStatus.QUEUED, "")
        else:
            _end(database, diagnosis_id, JobStatus.DONE, "", report=dump_report(report_of(found)))


def _take(database: Database, diagnosis_id: int) -> str | None:
    """Take a waiting diagnosis for this process, with the data as they are now."""
    taken = update(DiagnosisRow).where(
        DiagnosisRow.id == diagnosis_id, DiagnosisRow.status == JobStatus.QUEUED
    )
    with database.writing() as db:
        now = datetime.now(tz=UTC)
        values = {"status": JobStatus.RUNNING, "host": socket.gethostname(), "pid": os.getpid()}
        result = db.execute(taken.values(**values, alive_at=now, stage="Lecture des données"))
        if not isinstance(result, CursorResult) or result.rowcount != 1:
            return None
        row = db.get_one(DiagnosisRow, diagnosis_id, populate_existing=True)
        session = db.get_one(SessionRow, row.session_id)
        row.revision = session.revision
        return session.code


def _end(
    database: Database, diagnosis_id: int, status: JobStatus, message: str, *, report: str = ""
) -> None:
    mine = update(DiagnosisRow).where(
        DiagnosisRow.id == diagnosis_id, DiagnosisRow.status == JobStatus.RUNNING
    )
    with database.writing() as db:
        over = None if status is JobStatus.QUEUED else datetime.now(tz=UTC)
        db.execute(mine.values(status=status, message=message, report=report, finished_at=over))


@dataclass
class _Watch:
    """Writes the stage and looks for a request to stop, from a thread of its own."""

    database: Database
    diagnosis_id: int
    stop: threading.Event = field(default_factory=threading.Event)
    done: threading.Event = field(default_factory=threading.Event)
    stage: str = ""
    asked: bool = False

    def tell(self, stage: str) -> None:
        """Keep the latest stage."""
        self.stage = stage

    def at_work(self) -> AbstractContextManager[None]:
        """Look once, then watch until the block ends."""
        self._look()
        return alongside(self._loop, self.done, name=f"diagnosis-{self.diagnosis_id}")

    def _loop(self) -> None:
        written = ""
        while not self.done.wait(TICK):
            self._look()
            if self.stage != written:
                written = self.stage
                self._write(written)

    def _look(self) -> None:
        self.asked = self.asked or self._asked_to_stop()
        if closing.is_set() or self.asked:
            self.stop.set()

    def _write(self, stage: str) -> None:
        mine = update(DiagnosisRow).where(DiagnosisRow.id == self.diagnosis_id)
        with self.database.writing() as db:
            db.execute(mine.values(stage=stage, alive_at=datetime.now(tz=UTC)))

    def _asked_to_stop(self) -> bool:
        query = select(DiagnosisRow.stop_requested).where(DiagnosisRow.id == self.diagnosis_id)
        with self.database.reading() as db:
            return db.scalar(query) is not False  # removed counts as asked
