"""Jobs in another process: followed, stopped, interrupted, started once."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, select, update

from models.db import CandidateRow, JobRow, JobStatus, open_database
from scheduler.errors import NotFoundError
from scheduler.jobs import job_state, latest_job, start_planning, start_worker, stop_job
from scheduler.jobs.run import run_planning
from scheduler.jobs.state import SILENCE
from scheduler.services.samples import load_sample
from tests.factories import desk
from tests.patience import PATIENCE, wait_until
from tests.stores import CODE, NOW, Store


def utc_now():
    return datetime.now(tz=UTC)


def state(store, job_id, now=None):
    with store.database.reading() as db:
        return job_state(db, job_id, now=now or utc_now())


def wait_for(store, job_id, condition):
    return wait_until(lambda: state(store, job_id), condition)


def put_two(store):
    """Store two candidates: planned and proved at once."""
    store.put(desk())


@pytest.fixture
def big(store):
    """The sample session: the solver has work for more than a few seconds."""
    with store.database.writing() as db:
        return load_sample(db, by="test", now=NOW)


def test_job_ends_with_a_plan(store):
    put_two(store)
    with start_worker(store.database):
        job_id = start_planning(store.database, CODE, seconds=20, seed=1, now=utc_now())
        found = wait_for(store, job_id, lambda one: not one.active)

    assert found.status is JobStatus.DONE
    assert store.plan(found.plan_id).verdict.ok
    assert found.levels
    assert found.history
    assert found.placed == len(store.plan(found.plan_id).plan.passages)


def test_double_click_starts_one_job(store):
    store.full()

    first = start_planning(store.database, CODE, seconds=20, seed=1, now=utc_now())
    second = start_planning(store.database, CODE, seconds=30, seed=2, now=utc_now())

    assert first == second
    with store.database.reading() as db:
        assert len(db.scalars(select(JobRow)).all()) == 1
        assert latest_job(db, CODE, now=utc_now()).status is JobStatus.QUEUED


def test_stopping_keeps_the_best_plan(store, big):
    with start_worker(store.database):
        job_id = start_planning(store.database, big, seconds=600, seed=1, now=utc_now())
        wait_for(store, job_id, lambda one: one.placed > 0 or not one.active)
        stop_job(store.database, job_id, now=utc_now())
        found = wait_for(store, job_id, lambda one: not one.active)

    assert found.plan_id is not None
    assert found.status in {JobStatus.STOPPED, JobStatus.DONE}
    assert store.plan(found.plan_id).verdict.ok


def test_planning_from_the_locks_of_a_plan_keeps_them(store):
    _, plan = store.full()
    locked = replace(plan.passages[0], locked=True)
    plan_id = store.draft(replace(plan, passages=(locked, *plan.passages[1:])))

    job_id = start_planning(store.database, CODE, seconds=20, seed=1, now=utc_now(), locked_from=plan_id)
    run_planning(store.database, job_id)

    found = state(store, job_id)
    assert found.locked_from == plan_id
    assert [one for one in store.plan(found.plan_id).plan.passages if one.locked] == [locked]


def test_waiting_job_is_stopped_at_once(store):
    store.full()
    job_id = start_planning(store.database, CODE, seconds=20, seed=1, now=utc_now())

    stop_job(store.database, job_id, now=utc_now())

    assert state(store, job_id).status is JobStatus.STOPPED
    run_planning(store.database, job_id)
    assert state(store, job_id).plan_id is None


def test_waiting_job_survives_a_restart(store):
    put_two(store)
    job_id = start_planning(store.database, CODE, seconds=20, seed=1, now=utc_now())
    for queue in store.folder.glob("oraux-jobs*"):
        queue.unlink()  # as if the crash had come between the row and the queue

    with start_worker(store.database):
        found = wait_for(store, job_id, lambda one: not one.active)

    assert found.status is JobStatus.DONE


def test_killed_job_is_interrupted_and_another_can_start(store, big):
    with start_worker(store.database) as worker:
        job_id = start_planning(store.database, big, seconds=600, seed=1, now=utc_now())
        wait_for(store, job_id, lambda one: one.status is JobStatus.RUNNING)

        os.kill(worker.pid, signal.SIGKILL)

        found = wait_for(store, job_id, lambda one: not one.active)
        again = start_planning(store.database, big, seconds=600, seed=1, now=utc_now())
        stop_job(store.database, again, now=utc_now())
        wait_for(store, again, lambda one: not one.active)

    assert found.status is JobStatus.INTERRUPTED
    assert "relancez" in found.message
    assert again != job_id


def test_silent_job_is_interrupted(store):
    store.full()
    job_id = start_planning(store.database, CODE, seconds=20, seed=1, now=NOW)
    with store.database.writing() as db:
        db.execute(
            update(JobRow).values(
                status=JobStatus.RUNNING, pid=os.getpid(), host="elsewhere", alive_at=NOW
            )
        )

    assert state(store, job_id, NOW + SILENCE).status is JobStatus.RUNNING
    assert state(store, job_id, NOW + SILENCE + timedelta(seconds=1)).status is JobStatus.INTERRUPTED


def test_closing_the_application_keeps_the_best_plan(store, big, monkeypatch):
    monkeypatch.setattr("scheduler.jobs.worker.PATIENCE", PATIENCE)  # kept, however busy the machine
    with start_worker(store.database):
        job_id = start_planning(store.database, big, seconds=600, seed=1, now=utc_now())
        wait_for(store, job_id, lambda one: one.placed > 0 or not one.active)

    assert state(store, job_id).plan_id is not None


def test_foreseeable_failure_is_said(store):
    store.full()
    job_id = start_planning(store.database, CODE, seconds=20, seed=1, now=utc_now())
    with store.database.writing() as db:
        db.execute(delete(CandidateRow))

    run_planning(store.database, job_id)

    found = state(store, job_id)
    assert found.status is JobStatus.FAILED
    assert "aucun passage à planifier" in found.message


def test_unknown_job_is_said(store):
    with store.database.reading() as db, pytest.raises(NotFoundError):
        job_state(db, 5, now=NOW)


@pytest.mark.postgresql
def test_job_ends_with_a_plan_on_postgresql(postgresql_url, tmp_path):
    store = Store(tmp_path, open_database(postgresql_url))
    put_two(store)
    with start_worker(store.database):
        job_id = start_planning(store.database, CODE, seconds=20, seed=1, now=utc_now())
        again = start_planning(store.database, CODE, seconds=20, seed=1, now=utc_now())
        found = wait_for(store, job_id, lambda one: not one.active)

    assert again == job_id
    assert found.status is JobStatus.DONE
    assert store.publish(found.plan_id).version == 1
    store.database.close()
