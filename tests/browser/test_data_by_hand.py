"""Cells and half-days changed in place, by keyboard and by mouse, before a real server."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_cell_is_edited_by_keyboard_refused_at_its_place_then_stored_and_undone(page, filled):
    page.goto(f"{filled.address}/sessions/{filled.session}/donnees/candidats")
    cell = page.locator('tbody tr:has-text("2027100002") td[data-col="date_naissance"]')
    cell.focus()

    page.keyboard.press("F2")
    editor = cell.locator("input")
    editor.fill("1900-01-01")
    page.keyboard.press("Escape")
    expect(cell).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.keyboard.type("0009999Z")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("inconnu")
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("BTS2-Z")
    page.keyboard.press("Tab")

    expect(page.get_by_role("status").last).to_contain_text("BTS2-Z")
    expect(page.locator(":focus")).to_have_attribute("data-col", "diplome")
    page.get_by_role("button", name="Annuler").click()
    expect(page.locator(".notice-ok")).to_contain_text("Annulé")


def test_half_days_are_painted_by_mouse_and_by_keyboard(page, filled):
    address = f"{filled.address}/sessions/{filled.session}/disponibilites"
    page.goto(address)
    row = page.locator("tbody tr").last
    slots = row.locator("label.slot")

    page.get_by_role("radio", name=re.compile("À éviter")).check()
    slots.nth(0).click()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("p")
    expect(page.get_by_role("status").last).to_contain_text("2 demi-journées")
    page.goto(address)

    expect(slots.nth(0)).to_have_class(re.compile("slot-A_EVITER"))
    expect(slots.nth(1)).to_have_class(re.compile("slot-PREFERE"))
