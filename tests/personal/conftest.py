"""The personal pages as they are served outside, on a session whose plan is in force."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date

import pytest

from models.db import LinkKind, LinkPurpose
from scheduler.convened import Holder
from scheduler.services.links import link_for
from tests.factories import full_session
from tests.stores import CODE, LATER, Store
from webui.config import WebConfig
from webui.database import KEY
from webui.public import create_public_app

BORN = date(2008, 3, 4)
ORDINARY, LONGER, JUROR, OTHER_JUROR = "1", "6", "PRO1", "OPA2"
CONTACT = {"contact_phone": "02 61 91 10 10", "contact_email": "examens@example.org"}


def session_of_known_people():
    """Return the full session, each person with a name of his or her own."""
    dossier, plan = full_session()
    candidates = tuple(
        replace(one, family_name=f"Candidate{one.number}Nom", birth_date=BORN)
        for one in dossier.candidates
    )
    examiners = tuple(replace(one, family_name=f"Jure{one.code}Nom") for one in dossier.examiners)
    info = replace(dossier.session, **CONTACT)
    return replace(dossier, session=info, candidates=candidates, examiners=examiners), plan


class Outside:
    """The personal pages, a browser without scripts, and the addresses of people."""

    def __init__(self, folder):
        self.app = create_public_app(WebConfig(f"sqlite:///{folder}/oraux.db", folder))
        self.store = Store(folder, self.app.extensions[KEY])
        self.database = self.store.database
        self.client = self.app.test_client()

    def candidate(self, number=ORDINARY):
        return link_for(self.database, CODE, Holder(LinkKind.CANDIDATE, number))

    def juror(self, code=JUROR):
        return link_for(self.database, CODE, Holder(LinkKind.EXAMINER, code))

    def feed(self, code=JUROR, purpose=LinkPurpose.CALENDAR, kind=LinkKind.EXAMINER):
        return link_for(self.database, CODE, Holder(kind, code), purpose=purpose)

    def get(self, path, **options):
        return self.client.get(path, **options)

    def text(self, path):
        return self.get(path).get_data(as_text=True)

    def post(self, path, page=None, **data):
        """Send a form as the page that holds it would."""
        shown = self.text(page or "/candidat")
        token = re.search(r'name="csrf_token" value="([^"]+)"', shown)[1]
        return self.client.post(path, data={"csrf_token": token, **data})

    def publish(self, plan):
        self.store.publish(self.store.draft(plan), now=LATER)


@pytest.fixture(scope="session")
def filled_folder(tmp_path_factory):
    """Return the folder of an installation with a version in force."""
    folder = tmp_path_factory.mktemp("outside")
    made = Outside(folder)
    dossier, plan = session_of_known_people()
    made.store.put(dossier)
    made.store.publish(made.store.draft(plan))
    made.database.close()
    return folder


@pytest.fixture
def people():
    """Return the session and its plan."""
    return session_of_known_people()


@pytest.fixture
def outside(tmp_path, filled_folder):
    shutil.copytree(filled_folder, tmp_path, dirs_exist_ok=True)
    made = Outside(tmp_path)
    yield made
    made.database.close()


@pytest.fixture(scope="session")
def outside_read(tmp_path_factory, filled_folder):
    """Return the pages for tests that change nothing."""
    folder = tmp_path_factory.mktemp("outside-read")
    shutil.copytree(filled_folder, folder, dirs_exist_ok=True)
    made = Outside(folder)
    yield made
    made.database.close()
