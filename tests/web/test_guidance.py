"""Help where it is needed: lessons, words explained, what to do now, errors that say whom to tell."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.exc import OperationalError

from scheduler.exchange import read_dossier
from scheduler.samples import TRAINING_CODE, TRAINING_LABEL, sample_path
from webui.glossary import OF_STEP, terms


def text_of(answer):
    return answer.get_data(as_text=True)


def home(site, code):
    return text_of(site.client.get(f"/sessions/{code}"))


def test_training_session_is_the_one_that_is_shipped():
    shipped = read_dossier(sample_path()).dossier.session

    assert (shipped.code, shipped.label) == (TRAINING_CODE, TRAINING_LABEL)


def test_lessons_follow_one_another_close_and_open_again(site, dossier):
    code = site.store(dossier)
    first = home(site, code)

    site.post("/seance", aller="suivant", next=f"/sessions/{code}")
    second = home(site, code)
    site.post("/seance", aller="fermer")
    closed = home(site, code)
    site.post("/seance", aller="ouvrir")

    assert "Entraînement 1 sur 8" in first
    assert "Vérifier avant de calculer" in second
    assert "Vérifier avant de calculer" not in closed
    assert "Reprendre l’entraînement" in closed
    assert "Vérifier avant de calculer" in home(site, code)


def test_lesson_sees_that_its_plan_is_there(planned):
    for _ in range(2):
        planned.post("/seance", aller="suivant")

    assert "C’est fait" in home(planned, planned.code)


def test_real_session_has_no_lesson(site, dossier):
    code = site.store(replace(dossier, session=replace(dossier.session, label="Oraux d’Angers")))

    assert "Entraînement" not in home(site, code)


def test_lesson_leads_back_only_within_the_application(site):
    answer = site.post("/seance", aller="suivant", next="https://example.org/")

    assert answer.headers["Location"] == "/sessions"


def test_home_shows_eight_steps_and_what_to_do_now(site, dossier):
    code = site.store(dossier)

    page = home(site, code)

    steps = re.search(r'<ol class="journey">(.*?)</ol>', page, re.DOTALL)[1]
    assert steps.count("<li") == 8
    assert "Lancer le calcul" in re.search(r'class="card next-action".*?</section>', page, re.DOTALL)[0]


def test_list_of_sessions_names_the_next_thing_to_do_not_what_is_only_doubtful(site, dossier):
    site.store(dossier)

    card = re.search(
        r'class="card card-link.*?</section>', text_of(site.client.get("/sessions")), re.DOTALL
    )

    assert "Planifier</span>" in card[0]


def test_published_session_is_to_be_convened(read_only):
    now = re.search(r'class="card next-action".*?</section>', home(read_only, read_only.code), re.DOTALL)

    assert "Convoquer" in now[0]


def test_every_word_offered_by_a_step_is_explained():
    assert {name for names in OF_STEP.values() for name in names} <= set(terms())


def test_word_opens_its_definition_without_any_script(read_only):
    page = text_of(read_only.client.get(f"/sessions/{read_only.code}/verifier"))

    for target in re.findall(r'popovertarget="([^"]+)"', page):
        assert f'id="{target}" class="term-text"' in page
    assert "popovertarget" in page


def test_search_groups_what_it_finds(read_only):
    page = text_of(read_only.client.get("/recherche?q=a"))

    kinds = re.findall(r"<h3>(\w+) ", page)
    assert kinds[:2] == ["Candidats", "Examinateurs"]


def test_crash_says_whom_to_tell_with_a_reference(site, caplog):
    site.app.view_functions["staff.help_page"] = lambda: 1 / 0
    answer = site.client.get("/aide")

    reference = re.search(r'class="reference">(\w+)<', text_of(answer))[1]
    assert answer.status_code == 500
    assert "prévenez qui administre" in text_of(answer)
    assert reference in caplog.text


def test_database_that_does_not_answer_is_said(site):
    def locked():
        raise OperationalError("SELECT 1", {}, Exception("database is locked"))

    site.app.view_functions["staff.help_page"] = locked
    answer = site.client.get("/aide")

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert "La base de données ne répond pas" in text_of(answer)
    assert "SELECT" not in text_of(answer)
