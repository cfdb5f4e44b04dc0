"""A published session whose people have addresses, and a mail server to write to them."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select, update

from models.db import MessageKind, MessageRow, MessageState, Security
from scheduler.mail import outbox
from scheduler.mail.postman import Postman
from scheduler.mail.prepare import prepare_messages
from scheduler.mail.server import MailServer, store_server
from tests.factories import full_session
from tests.mail.servers import HOST, MailHost, Running
from tests.stores import CODE, LATER, NOW, Store

SENDER = "examens@example.org"


def reachable(dossier):
    """Give everybody an address, and the session a contact."""
    return replace(
        dossier,
        session=replace(
            dossier.session,
            contact_email="contact@example.org",
            contact_phone="01 99 00 12 34",
            signatory_name="Claire Vasseur",
            signatory_title="Cheffe de centre",
        ),
        candidates=tuple(
            replace(one, email=f"c{one.number}@example.org", phone="06 39 98 00 01")
            for one in dossier.candidates
        ),
        examiners=tuple(
            replace(one, email=f"{one.code.lower()}@example.org", phone="06 39 98 00 02")
            for one in dossier.examiners
        ),
    )


class Office(Store):
    """A database with short ways to prepare and send mail."""

    clock: datetime = NOW

    def open(self):
        """Store a session whose people can be written to, and publish its plan."""
        dossier, self.first_plan = full_session()
        self.put(reachable(dossier))
        return self.publish(self.draft(self.first_plan))

    def publish_again(self, plan):
        return self.publish(self.draft(plan), LATER)

    def prepare(self, now=NOW):
        return prepare_messages(self.database, CODE, now=now)

    def messages(self, **wanted):
        with self.database.reading() as db:
            found = outbox.list_messages(db, CODE, texts=True)
        return [
            one for one in found if all(getattr(one, name) == value for name, value in wanted.items())
        ]

    def message(self, holder, **wanted):
        (found,) = self.messages(holder=holder, **wanted)
        return found

    def do(self, verb, *ids, **more):
        with self.database.writing() as db:
            return verb(db, CODE, list(ids), **more)

    def fail(self, *ids, state=MessageState.FAILED):
        """Say that messages did not arrive."""
        with self.database.writing() as db:
            db.execute(update(MessageRow).where(MessageRow.id.in_(ids)).values(state=state))

    def rename(self, message_id, kind):
        """Say that a message was of another kind."""
        with self.database.writing() as db:
            db.get_one(MessageRow, message_id).kind = kind

    def lighten(self):
        """Make every message one that carries a calendar alone: no document is drawn."""
        with self.database.writing() as db:
            db.execute(update(MessageRow).values(kind=MessageKind.CANCELLED))

    def approve(self, *holders):
        """Approve the messages of some people, of everybody when nobody is named."""
        ids = [one.id for one in self.messages() if one.holder in holders] if holders else None
        with self.database.writing() as db:
            return outbox.approve(db, CODE, ids, by="test", now=self.clock)

    def settle(self, port, **settings):
        """Say which server mail leaves by."""
        given = {
            "host": HOST, "port": port, "security": Security.NONE, "username": "", "password": "",
            "sender": SENDER, "sender_name": "Centre d’examen", "per_minute": 600,
        }  # fmt: skip
        store_server(self.database, MailServer(**{**given, **settings}), keep_password=False)

    def postman(self, **options):
        return Postman(self.database, now=lambda: self.clock, **options)

    def send(self, times=1):
        """Let the postman act some times, as if the pace were no matter."""
        with self.postman() as postman:
            for _ in range(times):
                with self.database.writing() as db:
                    for row in db.scalars(select(MessageRow)):
                        row.handed_at = None
                postman.once()


@pytest.fixture(scope="session")
def opened(tmp_path_factory):
    """Return the folder of an office that has published, and its plan."""
    made = Office(tmp_path_factory.mktemp("office"))
    made.open()
    made.database.close()
    return made


@pytest.fixture
def office(tmp_path, opened):
    """An office of its own whose session `S27` is published, and whose people have addresses."""
    shutil.copytree(opened.folder, tmp_path, dirs_exist_ok=True)
    made = Office(tmp_path)
    made.first_plan = opened.first_plan
    yield made
    made.database.close()


@pytest.fixture
def host():
    """What the mail server does and received."""
    return MailHost()


@pytest.fixture
def served(office, host):
    """An office that has published and prepared, with a server at work."""
    office.prepare()
    office.lighten()
    with Running(host) as port:
        office.port = port
        office.settle(port)
        yield office
