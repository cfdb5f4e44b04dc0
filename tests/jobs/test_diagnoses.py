"""What a session is short of, searched in the worker: asked once, kept, stopped, told to be outdated."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from models.db import DiagnosisRow, JobStatus, SessionRow
from scheduler.errors import NotFoundError
from scheduler.jobs import diagnosis_state, start_diagnosis, stop_diagnosis
from scheduler.jobs.diagnosis import run_diagnosis, waiting_diagnoses
from scheduler.jobs.run import closing
from scheduler.services.diagnosis_report import (
    DiagnosisReport,
    SaidHalfDay,
    SaidPart,
    SaidPerson,
    SaidRemedy,
    dump_report,
    read_report,
)
from tests.stores import NOW
from tests.verification.test_supply import professional, session, teacher

CODE = "S"


def state(store):
    with store.database.reading() as db:
        return diagnosis_state(db, CODE)


@pytest.fixture
def asked(store):
    """A session whose diagnosis waits; the id of that diagnosis."""
    store.put(session(teacher("T1", establishment=None), professional("P1"), candidates=2))
    start_diagnosis(store.database, CODE, now=NOW)
    (waiting,) = waiting_diagnoses(store.database)
    return waiting


def test_diagnosis_is_kept_with_what_it_found(store, asked):
    run_diagnosis(store.database, asked)

    found = state(store)
    assert (found.status, found.outdated) == (JobStatus.DONE, False)
    assert found.report.parts[0].unplaced == 0
    assert "rien ne manque" in found.report.parts[0].head


def test_data_changed_since_make_a_diagnosis_outdated(store, asked):
    run_diagnosis(store.database, asked)

    with store.database.writing() as db:
        db.execute(update(SessionRow).values(revision=SessionRow.revision + 1))

    assert state(store).outdated


def test_asking_twice_asks_once(store, asked):
    start_diagnosis(store.database, CODE, now=NOW)

    assert waiting_diagnoses(store.database) == [asked]


def test_diagnosis_stopped_before_it_begins_is_never_done(store, asked):
    stop_diagnosis(store.database, CODE, now=NOW)
    run_diagnosis(store.database, asked)

    assert (state(store).status, state(store).report) == (JobStatus.STOPPED, None)


def test_diagnosis_whose_process_died_says_so_and_waits_again(store, asked):
    gone = os.fork()
    if gone == 0:
        os._exit(0)
    os.waitpid(gone, 0)
    with store.database.writing() as db:
        row = db.get_one(DiagnosisRow, asked)
        row.status, row.host, row.pid = JobStatus.RUNNING, os.uname().nodename, gone

    assert state(store).status is JobStatus.INTERRUPTED
    assert waiting_diagnoses(store.database) == [asked]


def test_diagnosis_of_a_session_that_does_not_exist_is_refused(store):
    with pytest.raises(NotFoundError):
        start_diagnosis(store.database, "AUCUNE", now=datetime.now(tz=UTC))


def test_report_comes_back_as_it_was_written():
    half_day = SaidHalfDay("mardi 8 juin matin", "BTS-SAM/E4", "0490001A", "2027-06-08", 480)
    people = (SaidPerson("SAM-01", "Mme Anne Roux"),)
    remedy = SaidRemedy("2 demi-journées", "vérifié", people, (half_day,), ("salles",))
    report = DiagnosisReport(
        (SaidPart("Lycée", "12 passages", 2, people, (remedy,), ("marge",)),), ("tient",)
    )

    assert read_report(dump_report(report)) == report


def test_diagnosis_cut_by_the_end_of_the_program_waits_for_the_next_one(store, asked):
    closing.set()
    try:
        run_diagnosis(store.database, asked)
    finally:
        closing.clear()

    assert (state(store).status, state(store).message) == (JobStatus.QUEUED, "")
    assert waiting_diagnoses(store.database) == [asked]
