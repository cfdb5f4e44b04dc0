"""Do one job: plan, write progress as it goes, and say how it ended."""

from __future__ import annotations

import json
import logging
import os
import socket
import threading
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CursorResult, select, update

from models.db import Database, JobRow, JobStatus, PlanRow, SessionRow
from models.planning import read_aim
from scheduler.errors import OrauxError
from scheduler.jobs.alongside import alongside
from scheduler.jobs.state import dump_levels

if TYPE_CHECKING:
    from solver.limits import Progress

log = logging.getLogger(__name__)

TICK = 0.25
"""Seconds between two looks at the database: progress out, stop request in."""
SILENT_TICKS = 8
"""Ticks after which a job without news still says that it lives."""
POINTS = 400
"""Points of the curve that are kept; beyond, every second one is dropped."""
DEFECT = (
    "Une erreur inattendue est survenue dans Oraux ; aucun plan n’a été enregistré. "
    "Relancez le calcul, et signalez le défaut s’il revient."
)
STOPPED = "Calcul arrêté : le meilleur plan trouvé a été enregistré."
DONE = "Plan enregistré."

closing = threading.Event()
"""Set when this process must end: jobs at work stop and keep their best plan."""


def run_planning(database: Database, job_id: int) -> None:
    """Do a job that still waits; one already taken, stopped or removed is left alone."""
    from scheduler.jobs.sharing import SharedCrew  # noqa: PLC0415 (likewise)
    from scheduler.services.make_plan import make_plan  # noqa: PLC0415 (the solver is slow to load)
    from solver.limits import Limits  # noqa: PLC0415 (likewise)

    found = _take(database, job_id)
    if found is None:
        return
    code, row = found
    reporter = _Reporter(database, job_id)
    try:
        limits = Limits(row.time_limit, row.seed, row.effort)
        with reporter.at_work(), SharedCrew(database, limits.workers) as crew:
            plan_id = make_plan(
                database, code, limits=limits, crew=crew,
                now=datetime.now(tz=UTC), progress=reporter.tell, cancelled=reporter.stop.is_set,
                locked_from=row.locked_from, aim=read_aim(row.aim),
            )  # fmt: skip
    except OrauxError as error:
        _end(database, job_id, JobStatus.FAILED, str(error))
    except BaseException:
        _end(database, job_id, JobStatus.FAILED, DEFECT)
        raise
    else:
        stopped = _was_stopped(database, plan_id)
        status, message = (JobStatus.STOPPED, STOPPED) if stopped else (JobStatus.DONE, DONE)
        _end(database, job_id, status, message, plan_id=plan_id)


def _take(database: Database, job_id: int) -> tuple[str, JobRow] | None:
    """Take a waiting job for this process; None when somebody else has."""
    now = datetime.now(tz=UTC)
    taken = update(JobRow).where(JobRow.id == job_id, JobRow.status == JobStatus.QUEUED)
    values = {
        "status": JobStatus.RUNNING,
        "host": socket.gethostname(),
        "pid": os.getpid(),
        "started_at": now,
    }
    with database.writing() as db:
        result = db.execute(taken.values(**values, alive_at=now, stage="Lecture des données"))
        if not isinstance(result, CursorResult) or result.rowcount != 1:
            return None
        row = db.get_one(JobRow, job_id, populate_existing=True)
        code = db.get_one(SessionRow, row.session_id).code
        db.expunge(row)
    return code, row


def _end(
    database: Database, job_id: int, status: JobStatus, message: str, *, plan_id: int | None = None
) -> None:
    """Write how a job ended, unless it was given up for dead meanwhile."""
    ended = update(JobRow).where(JobRow.id == job_id, JobRow.status == JobStatus.RUNNING)
    with database.writing() as db:
        now = datetime.now(tz=UTC)
        db.execute(
            ended.values(status=status, message=message, plan_id=plan_id, finished_at=now, alive_at=now)
        )


def _was_stopped(database: Database, plan_id: int) -> bool:
    with database.reading() as db:
        return db.scalar(select(PlanRow.status).where(PlanRow.id == plan_id)) == "stopped"


@dataclass
class _Reporter:
    """Writes progress from its own thread, so that the solver never waits for the database."""

    database: Database
    job_id: int
    stop: threading.Event = field(default_factory=threading.Event)
    done: threading.Event = field(default_factory=threading.Event)
    latest: Progress | None = None
    history: list[list[object]] = field(default_factory=list)

    def tell(self, progress: Progress) -> None:
        """Keep the latest news."""
        self.latest = progress

    def at_work(self) -> AbstractContextManager[None]:
        """Report until the block ends."""
        return alongside(self._loop, self.done, name=f"job-{self.job_id}")

    def _loop(self) -> None:
        written: Progress | None = None
        silent = 0
        while True:
            over = self.done.wait(TICK)
            latest = self.latest
            news = latest is not written
            silent = 0 if news else silent + 1
            self._tick(latest if news else None, alive=news or silent % SILENT_TICKS == 0)
            written = latest
            if over:
                return

    def _tick(self, news: Progress | None, *, alive: bool) -> None:
        if alive:
            values = self._values(news) if news else {}
            mine = update(JobRow).where(JobRow.id == self.job_id, JobRow.status == JobStatus.RUNNING)
            with self.database.writing() as db:
                db.execute(mine.values(alive_at=datetime.now(tz=UTC), **values))
        if closing.is_set() or self._asked_to_stop():
            self.stop.set()

    def _asked_to_stop(self) -> bool:
        """Somebody asked, or the job was given up or removed."""
        with self.database.reading() as db:
            query = select(JobRow.stop_requested, JobRow.status).where(JobRow.id == self.job_id)
            found = db.execute(query).one_or_none()
        return found is None or found.stop_requested or found.status is not JobStatus.RUNNING

    def _values(self, news: Progress) -> dict[str, object]:
        self.history.append([round(news.seconds, 2), news.placed, dump_levels(news.levels)])
        if len(self.history) > POINTS:
            self.history = self.history[::2]
        return {
            "stage": news.stage,
            "placed": news.placed,
            "total": news.total,
            "seconds": news.seconds,
            "levels": json.dumps(dump_levels(news.levels)),
            "history": json.dumps(self.history),
        }
