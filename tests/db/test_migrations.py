"""Migrations make exactly the tables of the models, and take them away again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from models.db import Base, EntryKind, open_database
from models.migrations import downgrade, upgrade
from scheduler.services.journal import Doing, journal_of, write_entry
from tests.stores import Store


def test_migrations_go_up_down_and_up_again(url):
    database = open_database(url)
    made = set(inspect(database.engine).get_table_names())

    downgrade(database.engine, "base")
    left = set(inspect(database.engine).get_table_names())
    upgrade(database.engine)
    again = set(inspect(database.engine).get_table_names())

    assert made == again == set(Base.metadata.tables) | {"alembic_version"}
    assert left == {"alembic_version"}
    database.close()


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based index")
def test_migrations_make_the_tables_of_the_models(url):
    database = open_database(url)

    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, Base.metadata)

    assert [one for one in differences if "uq_" not in str(one)] == []
    database.close()


def test_plans_outlive_the_migrations(url, tmp_path):
    store = Store(tmp_path, open_database(url))
    _, plan = store.full()
    plan_id = store.draft(plan)

    downgrade(store.database.engine, "0010_accounts")
    upgrade(store.database.engine)

    assert store.plan(plan_id).plan == plan
    store.database.close()


def test_imports_from_before_the_journal_say_what_they_are(tmp_path):
    database = open_database(f"sqlite:///{tmp_path}/oraux.db")
    now = datetime(2027, 3, 1, tzinfo=UTC)
    downgrade(database.engine, "0016_shared")
    with database.writing() as db:
        for said in ("BTS-2027", "Import de « liste.xlsx »"):
            write_entry(db, None, Doing(EntryKind.IMPORT, said, "test", now))

    upgrade(database.engine)

    with database.reading() as db:
        assert [one.sentence for one in journal_of(db, None)] == [
            "Import de « liste.xlsx »",
            "Import de « BTS-2027 »",
        ]
    database.close()


def test_references_are_held_again_after_a_migration(tmp_path):
    database = open_database(f"sqlite:///{tmp_path}/oraux.db")

    with database.engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
    database.close()


def test_opening_twice_changes_nothing(url):
    open_database(url).close()

    database = open_database(url)

    with database.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 1
    database.close()
