"""Documents in the worker: complete, asked once, stopped, resumed after a crash."""

from __future__ import annotations

import os
import shutil
import signal
import zipfile
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from models.db import BatchRow, JobStatus
from scheduler.documents import CONVOCATIONS, KINDS
from scheduler.documents.kinds import SCHOOLS
from scheduler.errors import NotFoundError
from scheduler.jobs import latest_batch, start_batch, start_worker, stop_batch
from scheduler.jobs.documents import run_batch
from scheduler.jobs.run import closing
from scheduler.services.archives import archive_path, documents_folder
from tests.patience import wait_until
from tests.services.test_document_versions import earlier
from tests.stores import CODE, NOW


@pytest.fixture
def published(store):
    """The full session with a published plan; its id."""
    _, plan = store.full()
    plan_id = store.draft(plan)
    store.publish(plan_id)
    return plan_id


def state(store, plan_id):
    with store.database.reading() as db:
        return latest_batch(db, plan_id)


def wait_for(store, plan_id, condition):
    return wait_until(lambda: state(store, plan_id), condition)


def inodes(store):
    folder = documents_folder(store.database, CODE)
    return {path.relative_to(folder).as_posix(): path.stat().st_ino for path in folder.rglob("*.pdf")}


def utc_now():
    return datetime.now(tz=UTC)


def test_batch_makes_every_file_and_an_archive_by_establishment(store, published):
    batch_id = start_batch(store.database, CODE, now=NOW, kinds=("candidats", SCHOOLS))

    run_batch(store.database, batch_id)

    found = state(store, published)
    names = zipfile.ZipFile(archive_path(store.database, CODE, published)).namelist()
    plan = store.plan(published).plan
    numbers = {one.candidate for one in plan.passages}
    assert (found.status, found.ready) == (JobStatus.DONE, found.total)
    assert {f"candidats/{number}.pdf" for number in numbers} <= set(names)
    assert any(name.startswith("calendriers/candidats/") for name in names)
    schools = {name.split("/")[1] for name in names if name.startswith("etablissements/")}
    held = [name for name in names if name.startswith("etablissements/") and "convocation-" in name]
    assert all(f"etablissements/{uai}/bordereau.pdf" in names for uai in schools)
    assert len(held) == len(numbers)


def test_double_click_starts_one_batch(store, published):
    first = start_batch(store.database, CODE, now=NOW)
    second = start_batch(store.database, CODE, now=NOW, kinds=tuple(KINDS))

    assert first == second
    assert state(store, published).kinds == CONVOCATIONS


def test_batch_that_waits_is_stopped_at_once(store, published):
    batch_id = start_batch(store.database, CODE, now=NOW)

    stop_batch(store.database, batch_id, now=NOW)
    run_batch(store.database, batch_id)

    assert state(store, published).status is JobStatus.STOPPED
    assert inodes(store) == {}


def test_unknown_kind_is_told_before_anything_is_asked(store, published):
    with pytest.raises(NotFoundError, match="Il n’y a pas de document « affiches »"):
        start_batch(store.database, CODE, now=NOW, kinds=("affiches",))

    assert state(store, published) is None


def test_next_version_makes_again_only_the_files_of_who_moved(store, published):
    run_batch(store.database, start_batch(store.database, CODE, now=NOW))
    before = inodes(store)
    plan = store.plan(published).plan
    moved = plan.passages[0]
    store.publish(store.draft(earlier(plan)), utc_now())
    run_batch(store.database, start_batch(store.database, CODE, now=NOW))

    after = inodes(store)
    assert after.keys() == before.keys()
    assert {name for name in after if after[name] != before[name]} == {
        f"candidats/{moved.candidate}.pdf"
    }


def test_closing_application_leaves_the_batch_for_the_next_start(store, published):
    batch_id = start_batch(store.database, CODE, now=NOW)
    closing.set()
    try:
        run_batch(store.database, batch_id)
    finally:
        closing.clear()

    assert state(store, published).status is JobStatus.QUEUED
    with start_worker(store.database):
        found = wait_for(store, published, lambda one: one.complete)
    assert found.complete


def killed_at_work(store, plan_id, worker):
    """Kill the worker between two files and return those it had made; one that ended first is redone."""
    for _ in range(20):
        start_batch(store.database, CODE, now=utc_now(), kinds=tuple(KINDS))
        wait_for(store, plan_id, lambda one: len(inodes(store)) > 2 or not one.active)
        os.kill(worker.pid, signal.SIGKILL)
        made, found = inodes(store), state(store, plan_id)
        if not found.complete and len(made) < found.total:
            return made
        wait_for(store, plan_id, lambda one: not one.active)
        shutil.rmtree(documents_folder(store.database, CODE))
    raise AssertionError("every batch ended before it was killed")


def test_killed_worker_resumes_where_it_was(store, published):
    with start_worker(store.database) as worker:
        before = killed_at_work(store, published, worker)
        found = wait_for(store, published, lambda one: one.complete)

    after = inodes(store)
    assert found.complete
    assert len(after) == found.total > len(before)
    assert {name: after[name] for name in before} == before
    assert archive_path(store.database, CODE, published).exists()


def test_batch_of_a_process_that_died_is_taken_up_at_the_next_start(store, published):
    start_batch(store.database, CODE, now=NOW)
    with store.database.writing() as db:
        died = update(BatchRow).values(status=JobStatus.RUNNING, host=os.uname().nodename, pid=2**22 - 1)
        db.execute(died)

    with start_worker(store.database):
        found = wait_for(store, published, lambda one: one.complete)

    assert found.complete
    with store.database.reading() as db:
        assert len(db.scalars(select(BatchRow)).all()) == 1


def test_batch_whose_process_died_says_so_and_is_asked_again(store, published):
    batch_id = start_batch(store.database, CODE, now=NOW)
    with store.database.writing() as db:
        died = update(BatchRow).values(status=JobStatus.RUNNING, host=os.uname().nodename, pid=2**22 - 1)
        db.execute(died)

    found = state(store, published)
    again = start_batch(store.database, CODE, now=NOW)

    assert found.status is JobStatus.INTERRUPTED
    assert "relancez-la pour continuer" in found.message
    assert again == batch_id
    assert state(store, published).status is JobStatus.QUEUED
