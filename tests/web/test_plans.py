"""Plans of a session: what a calculation prefers, names and notes, removal, two side by side."""

from __future__ import annotations

import json
import os
import re
import socket
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape

import pytest
from sqlalchemy import select

from models.db import JobRow, JobStatus
from models.dossier import Role, Teaching
from models.planning import PRESETS, USUAL, dump_aim, read_aim
from tests.links.changes import without_candidate


def text_of(answer):
    return unescape(answer.get_data(as_text=True)).replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def still(site, dossier):
    """A session whose calculations wait: no worker is at work."""
    site.code = site.store(dossier)
    site.base = f"/sessions/{site.code}"
    return site


def asked(site):
    with site.database.reading() as db:
        return db.scalars(select(JobRow)).one()


@pytest.mark.parametrize("name", PRESETS)
def test_preset_is_what_the_calculation_is_asked_for(still, name):
    still.post(f"{still.base}/planifier", preference=name, seconds="60")

    assert read_aim(asked(still).aim) == PRESETS[name]


def test_own_ranks_and_weights_make_an_aim(still):
    ranks = {level: "2" for level, _ in _every()}
    form = {f"rang_{level}": rank for level, rank in ranks.items()} | {"rang_half_days": "1"}
    weights = {f"poids_{level}": "3" for level in ranks}

    still.post(f"{still.base}/planifier", preference="avance", effort="2,5", seed="9", **form, **weights)

    job = asked(still)
    assert json.loads(job.aim)[0] == [["half_days", 3]]
    assert len(json.loads(job.aim)) == 2
    assert (job.effort, job.seed) == (2.5, 9)


def at_work(site, *points):
    """Make the calculation of the session one at work here, with these points of its curve."""
    with site.database.writing() as db:
        job = db.scalars(select(JobRow)).one()
        job.status, job.pid, job.host = JobStatus.RUNNING, os.getpid(), socket.gethostname()
        job.started_at = job.alive_at = datetime.now(tz=UTC)
        job.history, job.levels = json.dumps(points), json.dumps(points[-1][2])
        job.placed, job.total, job.seconds = points[-1][1], 5, points[-1][0]
        return job.id


def test_calculation_at_work_shows_each_level_as_a_curve_and_as_a_table(still):
    still.post(f"{still.base}/planifier", preference="equilibre")
    begun = [0.1, 0, [["unplaced", 5, 0], ["replacements", 0, 0]]]
    first = [1.5, 4, [["unplaced", 1, 0], ["replacements", 3, 0]]]
    better = [4.0, 5, [["unplaced", 0, 0], ["replacements", 2, 1]]]
    job = at_work(still, begun, first, better)

    page = text_of(still.client.get(f"{still.base}/planifier/{job}/suivi"))

    assert page.count('<polyline class="curve"') == page.count('class="curve-bound"') == 2
    assert "Professionnels remplacés au fil du temps : 2, minimum prouvé 1, écart 50,0 %" in page
    instants = re.findall(r'<th scope="row" class="num">([\d,]+)</th>', page)
    assert instants == ["4,0", "1,5"]
    assert "rien de prouvé" in page
    assert "au moins 1" in page


def _every():
    return [pair for tier in USUAL.tiers for pair in tier]


@pytest.mark.parametrize("rank", ["", "0", "7", "deux"])
def test_rank_that_is_none_is_refused_in_words(still, rank):
    form = {f"rang_{level}": "1" for level, _ in _every()} | {"rang_squares": rank}
    weights = {f"poids_{level}": "1" for level, _ in _every()}

    answer = still.post(f"{still.base}/planifier", preference="avance", **form, **weights)

    assert answer.status_code == 422
    assert "Équilibre des convocations" in text_of(answer)


def test_effort_that_is_no_number_is_refused(still):
    assert still.post(f"{still.base}/planifier", effort="beaucoup").status_code == 422


def test_plan_with_locks_may_be_begun_from(planned, dossier, solution):
    first = replace(solution.plan.passages[0], locked=True)
    kept = replace(solution.plan, passages=(first, *solution.plan.passages[1:]))
    plan_id = planned.plan(dossier, kept)

    page = text_of(planned.client.get(f"/sessions/{planned.code}/planifier"))
    planned.post(f"/sessions/{planned.code}/planifier", verrous=str(plan_id), preference="vacations")

    assert "1 passage verrouillé" in page
    job = asked(planned)
    assert (job.locked_from, job.aim) == (plan_id, dump_aim(PRESETS["vacations"]))


def test_locks_of_a_plan_of_nobody_do_not_exist(planned):
    answer = planned.post(f"/sessions/{planned.code}/planifier", verrous="999")

    assert answer.status_code == 404


