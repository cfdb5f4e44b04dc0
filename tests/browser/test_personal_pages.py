"""Pages of jurors and candidates on a small phone: accessible, light and dark, without scripts too."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from models.db import LinkKind, open_database
from scheduler.convened import Holder
from scheduler.services.links import link_for
from tests.browser.judge import SIZES

pytestmark = pytest.mark.browser
NUMBER = "2027100003"


@pytest.fixture(scope="session")
def addresses(filled, solution):
    """Return the page of a candidate, and that of a juror."""
    juror = solution.plan.sittings[0].members[0].examiner
    database = open_database(filled.url)
    found = [
        link_for(database, filled.session, Holder(kind, code))
        for kind, code in ((LinkKind.CANDIDATE, NUMBER), (LinkKind.EXAMINER, juror))
    ]
    database.close()
    return found


def test_personal_pages_have_no_serious_violation_and_fit_the_screen(judge, filled, addresses):
    staff = [f"/sessions/{filled.session}/{name}" for name in ("reponses", "agendas")]

    assert judge([*addresses, "/candidat", "/jury/inconnu", *staff], unfold=True) == {}


def test_juror_declines_then_comes_after_all_without_any_script(window, filled, addresses):
    page = window(viewport=SIZES["phone"], base_url=filled.address, java_script_enabled=False)
    page.goto(addresses[1])

    page.get_by_text("Je ne peux pas venir…").click()
    page.get_by_role("checkbox").first.check()
    page.get_by_label("Pourquoi ?").fill("Un rendez-vous")
    page.get_by_role("button", name="Prévenir le centre").click()
    expect(page.get_by_text("Vous avez dit le")).to_have_count(1)
    page.get_by_role("button", name="Finalement, je viens").click()
    expect(page.get_by_text("Vous avez confirmé votre venue")).to_have_count(1)


def test_address_is_sent_to_no_other_host(window, filled, addresses):
    page = window(viewport=SIZES["phone"], base_url=filled.address)
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(addresses[0])
    elsewhere = page.evaluate("document.querySelectorAll('a[href^=http]').length")

    assert elsewhere == 0
    assert [one for one in asked if not one.startswith(filled.address)] == []
