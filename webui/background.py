"""Answers that take seconds, worked out in a thread while the page says so and asks again.

Only what is derived from stored data is worked out here: nothing is lost when the process ends, the next
page asks for it anew. Work that stores something is a job of `scheduler.jobs`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar, cast

from webui.derived import Key, derived

AT_ONCE = 2
"""Answers worked out at the same time; the others wait for their turn."""
PATIENCE = 1.0
"""Seconds a page waits before it says that the answer is being worked out."""
Value = TypeVar("Value")


class StillAtWorkError(Exception):
    """The answer is not there yet: ask again."""


class Background:
    """The answers being worked out; whoever asks for one of them again waits for the same work."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="answers")
        self._running: dict[tuple[Key, tuple[object, ...]], Future[Any]] = {}
        self._lock = threading.Lock()

    def answer(
        self,
        key: Key,
        sources: tuple[object, ...],
        work_out: Callable[[], Value],
        *,
        patience: float = PATIENCE,
    ) -> Value:
        """Return what follows from `sources` (hashable), kept as `derived` keeps it.

        Raises
        ------
        StillAtWorkError
            It takes longer than `patience` seconds; the work goes on.

        """
        name = key, sources
        with self._lock:
            future = self._running.get(name)
            if future is None:
                future = self._running[name] = self._pool.submit(derived.get, key, sources, work_out)
        try:
            return cast("Value", future.result(timeout=patience))
        except TimeoutError as error:
            if future.done():  # the work itself gave up: that is its answer
                raise
            raise StillAtWorkError from error
        finally:
            if future.done():
                with self._lock:
                    self._running.pop(name, None)


background = Background()
