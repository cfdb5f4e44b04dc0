"""Names of people and firms are compared as headers are."""

from __future__ import annotations

import pytest

from scheduler.rules.names import folded, names_person
from tests.factories import PROFESSIONAL, examiner

YANN = examiner(
    "P", PROFESSIONAL, "PRO-SAM", first_name="Yann", family_name="Le Gœff-Ménard", civility=None
)


@pytest.mark.parametrize(
    "written",
    [
        "Yann Le Gœff-Ménard",
        "LE GOEFF MENARD YANN",
        "M. Yann Le Gœff Ménard",
        "Monsieur LeGœff-Me\N{COMBINING ACUTE ACCENT}nard Yann",
        "mr yann le\N{NO-BREAK SPACE}gœff ménard",
    ],
)
def test_a_tutor_is_recognised_however_written(written: str) -> None:
    assert names_person(written, YANN)


@pytest.mark.parametrize("written", [None, "", "-", "M. Yann", "Yannick Le Gœff-Ménard", "Yann Ménard"])
def test_someone_else_is_not_the_tutor(written: str | None) -> None:
    assert not names_person(written, YANN)


def test_apostrophes_and_accents_do_not_matter() -> None:
    assert folded("Société d’Édition") == folded("societe D'EDITION")
