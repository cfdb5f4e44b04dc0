"""The board before a real Chromium: a passage dragged, a whole move by keyboard, two people at once."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Server
from tests.factories import E4, E5, full_session
from tests.web.conftest import Site

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def drafted(tmp_path_factory):
    """Return a server with the full session and one draft; every test leaves its own changes."""
    folder = tmp_path_factory.mktemp("board")
    site = Site(folder)
    dossier, plan = full_session()
    site.store(dossier)
    plan_id = site.plan(dossier, plan)
    site.database.close()
    made = Server(folder)
    made.board = (
        f"{made.address}/sessions/{dossier.session.code}/plan?plan={plan_id}&portee=semaine&zoom=normal"
    )
    yield made
    made.close()


def block(page, candidate, epreuve):
    """Return a passage before its jury."""
    return page.locator(f'.block-jury[data-k="{candidate}|{epreuve}"]')


def take(page, held):
    """Take a passage in hand and wait for its places."""
    held.scroll_into_view_if_needed()
    box = held.bounding_box()
    page.mouse.move(box["x"] + 6, box["y"] + 14)
    page.mouse.down()
    page.mouse.move(box["x"] + 30, box["y"] + 40, steps=3)
    page.locator("[data-day] .day-count").first.wait_for()  # the other days are there too


def over(page, target):
    """Bring what is in hand over something, and check that nothing covers it."""
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    x, y = box["x"] + 8, box["y"] + box["height"] / 2
    assert page.evaluate("([x, y]) => Boolean(document.elementFromPoint(x, y)?.closest('tr'))", [x, y])
    page.mouse.move(x, y, steps=4)


def revision(page):
    return int(page.locator("[data-board-state]").get_attribute("data-revision"))


def test_dragged_passage_shows_its_verdicts_and_lands_where_it_is_let_go(page, drafted):
    page.goto(f"{drafted.board}&vue=commission")
    before = revision(page)
    take(page, block(page, "3", E5))

    over(page, page.locator(".target-green .box, .target-amber .box").first)
    said = page.get_by_role("status")
    expect(said).to_contain_text(re.compile("Possible|Préférence non suivie"))
    expect(said).to_contain_text(re.compile("Effet|Aucun effet"))
    expect(page.locator(".preview")).not_to_have_count(0)
    page.mouse.up()

    expect(page.locator("[data-board-state]")).to_have_attribute("data-revision", str(before + 1))
    expect(said).to_contain_text("Martin3")


def test_passage_let_go_on_a_red_place_stays_and_says_why(page, drafted):
    page.goto(f"{drafted.board}&vue=commission")
    before = revision(page)
    take(page, block(page, "1", E4))

    over(page, block(page, "6", E4))  # who has more time, and would not fit in the other's place
    expect(page.get_by_role("status")).to_contain_text(re.compile("Impossible.*échanger avec"))
    page.mouse.up()

    expect(page.locator("[data-alert]")).to_contain_text("Rien n’a changé")
    assert revision(page) == before


def test_whole_move_by_keyboard_then_undone(page, drafted):
    page.goto(f"{drafted.board}&vue=commission")
    before = revision(page)
    first = page.locator(".timeline .block[tabindex='0']")
    first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".timeline .block:focus")).to_have_count(1)

    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", level=2)).to_be_focused()
    dialog.get_by_role("button", name=re.compile("Placer ici|Échanger|Ouvrir et placer")).first.focus()
    page.keyboard.press("Enter")
    state = page.locator("[data-board-state]")
    expect(state).to_have_attribute("data-revision", str(before + 1))
    page.keyboard.press("Control+z")

    expect(state).to_have_attribute("data-revision", str(before + 2))
    expect(page.get_by_role("status")).to_contain_text("Annulé")


def test_exchange_by_keyboard_is_judged_before_it_is_made(page, drafted):
    page.goto(f"{drafted.board}&vue=commission")
    before = revision(page)

    block(page, "2", E5).focus()
    page.keyboard.press("e")
    block(page, "3", E5).focus()
    page.keyboard.press("e")

    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(re.compile("Possible|Préférence non suivie|Impossible"))
    assert revision(page) == before


def test_two_people_see_each_other_and_a_clash_is_refused_with_who_did_what(page, window, drafted):
    page.goto(f"{drafted.board}&vue=salle")
    # the second browser does not hear of the first: its questions are left without an answer
    second = window()
    second.route("**/plan/etat**", lambda route: route.abort())
    second.goto(f"{drafted.board}&vue=salle")

    block(page, "4", E4).focus()
    page.keyboard.press("v")
    expect(page.get_by_role("status")).to_contain_text("verrouillé")
    block(second, "5", E4).focus()
    second.keyboard.press("v")

    clash = second.locator("[data-alert]")
    expect(clash).to_contain_text("rien n’a été enregistré")
    expect(clash).to_contain_text("Martin4")
    expect(block(second, "4", E4).locator("use")).to_have_count(1)
    block(second, "5", E4).focus()
    second.keyboard.press("v")
    expect(page.get_by_role("status")).to_contain_text("Martin5")


def test_change_whose_answer_is_lost_is_told_once_the_server_answers_again(window, drafted):
    page = window()
    page.goto(f"{drafted.board}&vue=salle")
    before = revision(page)

    def lose(route):
        route.fetch()
        route.abort()

    page.route("**/ajuster/**", lose, times=1)
    block(page, "2", E4).focus()
    page.keyboard.press("v")
    expect(page.locator("[data-alert]")).to_contain_text("n’est peut-être pas enregistré")

    said = page.get_by_role("status")
    expect(said).to_contain_text("Le serveur répond de nouveau")
    expect(said).to_contain_text("Martin2")
    expect(page.locator("[data-alert]")).to_be_hidden()
    expect(page.locator("[data-board-state]")).to_have_attribute("data-revision", str(before + 1))


def test_drag_without_network_says_so_in_words_and_changes_nothing(window, drafted):
    page = window()
    page.goto(f"{drafted.board}&vue=salle")
    before = revision(page)
    page.route("**/plan/places**", lambda route: route.abort())

    held = block(page, "1", E4)
    held.scroll_into_view_if_needed()
    box = held.bounding_box()
    page.mouse.move(box["x"] + 6, box["y"] + 14)
    page.mouse.down()
    page.mouse.move(box["x"] + 30, box["y"] + 40, steps=3)

    expect(page.locator("[data-alert]")).to_contain_text("Le serveur ne répond pas")
    expect(page.locator(".is-source, .ghost")).to_have_count(0)
    page.mouse.up()
    assert revision(page) == before
