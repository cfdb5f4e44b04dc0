"""French typography: fixed spaces everywhere a line must not break."""

from __future__ import annotations

from datetime import date

import pytest

from models.french import duration, enumeration, full_name, hour, long_date
from scheduler.documents.french import academie, agreed, fixed_spaces


@pytest.mark.parametrize(
    ("minutes", "written"),
    [
        (870, "14\xa0h\xa030"),
        (840, "14\xa0h"),
        (485, "8\xa0h\xa005"),
        (0, "0\xa0h"),
        (1440 + 510, "8\xa0h\xa030"),
    ],
)
def test_hours_are_written_the_french_way(minutes: int, written: str) -> None:
    assert hour(minutes) == written


@pytest.mark.parametrize(
    ("minutes", "written"),
    [(55, "55\xa0min"), (60, "1\xa0h"), (74, "1\xa0h\xa014"), (150, "2\xa0h\xa030")],
)
def test_durations_pass_to_hours_at_sixty(minutes: int, written: str) -> None:
    assert duration(minutes) == written


def test_long_dates_name_the_day() -> None:
    assert long_date(date(2027, 6, 8)) == "mardi\xa08\xa0juin\xa02027"
    assert long_date(date(2027, 3, 1)) == "lundi\xa01er\xa0mars\xa02027"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Session 2027 : oraux", "Session 2027\xa0: oraux"),
        ("arrêt « Gare » ; portail", "arrêt «\xa0Gare\xa0»\xa0; portail"),
        ("salle 2 ; 14 h 30", "salle 2\xa0; 14\xa0h 30"),
        ("n° 12", "n°\xa012"),
        ("a;b http://x", "a;b http://x"),
        ("déjà\xa0: fait", "déjà\xa0: fait"),
    ],
)
def test_typed_punctuation_gets_fixed_spaces(typed: str, printed: str) -> None:
    assert fixed_spaces(typed) == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Nantes", "Académie de Nantes"),
        ("Amiens", "Académie d’Amiens"),
        ("Orléans-Tours", "Académie d’Orléans-Tours"),
        ("La Réunion", "Académie de La Réunion"),
        ("Académie de Lille", "Académie de Lille"),
    ],
)
def test_academie_takes_its_article(typed: str, printed: str) -> None:
    assert academie(typed) == printed


def test_words_agree_with_the_civility() -> None:
    assert [agreed(one, "convoqué") for one in ("Mme", "M.", None)] == [
        "convoquée",
        "convoqué",
        "convoqué(e)",
    ]


def test_names_keep_their_civility_on_the_line() -> None:
    assert full_name("Mme", "Louise", "Carré") == "Mme\xa0Louise Carré"
    assert full_name(None, "", "Carré") == "Carré"


def test_enumerations_end_with_et() -> None:
    assert enumeration(["a"]) == "a"
    assert enumeration(["a", "b", "c"]) == "a, b et c"
