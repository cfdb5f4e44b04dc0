"""Cells pasted from a spreadsheet: laid over the table, shown, then stored in one change."""

from __future__ import annotations

from html import unescape

import pytest
from sqlalchemy import select

from models.db import SessionRow
from scheduler.exchange.editing import BY_NAME
from scheduler.services.dossiers import load_dossier
from tests.web.conftest import Site
from webui.views.pasting import UnreadablePasteError, laid, lines_of

CANDIDATES = BY_NAME["candidats"]
RIGHT = ["division", "diplome", "statut"]


def text_of(answer):
    return unescape(answer.get_data(as_text=True)).replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture(scope="module")
def site(tmp_path_factory, dossier):
    """Return a site whose session these tests change."""
    made = Site(tmp_path_factory.mktemp("pasted"))
    made.code = made.store(dossier)
    made.at = f"/sessions/{made.code}/donnees/candidats/coller"
    yield made
    made.database.close()


def divisions(site):
    with site.database.reading() as db:
        return {one.number: one.division for one in load_dossier(db, site.code).candidates}


def revision(site):
    with site.database.reading() as db:
        return db.scalar(select(SessionRow.revision).where(SessionRow.code == site.code))


def over(text, below=("1", "2"), columns=RIGHT):
    return laid(CANDIDATES, text, columns=columns, below=below, every={"1", "2", "3"}, words={})


def test_blank_line_is_an_empty_cell_and_the_last_ones_are_nothing():
    assert lines_of('A\t"deux\nlignes"\r\n\r\nB\r\n\r\n') == [["A", "deux\nlignes"], [""], ["B"]]


def test_column_goes_down_from_the_row_it_was_pasted_on():
    pasted = over("X\nY")

    assert [(one.key, one.cells) for one in pasted.edits] == [
        ("1", {"division": "X"}),
        ("2", {"division": "Y"}),
    ]


def test_titles_say_the_columns_and_codes_say_the_rows():
    pasted = over("Division\tN° candidat\nX\t3\nY\t1.0")

    assert (pasted.by_key, pasted.headed) == (True, True)
    assert {one.key: one.cells for one in pasted.edits} == {
        "3": {"division": "X"},
        "1": {"division": "Y"},
    }


@pytest.mark.parametrize(
    ("text", "columns", "said"),
    [
        ("\n\n", RIGHT, "Rien n’est collé"),
        ("X\nY\nZ", RIGHT, "la table en montre 2"),
        ("1\t2\t3\t4", RIGHT, "il n’y en a que 3"),
        ("Numéro\tDivision\n9\tX", RIGHT, "ne sont pas dans la table : 9"),
        ("Numéro\tDivision\n1\tX\n1\tY", RIGHT, "collé deux fois"),
        ("1\n2", ["numero", "division"], "ajoutez la colonne à remplir"),
    ],
)
def test_what_cannot_be_laid_is_refused_in_words(text, columns, said):
    with pytest.raises(UnreadablePasteError) as refused:
        over(text, columns=columns)

    assert said in str(refused.value).replace("\N{NO-BREAK SPACE}", " ")


def test_preview_stores_nothing_and_shows_before_and_after(site):
    before = divisions(site)
    first = min(before)

    page = text_of(site.post(f"{site.at}?tri=numero", cle=first, colonne="division", texte="ZZ-1\nZZ-2"))

    assert divisions(site) == before
    assert "2 cellules changeraient" in page
    assert before[first] in page
    assert "ZZ-2" in page


def test_confirmed_paste_is_one_change_that_is_undone_at_once(site):
    before = divisions(site)
    first, second = sorted(before)[:2]
    typed = {"cle": first, "colonne": "division", "texte": "YY-1\nYY-2"}

    done = site.post(
        f"{site.at}?tri=numero", **typed, action="enregistrer", revision=str(revision(site))
    )

    assert done.status_code == 303
    assert divisions(site) == {**before, first: "YY-1", second: "YY-2"}
    entry = done.headers["Location"].partition("fait=")[2]
    site.post(f"/sessions/{site.code}/journal/{entry}/annuler")
    assert divisions(site) == before


def test_words_of_the_page_may_be_pasted_for_codes(site):
    page = text_of(site.post(site.at, colonne="statut", texte="Formation continue"))

    assert "Enregistrer 1 changement" in page


def test_wrong_value_is_told_at_its_cell_and_cannot_be_stored(site):
    before = divisions(site)
    typed = {"colonne": "date_naissance", "texte": "31/02/2008"}

    page = text_of(site.post(site.at, **typed))
    forced = site.post(site.at, **typed, action="enregistrer", revision=str(revision(site)))

    assert "ce jour n’existe pas" in page
    assert "Enregistrer 1" not in page
    assert forced.status_code == 422
    assert divisions(site) == before


def test_paste_on_a_session_that_changed_meanwhile_is_shown_again(site):
    answer = site.post(site.at, colonne="division", texte="WW", action="enregistrer", revision="0")

    assert answer.status_code == 409
    assert "Relisez le nouvel aperçu" in text_of(answer)
    assert "WW" not in divisions(site).values()
