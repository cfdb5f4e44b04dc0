"""What a process that is lent to large searches runs, until its parent closes our input."""

from __future__ import annotations

import os
import threading

from models.db import open_database
from scheduler.jobs.consume import consumer_of, end_with_parent
from scheduler.jobs.parcels import code_version
from scheduler.jobs.part_rows import searches_of
from scheduler.jobs.queue import call_workers, parts_queue_of
from scheduler.jobs.worker import URL_VARIABLE


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
