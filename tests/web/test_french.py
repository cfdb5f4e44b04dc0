from datetime import date
from fractions import Fraction

import pytest

from webui import french


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (870, "14\u00a0h\u00a030"),
        (840, "14\u00a0h"),
        (485, "8\u00a0h\u00a005"),
        (1440 + 540, "9\u00a0h"),
        (None, ""),
    ],
)
def test_hour_is_written_as_in_print(minutes, text):
    assert french.hour(minutes) == text


def test_long_date_names_the_day_and_writes_the_first_as_an_ordinal():
    assert french.long_date(date(2027, 6, 8)) == "mardi\u00a08\u00a0juin\u00a02027"
    assert french.long_date(date(2027, 6, 1)) == "mardi\u00a01er\u00a0juin\u00a02027"


def test_share_says_a_third_and_writes_other_shares_per_cent():
    assert french.share(Fraction(1, 3)) == "1/3"
    assert french.share(Fraction(1, 4)) == "25\u00a0%"
    assert french.share(None) == ""


def test_count_is_plural_from_two():
    assert french.count(0, "candidat") == "0\u00a0candidat"
    assert french.count(1, "candidat") == "1\u00a0candidat"
    assert french.count(1200, "candidat") == "1\u202f200\u00a0candidats"


def test_typography_binds_signs_and_guillemets():
    assert (
        french.typography("« Oui » : l'heure, 14 h 30 ?")
        == "«\u00a0Oui\u00a0»\u00a0: l’heure, 14\u00a0h\u00a030\u00a0?"
    )


def test_highlight_escapes_both_the_text_and_what_is_sought():
    assert french.highlight("<b>Zoé", "zo") == "&lt;b&gt;<mark>Zo</mark>é"
    assert french.highlight("<script>", "<s") == "<mark>&lt;s</mark>cript&gt;"
