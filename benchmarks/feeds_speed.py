"""What a calendar client and a phone cost the server: seconds of processor a request.

`python benchmarks/feeds_speed.py [--requests 200]` plans the sample session, publishes it twice, then
asks the application in this process. `304` is a client that has the calendar; `200` one that has an
older one, its versions read already (`first` is the reading). Ratios compare rows of one run.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from models.db import LinkKind, LinkPurpose, SessionRow
from models.regulation import load
from scheduler.convened import Holder
from scheduler.exchange import read_dossier
from scheduler.problem import problem_of
from scheduler.rules import check
from scheduler.samples import sample_path
from scheduler.services.links import link_for
from scheduler.services.plan_rows import store_plan
from scheduler.services.publish import publish
from scheduler.services.store_dossier import store_dossier
from solver import solve
from solver.limits import Limits
from webui.config import WebConfig
from webui.database import KEY
from webui.public import create_public_app

VERSIONS = 2


def main() -> None:
    """Print one row a kind of request."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=200)
    requests = parser.parse_args().requests
    with tempfile.TemporaryDirectory() as folder:
        app = create_public_app(WebConfig(f"sqlite:///{folder}/oraux.db", Path(folder)))
        database = app.extensions[KEY]
        code, juror, candidate = _fill(database)
        page = link_for(database, code, Holder(LinkKind.CANDIDATE, candidate))
        feed = link_for(database, code, Holder(LinkKind.EXAMINER, juror), purpose=LinkPurpose.CALENDAR)
        client = app.test_client()
        first = _seconds(1, lambda: client.get(feed))
        tag = client.get(feed).headers["ETag"]
        nothing = _seconds(requests, lambda: client.get(feed, headers={"If-None-Match": tag}))
        client.get(page)
        rows = {
            "304, nothing new": nothing,
            "200, versions read": _seconds(requests, lambda: client.get(feed)),
            "200, first": first,
            "page of a candidate": _seconds(requests, lambda: client.get(page)),
        }
        database.close()
    for name, seconds in rows.items():
        print(f"{name:<22} {seconds * 1000:9.2f} ms  {seconds / nothing:7.1f} times a 304")


def _fill(database: object) -> tuple[str, str, str]:
    """Store, plan and publish the sample; return its code, a juror and a candidate of the plan."""
    dossier = read_dossier(sample_path()).dossier
    regulation = load(dossier.session.year)
    plan = solve(problem_of(dossier, regulation), limits=Limits(seconds=60, seed=1, effort=5)).plan
    conformity = check(dossier, regulation, plan)
    now = datetime.now(UTC)
    with database.writing() as db:  # type: ignore[attr-defined]
        store_dossier(db, dossier, now=now)
    for _ in range(VERSIONS):
        with database.writing() as db:  # type: ignore[attr-defined]
            row = db.query(SessionRow).one()
            plan_id = store_plan(
                db, row, plan, revision=row.revision, report=None, conformity=conformity, now=now
            )
            publish(db, plan_id, by="benchmark", now=now)
    member = plan.sittings[0].members[0].examiner
    return dossier.session.code, member, plan.passages[0].candidate


def _seconds(count: int, ask: Callable[[], object]) -> float:
    """Return the seconds of processor of one request, over `count`."""
    begins = time.process_time()
    for _ in range(count):
        ask()
    return (time.process_time() - begins) / count


if __name__ == "__main__":
    main()