def test_name_and_note_are_shown_with_the_plan(planned):
    path = f"/sessions/{planned.code}/plans/{planned.plan_id}/nommer"

    planned.post(path, nom="  Sans\u202e le   samedi\x00 ", note="Essai demandé <b>par</b> Mme Roux")

    page = text_of(planned.client.get(f"/sessions/{planned.code}/planifier"))
    assert "Plan 1 (Sans le samedi)" in page
    assert "Essai demandé <b>par</b> Mme Roux" in page
    assert planned.post(path, nom="x" * 61).status_code == 400


def test_draft_is_removed_and_a_version_never(published, dossier, solution):
    draft = published.plan(dossier, solution.plan)
    plans = f"/sessions/{published.code}/plans"

    gone = published.post(f"{plans}/{draft}/supprimer")
    kept = published.post(f"{plans}/{published.plan_id}/supprimer")

    assert (gone.status_code, kept.status_code) == (303, 409)
    page = text_of(published.client.get(f"/sessions/{published.code}/planifier"))
    assert "Plan 2" not in page.partition("Plans de la session")[2]
    assert "ne se supprime pas" in text_of(kept)


def test_two_plans_are_side_by_side_with_who_moves(published, dossier, solution):
    plan = solution.plan
    moved, other = plan.passages[0], plan.passages[0].convocation - 10
    later = replace(plan, passages=(replace(moved, convocation=other), *plan.passages[1:]))
    second = published.plan(dossier, later)

    page = text_of(published.client.get(f"/sessions/{published.code}/comparer"))
    nobody = text_of(published.client.get(f"/sessions/{published.code}/comparer?change=Salle"))
    publication = text_of(published.client.get(f"/sessions/{published.code}/publier?plan={second}"))

    assert "1 personne concernée" in page
    assert moved.candidate in page
    assert "Rien ne correspond" in nobody
    assert "1 convocation annule et remplace" in publication
    assert "devient la version 2" in publication


def test_one_plan_alone_is_compared_with_nothing(planned):
    assert "Il faut deux plans" in text_of(planned.client.get(f"/sessions/{planned.code}/comparer"))


def test_version_is_judged_on_the_data_it_was_published_with(published, dossier, solution):
    sitting = solution.plan.sittings[0]
    teacher = next(one.examiner for one in sitting.members if one.role is Role.ENSEIGNANT)
    heard = {one.candidate for one in solution.plan.passages if one.commission == sitting.code}
    school = next(one.establishment for one in dossier.candidates if one.number in heard)
    rows = (*dossier.teachings, Teaching(teacher, school))
    published.store(replace(dossier, teachings=rows))
    draft = published.plan(replace(dossier, teachings=rows), solution.plan)
    report = f"/sessions/{published.code}/plan/conformite"

    version = text_of(published.client.get(f"{report}?plan={published.plan_id}"))
    today = text_of(published.client.get(f"{report}?plan={draft}"))

    assert "Aucune règle obligatoire n’est enfreinte." in version
    assert "enfreint au moins une règle obligatoire" in today


def test_replaced_version_keeps_the_names_it_was_published_with(published, dossier, solution):
    first = dossier.candidates[0]
    corrected = replace(
        dossier, candidates=(replace(first, family_name="Corrigé"), *dossier.candidates[1:])
    )
    published.store(corrected)
    published.publish(published.plan(corrected, solution.plan))
    base = f"/sessions/{published.code}"

    for path in (f"{base}/candidats/{first.number}", f"{base}/plan/passages"):
        old = text_of(published.client.get(f"{path}?plan={published.plan_id}")).partition("Historique")
        new = text_of(published.client.get(path)).partition("Historique")

        assert first.family_name.upper() in old[0].upper()
        assert "CORRIGÉ" not in old[0].upper()
        assert "CORRIGÉ" in new[0].upper()


def test_page_of_who_is_no_longer_convened_leads_to_the_cancellation(published, dossier, solution):
    plan, number = solution.plan, solution.plan.passages[0].candidate
    published.publish(published.plan(dossier, without_candidate(plan, number, dossier)))
    base = f"/sessions/{published.code}"

    page = text_of(published.client.get(f"{base}/candidats/{number}"))
    other = text_of(published.client.get(f"{base}/candidats/{plan.passages[-1].candidate}"))
    paper = published.client.get(f"{base}/documents/annulations/{number}.pdf")

    assert "La version 2 annule sa convocation" in page
    assert f"/documents/annulations/{number}.pdf" in page
    assert "annule sa convocation" not in other
    assert paper.data.startswith(b"%PDF")
