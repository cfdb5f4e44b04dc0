"""What the worker process runs: jobs, one after the other, until its parent closes our input."""

from __future__ import annotations

import os
import threading
from datetime import UTC, datetime

from huey import Huey
from huey.consumer import Consumer

from models.db import open_database
from scheduler.jobs.mail import delivering
from scheduler.jobs.queue import (
    diagnoses_queue_of,
    documents_queue_of,
    enqueue_batches,
    enqueue_diagnoses,
    enqueue_waiting,
    queue_of,
)
from scheduler.jobs.run import closing
from scheduler.jobs.worker import URL_VARIABLE


def main() -> None:
    """Do jobs; at the end of the input the job at work keeps its best plan, then this process ends."""
    database = open_database(os.environ.pop(URL_VARIABLE), migrate=False)
    huey = queue_of(database)
    enqueue_waiting(database, huey)
    consumer = consumer_of(huey)
    papers = documents_queue_of(database)
    enqueue_batches(database, papers, datetime.now(tz=UTC))
    printer = consumer_of(papers)
    questions = diagnoses_queue_of(database)
    enqueue_diagnoses(database, questions)
    adviser = consumer_of(questions)
    threading.Thread(target=end_with_parent, args=(consumer,), name="parent-watch", daemon=True).start()
    with delivering(database.address):
        printer.start()
        adviser.start()
        consumer.run()
        consumer.stop(graceful=True)  # `run` returns at once: wait for the job at work
        printer.stop(graceful=True)
        adviser.stop(graceful=True)


def consumer_of(huey: Huey) -> Consumer:
    """Return what does the tasks of a queue, one after the other."""
    return huey.create_consumer(workers=1, periodic=False, initial_delay=0.1, max_delay=0.5)


def end_with_parent(consumer: Consumer) -> None:
    """Wait until the parent closes our input, then have the job at work and the consumer end."""
    while os.read(0, 1024):  # not `sys.stdin`, whose lock this thread would hold as Python ends
        pass
    closing.set()
    consumer.stop_flag.set()


if __name__ == "__main__":
    main()
