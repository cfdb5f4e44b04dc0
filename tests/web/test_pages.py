"""Every page answers, in French, for an empty installation and for a session with a plan."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from markupsafe import escape

from models.dossier import Parameter
from scheduler.exchange import read_dossier
from scheduler.samples import sample_path
from webui.views.dossier_tables import TABLES
from webui.views.plan_tables import PLAN_TABLES

ANYWHERE = [
    "/sessions",
    "/textes",
    "/textes/regles",
    "/textes/citations",
    "/recherche",
    "/recherche?q=carre",
]
OF_SESSION = [
    "",
    "/import",
    "/qui-passe-quoi",
    "/verifier",
    "/planifier",
    "/plan",
    "/publier",
    "/exceptions",
    "/comparer",
    "/convoquer",
    *(f"/donnees/{table}" for table in TABLES),
]
OF_PLAN = [
    "/plan?vue=salle",
    "/plan?vue=commission&zoom=large",
    "/plan?vue=examinateur&zoom=serre",
    "/plan?vue=candidat",
    "/plan/conformite",
    *(f"/plan/{table}" for table in PLAN_TABLES),
]


def text_of(answer):
    return answer.get_data(as_text=True)


def assert_french_page(answer):
    assert answer.status_code == 200
    assert '<html lang="fr"' in text_of(answer)
    assert "<h1>" in text_of(answer)


def test_pages_answer_in_an_empty_installation(site):
    for path in ANYWHERE:
        assert_french_page(site.client.get(path))


def test_first_page_leads_to_the_sessions(site):
    assert site.client.get("/").headers["Location"] == "/sessions"


def test_empty_list_offers_the_sample_and_the_template(site):
    page = text_of(site.client.get("/sessions"))

    assert "Charger la session d’exemple" in page
    assert "/modele.xlsx" in page
    assert "data-dropzone" in page


def test_pages_of_a_session_answer_before_any_plan(site, dossier):
    code = site.store(dossier)

    for path in OF_SESSION:
        assert_french_page(site.client.get(f"/sessions/{code}{path}"))


@pytest.mark.parametrize("path", [*OF_SESSION, *OF_PLAN])
def test_page_of_a_session_answers_with_a_published_plan(read_only, path):
    assert_french_page(read_only.client.get(f"/sessions/{read_only.code}{path}"))


def test_every_diploma_has_its_page(site):
    codes = set(re.findall(r"/textes/diplomes/([A-Z-]+)", text_of(site.client.get("/textes"))))

    assert {"BTS-SAM", "BCP-AGORA", "MC-SNO", "TP-SA"} <= codes
    for code in codes:
        assert_french_page(site.client.get(f"/textes/diplomes/{code}"))


def test_links_of_the_texts_lead_to_an_anchor_that_exists(site):
    cited = text_of(site.client.get("/textes/citations"))

    for path, anchor in set(re.findall(r'href="(/textes/[^"#]+)#([^"]+)"', cited)):
        assert f'id="{anchor}"' in text_of(site.client.get(path)), (path, anchor)


def test_links_of_a_session_lead_to_pages(read_only):
    seen, waiting = set(), [f"/sessions/{read_only.code}"]
    while waiting and len(seen) < 150:
        path = waiting.pop()
        answer = read_only.client.get(path)
        seen.add(path)
        assert answer.status_code in {200, 302}, path
        if answer.mimetype == "text/html":
            found = re.findall(r'href="(/[^"#?]+)', text_of(answer))
            skipped = ("/static", "/modele")
            waiting += [
                link for link in dict.fromkeys(found)
                if link not in seen and link not in waiting
                and not link.startswith(skipped) and not link.endswith((".pdf", ".xlsx", ".zip"))
            ]  # fmt: skip


def test_candidate_page_shows_the_passages_and_the_article_that_decides(read_only):
    page = text_of(read_only.client.get(f"/sessions/{read_only.code}/candidats/2027100003"))

    assert "Temps majoré 1/3" in page
    assert "Convocation à" in page
    assert "Annexe II" in page


def test_candidate_page_doubts_only_what_the_session_organises(site, dossier):
    candidates = tuple(replace(one, language_a=None) for one in dossier.candidates)
    whole = replace(dossier, candidates=candidates)
    everything = replace(whole, session=replace(whole.session, code="TOUT", epreuves=()))

    pages = [
        text_of(site.client.get(f"/sessions/{site.store(one)}/candidats/2027100003"))
        for one in (whole, everything)
    ]

    assert ["renseignez la colonne" in page for page in pages] == [False, True]


def test_commission_page_shows_the_running_order(read_only):
    listed = text_of(read_only.client.get(f"/sessions/{read_only.code}/plan/commissions"))
    path = re.search(r'href="(/sessions/[^"]+/plan/commission/[^"?]+)', listed)[1]

    page = text_of(read_only.client.get(path))

    assert "Ordre de passage" in page
    assert "Membres" in page


@pytest.mark.parametrize(
    "path", ["/donnees/candidats", "/qui-passe-quoi", "/plan/passages", "/convoquer"]
)
def test_list_costs_the_same_queries_whatever_its_length(read_only, path):
    address = f"/sessions/{read_only.code}{path}"
    read_only.client.get(address)  # what follows from the data is worked out once

    with read_only.counted_queries() as few:
        read_only.client.get(f"{address}?q=2027100003")
    with read_only.counted_queries() as many:
        read_only.client.get(address)

    assert len(many) == len(few)


def test_session_list_costs_the_same_queries_with_one_and_three_sessions(site, dossier):
    site.store(dossier)
    site.client.get("/sessions")  # what is worked out once for each revision is known
    with site.counted_queries() as one:
        site.client.get("/sessions")
    for code in ("AUTRE-1", "AUTRE-2"):
        site.store(replace(dossier, session=replace(dossier.session, code=code)))
    site.client.get("/sessions")

    with site.counted_queries() as three:
        page = text_of(site.client.get("/sessions"))

    assert page.count("card-link") == 3
    assert len(three) == len(one)


def test_search_finds_a_candidate_by_number_and_by_name_without_accents(read_only):
    for words in ("2027100003", "bremond"):
        page = text_of(read_only.client.get("/recherche", query_string={"q": words}))

        assert "/candidats/2027100003" in page
        assert "/convocations/candidat/2027100003.pdf" in page


def test_search_offers_no_convocation_before_publication(planned):
    page = text_of(planned.client.get("/recherche?q=2027100003"))

    assert "/candidats/2027100003" in page
    assert ".pdf" not in page


def test_rules_show_the_values_of_a_session_beside_those_of_the_texts(site, dossier):
    changed = (Parameter("rest_between_passages", "35"),)
    code = site.store(replace(dossier, parameters=changed))

    of_texts = text_of(site.client.get("/textes/regles"))
    of_session = text_of(site.client.get(f"/textes/regles?session={code}"))

    assert "20\u00a0min" in of_texts
    assert "35\u00a0min" not in of_texts
    assert "35\u00a0min" in of_session


def test_verification_says_what_is_short(site):
    site.store(read_dossier(sample_path("session-impossible")).dossier)

    page = text_of(site.client.get("/sessions/SESSION-IMPOSSIBLE/verifier"))

    assert "Tout ne pourra pas être placé" in page
    assert "MC-SNO/E3" in page
    assert "Insuffisant" in page


ODD_CODES = ["2027/06", "..", ".", "x?y#z", "a b", "é'<x>", "exemple", "~2f.", "100 %"]


@pytest.mark.parametrize("code", ODD_CODES)
def test_session_of_any_code_has_its_pages(site, dossier, code):
    site.store(replace(dossier, session=replace(dossier.session, code=code)))
    listed = text_of(site.client.get("/sessions"))
    path = re.search(r'class="card card-link.*?href="([^"]+)"', listed, re.DOTALL)[1]

    for page in ("", "/donnees/candidats", "/verifier", "/plan", "/candidats/2027100003"):
        answer = site.client.get(path + page)

        assert_french_page(answer)
        assert escape(code) in text_of(answer)


def test_pages_put_non_breaking_spaces_where_french_wants_them(read_only, site):
    paths = [f"/sessions/{read_only.code}{path}" for path in OF_SESSION + OF_PLAN]
    pages = {path: text_of(read_only.client.get(path)) for path in paths + ANYWHERE}
    pages["nobody"] = text_of(site.client.get("/sessions"))

    found = {}
    for path, page in pages.items():
        words = re.sub(r"<[^>]+>", "\n", page)
        loose = re.findall(r".{0,20}(?: [:;?!»]|« ).{0,20}", words)
        if loose:
            found[path] = loose[:3]
    assert found == {}
