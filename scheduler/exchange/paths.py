"""Folders and single files: what may be opened at all, checked before anything is read."""

from __future__ import annotations

import io
import stat
from pathlib import Path
from typing import BinaryIO

from scheduler.exchange.disk import disk_reason
from scheduler.exchange.raw import MAX_FILE, UnreadableFileError


def checked_file(path: Path) -> Path:
    """Return `path` when it is a plain file of lawful size.

    Raises
    ------
    UnreadableFileError
        It is missing, no plain file, or too big.

    """
    try:
        found = path.stat()
    except OSError as error:
        raise UnreadableFileError(f"illisible ({disk_reason(error)})", file=path.name) from None
    if not stat.S_ISREG(found.st_mode):
        raise UnreadableFileError("ce n’est pas un fichier ordinaire", file=path.name)
    if found.st_size > MAX_FILE:
        size = found.st_size // 2**20
        raise UnreadableFileError(
            f"fichier de {size} Mio, 100 Mio au plus ; découpez-le", file=path.name
        )
    return path


def open_file(path: Path) -> BinaryIO:
    """Open a plain file.

    Raises
    ------
    UnreadableFileError
        The system refuses (rights, disk).

    """
    try:
        return io.BufferedReader(io.FileIO(path))
    except OSError as error:
        raise UnreadableFileError(f"illisible ({disk_reason(error)})", file=path.name) from None
