"""Text of a CSV file: UTF-8 with or without BOM, or Windows-1252, never a mix."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from scheduler.exchange.raw import UnreadableFileError

BOM = b"\xef\xbb\xbf"
MAX_LINE = 4 * 2**20
"""Most bytes of a line: more than any lawful row needs."""

MAX_LINES = 1_000_000
"""Lines looked at: a table that has more has too many rows anyway."""

_BLOCK = 2**20
_OVERLONG = "ligne démesurée : ce fichier n’est pas un CSV"
_OTHER_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff", b"+/v")
_FRENCH_UTF8 = re.compile(
    "[\u00a0-\u017f\u0300-\u036f\u2010-\u203a\u20ac\ufb00-\ufb06\U0001f000-\U0001faff]"
)
SAVE_AS = "enregistrez le fichier au format « CSV UTF-8 »"


@dataclass(slots=True)
class _Seen:
    """First line of each encoding, counted from 1 (0: none), and how many lines show it."""

    utf8: int = 0
    cp1252: int = 0
    utf8_lines: int = 0
    cp1252_lines: int = 0

    @property
    def odd_one(self) -> int:
        """First line of the encoding that fewer lines show."""
        return self.utf8 if self.utf8_lines < self.cp1252_lines else self.cp1252


def encoding_of(stream: BinaryIO) -> str:
    """Return `utf-8` or `cp1252` after reading the whole stream, which is left at its end.

    Raises
    ------
    UnreadableFileError
        Neither, or both in one file; carries the line.

    """
    marked = _starts_with_bom(stream)
    seen = _Seen()
    before = 0
    for block in _blocks_of(stream):
        if not block.isascii() or b"\x00" in block:
            _note_block(block, before, seen)
        before += block.count(b"\n")
        if before > MAX_LINES:
            break
    if marked and seen.cp1252:
        raise _mixed(seen.cp1252)
    if seen.utf8 and seen.cp1252:
        raise _mixed(seen.odd_one)
    return "cp1252" if seen.cp1252 else "utf-8"


def _blocks_of(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the stream in blocks of whole lines."""
    while block := stream.read(_BLOCK):
        end = stream.readline(MAX_LINE + 1)
        if len(end) > MAX_LINE:
            raise UnreadableFileError(_OVERLONG)
        yield block + end


def _note_block(block: bytes, before: int, seen: _Seen) -> None:
    """Note the encodings of a block that is not plain ASCII."""
    for number, line in enumerate(block.split(b"\n"), start=before + 1):
        _note(line, number, seen)


def lines_of(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of a stream, none longer than `MAX_LINE`."""
    number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        if len(line) > MAX_LINE:
            raise UnreadableFileError(_OVERLONG, row=number)
        yield line


def _starts_with_bom(stream: BinaryIO) -> bool:
    """Read past a UTF-8 mark; refuse the marks of other encodings."""
    start = stream.read(4)
    marked = start.startswith(BOM)
    if start.startswith(_OTHER_BOMS):
        raise UnreadableFileError(
            f"encodage UTF-16 ou inconnu, UTF-8 ou Windows-1252 attendu ; {SAVE_AS}"
        )
    stream.seek(len(BOM) if marked else 0)
    return marked


def _note(line: bytes, number: int, seen: _Seen) -> None:
    """Note which encoding `line` shows; a line in plain ASCII shows none."""
    if b"\x00" in line:
        raise UnreadableFileError("octet nul : ce fichier n’est pas un texte CSV", row=number)
    if line.isascii():
        return
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        _note_windows(line, number, seen)
    else:
        seen.utf8 = seen.utf8 or number
        seen.utf8_lines += 1


def _note_windows(line: bytes, number: int, seen: _Seen) -> None:
    """Note a line that is not UTF-8; refuse one that is not Windows-1252 either, or half of each."""
    try:
        line.decode("cp1252")
    except UnicodeDecodeError:
        raise UnreadableFileError(
            f"encodage inconnu, UTF-8 ou Windows-1252 attendu ; {SAVE_AS}",
            row=number,
        ) from None
    valid = line.decode("utf-8", errors="ignore")
    if _FRENCH_UTF8.search(valid):
        raise _mixed(number)
    seen.cp1252 = seen.cp1252 or number
    seen.cp1252_lines += 1


def _mixed(row: int) -> UnreadableFileError:
    return UnreadableFileError(
        f"deux encodages dans le même fichier, UTF-8 et Windows-1252 : cette ligne n’est pas dans "
        f"celui du "
        f"reste ; retapez ses accents, puis {SAVE_AS}",
        row=row,
    )
