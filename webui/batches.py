"""All the documents of a version, made in the background and kept on disk.

A batch that was cut short by a stop of the application resumes where it was: files that are there and
equal are kept. What is known here of a batch at work is only how far it is.
"""

from __future__ import annotations

import logging
import threading
import zipfile
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from scheduler.calendars import write_calendars
from scheduler.documents import Press, write_documents
from scheduler.errors import OrauxError

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Batch:
    """How far the documents of one version are."""

    folder: Path
    ready: int = 0
    total: int = 0
    active: bool = True
    stopping: bool = False
    error: str = ""

    @property
    def archive(self) -> Path:
        """The zip of everything, there when the batch is complete."""
        return self.folder / "documents.zip"

    @property
    def complete(self) -> bool:
        """Everything is made."""
        return self.archive.exists()


@dataclass(slots=True)
class Batches:
    """The batches of an installation, one a version at most at work."""

    root: Path
    known: dict[str, Batch] = field(default_factory=dict)
    threads: dict[str, threading.Thread] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def find(self, code: str, version: int) -> Batch | None:
        """Return the batch of a version, at work or complete; None when it was never asked for."""
        key = _key(code, version)
        if key in self.known:
            return self.known[key]
        batch = Batch(self.root / key, active=False)
        return batch if batch.complete else None

    def start(self, code: str, press: Press) -> Batch:
        """Begin the batch of a version; asked twice, it runs once."""
        key = _key(code, press.version.number)
        with self.lock:
            running = self.known.get(key)
            if running and running.active:
                return running
            batch = self.known[key] = Batch(self.root / key)
        thread = threading.Thread(
            target=_make, args=(batch, press), name=f"documents-{key}", daemon=True
        )
        self.threads[key] = thread
        thread.start()
        return batch

    def wait(self, code: str, version: int) -> None:
        """Wait for the end of a batch."""
        self.threads[_key(code, version)].join()

    def stop(self, code: str, version: int) -> None:
        """Ask a batch to stop; what is made is kept."""
        batch = self.known.get(_key(code, version))
        if batch:
            batch.stopping = True


def _key(code: str, version: int) -> str:
    return f"{sha256(code.encode()).hexdigest()[:16]}-v{version}"


def _make(batch: Batch, press: Press) -> None:
    """Write every file, then the zip; a failure is told on the page and in the log."""
    try:
        _write(batch, press)
    except OrauxError as error:
        batch.error = str(error)
    except Exception:
        log.exception("Documents of %s could not be made", batch.folder.name)
        batch.error = (
            "Une erreur est survenue dans Oraux ; relancez la préparation, elle "
            "reprendra où elle en était."
        )
    finally:
        batch.active = False


def _write(batch: Batch, press: Press) -> None:
    batch.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    batch.archive.unlink(missing_ok=True)

    def told(ready: int, total: int) -> None:
        batch.ready, batch.total = ready, total

    parts = (press.book.dossier, press.book.regulation, press.book.plan)
    convocations = batch.folder / "convocations"
    calendars = batch.folder / "calendriers"
    write_documents(press, convocations, progress=told, cancelled=lambda: batch.stopping)
    if not batch.stopping:
        write_calendars(*parts, calendars, version=press.version)
        _pack(batch.folder, (convocations, calendars), batch.archive)


def _pack(root: Path, folders: tuple[Path, ...], archive: Path) -> None:
    """Zip the folders; the archive appears whole or not at all."""
    partial = archive.with_suffix(".part")
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as packed:
        for folder in folders:
            for file in sorted(folder.rglob("*.*")):
                packed.write(file, file.relative_to(root))
    partial.replace(archive)
