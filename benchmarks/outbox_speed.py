"""What an outbox of many people costs, in seconds of processor.

`python -m benchmarks.outbox_speed [--count 1000]` stores a session of so many candidates as published,
then prints a row each: preparing its messages, preparing them again, the page of the outbox, its
progress, the list of sessions with what is late, the list of calls, and sending ten messages with their
documents to a mail server on this machine.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sqlalchemy import update

from benchmarks.documents_speed import press_of
from models.db import Database, MessageRow, MessageState, PlanRow, PlanState, Security
from models.regulation import load
from scheduler.mail.calls import calls_of
from scheduler.mail.outbox import approve
from scheduler.mail.postman import Postman
from scheduler.mail.prepare import prepare_messages
from scheduler.mail.server import MailServer, store_server
from scheduler.rules import check
from scheduler.services.dossiers import session_row
from scheduler.services.plan_rows import store_plan
from scheduler.services.sessions import list_sessions
from scheduler.services.store_dossier import store_dossier
from tests.mail.servers import HOST, MailHost, Running
from tests.web.conftest import Site

NOW = datetime(2027, 5, 20, 9, tzinfo=UTC)
SENT = 10
OK = 200


def published(database: Database, count: int) -> str:
    """Store a session of `count` candidates as if its plan were lawful; return its code."""
    book = press_of(count).book
    code = book.dossier.session.code
    with database.writing() as db:
        store_dossier(db, book.dossier, now=NOW)
        conformity = check(book.dossier, load(book.dossier.session.year), book.plan)
        row = session_row(db, code)
        plan_id = store_plan(
            db, row, book.plan, revision=row.revision, report=None, conformity=conformity, now=NOW
        )
        frozen = {"state": PlanState.PUBLISHED, "version": 1, "published_at": NOW}
        db.execute(update(PlanRow).where(PlanRow.id == plan_id).values(**frozen))
    return code


def timed(name: str, work: Callable[[], object]) -> None:
    """Print what some work costs."""
    started = time.process_time()
    work()
    print(f"{name:<34} {time.process_time() - started:8.3f} s")


def send(database: Database) -> None:
    """Send a few messages, without waiting between them."""
    with Running(MailHost()) as port:
        store_server(
            database,
            MailServer(HOST, port, Security.NONE, "", "", "examens@example.org", per_minute=600),
            keep_password=False,
        )
        with Postman(database) as postman:
            for _ in range(SENT):
                with database.writing() as db:
                    db.execute(update(MessageRow).values(handed_at=None))
                postman.once()


def reach(database: Database, code: str) -> None:
    """Give an address to whoever has none, and let a few messages leave."""
    with database.writing() as db:
        unreachable = update(MessageRow).where(MessageRow.state == MessageState.UNREACHABLE)
        db.execute(unreachable.values(state=MessageState.READY, address="c@example.org"))
        approve(db, code, None, by="benchmark", now=datetime.now(UTC))


def main() -> None:
    """Measure everything once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    count = parser.parse_args().count
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder))
        database, client = site.database, site.client
        code = published(database, count)
        timed("prepare", lambda: prepare_messages(database, code, now=NOW))
        timed("prepare again", lambda: prepare_messages(database, code, now=NOW))
        reach(database, code)
        for name, path in (("page of the outbox", "envois"), ("its progress", "envois/suivi")):
            if client.get(f"/sessions/{code}/{path}").status_code != OK:
                raise SystemExit(f"{path} does not answer")
            timed(name, lambda path=path: client.get(f"/sessions/{code}/{path}"))
        with database.reading() as db:
            list_sessions(db)  # what there is to look at is worked out once for each revision
            timed("sessions with what is late", lambda: list_sessions(db, now=NOW))
            timed("list of calls", lambda: calls_of(db, code, now=NOW))
        timed(f"{SENT} messages with documents", lambda: send(database))
        database.close()


if __name__ == "__main__":
    main()
