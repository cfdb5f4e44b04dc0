"""Travel times as a matrix: a cell adds, changes or takes out a row of the table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.services.dossiers import load_dossier
from tests.web.conftest import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory, dossier):
    """Return a site where one establishment has no travel time; `site.school`, `site.centre`."""
    made = Site(tmp_path_factory.mktemp("journeys"))
    made.school = dossier.establishments[0].uai
    made.centre = dossier.centres[0].uai
    known = tuple(one for one in dossier.journeys if one.establishment != made.school)
    made.code = made.store(replace(dossier, journeys=known))
    made.at = f"/sessions/{made.code}/temps-de-trajet"
    yield made
    made.database.close()


def minutes(site):
    with site.database.reading() as db:
        known = load_dossier(db, site.code).journeys
    return next((one.minutes for one in known if one.establishment == site.school), None)


def typed(site, before, value, **other):
    where = {"cle": site.school, "colonne": site.centre} | other
    return site.post(f"{site.at}/cellule", **where, avant=before, valeur=value)


def test_time_is_added_changed_and_erased_in_its_cell(site):
    added = typed(site, "", "35").json
    assert minutes(site) == 35
    changed = typed(site, "35", "40").json
    assert minutes(site) == 40
    erased = typed(site, "40", "").json

    assert minutes(site) is None
    assert ">40<" in changed["row"]
    assert "is-unknown" in erased["row"]
    assert all(one["undo"] for one in (added, changed, erased))


def test_wrong_time_is_refused_as_at_the_import(site):
    refused = typed(site, "", "une heure").json["refused"]

    assert "entier" in refused
    assert minutes(site) is None


def test_time_that_somebody_typed_meanwhile_is_not_overwritten(site):
    typed(site, "", "20")

    late = typed(site, "", "50").json

    assert minutes(site) == 20
    assert ">20<" in late["left"]
    typed(site, "20", "")


def test_gaps_alone_may_be_shown(site, dossier):
    page = site.client.get(f"{site.at}?vides=1").get_data(as_text=True)

    assert f'data-key="{site.school}"' in page
    assert page.count("data-key=") < len(dossier.establishments)


def test_time_of_an_unknown_establishment_or_centre_is_refused(site):
    assert "0000000X" in typed(site, "", "20", cle="0000000X").json["refused"]
    assert "0000000X" in typed(site, "", "20", colonne="0000000X").json["refused"]
