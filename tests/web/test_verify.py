"""Step « Vérifier »: what is short leads to where it is repaired, remedies come from the worker."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from models.dossier import RoomType
from scheduler.exchange import read_dossier
from scheduler.jobs.diagnosis import run_diagnosis, waiting_diagnoses
from scheduler.samples import sample_path

SHORT = "SESSION-IMPOSSIBLE"


def text_of(answer):
    return answer.get_data(as_text=True)


@pytest.fixture(scope="module")
def whole():
    """The sample session that lacks jurors."""
    return read_dossier(sample_path(SHORT.lower())).dossier


def test_every_number_of_the_grid_leads_to_what_it_counts(site, whole):
    site.store(whole)
    page = text_of(site.client.get(f"/sessions/{SHORT}/verifier"))
    links = set(re.findall(r'<td class="supply-cell[^>]*><a href="([^"]+)"', page))

    assert any("/verifier/jury/" in link for link in links)
    assert any("type=Pr" in link for link in links)
    for link in list(links)[:12]:
        assert site.client.get(link.replace("&amp;", "&")).status_code == 200


def test_rooms_of_the_grid_are_those_of_the_table(site, whole):
    site.store(whole)
    page = text_of(site.client.get(f"/sessions/{SHORT}/verifier"))
    link, said = re.search(r'<a href="([^"]+type=Jury[^"]*)"[^>]*>.*?<span>(\d+)</span>', page).groups()

    table = text_of(site.client.get(link.replace("&amp;", "&")))

    assert table.count('data-label="Code"') == int(said)


def test_who_may_sit_names_the_absent_with_the_reason(site, whole):
    site.store(whole)

    page = text_of(site.client.get(f"/sessions/{SHORT}/verifier/jury/BTS-SAM~2f.E4?centre=0499001T"))

    assert "VASSEUR" in page
    assert "habilitation terminée le 8" in page


def test_jury_of_an_unknown_epreuve_is_not_found(read_only):
    assert read_only.client.get(f"/sessions/{read_only.code}/verifier/jury/E99").status_code == 404


def test_remedies_are_searched_by_the_worker_and_shown_afterwards(site, dossier):
    code = site.store(dossier)
    asked = site.post(f"/sessions/{code}/verifier/remedes")
    waiting = text_of(site.client.get(f"/sessions/{code}/verifier"))

    (diagnosis,) = waiting_diagnoses(site.database)
    run_diagnosis(site.database, diagnosis)

    over = site.client.get(f"/sessions/{code}/verifier/remedes/suivi")
    assert asked.status_code == 303
    assert "En attente" in waiting
    assert over.headers["X-Finished"] == "1"
    assert "chacun peut avoir une place" in text_of(over)


def test_search_stopped_before_it_began_says_so(site, dossier):
    code = site.store(dossier)
    site.post(f"/sessions/{code}/verifier/remedes")

    site.post(f"/sessions/{code}/verifier/remedes/arreter")

    assert "Recherche arrêtée" in text_of(site.client.get(f"/sessions/{code}/verifier"))


def test_people_who_lack_the_same_thing_are_named_under_one_reason(site, dossier):
    rooms = tuple(room for room in dossier.rooms if room.type is not RoomType.JURY)
    code = site.store(replace(dossier, rooms=rooms))
    site.post(f"/sessions/{code}/verifier/remedes")
    (diagnosis,) = waiting_diagnoses(site.database)

    run_diagnosis(site.database, diagnosis)

    page = text_of(site.client.get(f"/sessions/{code}/verifier"))
    said = re.findall(r"<li>(Aucune salle de jury[^<]*)", page)
    assert said
    assert len(said) == len(set(said))
