"""From an empty installation to a printed convocation, by mouse, by keyboard, and by dropping files."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from scheduler.samples import sample_path
from tests.browser.conftest import arrived

pytestmark = pytest.mark.browser

DROP = """([zone, files]) => {
  const transfer = new DataTransfer();
  for (const [name, text] of files) transfer.items.add(new File([text], name));
  for (const kind of ["dragenter", "dragover", "drop"]) {
    zone.dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }
}"""


def step(page, name):
    """Return the link of a step of the session."""
    return page.get_by_label("Étapes de la session").get_by_role("link", name=name)


def test_way_from_an_empty_installation_to_a_convocation(page, server):
    page.goto(server.address)
    page.get_by_role("button", name="Charger la session d’exemple").click()
    expect(page.get_by_role("heading", name="Données", exact=True)).to_be_visible()

    step(page, "Vérifier").click()
    expect(page.get_by_text("Les moyens déclarés paraissent suffisants.")).to_be_visible()

    step(page, "Planifier").click()
    page.get_by_label("Durée au plus").select_option("3600")
    page.get_by_text("Réglages avancés").click()
    page.get_by_label("Effort").fill("15")
    page.get_by_role("button", name="Lancer le calcul").click()
    page.get_by_role("link", name="Voir le plan").click()

    expect(page.get_by_role("heading", name="Lundi 7 juin 2027")).to_be_visible()
    page.get_by_role("link", name="Conformité").click()
    expect(page.get_by_text("Aucune règle obligatoire n’est enfreinte.")).to_be_visible()

    step(page, "Publier").click()
    page.get_by_role("button", name="Publier ce plan").click()
    arrived(page, "/convoquer$")  # « version 1 » is said before it too

    page.get_by_label("Chercher une personne").fill("brémond jade")
    page.keyboard.press("Enter")
    arrived(page, "/recherche")
    with page.expect_download() as download:
        page.get_by_role("link", name="Convocation").first.click()
    assert download.value.suggested_filename == "convocation-2027100003.pdf"


def test_planning_left_and_found_again_can_be_stopped_and_keeps_its_best_plan(page, server):
    page.goto(server.address)
    page.get_by_role("button", name="Charger la session d’exemple").click()
    step(page, "Planifier").click()
    page.get_by_label("Durée au plus").select_option("300")
    page.get_by_role("button", name="Lancer le calcul").click()
    page.locator(".curve-card").first.wait_for()  # a first plan is there

    page.get_by_role("link", name="Sessions", exact=True).click()
    page.get_by_role("link", name="Session 2027 : oraux tertiaires").first.click()
    step(page, "Planifier").click()
    expect(page.get_by_text("Calcul en cours", exact=True)).to_be_visible()
    page.get_by_role("button", name="Arrêter et garder le meilleur plan").click()

    expect(page.get_by_role("link", name="Voir le plan")).to_be_visible()


def test_files_dropped_on_the_frame_show_their_preview(page, server):
    files = [
        (path.name, path.read_text(encoding="utf-8-sig")) for path in sorted(sample_path().glob("*.csv"))
    ]
    page.goto(server.address)
    zone = page.locator("[data-dropzone]").element_handle()

    page.evaluate(DROP, [zone, files])

    expect(page.get_by_role("heading", name="Aperçu avant enregistrement")).to_be_visible()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Import enregistré")).to_be_visible()


def test_slash_leads_to_the_search(page, filled):
    page.goto(f"{filled.address}/sessions/{filled.session}")

    page.keyboard.press("/")
    page.keyboard.type("carré")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Recherche")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("CARRÉ"))).to_be_visible()


def test_first_tab_skips_to_the_content(page, filled):
    page.goto(f"{filled.address}/sessions")

    page.keyboard.press("Tab")

    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()


def test_theme_switch_holds_from_page_to_page(page, filled):
    page.goto(f"{filled.address}/sessions")

    with page.expect_response("**/apparence"):
        page.get_by_role("button", name="Changer entre affichage clair et sombre").click()
    page.goto(f"{filled.address}/textes")

    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_filter_answers_while_typing(page, filled):
    page.goto(f"{filled.address}/sessions/{filled.session}/donnees/candidats")

    page.get_by_label("Chercher dans la table").fill("brem")

    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.get_by_label("Chercher dans la table")).to_be_focused()
