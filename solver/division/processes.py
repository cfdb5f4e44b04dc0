"""Processes of this machine that search centres side by side, and what they say while they do.

Processes are spawned: they share nothing, and end with the one that started them.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from types import TracebackType
from typing import Self

from solver.division.crew import Ears, Work
from solver.division.found import Found
from solver.division.share import Part
from solver.limits import Limits, Progress

POLL_SECONDS = 0.05
ALL_PROCESSES_LOST = 2

News = tuple[str, Progress]
AtWork = dict[Future[Found], Part]


class Processes:
    """A few processes; none is started for one worker, nor before there are two parts to search."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool: ProcessPoolExecutor | None = None
        self._lost = 0
        context = multiprocessing.get_context("spawn")
        self._context = context
        self._news: Queue[News] | None = None
        self._stop: Event | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def each(self, work: Work, parts: Iterable[Part], ears: Ears) -> Iterator[Found]:
        """Do `work` for every part and yield the answers as they come; on a stop, those at hand."""
        waiting = iter(parts)
        while not ears.cancelled():
            alone = self.workers == 1 or self._lost >= ALL_PROCESSES_LOST
            first = [] if alone else list(islice(waiting, 2))
            waiting = chain(first, waiting)
            if alone or len(first) <= 1:
                yield from _one_by_one(work, waiting, ears)
                return
            at_work: AtWork = {}
            try:
                yield from self._side_by_side(work, waiting, at_work, ears)
            except BrokenProcessPool:
                self._lost += 1
                self._end()
                waiting = chain(list(at_work.values()), waiting)
            else:
                return

    def _side_by_side(
        self, work: Work, waiting: Iterator[Part], at_work: AtWork, ears: Ears
    ) -> Iterator[Found]:
        """Keep every process at work; `at_work` holds what would be lost with them."""
        pool = self._started()
        while True:
            free = 0 if ears.cancelled() else self.workers - len(at_work)
            for part in islice(waiting, free):
                at_work[pool.submit(_searched, work, part, ears.limits(part))] = part
            if not at_work:
                return
            done, _ = wait(at_work, POLL_SECONDS, FIRST_COMPLETED)
            self._listen(ears)
            for future in done:
                found = future.result()
                del at_work[future]
                yield found

    def _listen(self, ears: Ears) -> None:
        """Pass on what the processes said, and the wish to stop to them."""
        ears.beat()
        if ears.cancelled() and self._stop is not None:
            self._stop.set()
        while self._news is not None:
            try:
                centre, progress = self._news.get_nowait()
            except queue.Empty:
                return
            ears.tell(centre, progress)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._news, self._stop = self._context.Queue(), self._context.Event()
            self._pool = ProcessPoolExecutor(
                self.workers, self._context, initializer=_begin, initargs=(self._news, self._stop)
            )
        return self._pool

    def _end(self) -> None:
        if self._stop is not None:
            self._stop.set()
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
        if self._news is not None:
            self._news.close()
            self._news.cancel_join_thread()
        self._pool = self._news = self._stop = None


def _one_by_one(work: Work, waiting: Iterator[Part], ears: Ears) -> Iterator[Found]:
    """Search in this process, until somebody asks to stop."""
    for part in waiting:
        yield work(part, ears.limits(part), _teller(part.centre, ears.tell), ears.cancelled)
        if ears.cancelled():
            return


class _Station:
    """What a process was given when it began."""

    news: Queue[News]
    stop: Event


def _begin(news: Queue[News], stop: Event) -> None:
    _Station.news, _Station.stop = news, stop
    threading.Thread(target=_end_with_parent, name="parent-watch", daemon=True).start()


def _end_with_parent() -> None:
    """A process whose parent was killed has nobody left to answer."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _searched(work: Work, part: Part, limits: Limits) -> Found:
    centre = part.centre
    return work(part, limits, lambda news: _Station.news.put((centre, news)), _Station.stop.is_set)


def _teller(centre: str, tell: Callable[[str, Progress], None]) -> Callable[[Progress], None]:
    return lambda news: tell(centre, news)
