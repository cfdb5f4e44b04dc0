"""Processes lent to large searches: how they are started, and what each runs until its parent ends."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from models.db import Database, open_database
from scheduler.jobs.consume import consumer_of, end_with_parent
from scheduler.jobs.parcels import code_version
from scheduler.jobs.part_rows import searches_of
from scheduler.jobs.queue import call_workers, parts_queue_of
from scheduler.jobs.worker import URL_VARIABLE, Worker

MODULE = "scheduler.jobs.lend"


@contextmanager
def lent_processes(database: Database, count: int) -> Iterator[None]:
    """Keep `count` processes for the large searches of a database while the block runs."""
    # makes the tables of the queue: processes that did it together would disturb each other
    parts_queue_of(database, code_version()).storage.close()
    with ExitStack() as stack:
        for _ in range(count):
            stack.enter_context(Worker(database, MODULE))
        yield


def main() -> None:
    """Take part in searches; at the end of the input the part at work is given back."""
    database = open_database(os.environ.pop(URL_VARIABLE), migrate=False)
    version = code_version()
    huey = parts_queue_of(database, version)
    for search_id in searches_of(database, version):
        call_workers(huey, search_id, 1)
    consumer = consumer_of(huey)
    threading.Thread(target=end_with_parent, args=(consumer,), name="parent-watch", daemon=True).start()
    consumer.run()
    consumer.stop(graceful=True)  # `run` returns at once: wait for the part at work


if __name__ == "__main__":
    main()
