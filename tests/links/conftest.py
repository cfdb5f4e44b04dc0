"""A database of its own for each test."""

from __future__ import annotations

import pytest

from tests.stores import Store


@pytest.fixture
def store(tmp_path):
    """A database in a file, with the full session of the factories and its plan in force."""
    made = Store(tmp_path)
    dossier, plan = made.full()
    made.dossier_made, made.plan_made = dossier, plan
    made.publish(made.draft(plan))
    yield made
    made.database.close()
