"""Hours of pages follow the clocks of the session's centre, whatever the clock of the server."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from models.db import PlanRow
from scheduler.errors import OrauxError
from scheduler.exchange.editing import RowEdit
from scheduler.services.edit_data import Typed, edit_data
from scheduler.services.versions import edition_of
from scheduler.services.zones import installation_zone

LATE = datetime(2027, 3, 1, 21, 30, tzinfo=UTC)
"""Half past ten in Paris, half past one of the next day in La Réunion, half past five in Guadeloupe."""


def plain(text):
    return unescape(text).replace("\N{NO-BREAK SPACE}", " ")


def text_of(answer):
    return plain(answer.get_data(as_text=True))


pytestmark = pytest.mark.usefixtures("server_clock")


@pytest.fixture
def server_clock(monkeypatch):
    """Set the machine to a zone that no centre has, half a day away from them."""
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def placed(site, dossier, solution, postal_code):
    """Publish late in the evening a plan of a session whose centres have this postal code."""
    moved = tuple(replace(one, postal_code=postal_code) for one in dossier.centres)
    site.code = site.store(replace(dossier, centres=moved))
    site.publish(site.plan(dossier, solution.plan))
    with site.database.writing() as db:
        db.query(PlanRow).one().published_at = LATE
    return site


@pytest.mark.parametrize(
    ("postal_code", "said"),
    [("97490", "2 mars 2027 à 1 h 30"), ("97110", "1er mars 2027 à 17 h 30")],
)
def test_publication_is_dated_alike_on_pages_and_papers(site, dossier, solution, postal_code, said):
    placed(site, dossier, solution, postal_code)

    page = text_of(site.client.get(f"/sessions/{site.code}/bilan"))

    with site.database.reading() as db:
        paper = edition_of(db, site.code).version.published_at
    assert f"publiée le {said}" in page
    assert said.startswith({1: "1er", 2: "2"}[paper.day])


def test_day_of_the_jury_is_that_of_the_centre(site, dossier, solution, monkeypatch):
    placed(site, dossier, solution, "97490")
    first = solution.plan.first_day
    evening_before = datetime(first.year, first.month, first.day, 22, tzinfo=UTC) - timedelta(days=1)
    monkeypatch.setattr("webui.staff.day.utc_now", lambda: evening_before)
    asked = []
    monkeypatch.setattr("webui.staff.day.day_shown", lambda _days, _asked, today: asked.append(today))

    site.client.get(f"/sessions/{site.code}/jour-j")

    assert asked == [first]


def test_change_made_meanwhile_is_told_at_the_hour_of_the_centre(site, dossier, solution):
    placed(site, dossier, solution, "97490")
    number = dossier.candidates[0].number
    edited = Typed(RowEdit("candidats", number, {"nom": "DURAND"}))
    with site.database.writing() as db:
        edit_data(db, site.code, [edited], by="Mme Roux", now=LATE)

    answer = site.post(
        f"/sessions/{site.code}/donnees/candidats/cellule", cle=number, colonne="nom", valeur="PETIT",
        avant="ANCIEN",
    )  # fmt: skip

    said = plain(answer.get_json()["refused"])
    assert "Mme Roux l’a modifiée le 2 mars 2027 à 1 h 30" in said


def test_page_without_session_follows_the_setting_of_the_installation(site, monkeypatch):
    written = site.app.jinja_env.filters

    with site.app.test_request_context("/sessions"):
        assert plain(written["moment"](LATE)) == "1er mars 2027 à 22 h 30"
    monkeypatch.setenv("ORAUX_FUSEAU", "Indian/Reunion")
    with site.app.test_request_context("/sessions"):
        assert plain(written["moment"](LATE)) == "2 mars 2027 à 1 h 30"
        assert plain(written["moment_at_hand"](LATE)) == "2 mars 2027 à 1 h 30"


@pytest.mark.parametrize("wrong", ["Reunion", "Europe", "../etc/passwd", "Europe/Paris\0"])
def test_setting_that_is_no_zone_is_refused_with_an_example(wrong):
    with pytest.raises(OrauxError, match="écrivez par exemple Indian/Reunion"):
        installation_zone({"ORAUX_FUSEAU": wrong})
