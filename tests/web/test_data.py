"""Tables edited by hand: a cell in place, a row in a form, many at once; and their journal."""

from __future__ import annotations

import re
from html import unescape

import pytest

from models.db import AccountRole
from scheduler.exchange.tables import TABLES as WRITTEN
from scheduler.services.dossiers import load_dossier
from scheduler.services.journal import journal_of
from tests.web.conftest import Site
from webui.views.dossier_tables import TABLES

NUMBER = "2027100001"


def text_of(answer):
    return unescape(answer.get_data(as_text=True))


@pytest.fixture(scope="module")
def edited(tmp_path_factory, dossier):
    """Return a site whose session these tests change, each in a place of its own; `edited.code`."""
    made = Site(tmp_path_factory.mktemp("edited"))
    made.code = made.store(dossier)
    made.at = f"/sessions/{made.code}/donnees"
    yield made
    made.database.close()


def stored(site):
    with site.database.reading() as db:
        return load_dossier(db, site.code)


def candidate(site, number=NUMBER):
    return next(one for one in stored(site).candidates if one.number == number)


def latest(site):
    with site.database.reading() as db:
        return journal_of(db, site.code, limit=1)[0]


def cell(site, column, before, value, number=NUMBER):
    typed = {"cle": number, "colonne": column, "avant": before, "valeur": value}
    return site.post(f"{site.at}/candidats/cellule", **typed)


def test_cell_is_stored_and_its_row_drawn_again(edited):
    before = candidate(edited).division

    answer = cell(edited, "division", before, "BTS2-Z")

    assert candidate(edited).division == "BTS2-Z"
    assert "BTS2-Z" in answer.json["row"]
    assert "« BTS2-Z »" in answer.json["said"]
    assert answer.json["undo"].endswith(f"/journal/{latest(edited).id}/annuler")


def test_wrong_cell_answers_with_the_sentence_of_the_import(edited):
    answer = cell(edited, "date_naissance", candidate(edited).birth_date.isoformat(), "31/02/2008")

    assert "31/02/2008" in answer.json["refused"]
    assert "ce jour n’existe pas" in answer.json["refused"]


def test_cell_that_somebody_else_changed_is_not_overwritten(edited):
    answer = cell(edited, "prenoms", "Autre chose", "Zoé")

    assert "a changé entre-temps" in answer.json["refused"]
    assert candidate(edited).first_names in answer.json["left"]
    assert candidate(edited).first_names != "Zoé"


def test_row_form_keeps_what_is_typed_and_says_what_is_wrong(edited):
    address = f"{edited.at}/salles/ligne"
    typed = {"c-centre": "0440001A", "c-code": "Z99", "c-type": "JURY", "c-places": "deux"}

    refused = edited.post(address, **typed)
    centre = stored(edited).centres[0].uai
    added = edited.post(address, **{**typed, "c-centre": centre, "c-places": "2"})

    assert refused.status_code == 422
    assert 'value="deux"' in text_of(refused)
    assert "un nombre entier" in text_of(refused)
    assert added.status_code == 303
    assert "Z99" in {one.code for one in stored(edited).rooms}
    assert "Annuler ce changement" in text_of(edited.client.get(added.headers["Location"]))


def ticks(site, table):
    page = text_of(site.client.get(f"/sessions/{site.code}/donnees/{table}"))
    return re.findall(r'name="ligne" value="([^"]+)"', page)


def test_ticked_rows_get_a_value_together_and_lose_it_together(edited):
    lines = ticks(edited, "salles")
    before = stored(edited).rooms

    edited.post(
        f"{edited.at}/salles/lignes", ligne=lines, action="changer", colonne="batiment", valeur="Z"
    )
    changed = {one.building for one in stored(edited).rooms}
    edited.post(f"/sessions/{edited.code}/journal/{latest(edited).id}/annuler")

    assert changed == {"Z"}
    assert stored(edited).rooms == before


def test_ticked_row_that_changed_since_is_refused_with_all_the_others(edited):
    lines = ticks(edited, "candidats")
    cell(edited, "courriel", candidate(edited, "2027100002").email or "", "n@example.org", "2027100002")

    answer = edited.post(
        f"{edited.at}/candidats/lignes", ligne=lines, action="changer", colonne="division", valeur="Q"
    )

    assert answer.status_code == 409
    assert "Q" not in {one.division for one in stored(edited).candidates}


def test_removal_says_what_depends_on_it_before_it_is_done(edited):
    (line,) = [one for one in ticks(edited, "candidats") if one.endswith("2027200001")]

    asked = edited.post(f"{edited.at}/candidats/lignes", ligne=line, action="retirer")
    still = {one.number for one in stored(edited).candidates}
    edited.post(f"{edited.at}/candidats/lignes", ligne=line, action="retirer-oui")

    assert "Retirer 1 ligne" in text_of(asked).replace("\u00a0", " ")
    assert "2027200001" in still
    assert "2027200001" not in {one.number for one in stored(edited).candidates}


def test_reader_sees_the_tables_and_the_journal_but_edits_nothing(edited):
    reader = edited.browser(edited.account("Lise", roles=[(edited.code, AccountRole.READER)]))

    table = text_of(reader.get(f"{edited.at}/candidats"))

    assert "data-cells" not in table
    assert reader.get(f"{edited.at}/candidats/ligne?cle={NUMBER}").status_code == 403
    assert reader.get(f"/sessions/{edited.code}/journal").status_code == 200


