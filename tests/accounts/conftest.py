"""An application with an account for each role."""

from __future__ import annotations

import pytest

from models.db import AccountRole
from tests.web.conftest import Site, dossier, solution

__all__ = ["dossier", "solution"]  # fixtures shared with the tests of the pages


@pytest.fixture
def site(tmp_path):
    """Return an application on an empty installation."""
    made = Site(tmp_path)
    yield made
    made.database.close()


@pytest.fixture(scope="module")
def crowd(tmp_path_factory, dossier, solution):
    """Return an application with a planned session and a browser by role."""
    made = Site(tmp_path_factory.mktemp("crowd"))
    code = made.code = made.store(dossier)
    made.plan(dossier, solution.plan, solution.report)
    made.browsers = {"nobody": made.browser()}
    for name, role in (*((role.value, role) for role in AccountRole), ("stranger", None)):
        roles = [(code, role)] if role else []
        made.browsers[name] = made.browser(made.account(name, roles=roles))
    made.browsers["administrator"] = made.browser(made.account("chief", administrator=True))
    yield made
    made.database.close()
