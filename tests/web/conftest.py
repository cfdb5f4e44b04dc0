"""An application on a database of its own, with a small part of the sample session, planned."""

from __future__ import annotations

import io
import re
import shutil
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import event

from models.db import SessionRow
from models.regulation import load
from scheduler.accounts.users import give_role, invite, local_account, stamp_of
from scheduler.exchange import read_dossier, write_dossier
from scheduler.problem import problem_of
from scheduler.rules import check
from scheduler.samples import sample_path
from scheduler.services.import_session import apply_import, preview_import
from scheduler.services.plan_rows import store_plan
from scheduler.services.publish import publish
from solver import solve
from tests.alone import made_once
from tests.patience import by_work
from webui.app import create_app
from webui.config import WebConfig
from webui.database import KEY

NOW = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)


class Site:
    """The application, a browser without scripts, and ways to fill the database."""

    def __init__(self, folder):
        self.folder = folder
        self.app = create_app(WebConfig(f"sqlite:///{folder}/oraux.db", folder))
        self.database = self.app.extensions[KEY]
        with self.database.writing() as db:
            here = local_account(db, now=NOW)
        self.client = self.browser(here)

    def account(self, name, *, administrator=False, roles=()):
        """Make an account; `roles` are session code, role, and its centres if limited. Return its id."""
        with self.database.writing() as db:
            email = f"{name.lower()}@example.org"
            user_id, _ = invite(db, email=email, name=name, administrator=administrator, now=NOW)
            for code, role, *centres in roles:
                give_role(db, user_id=user_id, session_code=code, role=role, centres=centres)
        return user_id

    def browser(self, user_id=None):
        """Return a browser of its own, signed in as somebody (or nobody)."""
        client = self.app.test_client()
        if user_id is not None:
            with self.database.reading() as db, client.session_transaction() as cookie:
                cookie["_user_id"] = f"{user_id}.{stamp_of(db, user_id)}"
        return client

    def token(self):
        page = self.client.get("/sessions").get_data(as_text=True)
        return re.search(r'name="csrf_token" value="([^"]+)"', page)[1]

    def post(self, path, **data):
        return self.client.post(path, data={"csrf_token": self.token(), **data})

    def upload(self, path, *files):
        return self.post(path, fichiers=[(io.BytesIO(file.read_bytes()), file.name) for file in files])

    def store(self, dossier):
        """Store a session as an import would; return its code."""
        path = self.folder / "dossier.zip"
        write_dossier(dossier, path)
        with self.database.writing() as db:
            return apply_import(db, preview=preview_import(db, path=path), by="test", now=NOW)

    def plan(self, dossier, plan, report=None):
        """Store a draft; return its id."""
        conformity = check(dossier, load(dossier.session.year), plan)
        with self.database.writing() as db:
            row = db.query(SessionRow).filter_by(code=dossier.session.code).one()
            return store_plan(
                db, row, plan, revision=row.revision, report=report, conformity=conformity, now=NOW
            )

    def publish(self, plan_id):
        with self.database.writing() as db:
            return publish(db, plan_id, by="test", now=NOW)

    @contextmanager
    def counted_queries(self):
        """Collect the statements sent to the database."""
        statements = []

        def note(_connection, _cursor, statement, *_rest):
            statements.append(statement)

        event.listen(self.database.engine, "before_cursor_execute", note)
        try:
            yield statements
        finally:
            event.remove(self.database.engine, "before_cursor_execute", note)


@pytest.fixture(scope="session")
def empty_folder(tmp_path_factory):
    """Return the folder of an installation that was started once."""
    folder = tmp_path_factory.mktemp("empty")
    Site(folder).database.close()
    return folder


@pytest.fixture
def site(tmp_path, empty_folder):
    shutil.copytree(empty_folder, tmp_path, dirs_exist_ok=True)
    made = Site(tmp_path)
    yield made
    made.database.close()


@pytest.fixture(scope="session")
def read_only(tmp_path_factory, dossier, solution):
    """Return a site with a version in force, for tests that change nothing; `read_only.code`."""
    made = Site(tmp_path_factory.mktemp("read-only"))
    made.code = made.store(dossier)
    made.plan_id = made.plan(dossier, solution.plan, solution.report)
    made.publish(made.plan_id)
    yield made
    made.database.close()


FEW = {"2027100001", "2027100002", "2027100003", "2027200001", "2027300001"}
"""Candidates kept of the sample: three SAM, one of them with a third of extra time, an AGOrA, an SNO."""


@pytest.fixture(scope="session")
def dossier():
    whole = read_dossier(sample_path()).dossier

    def of_few(records):
        return tuple(record for record in records if record.candidate in FEW)

    return replace(
        whole,
        candidates=tuple(one for one in whole.candidates if one.number in FEW),
        registrations=of_few(whole.registrations),
        accommodations=of_few(whole.accommodations),
        incompatibilities=of_few(whole.incompatibilities),
    )


@pytest.fixture(scope="session")
def solution(dossier, tmp_path_factory):
    problem = problem_of(dossier, load(dossier.session.year))
    base = tmp_path_factory.getbasetemp()
    return made_once(base, "solution", lambda: solve(problem, limits=by_work(1)))


@pytest.fixture
def planned(site, dossier, solution):
    """The site with a session and a draft; `planned.code`, `planned.plan_id`."""
    site.code = site.store(dossier)
    site.plan_id = site.plan(dossier, solution.plan, solution.report)
    return site


@pytest.fixture
def published(planned):
    """The site with a version in force."""
    planned.publish(planned.plan_id)
    return planned
