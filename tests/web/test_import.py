"""Dropping files: a preview first, nothing stored before the yes."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from scheduler.exchange import write_dossier
from scheduler.samples import sample_path
from scheduler.services.dossiers import load_dossier
from scheduler.services.sessions import find_session, list_sessions
from webui.views.imports import where


def text_of(answer):
    return answer.get_data(as_text=True)


def stored_codes(site):
    with site.database.reading() as db:
        return [summary.code for summary in list_sessions(db)]


def candidates_of(site, code):
    with site.database.reading() as db:
        return find_session(db, code).candidates


@pytest.fixture
def written(tmp_path, dossier):
    """Write a session as a zip and return its path."""

    def write(changed=dossier):
        path = tmp_path / "dossier.zip"
        write_dossier(changed, path)
        return path

    return write


def confirm(site, page, address, **more):
    hidden = dict(re.findall(r'name="(session|revision)" value="([^"]*)"', page))
    return site.post(
        address, session=hidden.get("session", ""), revision=hidden.get("revision", ""), **more
    )


def test_preview_stores_nothing_and_confirmation_stores_all(site, written, dossier):
    dropped = site.upload("/import", written())
    address = dropped.headers["Location"]
    page = text_of(site.client.get(address))

    assert dropped.status_code == 303
    assert "Rien n’est encore enregistré" in page
    assert "2027100001" in page
    assert stored_codes(site) == []

    confirmed = confirm(site, page, address)

    assert confirmed.status_code == 303
    assert stored_codes(site) == [dossier.session.code]
    assert site.client.get(address).status_code == 404


def test_folder_of_csv_files_dropped_together_is_one_session(site):
    address = site.upload("/import", *sorted(sample_path().glob("*.csv"))).headers["Location"]

    assert "crée la session" in text_of(site.client.get(address))


def test_same_file_again_changes_nothing(site, written, dossier):
    code = site.store(dossier)

    address = site.upload(f"/sessions/{code}/import", written()).headers["Location"]

    assert "ne change rien" in text_of(site.client.get(address))


def test_preview_shows_changes_and_keeps_the_absent_unless_asked(site, written, dossier):
    code = site.store(dossier)
    kept = tuple(one for one in dossier.candidates if one.number != "2027100002")
    changed = replace(dossier, candidates=(replace(kept[0], family_name="Nouveau"), *kept[1:]))
    path = written(changed)

    address = site.upload(f"/sessions/{code}/import", path).headers["Location"]
    page = text_of(site.client.get(address))

    assert "Supprimer les absents" in page
    assert "Nouveau" in page
    confirm(site, page, address)
    assert candidates_of(site, code) == len(dossier.candidates)

    address = site.upload(f"/sessions/{code}/import", path).headers["Location"]
    confirm(site, text_of(site.client.get(address)), address, remove_absent="1")
    assert candidates_of(site, code) == len(kept)


def test_import_just_confirmed_is_taken_back_from_its_confirmation(site, written, dossier):
    code = site.store(dossier)
    renamed = replace(dossier.candidates[0], family_name="Nouveau")
    path = written(replace(dossier, candidates=(renamed, *dossier.candidates[1:])))
    address = site.upload(f"/sessions/{code}/import", path).headers["Location"]

    home = confirm(site, text_of(site.client.get(address)), address).headers["Location"]
    said = text_of(site.client.get(home))
    undo = re.search(r'action="([^"]+/annuler)"', said)[1]
    undone = text_of(site.client.get(site.post(undo, table="accueil").headers["Location"]))

    assert "Import enregistré" in said
    assert "1\N{NO-BREAK SPACE}modification" in said
    assert "Annuler cet import" in said
    assert "Annulé" in undone
    assert "Rétablir" in undone
    with site.database.reading() as db:
        assert load_dossier(db, code).candidates[0] == dossier.candidates[0]


def test_import_that_made_the_session_offers_no_way_back(site, written):
    address = site.upload("/import", written()).headers["Location"]

    home = confirm(site, text_of(site.client.get(address)), address).headers["Location"]
    said = text_of(site.client.get(home))

    assert "Import enregistré" in said
    assert "Annuler cet import" not in said


def test_errors_are_shown_at_their_cell_and_nothing_can_be_confirmed(site, tmp_path):
    folder = tmp_path / "csv"
    folder.mkdir()
    for path in sample_path().glob("*.csv"):
        text = path.read_text(encoding="utf-8-sig")
        (folder / path.name).write_text(text.replace("2008-03-04", "4 mars"), encoding="utf-8")

    address = site.upload("/import", *sorted(folder.glob("*.csv"))).headers["Location"]
    page = text_of(site.client.get(address))

    assert "l’import est refusé" in page
    assert "candidats.csv" in page
    assert "date_naissance" in page
    assert "Enregistrer</button>" not in page
    assert confirm(site, page, address).status_code == 422
    assert stored_codes(site) == []


def test_session_changed_since_the_preview_is_not_overwritten(site, written, dossier):
    code = site.store(dossier)
    changed = replace(dossier, session=replace(dossier.session, label="Autre titre"))
    address = site.upload(f"/sessions/{code}/import", written(changed)).headers["Location"]
    page = text_of(site.client.get(address))
    site.store(replace(dossier, session=replace(dossier.session, label="Changée entre-temps")))

    answer = confirm(site, page, address)

    assert answer.status_code == 409
    assert "rien n’a été enregistré" in text_of(answer)


@pytest.mark.parametrize(
    "name", ["../../ailleurs.xlsx", "C:\\temp\\vide.xlsx", "x" * 300 + ".xlsx", ".xlsx"]
)
def test_file_that_is_no_workbook_whatever_its_name_is_explained(site, tmp_path, name):
    bad = tmp_path / "bad.bin"
    bad.write_bytes(b"pas un classeur")

    with bad.open("rb") as file:
        answer = site.post("/import", fichiers=(file, name))
    page = text_of(site.client.get(answer.headers["Location"]))

    assert "l’import est refusé" in page
    assert not (tmp_path.parent / "ailleurs.xlsx").exists()


def test_nothing_dropped_is_said(site):
    answer = site.post("/import")

    assert answer.status_code == 422
    assert "Aucun fichier" in text_of(answer)


def test_hostile_names_are_shown_as_text(site, dossier):
    hostile = "<script>alert(1)</script>"
    first = replace(dossier.candidates[0], family_name=hostile, first_names='"><img src=x>')
    code = site.store(replace(dossier, candidates=(first, *dossier.candidates[1:])))

    for path in ("/donnees/candidats", f"/candidats/{first.number}", "/qui-passe-quoi"):
        page = text_of(site.client.get(f"/sessions/{code}{path}"))

        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;alert" in page.casefold()


def test_sample_session_loads_in_one_click(site):
    answer = site.post("/sessions/exemple")

    assert answer.status_code == 303
    assert stored_codes(site) == ["SESSION-2027"]
    assert answer.headers["Location"] == "/sessions/SESSION-2027"


def test_preview_of_a_workbook_names_the_sheet():
    assert where("liste.xlsx[candidats]") == "liste.xlsx, feuille candidats"
    assert where("candidats.csv") == "candidats.csv"


def test_new_session_is_previewed_with_its_lists_closed(site, written):
    page = text_of(site.client.get(site.upload("/import", written()).headers["Location"]))

    assert "<details open" not in page
    assert page.index("Enregistrer</button>") < page.index("Ce qui change</h2>")
