"""Pages of jurors and candidates on a small phone: accessible, light and dark, without scripts too."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from models.db import LinkKind, open_database
from scheduler.convened import Holder
from scheduler.services.links import link_for
from tests.browser.test_accessibility import RUN, WIDER

pytestmark = pytest.mark.browser
SIZES = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}
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


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_personal_pages_have_no_serious_violation_and_fit_the_screen(
    window, filled, axe, addresses, size, scheme
):
    page = window(viewport=SIZES[size], color_scheme=scheme, base_url=filled.address)
    found = {}
    staff = [f"/sessions/{filled.session}/{name}" for name in ("reponses", "agendas")]

    for path in (*addresses, "/candidat", "/jury/inconnu", *staff):
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        page.evaluate(axe)
        problems = page.evaluate(RUN)
        if page.evaluate(WIDER) > 0:
            problems.append("wider than the screen")
        if problems:
            found[path] = problems

    assert found == {}


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
