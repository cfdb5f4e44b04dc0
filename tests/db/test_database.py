"""The database itself: private, with its references held, one writer at a time."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, text
from sqlalchemy.exc import IntegrityError

from models.db import (
    CandidateRow,
    PlanRow,
    RegistrationRow,
    SessionRow,
    data_folder,
    database_url,
    open_database,
)
from models.dossier import RegistrationState
from tests.stores import NOW, Store


def test_sqlite_file_and_folder_are_private(tmp_path):
    path = tmp_path / "data" / "oraux.db"

    open_database(f"sqlite:///{path}").close()

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_data_folder_follows_the_system(tmp_path):
    assert data_folder({"XDG_DATA_HOME": str(tmp_path)}) == tmp_path / "oraux"
    assert data_folder({"XDG_DATA_HOME": "relative"}) == Path.home() / ".local" / "share" / "oraux"


def test_database_url_prefers_what_is_given_then_the_environment(tmp_path):
    environ = {"ORAUX_DATABASE_URL": "sqlite:///b", "XDG_DATA_HOME": str(tmp_path)}

    assert database_url("sqlite:///a", environ) == "sqlite:///a"
    assert database_url(None, environ) == "sqlite:///b"
    assert database_url(None, {"XDG_DATA_HOME": str(tmp_path)}) == f"sqlite:///{tmp_path}/oraux/oraux.db"


def test_dossier_comes_back_as_it_was_stored(store):
    dossier, _ = store.full()

    assert store.dossier() == dossier


def test_unknown_reference_is_refused_by_the_database(store):
    store.full()

    with pytest.raises(IntegrityError), store.database.writing() as db:  # noqa: PT012
        session_id = db.scalar(select(SessionRow.id))
        db.execute(
            insert(RegistrationRow).values(
                session_id=session_id,
                candidate="nobody",
                epreuve="BTS-SAM/E4",
                state=RegistrationState.INSCRIT,
            )
        )


def test_reference_to_another_session_is_refused(store):
    dossier, _ = store.full()
    number = dossier.candidates[0].number

    with pytest.raises(IntegrityError), store.database.writing() as db:  # noqa: PT012
        other = SessionRow(
            code="AUTRE",
            label="",
            year=2027,
            academie="",
            epreuves=(),
            revision=0,
            created_at=NOW,
            changed_at=NOW,
        )
        db.add(other)
        db.flush()
        db.execute(
            insert(RegistrationRow).values(
                session_id=other.id,
                candidate=number,
                epreuve="BTS-SAM/E4",
                state=RegistrationState.INSCRIT,
            )
        )


def test_bad_value_is_refused_by_a_check(store):
    store.full()

    with pytest.raises(IntegrityError), store.database.writing() as db:
        db.execute(text('UPDATE half_days SET start = 900, "end" = 800'))


def test_removing_a_session_removes_all_that_is_in_it(store):
    _, plan = store.full()
    store.draft(plan)

    with store.database.writing() as db:
        db.execute(delete(SessionRow))

    with store.database.reading() as db:
        assert db.scalars(select(CandidateRow.id)).all() == []
        assert db.scalars(select(PlanRow.id)).all() == []


def test_a_published_plan_has_a_version_by_the_database_itself(store):
    _, plan = store.full()
    store.draft(plan)

    with pytest.raises(IntegrityError), store.database.writing() as db:
        db.execute(text("UPDATE plans SET state = 'PUBLISHED'"))


def test_a_failed_block_leaves_nothing(store):
    dossier, _ = store.full()

    with pytest.raises(RuntimeError), store.database.writing() as db:  # noqa: PT012
        db.execute(delete(CandidateRow))
        raise RuntimeError

    assert store.dossier() == dossier


def test_readers_do_not_wait_for_the_writer(tmp_path):
    store = Store(tmp_path)
    dossier, _ = store.full()

    with store.database.writing() as db:
        db.execute(delete(CandidateRow))
        seen = store.dossier()

    assert seen == dossier
    assert store.dossier().candidates == ()
    store.database.close()


def test_journal_outlives_a_programme_that_comes_and_goes(tmp_path):
    """Closing a file gives back the locks of its whole process: it must not be opened twice."""
    file = tmp_path / "oraux.db"
    first = open_database(f"sqlite:///{file}")
    with first.engine.connect() as held:
        held.execute(text("SELECT count(*) FROM sessions"))
        held.commit()
        second = open_database(f"sqlite:///{file}", migrate=False)
        script = (
            "import sqlite3, sys; d = sqlite3.connect(sys.argv[1]); d.execute('SELECT 1'); d.close()"
        )

        subprocess.run([sys.executable, "-c", script, str(file)], check=True)

        assert file.with_name("oraux.db-wal").exists()
    first.close()
    second.close()
