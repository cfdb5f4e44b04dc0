"""From a document's content to PDF/UA-1 and PDF/A-3a: one environment, one style sheet, one font set-up.

WeasyPrint is imported at the first document only, so that planning works where Pango is missing.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from threading import Lock
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from scheduler.documents.archive import VARIANT, Attached, attachments, declare_accessible
from scheduler.documents.glyphs import MissingGlyphs
from scheduler.errors import MissingToolError

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "documents"
MARK = b"oraux1"
"""Begins the identifier of every file we make, so that a batch knows its own."""
RENDERING = Lock()
"""Pango's font map is not made for two threads at once."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document ready to be drawn: its page, and the files it carries."""

    html: str
    attached: tuple[Attached, ...] = ()


def html_of(template: str, **content: object) -> str:
    """Fill a template of `templates/documents`."""
    return _environment().get_template(template).render(**content)


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
        WeasyPrint or the system library it needs (Pango) is missing; the message says how to install it.

    """
    name = name or identifier(sheet)
    with RENDERING:
        with MissingGlyphs() as missing:
            content = _written(sheet.html, sheet.attached, name)
        if missing.characters:
            content = _written(missing.replaced_in(sheet.html), sheet.attached, name)
    return content


def _written(html: str, attached: tuple[Attached, ...], name: bytes) -> bytes:
    """Lay out and write once; a document holds its pictures itself, so no address is fetched."""
    weasyprint, stylesheet, fonts = _tools()
    nothing = weasyprint.urls.URLFetcher(allowed_protocols=("data",))
    document = weasyprint.HTML(string=html, url_fetcher=nothing)
    written: bytes = document.write_pdf(
        stylesheets=[stylesheet], font_config=fonts, pdf_variant=VARIANT, pdf_identifier=name,
        attachments=attachments(weasyprint, attached), finisher=declare_accessible,
    )  # fmt: skip
    return written


def identifier(sheet: Sheet, seal: str = "") -> bytes:
    """Name the content of a document: page, files, style, renderer and seal decide it, nothing else."""
    digest = hashlib.sha256(f"{_style()}\0{_renderer()}\0{seal}\0{sheet.html}".encode())
    for file in sheet.attached:
        digest.update(b"\0" + file.name.encode() + b"\0" + file.content)
    return MARK + digest.hexdigest()[:26].encode()


@cache
def _environment() -> Environment:
    """Return the Jinja environment; texts are always escaped."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _style() -> str:
    """Text of the style sheet all documents share."""
    return (TEMPLATES / "document.css").read_text(encoding="utf-8")


@cache
def _renderer() -> str:
    """Version of WeasyPrint; a newer one may draw otherwise."""
    try:
        return metadata.version("weasyprint")
    except metadata.PackageNotFoundError as missing:
        raise MissingToolError(install_help()) from missing


@cache
def _tools() -> tuple[Any, Any, Any]:
    """Import WeasyPrint, parse the style sheet and set up fonts, once per process."""
    try:
        import weasyprint  # noqa: PLC0415
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
    except (ImportError, OSError) as missing:
        raise MissingToolError(install_help()) from missing
    fonts = FontConfiguration()
    return weasyprint, weasyprint.CSS(string=_style(), font_config=fonts), fonts


def install_help() -> str:
    """Say which packages documents need."""
    return (
        "Les documents PDF ont besoin de WeasyPrint et de la bibliothèque Pango. "
        "Sous Debian ou Ubuntu : apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 "
        "fonts-dejavu-core ; sous macOS : brew install pango ; puis : pip install weasyprint."
    )
