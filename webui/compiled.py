"""Templates compiled once: a first visit need not wait for Python to be written from them."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from flask import Flask
from jinja2 import BytecodeCache, FileSystemBytecodeCache
from jinja2.bccache import Bucket

from models.location import make_private

FOLDER = "gabarits"


class _InProcess(BytecodeCache):
    """What this process has compiled, for each of its applications (the staff's, the public one)."""

    _kept: ClassVar[dict[str, bytes]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what is kept; Jinja compiles again what the source no longer says."""
        known = self._kept.get(bucket.key)
        if known is not None:
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


class _OnDisk(FileSystemBytecodeCache):
    """What is kept in a folder from one start to the next."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled where there is room: a full disk refuses nobody a page."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def install(app: Flask) -> None:
    """Compile each template of `app` once a process."""
    app.jinja_env.bytecode_cache = _InProcess()


def keep_in(app: Flask, data_folder: Path) -> None:
    """Keep them on disk too, among this installation's own data: the next start finds them.

    Raises
    ------
    OSError
        The folder cannot be made.

    """
    folder = data_folder / FOLDER
    make_private(folder)
    app.jinja_env.bytecode_cache = _OnDisk(str(folder))
