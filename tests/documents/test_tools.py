"""Rendering as a tool: imported late, missing politely, safe from several threads."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest

from scheduler.documents.render import Sheet, html_of, pdf_of

ROOT = Path(__file__).parents[2]
PAGE = '<html lang="fr"><head><title>Page {rank}</title></head><body><p>Page {rank}</p></body></html>'


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return done.stdout.strip()


def test_weasyprint_is_not_imported_before_the_first_document() -> None:
    assert run("import sys, scheduler.documents; print('weasyprint' in sys.modules)") == "False"


def test_missing_library_says_what_to_install() -> None:
    said = run(
        "import sys; sys.modules['weasyprint'] = None\n"
        "from scheduler.documents.render import Sheet, pdf_of\n"
        "from scheduler.errors import MissingToolError\n"
        "try:\n    pdf_of(Sheet('<p>'))\nexcept MissingToolError as error:\n    print(error)\n"
    )

    assert "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in said


def test_several_threads_render_what_one_does() -> None:
    pages = [Sheet(PAGE.format(rank=rank)) for rank in range(12)]
    alone = [pdf_of(page) for page in pages]

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(pdf_of, pages))

    assert together == alone


def test_character_without_font_is_replaced_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    nowhere = chr(0x10FFFD)  # the last code of the private use planes

    content = pdf_of(Sheet(PAGE.format(rank=nowhere)))

    assert content.startswith(b"%PDF")
    assert "U+10FFFD" in caplog.text
    assert "fonts-noto-core" in caplog.text


def test_document_fetches_nothing(caplog: pytest.LogCaptureFixture) -> None:
    page = '<html lang="fr"><title>x</title><img alt="" src="http://192.0.2.1/logo.png"><p>x</p></html>'
    pdf_of(Sheet(page))

    assert "Failed to load image" in caplog.text
    assert "protocol" in caplog.text.casefold()


def test_template_escapes_what_it_is_given() -> None:
    head = SimpleNamespace(academie="<i>", footer='"', draft="")
    assert "<i>" not in html_of("_base.html", doc=SimpleNamespace(head=head))
