"""The queue of long work: a file beside a SQLite database, the same server as a PostgreSQL one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from huey import Huey, PostgresHuey, SqliteHuey
from sqlalchemy import select

from models.db import Database, JobRow, JobStatus, data_folder
from models.location import make_private
from scheduler.jobs.diagnosis import run_diagnosis, waiting_diagnoses
from scheduler.jobs.documents import revive_batches, run_batch
from scheduler.jobs.pulses import Pulses
from scheduler.jobs.run import run_planning

NAME = "oraux"
DOCUMENTS = "oraux-documents"
"""Documents have a queue and a worker of their own: they do not wait for an hour of planning."""
DIAGNOSES = "oraux-diagnoses"
"""So do diagnoses: a question of seconds does not wait for an hour either."""
PARTS = "oraux-parts"
"""Parts of large searches have one queue for each version of the code: others never see them."""
MOST_CALLS = 64
"""Calls that wait for a worker; nobody may ever come, so that they do not pile up."""
SUFFIX = "-jobs"


def queue_of(database: Database) -> Huey:
    """Return the queue of a database, with its one task: `plan(job_id)`."""
    huey = _storage(database, NAME)

    def plan(job_id: int) -> None:
        run_planning(database, job_id)

    huey.task(name="plan")(plan)
    return huey


def enqueue(database: Database, job_id: int) -> None:
    """Put a job in the queue; twice does no harm, a job is only ever taken once."""
    huey = queue_of(database)
    huey.enqueue(_task(huey, job_id))
    huey.storage.close()


def documents_queue_of(database: Database) -> Huey:
    """Return the queue of documents of a database, with its one task: `batch(batch_id)`."""
    huey = _storage(database, DOCUMENTS)

    def batch(batch_id: int) -> None:
        run_batch(database, batch_id)

    huey.task(name="batch")(batch)
    return huey


def enqueue_batch(database: Database, batch_id: int) -> None:
    """Put a batch in the queue; twice does no harm, a batch is only ever taken once."""
    huey = documents_queue_of(database)
    huey.enqueue(_task(huey, batch_id, "batch"))
    huey.storage.close()


def enqueue_batches(database: Database, huey: Huey, now: datetime) -> None:
    """Put every batch that waits, or whose process died, in the queue again."""
    for batch_id in revive_batches(database, now):
        huey.enqueue(_task(huey, batch_id, "batch"))


def diagnoses_queue_of(database: Database) -> Huey:
    """Return the queue of diagnoses of a database, with its one task: `diagnose(diagnosis_id)`."""
    huey = _storage(database, DIAGNOSES)

    def diagnose(diagnosis_id: int) -> None:
        run_diagnosis(database, diagnosis_id)

    huey.task(name="diagnose")(diagnose)
    return huey


def enqueue_diagnosis(database: Database, diagnosis_id: int) -> None:
    """Put a diagnosis in the queue; twice does no harm, one is only ever taken once."""
    huey = diagnoses_queue_of(database)
    huey.enqueue(_task(huey, diagnosis_id, "diagnose"))
    huey.storage.close()


def enqueue_diagnoses(database: Database, huey: Huey) -> None:
    """Put every diagnosis that waits, or whose process died, in the queue again."""
    for diagnosis_id in waiting_diagnoses(database):
        huey.enqueue(_task(huey, diagnosis_id, "diagnose"))


def parts_queue_of(database: Database, version: str) -> Huey:
    """Return the queue of calls for workers of a version, with its one task: `help(search_id)`."""
    huey = _storage(database, f"{PARTS}-{version}")
    leaders = Pulses()

    def help_search(search_id: int) -> None:
        from scheduler.jobs.helping import take_part  # noqa: PLC0415 (the solver is slow to load)

        take_part(database, search_id, version, leaders)

    huey.task(name="help")(help_search)
    return huey


def call_workers(huey: Huey, search_id: int, count: int) -> None:
    """Call as many workers as there are parts; a call nobody answers does no harm."""
    for _ in range(min(count, MOST_CALLS) - huey.pending_count()):
        huey.enqueue(_task(huey, search_id, "help"))
    huey.storage.close()


def enqueue_waiting(database: Database, huey: Huey) -> None:
    """Put every waiting job in the queue again, as after a crash between its row and its place in it."""
    with database.reading() as db:
        waiting = db.scalars(
            select(JobRow.id).where(JobRow.status == JobStatus.QUEUED).order_by(JobRow.id)
        ).all()
    for job_id in waiting:
        huey.enqueue(_task(huey, job_id))


def _task(huey: Huey, job_id: int, name: str = "plan") -> Any:
    kind = huey._registry.string_to_task(f"{__name__}.{name}")  # noqa: SLF001 (no public look-up by name)
    return kind(args=(job_id,))


def _storage(database: Database, name: str) -> Huey:
    if database.url.get_backend_name() == "postgresql":
        dsn = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
        return PostgresHuey(name, dsn=dsn, results=False)
    file = database.file
    if file is None:
        make_private(data_folder())
    path = (
        file.with_name(f"{file.stem}{SUFFIX}{file.suffix}")
        if file
        else data_folder() / f"oraux{SUFFIX}.db"
    )
    return SqliteHuey(name, filename=str(path), results=False, timeout=20)
