"""Rendering as a tool: imported late, missing politely, safe from several threads."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from scheduler.documents.facts import CUT
from scheduler.documents.render import Sheet, pdf_of, sheet_of

ROOT = Path(__file__).parents[2]


def page(text: str) -> Sheet:
    return sheet_of("plain", {"text": text})


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return done.stdout.strip()


def test_typst_is_not_imported_before_the_first_document() -> None:
    assert run("import sys, scheduler.documents; print('typst' in sys.modules)") == "False"


def test_missing_library_says_what_to_install() -> None:
    said = run(
        "import sys; sys.modules['typst'] = None\n"
        "from scheduler.documents.render import pdf_of, sheet_of\n"
        "from scheduler.errors import MissingToolError\n"
        "try:\n    pdf_of(sheet_of('plain', {'text': ''}))\n"
        "except MissingToolError as error:\n    print(error)\n"
    )

    assert "apt-get install fonts-dejavu-core" in said
    assert "pip install typst" in said


def test_several_threads_render_what_one_does() -> None:
    pages = [page(f"Page {rank}") for rank in range(12)]
    alone = [pdf_of(page) for page in pages]

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(pdf_of, pages))

    assert together == alone


def test_character_without_font_is_replaced_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    nowhere = chr(0x10FFFD)  # the last code of the private use planes

    content = pdf_of(page(f"Été {nowhere}"))

    assert content.startswith(b"%PDF")
    assert "U+10FFFD" in caplog.text
    assert "fonts-noto-core" in caplog.text


def test_words_are_never_read_as_markup(text_of: Callable[[bytes], str]) -> None:
    said = '#panic("x") *a* _b_ <c> @d $e$ \\ http://192.0.2.1/ #image("/etc/passwd")'

    assert said in text_of(pdf_of(page(said)))


def test_long_word_is_cut_where_a_column_ends_and_a_mail_address_is_not() -> None:
    address = "examens.jeanne-barret@example.org"

    content = page(f"{'X' * 60} {address}").content

    assert content.count(CUT) == 59
    assert address in content
