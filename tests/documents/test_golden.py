"""Documents stay where they are on the page: words and places against renderings that were looked at.

After a change that is meant, look at the new documents, then write the renderings again with
`ORAUX_GOLDEN=write python -m pytest tests/documents/test_golden.py`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from io import BytesIO
from itertools import zip_longest
from pathlib import Path

import pytest
from pypdf import PdfReader

from scheduler.documents import Press, document
from tests import handmade

FOLDER = Path(__file__).parent / "golden"
POINTS_A_MILLIMETRE = 72 / 25.4
TOLERANCE = 1.5
"""Millimetres that another version of a font or of the renderer may move a line by."""
CHOSEN = (
    ("candidats", handmade.WITH_THIRD),
    ("examinateurs", "PRO-02"),
    ("pochettes", "E5-02"),
    ("preparation", "2027-06-08-matin-0499001T-P1"),
    ("etablissements", "0499010C"),
)


def drawn(pdf: bytes) -> list[tuple[int, float, float, str]]:
    """Each piece of text with its page and place, millimetres from the bottom left."""
    found: list[tuple[int, float, float, str]] = []
    for rank, page in enumerate(PdfReader(BytesIO(pdf)).pages, start=1):

        def keep(
            text: str, matrix: list[float], place: list[float], *_: object, page: int = rank
        ) -> None:
            if text.strip():
                x = place[4] * matrix[0] + matrix[4]
                y = place[5] * matrix[3] + matrix[5]
                found.append((page, x / POINTS_A_MILLIMETRE, y / POINTS_A_MILLIMETRE, text.strip()))

        page.extract_text(visitor_text=keep)
    return found


def written(lines: list[tuple[int, float, float, str]]) -> str:
    return "".join(f"{page} {x:.1f} {y:.1f} {text}\n" for page, x, y, text in lines)


def read(path: Path) -> list[tuple[int, float, float, str]]:
    rows = (line.split(" ", 3) for line in path.read_text(encoding="utf-8").split("\n") if line)
    return [(int(page), float(x), float(y), text) for page, x, y, text in rows]


@pytest.mark.parametrize(("kind", "code"), CHOSEN)
def test_document_is_drawn_as_it_was_looked_at(
    press_of: Callable[..., Press], kind: str, code: str
) -> None:
    press = press_of(page_url=lambda holder: f"https://oraux.example.org/p/{holder[1]}")
    path = FOLDER / f"{kind}.txt"

    lines = drawn(document(press, kind, code))

    if os.environ.get("ORAUX_GOLDEN") == "write":
        path.write_text(written(lines), encoding="utf-8")
    for (page, x, y, text), (was_page, was_x, was_y, said) in zip_longest(
        lines, read(path), fillvalue=(0, 0.0, 0.0, "")
    ):
        assert (page, text.split()) == (was_page, said.split())
        assert abs(x - was_x) < TOLERANCE, text
        assert abs(y - was_y) < TOLERANCE, text
