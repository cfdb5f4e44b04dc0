"""The process that does the jobs: started, watched and ended by the one that serves the pages."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from types import TracebackType
from typing import Self

from models.db import Database

log = logging.getLogger(__name__)

PAUSE = 1.0
"""Seconds before a worker that died is started again."""
PATIENCE = 15.0
"""Seconds left to a worker to keep its best plan before it is ended."""
URL_VARIABLE = "ORAUX_WORKER_DATABASE_URL"
JOBS = "scheduler.jobs.consume"


class Worker:
    """A worker process; it is started again when it dies, and ends with the process that started it."""

    def __init__(self, database: Database, module: str = JOBS) -> None:
        self._address = database.address
        self._module = module
        self._ending = threading.Event()
        self._process = self._start()
        self._watch = threading.Thread(target=self._keep_alive, name="worker-watch", daemon=True)
        self._watch.start()

    @property
    def pid(self) -> int:
        """Id of the process at work now."""
        return self._process.pid

    def close(self) -> None:
        """End the worker: the job at work keeps its best plan first."""
        self._ending.set()
        if self._process.stdin:
            self._process.stdin.close()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._watch.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _start(self) -> subprocess.Popen[bytes]:
        # the address goes by the environment: a command line is seen by everybody on the machine
        return subprocess.Popen(  # noqa: S603 (one of two modules of ours)
            [sys.executable, "-m", self._module],
            stdin=subprocess.PIPE,
            env={**os.environ, URL_VARIABLE: self._address},
        )

    def _keep_alive(self) -> None:
        while True:
            code = self._process.wait()
            if self._ending.is_set():
                return
            log.warning("The worker ended with code %s; another one is started.", code)
            if self._process.stdin:
                self._process.stdin.close()
            if self._ending.wait(PAUSE):
                return
            self._process = self._start()


def start_worker(database: Database) -> Worker:
    """Start the process that does the jobs of a database."""
    return Worker(database)
