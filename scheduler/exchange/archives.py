"""Zip archives, inspected before anything is unpacked: CSV archives and workbooks alike."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scheduler.exchange.cells import quoted
from scheduler.exchange.paths import checked_file
from scheduler.exchange.raw import MAX_UNPACKED, UnreadableFileError

MAX_DIRECTORY = 2 * 2**20
"""Most bytes of a zip's own list of members, read into memory at once."""

_END = b"PK\x05\x06"
_END64 = b"PK\x06\x06"
_TAIL = 70_000
_DAMAGED = "archive endommagée ou incomplète ; refaites-la"
ZIP_ERRORS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    OSError,
    struct.error,
    zlib.error,
    UnicodeError,
    MemoryError,
)


@contextmanager
def opened_archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a zip whose members are lawful in number, size and name.

    Raises
    ------
    UnreadableFileError
        It is no zip, is damaged, too big, encrypted, or holds a link or a name that climbs.

    """
    checked_file(path)
    _refuse_long_directory(path)
    try:
        archive = zipfile.ZipFile(path)
    except ZIP_ERRORS:
        raise UnreadableFileError(_DAMAGED, file=path.name) from None
    with archive:
        for member in archive.infolist():
            _refuse_member(member, path.name)
        _refuse_volume(archive, path.name)
        if len(set(archive.namelist())) < len(archive.namelist()):
            raise UnreadableFileError(
                "deux fichiers du même nom dans l’archive ; refaites-la", file=path.name
            )
        yield archive


def _refuse_long_directory(path: Path) -> None:
    """Refuse a list of members that would fill the memory when `zipfile` reads it."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - _TAIL))
        tail = stream.read()
    at, at64 = tail.rfind(_END), tail.rfind(_END64)
    size = struct.unpack_from("<L", tail, at + 12)[0] if 0 <= at <= len(tail) - 22 else 0
    if 0 <= at64 <= len(tail) - 56:
        size = max(struct.unpack_from("<Q", tail, at64 + 40)[0], 0 if size == 2**32 - 1 else size)
    if size > MAX_DIRECTORY:
        raise UnreadableFileError(
            "archive de trop de fichiers ; n’y laissez que les tables", file=path.name
        )


def _refuse_member(member: zipfile.ZipInfo, file: str) -> None:
    """Refuse one member of an archive."""
    name = member.orig_filename
    parts = name.replace("\\", "/").split("/")
    problem = ""
    if name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\x00" in name:
        problem = "nom qui sort de l’archive"
    elif stat.S_ISLNK(member.external_attr >> 16):
        problem = "lien dans l’archive"
    elif member.flag_bits & 0x1:
        problem = "archive protégée par un mot de passe"
    if problem:
        message = f"{problem} ({quoted(name)}) ; refaites l’archive avec les seuls fichiers CSV"
        raise UnreadableFileError(message, file=file)


def _refuse_volume(archive: zipfile.ZipFile, file: str) -> None:
    total = sum(member.file_size for member in archive.infolist())
    if total > MAX_UNPACKED:
        message = f"{total // 2**20} Mio une fois décompressé, 500 Mio au plus ; découpez-le"
        raise UnreadableFileError(message, file=file)
