"""A database of its own for each test."""

from __future__ import annotations

import pytest

from tests.postgresql import postgresql, postgresql_url  # noqa: F401 (fixtures)
from tests.stores import Store


@pytest.fixture
def store(tmp_path):
    """A database in a file, ready to be filled."""
    made = Store(tmp_path)
    yield made
    made.database.close()
