"""Databases of each kind in turn: SQLite, and a real PostgreSQL."""

from __future__ import annotations

import pytest

from models.db import open_database
from tests.postgresql import postgresql, postgresql_url  # noqa: F401 (fixtures)
from tests.stores import Store


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def url(request, tmp_path):
    """The address of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/oraux.db"
    return request.getfixturevalue("postgresql_url")


@pytest.fixture
def store(url, tmp_path):
    """A database of each kind in turn, ready to be filled."""
    made = Store(tmp_path, open_database(url))
    yield made
    made.database.close()
