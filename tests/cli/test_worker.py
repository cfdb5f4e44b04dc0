"""`oraux worker` as a process: what it lends, what it says, and that it leaves nothing behind."""

from __future__ import annotations

import signal
import subprocess
import sys

from scheduler.jobs.parcels import Parcel, code_version, packed, unpacked
from scheduler.jobs.part_rows import open_search, post, take_answer
from solver.division.found import Found
from tests.cli.test_serve import alive, children_of
from tests.jobs.test_shared_searches import LIMITS, parts
from tests.patience import PATIENCE, wait_until

WORKER = [sys.executable, "-m", "scheduler.cli.main", "worker", "--processus", "1"]


def test_worker_refuses_tables_of_another_version(oraux, tmp_path):
    done = oraux("worker", "--db", f"sqlite:///{tmp_path}/empty.db")

    assert done.code == 1
    assert "installez ici la même version" in done.err


def test_worker_searches_says_what_it_cannot_help_and_leaves_nothing_behind(store):
    open_search(store.database, "another code")
    search_id, part = open_search(store.database, code_version()), next(parts())
    post(store.database, search_id, part.centre, "first_of_centre", packed(Parcel(part, LIMITS)))
    command = [*WORKER, "--db", store.url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as worker:
        said, warned = worker.stdout.readline(), worker.stderr.readline()
        children = children_of(worker.pid)
        answer = wait_until(lambda: take_answer(store.database, search_id))

        worker.send_signal(signal.SIGTERM)
        worker.communicate(timeout=PATIENCE)

    assert "prête 1 processus" in said
    assert "n’y prend pas part" in warned
    assert unpacked(answer, Found).centre == part.centre
    assert children
    wait_until(lambda: not any(alive(one) for one in children))