def test_journal_page_finds_a_change_and_shows_it_cell_by_cell(edited):
    cell(edited, "nom_usage", candidate(edited).usage_name or "", "Balzac")

    found = text_of(edited.client.get(f"/sessions/{edited.code}/journal?q=balzac"))
    entry = text_of(edited.client.get(f"/sessions/{edited.code}/journal/{latest(edited).id}"))

    assert "Nom d’usage" in found
    assert "Nom d’usage\u00a0:" in entry
    assert "Balzac" in entry


def test_boxes_ticked_in_the_grid_take_the_chosen_state(edited):
    address = f"/sessions/{edited.code}/disponibilites"
    page = text_of(edited.client.get(address))
    box = re.search(r'name="case" value="([^"]+\|)"', page)[1]

    answer = edited.post(address, case=box, etat="A_EVITER", action="cases")

    assert "Annuler ce changement" in text_of(edited.client.get(answer.headers["Location"]))
    assert f"{box}A_EVITER" in text_of(edited.client.get(address))
    assert edited.post(address, case=box, etat="PREFERE").status_code == 409


def test_grid_without_anything_chosen_says_what_to_do(edited):
    answer = edited.post(f"/sessions/{edited.code}/disponibilites", action="remplir", etat="PREFERE")

    assert answer.status_code == 400
    assert "cochez" in text_of(answer)


def rule(site, key, before, value):
    return site.post(f"/sessions/{site.code}/regles", cle=key, avant=before, valeur=value)


def test_rule_gets_a_value_of_the_session_and_goes_back_to_the_text(edited):
    given = rule(edited, "phase_sequence|", "", "12 min")
    written = [one.value for one in stored(edited).parameters if one.rule == "phase_sequence"]
    rule(edited, "phase_sequence|", "12 min", "")

    assert "Valeur de la session" in text_of(edited.client.get(given.headers["Location"]))
    assert written == ["12 min"]
    assert "phase_sequence" not in {one.rule for one in stored(edited).parameters}


def test_day_of_a_written_epreuve_is_given_epreuve_by_epreuve(edited):
    given = rule(edited, "written_start|BTS-SAM/E3", "", "12/05/2027 14:00")
    written = [one.epreuve for one in stored(edited).parameters if one.rule == "written_start"]
    refused = rule(edited, "written_start|BTS-SAM/E6", "", "mi-mai")

    assert written == ["BTS-SAM/E3"]
    assert "12/05/2027 14:00" in text_of(edited.client.get(given.headers["Location"]))
    assert refused.status_code == 422
    assert "une date et une heure" in text_of(refused)


def test_value_outside_what_the_text_allows_is_refused_with_the_text(edited):
    refused = rule(edited, "phase_sequence|", "", "9999")

    assert refused.status_code == 422
    assert "entre 0 et 60 (Usage, Temps de changer de salle)" in text_of(refused)


def test_every_table_of_the_exchange_format_can_be_edited():
    assert set(TABLES) == {table.name for table in WRITTEN}


def test_page_of_a_person_tells_its_history(edited):
    cell(edited, "langue_a", candidate(edited).language_a or "", "OCCITAN")

    page = text_of(edited.client.get(f"/sessions/{edited.code}/candidats/{NUMBER}"))

    assert "<ins>OCCITAN</ins>" in page


def test_plan_says_that_the_data_changed_since_and_what_no_longer_holds(planned):
    plan = f"/sessions/{planned.code}/plan"
    before = text_of(planned.client.get(plan))
    (line,) = [one for one in ticks(planned, "candidats") if one.endswith("2027100003")]

    planned.post(f"/sessions/{planned.code}/donnees/candidats/lignes", ligne=line, action="retirer-oui")

    after = text_of(planned.client.get(plan))
    assert "Les données ont changé depuis ce plan" not in before
    assert "Les données ont changé depuis ce plan" in after
    assert "voir ce qui ne tient plus" in after


def test_settings_are_journaled_beside_the_data(edited):
    at = f"/sessions/{edited.code}"
    user = edited.account("Nora")
    edited.post(f"{at}/papier", signatory_name="Mme Dubois")
    edited.post(f"{at}/acces", compte=str(user), role="lecteur")

    journal = text_of(edited.client.get(f"{at}/journal?nature=reglage"))

    assert "Signataire « (vide) » → « Mme Dubois »" in journal.replace("\u00a0", " ")
    assert "Accès à la session, Nora – Rôle « (vide) » → « lecteur »" in journal.replace("\u00a0", " ")


def test_accounts_and_removed_sessions_are_in_the_journal_of_the_installation(site, dossier):
    code = site.store(dossier)
    site.post("/comptes", email="paul@example.org", nom="Paul Remy")
    site.post(f"/sessions/{code}/supprimer", confirmation=code)

    journal = text_of(site.client.get("/journal"))

    assert "Comptes, Paul Remy" in journal
    assert f"Sessions, {code}" in journal


def test_setting_is_not_undone_as_data_are(edited):
    edited.post(f"/sessions/{edited.code}/papier", delegation="Par délégation")

    refused = edited.post(f"/sessions/{edited.code}/journal/{latest(edited).id}/annuler")

    assert refused.status_code == 409
    assert "ne concerne pas les données" in text_of(refused)
