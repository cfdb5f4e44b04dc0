"""All the files of a publication: what is already there and equal is kept, so a batch resumes."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from scheduler.documents.files import write_atomically
from scheduler.documents.render import MARK, identifier, pdf_of

Progress = Callable[[int, int], None]
"""Called with the number of files ready and the total."""
Cancelled = Callable[[], bool]

PARALLEL_FROM = 40
"""Fewer files than this are made sooner by one process than by starting others."""
CHUNK = 8
PROCESSES = 2
TAIL = 4096


@dataclass(frozen=True, slots=True)
class Page:
    """One file to make: where, and the HTML it is made of."""

    path: Path
    html: str


def write_pages(
    pages: Iterable[Page], *, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> list[Path]:
    """Write each page as a PDF and return the paths that exist in the end, in order.

    Two processes share a long batch. They start afresh (`spawn`), so a script calls this under
    `if __name__ == "__main__"`; otherwise, as in a daemonic process, one process does it all.

    Raises
    ------
    MissingToolError
        WeasyPrint cannot run on this machine.

    """
    wanted = list(pages)
    todo = [page for page in wanted if not is_current(page)]
    ready = len(wanted) - len(todo)
    tell = progress or (lambda _ready, _total: None)
    tell(ready, len(wanted))
    for written in _write(todo, cancelled or (lambda: False)):
        ready += written
        tell(ready, len(wanted))
    return [page.path for page in wanted if page.path.exists()]


def is_current(page: Page) -> bool:
    """Whether the file is there already, made of the same page in the same way."""
    return _mark_of(page.path) == identifier(page.html)


def is_ours(path: Path) -> bool:
    """Whether a file was made by `write_pages`."""
    return _mark_of(path).startswith(MARK)


def _mark_of(path: Path) -> bytes:
    """Identifier a PDF carries at its end; empty when it has none of ours."""
    try:
        with path.open("rb") as file:
            file.seek(0, os.SEEK_END)
            file.seek(max(file.tell() - TAIL, 0))
            tail = file.read()
    except OSError:
        return b""
    start = tail.rfind(MARK)
    return tail[start : start + len(MARK) + 26] if start >= 0 else b""


def remove_stale(folder: Path, kept: Iterable[Path]) -> list[Path]:
    """Remove from a folder the PDF files we made for people who are no longer convened."""
    wanted = set(kept)
    stale = [path for path in sorted(folder.glob("*.pdf")) if path not in wanted and is_ours(path)]
    for path in stale:
        path.unlink()
    return stale


def _write(todo: Sequence[Page], cancelled: Cancelled) -> Iterator[int]:
    """Write pages in as many processes as is worth it, yielding how many each step added."""
    if not _parallel(len(todo)):
        yield from _write_here(todo, cancelled)
        return
    pdf_of(todo[0].html)  # a missing library is told here, once, before any process starts
    try:
        yield from _write_in_processes(todo, cancelled)
    except BrokenProcessPool:
        yield from _write_here([page for page in todo if not is_current(page)], cancelled)


def _parallel(count: int) -> bool:
    """Whether other processes may and should help."""
    may = not multiprocessing.current_process().daemon and (os.cpu_count() or 1) > 1
    return may and count >= PARALLEL_FROM


def _write_here(todo: Iterable[Page], cancelled: Cancelled) -> Iterator[int]:
    """Write pages one by one."""
    for page in todo:
        if cancelled():
            return
        write_atomically(page.path, pdf_of(page.html))
        yield 1


def _write_in_processes(todo: Sequence[Page], cancelled: Cancelled) -> Iterator[int]:
    """Write pages by small groups; cancelling lets the groups under way end."""
    groups = [todo[start : start + CHUNK] for start in range(0, len(todo), CHUNK)]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=context) as pool:
        futures: list[Future[int]] = [pool.submit(write_group, group) for group in groups]
        for future in as_completed(futures):
            if future.cancelled():
                continue
            yield future.result()
            if cancelled():
                pool.shutdown(wait=False, cancel_futures=True)


def write_group(pages: Sequence[Page]) -> int:
    """Write a few pages, in whichever process; return how many."""
    for page in pages:
        write_atomically(page.path, pdf_of(page.html))
    return len(pages)
