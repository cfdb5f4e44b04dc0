"""Names and writing of files: a code becomes a safe name, a file appears whole or not at all."""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

FORBIDDEN = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]|[\ud800-\udfff]")
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
LONGEST = 150
"""Bytes of a name without suffix; every file system takes 255 with the suffix of a temporary file."""


def safe_names(codes: Iterable[str]) -> dict[str, str]:
    """Give each code a file name of its own, without suffix: the code itself wherever that is safe.

    Names hold on Linux, macOS and Windows, never leave their folder, and two codes never share one, even
    where a file system ignores case; a code that had to change carries a few digits of its own digest.
    """
    wanted = list(dict.fromkeys(codes))
    kept = {code: _cleaned(code) for code in wanted}
    twins = Counter(_folded(name) for name in kept.values())
    return {
        code: name if name == code and twins[_folded(name)] == 1 else f"{name}-{_digest(code)}"
        for code, name in kept.items()
    }


def safe_name(code: str) -> str:
    """Give a single code its file name; see `safe_names`."""
    return safe_names([code])[code]


def _cleaned(code: str) -> str:
    """Replace what some file system refuses."""
    name = FORBIDDEN.sub("_", unicodedata.normalize("NFC", code)).strip(" .") or "_"
    if RESERVED.fullmatch(name):
        name = f"_{name}"
    return name.encode()[:LONGEST].decode(errors="ignore")


def _folded(name: str) -> str:
    """Name as a file system without case sees it."""
    return unicodedata.normalize("NFC", name.casefold())


def _digest(code: str) -> str:
    """Return eight digits of a code's digest."""
    return hashlib.sha256(code.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file beside its place, then put it there in one step; folders are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
