"""Files written whole or not at all: a full disk leaves what was there before."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scheduler.errors import OrauxError
from scheduler.exchange.cells import quoted
from scheduler.exchange.disk import disk_reason


class NotWrittenError(OrauxError):
    """The disk refused; nothing was changed."""

    code = 507


@contextmanager
def replaced_files(folder: Path, names: list[str]) -> Iterator[dict[str, Path]]:
    """Give a temporary path for each name; all take their places together at the end.

    Raises
    ------
    NotWrittenError
        The folder cannot be made, or the disk is full or read-only; no file was changed.

    """
    temporary: dict[str, Path] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in names:
            temporary[name] = _temporary_path(folder, name)
        yield temporary
        for path in temporary.values():
            _flush(path)
        for name, path in temporary.items():
            path.replace(folder / name)
    except OSError as error:
        raise NotWrittenError(
            f"Écriture impossible dans {quoted(folder)} ({disk_reason(error)}) : rien n’a été "
            "changé. Vérifiez la place libre et le droit d’écrire, puis recommencez."
        ) from error
    finally:
        for path in temporary.values():
            path.unlink(missing_ok=True)


def _temporary_path(folder: Path, name: str) -> Path:
    """Make an empty file beside its place, with the rights of any new file."""
    path = folder / f".oraux-{secrets.token_hex(8)}{Path(name).suffix}"
    path.touch(exist_ok=False)
    return path


def _flush(path: Path) -> None:
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
