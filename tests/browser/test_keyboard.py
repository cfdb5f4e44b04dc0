"""The whole way without a mouse: from an empty installation to a convocation, by keys alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from scheduler.exchange import write_dossier
from tests.browser.conftest import arrived

pytestmark = pytest.mark.browser
MOST_TABS = 120


def reach(page, locator):
    """Press Tab until something has the focus: it is not focused in any other way."""
    locator.first.wait_for(state="attached")
    for _ in range(MOST_TABS):
        if locator.evaluate_all("(found) => found.includes(document.activeElement)"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{locator} is out of reach of the keyboard")


def press(page, locator):
    """Reach a link or a button, and press Enter."""
    reach(page, locator)
    page.keyboard.press("Enter")


def to_content(page):
    """Skip the menus, as the first Tab of every page offers."""
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def now(page):
    """Return the button of what is to be done now, on the first page of a session."""
    return page.get_by_label("Et maintenant").get_by_role("link")


def home(page):
    """Go to the first page of the session by its name, which every page of it bears."""
    press(page, page.get_by_label("Session", exact=True).get_by_role("link").first)
    arrived(page, r"/sessions/[^/]+$")


def test_way_from_an_empty_installation_to_a_convocation_by_keyboard(page, server, dossier, tmp_path):
    folder = tmp_path / "dossier.zip"
    write_dossier(dossier, folder)
    page.goto(server.address)
    reach(page, page.locator("input[type=file]"))
    page.locator("input[type=file]").set_input_files(folder)  # the system's own window has no page
    press(page, page.get_by_role("button", name="Lire et vérifier"))
    expect(page.get_by_role("heading", name="Aperçu avant enregistrement")).to_be_visible()
    press(page, page.get_by_role("button", name="Enregistrer"))

    arrived(page, r"/sessions/[^/]+$")
    to_content(page)
    press(page, now(page))
    arrived(page, "/planifier$")
    press(page, page.get_by_text("Réglages avancés"))
    reach(page, page.get_by_label("Effort"))
    page.keyboard.type("1")
    press(page, page.get_by_role("button", name="Lancer le calcul"))
    seen = page.get_by_role("link", name="Voir le plan")
    expect(seen).to_be_visible()
    expect(page.locator("[data-live]")).to_have_count(0)  # the page loads itself again at the end
    arrived(page, "/planifier$")
    press(page, seen)

    arrived(page, r"/plan\b")
    home(page)
    to_content(page)
    press(page, now(page))
    arrived(page, "/publier$")
    press(page, page.get_by_role("button", name=re.compile("^Publier")).first)
    arrived(page, "/convoquer$")  # « version 1 » is said before it too

    page.keyboard.press("/")
    page.keyboard.type("2027100003")
    page.keyboard.press("Enter")
    arrived(page, "/recherche")
    link = page.get_by_role("link", name="Convocation").first
    reach(page, link)
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "convocation-2027100003.pdf"


def test_word_is_explained_on_focus_and_closed_by_escape(page, filled):
    page.goto(f"{filled.address}/sessions/{filled.session}/verifier")
    to_content(page)
    word = page.locator(".words button").first
    shown = page.locator(".term-text:popover-open")

    reach(page, word)
    expect(shown).to_have_count(1)
    page.keyboard.press("Escape")

    expect(shown).to_have_count(0)
