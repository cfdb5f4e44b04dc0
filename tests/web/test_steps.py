"""Planning, publication and documents, by forms alone."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import timedelta

import openpyxl
from sqlalchemy import update

from models.db import JobRow, JobStatus, PassageRow
from scheduler import jobs
from scheduler.jobs import latest_batch
from scheduler.jobs.documents import run_batch
from scheduler.jobs.run import run_planning
from webui.clock import utc_now


def text_of(answer):
    return answer.get_data(as_text=True)


def test_planning_started_twice_is_one_job(site, dossier):
    code = site.store(dossier)

    site.post(f"/sessions/{code}/planifier", seconds="3600", effort="1", seed="1")
    site.post(f"/sessions/{code}/planifier", seconds="3600", effort="1", seed="1")

    page = text_of(site.client.get(f"/sessions/{code}/planifier"))
    assert "En attente" in page
    assert "Arrêter et garder le meilleur plan" in page
    with site.database.reading() as db:
        assert jobs.latest_job(db, code, now=utc_now()).id == 1


def test_waiting_planning_can_be_stopped_and_started_again(site, dossier):
    code = site.store(dossier)
    site.post(f"/sessions/{code}/planifier", seconds="3600", effort="1", seed="1")

    site.post(f"/sessions/{code}/planifier/1/arreter")

    progress = site.client.get(f"/sessions/{code}/planifier/1/suivi")
    assert progress.headers["X-Finished"] == "1"
    assert "Annulé" in text_of(progress)
    assert "Lancer le calcul" in text_of(site.client.get(f"/sessions/{code}/planifier"))


def test_finished_planning_leads_to_its_plan_with_levels_and_bounds(site, dossier):
    code = site.store(dossier)
    site.post(f"/sessions/{code}/planifier", seconds="3600", effort="1", seed="1")

    run_planning(site.database, 1)

    page = text_of(site.client.get(f"/sessions/{code}/planifier"))
    assert "Voir le plan" in page
    assert "Les courbes en chiffres" in page
    assert 'class="curve"' in page


def test_job_of_another_session_is_not_found(site, dossier):
    code = site.store(dossier)
    other = site.store(replace(dossier, session=replace(dossier.session, code="AUTRE")))
    site.post(f"/sessions/{code}/planifier", seconds="3600", effort="1", seed="1")

    assert site.client.get(f"/sessions/{other}/planifier/1/suivi").status_code == 404


def test_publication_makes_the_version_in_force(planned):
    answer = planned.post(f"/sessions/{planned.code}/plans/{planned.plan_id}/publier")

    assert answer.status_code == 303
    page = text_of(planned.client.get(f"/sessions/{planned.code}/publier"))
    assert "Version 1" in page
    assert planned.post(f"/sessions/{planned.code}/plans/{planned.plan_id}/publier").status_code == 409


def test_broken_plan_is_refused_with_the_people_and_the_rule(site, dossier, solution):
    code = site.store(dossier)
    passages = solution.plan.passages
    doubled = replace(solution.plan, passages=(*passages, passages[0]))
    plan_id = site.plan(dossier, doubled)

    page = text_of(site.client.get(f"/sessions/{code}/publier"))
    refused = site.post(f"/sessions/{code}/plans/{plan_id}/publier")
    report = text_of(site.client.get(f"/sessions/{code}/plan/conformite"))

    assert "Publication impossible" in page
    assert passages[0].candidate in page
    assert refused.status_code == 422
    assert "Publication refusée" in text_of(refused)
    assert "Enfreinte" in report


def test_new_draft_shows_who_moves(published, dossier, solution):
    later = [
        replace(sitting, room="B01" if sitting.room != "B01" else "B02")
        for sitting in solution.plan.sittings
    ]
    published.plan(dossier, replace(solution.plan, sittings=tuple(later)))

    page = text_of(published.client.get(f"/sessions/{published.code}/publier"))

    assert "Différence avec la version en vigueur" in page


def test_convocation_of_one_candidate_is_a_pdf(read_only):
    answer = read_only.client.get(f"/sessions/{read_only.code}/convocations/candidat/2027100003.pdf")

    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF")
    assert "convocation-2027100003.pdf" in answer.headers["Content-Disposition"]


def test_calendar_of_one_candidate_is_ical(read_only):
    answer = read_only.client.get(f"/sessions/{read_only.code}/calendriers/candidat/2027100003.ics")

    assert answer.mimetype == "text/calendar"
    assert answer.data.startswith(b"BEGIN:VCALENDAR")


def test_convocations_wait_for_a_publication(planned):
    answer = planned.client.get(f"/sessions/{planned.code}/convocations/candidat/2027100003.pdf")

    assert answer.status_code == 404
    assert "publiez d’abord" in text_of(answer)


def test_all_documents_come_in_one_archive(published):
    published.post(f"/sessions/{published.code}/convoquer")
    with published.database.reading() as db:
        waiting = latest_batch(db, published.plan_id)
    run_batch(published.database, waiting.id)

    answer = published.client.get(f"/sessions/{published.code}/documents.zip")

    names = zipfile.ZipFile(io.BytesIO(answer.data)).namelist()
    assert "candidats/2027100003.pdf" in names
    assert "calendriers/candidats/2027100003.ics" in names
    answer.close()


def test_archive_is_not_found_before_it_is_made(published):
    assert published.client.get(f"/sessions/{published.code}/documents.zip").status_code == 404


def test_data_and_plan_can_be_downloaded(read_only):
    book = read_only.client.get(f"/sessions/{read_only.code}/donnees.xlsx")
    tables = read_only.client.get(f"/sessions/{read_only.code}/plans/{read_only.plan_id}/tables.xlsx")
    archive = read_only.client.get(f"/sessions/{read_only.code}/plans/{read_only.plan_id}/tables.zip")

    assert "candidats" in openpyxl.load_workbook(io.BytesIO(book.data)).sheetnames
    sheet = openpyxl.load_workbook(io.BytesIO(tables.data))["passages"]
    assert sheet["A1"].value == "candidat"
    assert "passages.csv" in zipfile.ZipFile(io.BytesIO(archive.data)).namelist()


def test_template_can_be_downloaded(read_only):
    assert read_only.client.get("/modele.xlsx").data.startswith(b"PK")


def test_session_is_removed_only_when_its_code_is_written(published):
    path = f"/sessions/{published.code}/supprimer"

    refused = published.post(path, confirmation="autre")
    removed = published.post(path, confirmation=published.code)

    assert refused.status_code == 400
    assert removed.status_code == 303
    assert published.client.get(f"/sessions/{published.code}").status_code == 404


def test_planning_whose_process_died_says_so_and_can_be_started_again(site, dossier):
    code = site.store(dossier)
    site.post(f"/sessions/{code}/planifier", seconds="3600", effort="1", seed="1")
    with site.database.writing() as db:
        row = db.get(JobRow, 1)
        row.status, row.alive_at = JobStatus.RUNNING, utc_now() - timedelta(hours=1)

    page = text_of(site.client.get(f"/sessions/{code}/planifier"))
    site.post(f"/sessions/{code}/planifier", seconds="3600", effort="1", seed="1")

    assert "Le calcul a été interrompu" in page
    assert "Lancer le calcul" in page
    assert "En attente" in text_of(site.client.get(f"/sessions/{code}/planifier"))


def test_report_sees_a_plan_changed_by_hand_in_the_database(planned):
    path = f"/sessions/{planned.code}/plan/conformite"
    before = text_of(planned.client.get(path))
    with planned.database.writing() as db:
        db.execute(update(PassageRow).values(convocation=PassageRow.start + 5))

    after = text_of(planned.client.get(path))

    assert "Aucune règle obligatoire n’est enfreinte" in before
    assert "Heure de convocation" in after
    assert "ne peut pas être publié" in after


def test_draft_older_than_the_version_in_force_is_not_offered_again(site, dossier, solution):
    code = site.store(dossier)
    site.plan(dossier, solution.plan, solution.report)
    site.publish(site.plan(dossier, solution.plan, solution.report))

    page = text_of(site.client.get(f"/sessions/{code}/publier"))

    assert "Publier ce plan" not in page
    assert "Version 1" in page
