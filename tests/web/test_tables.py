import pytest

from webui.views.tables import PAGE, Column, browse

COLUMNS = (
    Column("nom", "Nom", lambda row: row[0]),
    Column("age", "Âge", lambda row: str(row[1]), lambda row: row[1], numeric=True),
    Column("ville", "Ville", lambda row: row[2], choice=True),
)
ROWS = [("Élodie", 9, "Lille"), ("Anna", 10, "Lens"), ("elvis", 100, "Lille")]


def names(view):
    return [row[0].text for row in view.rows]


def test_browse_sorts_words_without_case_nor_accent():
    assert names(browse(COLUMNS, ROWS, {"tri": "nom"})) == ["Anna", "Élodie", "elvis"]


def test_browse_sorts_numbers_as_numbers_and_backwards():
    assert names(browse(COLUMNS, ROWS, {"tri": "age", "sens": "desc"})) == ["elvis", "Anna", "Élodie"]


def test_browse_finds_every_word_in_any_column():
    assert names(browse(COLUMNS, ROWS, {"q": "lille elo"})) == ["Élodie"]


def test_browse_filters_by_a_choice_and_offers_its_values():
    view = browse(COLUMNS, ROWS, {"ville": "Lille"})

    assert names(view) == ["Élodie", "elvis"]
    assert view.choices["ville"] == ("Lens", "Lille")
    assert view.total == 3


@pytest.mark.parametrize(
    ("asked", "page"), [("2", 2), ("99", 2), ("0", 1), ("-1", 1), ("x", 1), ("9" * 5000, 2)]
)
def test_browse_stays_within_its_pages(asked, page):
    rows = [(str(number), number, "") for number in range(PAGE + 1)]

    view = browse(COLUMNS, rows, {"page": asked})

    assert (view.page, view.pages) == (page, 2)


def test_browse_turns_the_order_of_the_sorted_column():
    view = browse(COLUMNS, ROWS, {"tri": "nom", "q": "l"})

    assert view.sorted_by(COLUMNS[0]) == {"q": "l", "tri": "nom", "sens": "desc"}
    assert view.sorted_by(COLUMNS[1]) == {"q": "l", "tri": "age"}
