"""An application with an account for each role."""

from __future__ import annotations

import shutil

import pytest

from models.db import AccountRole
from models.regulation import load
from scheduler.mail.prepare import prepare_messages
from scheduler.problem import problem_of
from solver import solve
from solver.limits import Limits
from tests.accounts.two_centres import HERE, in_two_centres
from tests.web.conftest import NOW, Site, dossier, empty_folder, solution

__all__ = ["dossier", "empty_folder", "solution"]  # fixtures shared with the tests of the pages


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


@pytest.fixture(scope="session")
def two(tmp_path_factory, empty_folder, dossier):
    """Return a site whose session has two centres, in force, with a draft; and browsers by role.

    `two.here` has the browsers limited to our centre, by role; `two.whole` the manager of the session.
    """
    folder = tmp_path_factory.mktemp("two")
    shutil.copytree(empty_folder, folder, dirs_exist_ok=True)
    made = Site(folder)
    data = in_two_centres(dossier)
    found = solve(problem_of(data, load(data.session.year)), limits=Limits(seconds=10, seed=1))
    made.code, made.found = made.store(data), found.plan
    made.in_force = made.plan(data, found.plan, found.report)
    made.publish(made.in_force)
    made.draft = made.plan(data, found.plan, found.report)
    prepare_messages(made.database, made.code, now=NOW)
    made.whole = made.browser(made.account("whole", roles=[(made.code, AccountRole.MANAGER)]))
    made.people = {
        role: made.account(f"here-{role}", roles=[(made.code, role, HERE)]) for role in AccountRole
    }
    made.here = {role: made.browser(user_id) for role, user_id in made.people.items()}
    made.app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    yield made
    made.database.close()
