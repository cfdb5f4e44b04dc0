"""From a document's content to PDF/UA-1 and PDF/A-3a, by Typst: one look, one compiler a process.

Typst is imported at the first document only, so that planning works where it is missing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from importlib import metadata
from pathlib import Path
from threading import Lock
from typing import Any

from scheduler.documents.attached import Attached
from scheduler.documents.facts import as_json
from scheduler.documents.glyphs import replaced, undrawn
from scheduler.errors import MissingToolError

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "documents"
STANDARDS = ["a-3a", "ua-1"]
FONT = "DejaVu Sans"
MARK = b"oraux1"
"""Begins the identifier of every file we make, so that a batch knows its own."""
DIGITS = 18
"""Of the digest that follows it: together as long as what Typst writes, which we replace in place."""
IDENTIFIERS = re.compile(rb"/ID ?\[ ?\(([\w+/=-]{24})\) ?\(([\w+/=-]{24})\) ?\]")
UNDATED = date(2000, 1, 1)
"""Day of a document that has none: a standard asks for one, equal documents must stay equal."""
RENDERING = Lock()
"""A compiler serves one thread at a time."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document ready to be drawn: its template, what it says (JSON), the files it carries, its day."""

    template: str
    content: str
    attached: tuple[Attached, ...] = ()
    made: date = UNDATED


def sheet_of(
    template: str, content: object, attached: tuple[Attached, ...] = (), made: date | None = None
) -> Sheet:
    """Return a document of a template of `templates/documents`, without its suffix."""
    return Sheet(template, as_json(content), attached, made or UNDATED)


def pdf_of(sheet: Sheet, name: bytes | None = None) -> bytes:
    """Render a document; the same document gives the same bytes.

    Parameters
    ----------
    sheet
        What to draw.
    name
        Identifier the file carries; that of the document unless given.

    Raises
    ------
    MissingToolError
        Typst or the font of documents is missing; the message says how to install it.

    """
    typst, content = _typst(), sheet.content
    with RENDERING:
        try:
            drawn = _compiled(sheet, content)
        except typst.TypstError as error:
            drawn = _compiled(sheet, replaced(content, undrawn(error)))
    return _identified(drawn, name or identifier(sheet))


def refused(sheet: Sheet) -> frozenset[str]:
    """Return the characters of a document that no font draws."""
    typst = _typst()
    with RENDERING:
        try:
            _compiled(sheet, sheet.content)
        except typst.TypstError as error:
            return undrawn(error)
    return frozenset()


def _compiled(sheet: Sheet, content: str) -> bytes:
    """Lay out and write once; a document holds its pictures itself, so nothing is fetched."""
    made: bytes = _compiler().compile(
        input=str(TEMPLATES / f"{sheet.template}.typ"), format="pdf", pdf_standards=STANDARDS,
        sys_inputs={"doc": content, "files": as_json([one.facts for one in sheet.attached])},
        timestamp=datetime(sheet.made.year, sheet.made.month, sheet.made.day, tzinfo=UTC),
    )  # fmt: skip
    return made


def _identified(pdf: bytes, name: bytes) -> bytes:
    """Give a file our identifier in place of the one of Typst, which is as long."""
    trailer = IDENTIFIERS.search(pdf, max(len(pdf) - 1024, 0))
    if trailer is None or len(name) != len(trailer.group(1)):
        raise ValueError("Typst names its files otherwise than this module expects.")
    for given in trailer.groups():
        pdf = pdf.replace(given, name)
    return pdf.rstrip() + b"\n"  # a signature is added after the end of a line


def identifier(sheet: Sheet, seal: str = "") -> bytes:
    """Name the content of a document: words, files, look, renderer and seal decide it, nothing else."""
    digest = hashlib.sha256()
    for part in (_look(), _renderer(), seal, sheet.template, sheet.made.isoformat(), sheet.content):
        digest.update(part.encode() + b"\0")
    for file in sheet.attached:
        digest.update(file.name.encode() + b"\0" + file.content + b"\0")
    return MARK + digest.hexdigest()[:DIGITS].encode()


@cache
def _look() -> str:
    """Text of all templates: they share their look."""
    return "\0".join(path.read_text(encoding="utf-8") for path in _templates())


def _templates() -> Iterator[Path]:
    yield from sorted(TEMPLATES.glob("*.typ"))


@cache
def _renderer() -> str:
    """Version of Typst; a newer one may draw otherwise."""
    try:
        return metadata.version("typst")
    except metadata.PackageNotFoundError as missing:
        raise MissingToolError(install_help()) from missing


@cache
def _typst() -> Any:
    """Import Typst."""
    try:
        import typst  # noqa: PLC0415
    except ImportError as missing:
        raise MissingToolError(install_help()) from missing
    return typst


@cache
def _compiler() -> Any:
    """Look for fonts and open the templates, once a process."""
    typst = _typst()
    fonts = typst.Fonts()
    if FONT not in fonts.families():
        raise MissingToolError(install_help())
    return typst.Compiler(root=str(TEMPLATES), font_paths=fonts)


def install_help() -> str:
    """Say what documents need."""
    return (
        "Les documents PDF ont besoin de Typst et de la police DejaVu Sans. Sous Debian ou Ubuntu : "
        "apt-get install fonts-dejavu-core ; sous macOS : brew install --cask font-dejavu ; puis : "
        "pip install typst."
    )
