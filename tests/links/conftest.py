"""A database of its own for each test, copied from one that was filled once."""

from __future__ import annotations

import shutil

import pytest

from tests.factories import full_session
from tests.stores import Store


@pytest.fixture(scope="session")
def filled_store(tmp_path_factory):
    """Return the folder of a database with the full session of the factories, its plan in force."""
    folder = tmp_path_factory.mktemp("links")
    made = Store(folder)
    _, plan = made.full()
    made.publish(made.draft(plan))
    made.database.close()
    return folder


@pytest.fixture
def store(tmp_path, filled_store):
    """A database in a file; `dossier_made` and `plan_made` are what it holds."""
    shutil.copytree(filled_store, tmp_path, dirs_exist_ok=True)
    made = Store(tmp_path)
    made.dossier_made, made.plan_made = full_session()
    yield made
    made.database.close()
