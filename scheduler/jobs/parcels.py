"""What travels between a search and the workers that take part in it: typed data, never code."""

from __future__ import annotations

import hashlib
import platform
import zlib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

import msgspec

import models
import solver
from solver.division.comfort import bound_of_centre
from solver.division.crew import Work
from solver.division.share import Part
from solver.limits import Limits
from solver.solve import first_of_centre, search_of_centre, words_of_centre

WORKS: dict[str, Work] = {
    one.__name__: one for one in (first_of_centre, search_of_centre, words_of_centre, bound_of_centre)
}
"""The only works a row can name."""
DIGITS = 16

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Parcel:
    """A centre to search, and within which limits."""

    part: Part
    limits: Limits


def packed(thing: object) -> bytes:
    """Return a record as bytes; floats and the order of mappings are kept exactly."""
    return zlib.compress(msgspec.msgpack.encode(thing))


def unpacked(data: bytes, kind: type[Thing]) -> Thing:
    """Return the record of `packed`.

    Raises
    ------
    msgspec.ValidationError
        The bytes are not those of a `kind`.

    """
    return msgspec.msgpack.decode(zlib.decompress(data), type=kind)


@cache
def code_version() -> str:
    """Return a print of all that decides an answer: our code, OR-Tools, Python, kind of processor.

    Two machines with the same print find the same plan; one with another takes no part.
    """
    read = hashlib.sha256()
    for package in (models, solver):
        root = Path(package.__file__ or "").parent
        for path in sorted(root.rglob("*.py")):
            read.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    python = ".".join(platform.python_version_tuple()[:2])
    read.update(f"{version('ortools')} {python} {platform.machine()}".encode())
    return read.hexdigest()[:DIGITS]
