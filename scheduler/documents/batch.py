"""All the files of an edition: what is already there and equal is kept, so a batch resumes."""

from __future__ import annotations

import multiprocessing
import os
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, as_completed, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain
from multiprocessing import connection
from pathlib import Path

from scheduler.documents.files import write_atomically
from scheduler.documents.render import DIGITS, MARK, Sheet, identifier, pdf_of
from scheduler.documents.seal import Seal

Progress = Callable[[int, int], None]
"""Called with the number of files ready and the total."""
Cancelled = Callable[[], bool]

PARALLEL_FROM = 120
"""Fewer files than this are made sooner by one process than by starting others."""
CHUNK = 8
PROCESSES = 2
WINDOW = 2 * PROCESSES
"""Groups at work or waiting for a process; what is not there yet takes no memory."""
TAIL = 1024
"""Bytes at the end of a file that hold its last trailer."""
ENDS = re.compile(rb"startxref\s+\d+\s+%%EOF\s*$")
MARKED = re.compile(MARK + rb"[0-9a-f]{%d}" % DIGITS)
MARKED_HEX = re.compile(MARK.hex().encode() + rb"[0-9a-f]{%d}" % (2 * DIGITS))


@dataclass(frozen=True, slots=True)
class Drawn:
    """One file whose content is known: where, what, and signed by whom."""

    path: Path
    sheet: Sheet
    seal: Seal | None = None

    @property
    def name(self) -> bytes:
        """Identifier of the file."""
        return identifier(self.sheet, self.seal.fingerprint if self.seal else "")

    def write(self) -> None:
        """Lay out, sign and write the file."""
        content = pdf_of(self.sheet, self.name)
        write_atomically(self.path, self.seal.sign(content) if self.seal else content)


@dataclass(frozen=True, slots=True)
class Page:
    """One file to make; its content is worked out only when its turn comes, so a batch stays small."""

    path: Path
    draw: Callable[[], Sheet]
    seal: Seal | None = None

    def drawn(self) -> Drawn:
        """Return the file with its content."""
        return Drawn(self.path, self.draw(), self.seal)


def write_pages(
    pages: Iterable[Page], *, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> list[Path]:
    """Write each page as a PDF and return the paths that exist in the end, in order.

    Two processes share a long batch. They start afresh (`spawn`), so a script calls this under
    `if __name__ == "__main__"`; otherwise, as in a daemonic process, one process does it all.

    Raises
    ------
    MissingToolError
        Typst cannot run on this machine, or the certificate cannot sign.

    """
    wanted = list(pages)
    tell = progress or (lambda _ready, _total: None)
    ready: set[Path] = set()
    tell(0, len(wanted))
    for paths in _steps(wanted, cancelled or (lambda: False)):
        ready.update(paths)
        tell(len(ready), len(wanted))
    return [page.path for page in wanted if page.path.exists()]


def is_current(page: Drawn) -> bool:
    """Whether the file is there already, made of the same page in the same way."""
    return _mark_of(page.path) == page.name


def is_ours(path: Path) -> bool:
    """Whether a file was made by `write_pages`."""
    return _mark_of(path).startswith(MARK)


def _mark_of(path: Path) -> bytes:
    """Identifier in the last trailer of a whole PDF; empty when it has none of ours."""
    try:
        trailer = _trailer_of(path)
    except OSError:
        return b""
    if found := MARKED.search(trailer):
        return found.group()
    signed = MARKED_HEX.search(trailer)
    return bytes.fromhex(signed.group().decode()) if signed else b""


def _trailer_of(path: Path) -> bytes:
    """End of a PDF, from its last trailer, which names the file; nothing when the file is cut short."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(size - TAIL, 0))
        end = file.read()
    return end[end.rfind(b"trailer") :] if ENDS.search(end) else b""


def remove_stale(folder: Path, kept: Iterable[Path]) -> list[Path]:
    """Remove from a folder the PDF files we made for people who are no longer convened."""
    wanted = set(kept)
    stale = [path for path in sorted(folder.glob("*.pdf")) if path not in wanted and is_ours(path)]
    for path in stale:
        path.unlink()
    return stale


def _steps(pages: Sequence[Page], cancelled: Cancelled) -> Iterator[Sequence[Path]]:
    """Make what is missing, in as many processes as is worth it, yielding what is ready at each step."""
    missing: list[Drawn] = []
    left = iter(pages)
    for page in left:
        drawn = page.drawn()
        if is_current(drawn):
            yield [drawn.path]
            continue
        missing.append(drawn)
        if len(missing) == PARALLEL_FROM and _parallel():
            pdf_of(drawn.sheet)  # a missing library is told here, once, before any process starts
            yield from _shared(chain(missing, (one.drawn() for one in left)), pages, cancelled)
            return
    yield from _alone(missing, cancelled)


def _parallel() -> bool:
    """Whether other processes may help."""
    return not multiprocessing.current_process().daemon and (os.cpu_count() or 1) > 1


def _alone(missing: Iterable[Drawn], cancelled: Cancelled) -> Iterator[Sequence[Path]]:
    """Write files one by one."""
    for page in missing:
        if cancelled():
            return
        page.write()
        yield [page.path]


def _shared(
    drawn: Iterable[Drawn], pages: Sequence[Page], cancelled: Cancelled
) -> Iterator[Sequence[Path]]:
    """Write files in other processes; when one of them is killed, do the rest here."""
    try:
        yield from _in_processes(drawn, cancelled)
    except BrokenProcessPool:
        again = (page.drawn() for page in pages)
        yield from _alone((one for one in again if not is_current(one)), cancelled)


def _in_processes(drawn: Iterable[Drawn], cancelled: Cancelled) -> Iterator[Sequence[Path]]:
    """Write files by small groups, few of them at hand at once; when cancelled, those under way end."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=context, initializer=_settle) as pool:
        running: set[Future[Sequence[Path]]] = set()
        for group in _groups(drawn):
            if isinstance(group, Path):
                yield [group]
                continue
            running.add(pool.submit(write_group, group))
            if len(running) >= WINDOW:
                done, running = wait(running, return_when=FIRST_COMPLETED)
                yield from (one.result() for one in done)
            if cancelled():
                break
        yield from (one.result() for one in as_completed(running))


def _groups(drawn: Iterable[Drawn]) -> Iterator[list[Drawn] | Path]:
    """Give the files to make by small groups, and as a path each one that is ready."""
    group: list[Drawn] = []
    for page in drawn:
        if is_current(page):
            yield page.path
            continue
        group.append(page)
        if len(group) == CHUNK:
            yield group
            group = []
    if group:
        yield group


def write_group(pages: Sequence[Drawn]) -> Sequence[Path]:
    """Write a few files, in whichever process; return them."""
    for page in pages:
        page.write()
    return [page.path for page in pages]


def _settle() -> None:
    """Begin a process that helps: it ends with the one that started it, even killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        sentinel = parent.sentinel
        threading.Thread(target=_end_after, args=(sentinel,), name="parent-watch", daemon=True).start()


def _end_after(sentinel: int) -> None:
    """Leave at once when the other process is no more: nobody waits for what is made here."""
    connection.wait([sentinel])
    os._exit(1)
