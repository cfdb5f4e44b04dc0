"""Who may speak to the application, what its pages may do, and what it says when something is wrong."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from models.location import KEY_BYTES, PRIVATE
from webui.security import secret_key

POSTS = [
    "/apparence",
    "/seance",
    "/import",
    "/sessions/exemple",
    "/sessions/SESSION-2027/import",
    "/sessions/SESSION-2027/disponibilites",
    "/sessions/SESSION-2027/temps-de-trajet/cellule",
    "/sessions/SESSION-2027/regles",
    "/sessions/SESSION-2027/donnees/candidats/cellule",
    "/sessions/SESSION-2027/donnees/candidats/ligne",
    "/sessions/SESSION-2027/donnees/candidats/lignes",
    "/sessions/SESSION-2027/donnees/candidats/coller",
    "/sessions/SESSION-2027/journal/1/annuler",
    "/sessions/SESSION-2027/supprimer",
    "/sessions/SESSION-2027/planifier",
    "/sessions/SESSION-2027/planifier/1/arreter",
    "/sessions/SESSION-2027/verifier/remedes",
    "/sessions/SESSION-2027/verifier/remedes/arreter",
    "/sessions/SESSION-2027/plans/1/publier",
    "/sessions/SESSION-2027/plans/1/nommer",
    "/sessions/SESSION-2027/plans/1/supprimer",
    "/sessions/SESSION-2027/exceptions",
    "/sessions/SESSION-2027/exceptions/1/retirer",
    "/sessions/SESSION-2027/plans/1/ajuster/deplacer",
    "/sessions/SESSION-2027/plans/1/brouillon",
    "/sessions/SESSION-2027/plans/1/replanifier",
    "/sessions/SESSION-2027/convoquer",
    "/sessions/SESSION-2027/convoquer/arreter",
    "/sessions/SESSION-2027/agendas",
    "/sessions/SESSION-2027/reparer/SAM-01",
    "/sessions/SESSION-2027/reparer/SAM-01/2027-06-07.MATIN",
    "/sessions/SESSION-2027/adresses/candidat/2027100003",
    "/sessions/SESSION-2027/envois/preparer",
    "/sessions/SESSION-2027/envois/rappeler",
    "/sessions/SESSION-2027/envois",
    "/sessions/SESSION-2027/envois/pause",
    "/sessions/SESSION-2027/envois/reessayer",
    "/sessions/SESSION-2027/envois/retours",
    "/sessions/SESSION-2027/a-telephoner/candidat/2027100003",
    "/sessions/SESSION-2027/contacts",
    "/sessions/SESSION-2027/textes-des-messages/candidat",
    "/sessions/SESSION-2027/papier",
    "/sessions/SESSION-2027/papier/apercu",
    "/courriel",
]


def text_of(answer):
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("path", POSTS)
def test_post_without_its_token_is_refused_in_french(read_only, path):
    answer = read_only.client.post(path)

    assert answer.status_code == 400
    assert "Formulaire expiré" in text_of(answer)


def test_every_post_route_is_listed_here(site):
    rules = [
        rule
        for rule in site.app.url_map.iter_rules()
        if "POST" in rule.methods and not rule.endpoint.startswith("accounts.")  # tests/accounts
    ]
    patterns = [re.sub(r"<int:[^>]+>", "1", rule.rule) for rule in rules]
    shapes = {
        "<kind>/<code:who>": "candidat/2027100003",
        "textes-des-messages/<kind>": "textes-des-messages/candidat",
        "ajuster/<verb>": "ajuster/deplacer",
        "reparer/<code:who>": "reparer/SAM-01",
        "<missed>": "2027-06-07.MATIN",
        "donnees/<table>": "donnees/candidats",
    }
    for shape, example in shapes.items():
        patterns = [one.replace(shape, example) for one in patterns]
    known = {re.sub("SESSION-2027", "<code:code>", path) for path in POSTS} | {"/import/<token>"}
    personal = {one for one in patterns if one.startswith(("/candidat", "/jury"))}  # tests/personal

    assert set(patterns) - personal == known


@pytest.mark.parametrize("host", ["localhost:8765", "127.0.0.1", "[::1]:8765"])
def test_own_addresses_are_answered(site, host):
    assert site.client.get("/connexion", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "oraux.example.org",
        "localhost.example.org",
        "192.168.1.20:8765",
        "127.0.0.1.example.org",
        "évil",
        "",
    ],
)
def test_another_host_name_is_refused(site, host):
    answer = site.client.get("/sessions", headers={"Host": host})

    assert answer.status_code == 400
    assert "ne répond qu’à cet ordinateur" in text_of(answer)


def test_pages_carry_a_policy_without_inline_code(site):
    policy = site.client.get("/sessions").headers["Content-Security-Policy"]

    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_no_page_has_inline_code_nor_another_host(read_only):
    for path in ("", "/plan", "/verifier", "/planifier", "/publier", "/convoquer"):
        page = text_of(read_only.client.get(f"/sessions/{read_only.code}{path}"))

        assert not re.search(r"<script(?![^>]*\ssrc=)|\sstyle=|<style|\son[a-z]+=|javascript:", page), (
            path
        )
        assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', page), path


def test_pages_are_not_kept_by_the_browser_but_static_files_are(site):
    page = site.client.get("/sessions")
    sheet = re.search(r'href="(/static/css/base\.css\?v=[0-9a-f]+)"', text_of(page))[1]

    assert page.headers["Cache-Control"] == "no-store"
    with site.client.get(sheet) as answer:
        assert "immutable" in answer.headers["Cache-Control"]


def test_secret_key_is_made_once_and_readable_by_its_owner_alone(tmp_path):
    key = secret_key(tmp_path / "data")

    assert len(key) == KEY_BYTES
    assert secret_key(tmp_path / "data") == key
    assert (tmp_path / "data" / "secret.key").stat().st_mode & 0o077 == 0
    assert PRIVATE & 0o077 == 0


def test_secret_key_asked_for_at_the_same_moment_is_one_key(tmp_path):
    together = Barrier(8)

    def ask(folder):
        together.wait()
        return secret_key(folder)

    folders = [tmp_path / str(rank) for rank in range(20)]
    with ThreadPoolExecutor(8) as several:
        keys = [set(several.map(ask, [folder] * 8)) for folder in folders]

    assert [len(found) for found in keys] == [1] * 20
    assert {len(list(folder.iterdir())) for folder in folders} == {1}


def test_secret_key_cut_short_is_made_again(tmp_path):
    (tmp_path / "secret.key").write_bytes(b"")

    key = secret_key(tmp_path)

    assert len(key) == KEY_BYTES
    assert [one.name for one in tmp_path.iterdir()] == ["secret.key"]


@pytest.mark.parametrize(
    ("path", "code", "said"),
    [
        ("/nulle-part", 404, "Page introuvable"),
        ("/sessions/ABSENTE", 404, "n’existe pas"),
        ("/sessions/{code}/candidats/0", 404, "Page introuvable"),
        ("/sessions/{code}/plan?plan=999", 404, "Ce plan n’existe pas"),
        ("/sessions/{code}/plan/rien", 404, "Page introuvable"),
        ("/import/inconnu", 404, "Cet aperçu n’existe plus"),
        ("/apparence", 405, "Action impossible"),
    ],
)
def test_error_page_says_in_french_what_to_do(read_only, path, code, said):
    answer = read_only.client.get(path.format(code=read_only.code))

    assert answer.status_code == code
    assert said in text_of(answer)
    assert "Liste des sessions" in text_of(answer)


def test_page_of_an_unknown_session_quotes_no_command(read_only):
    page = text_of(read_only.client.get("/sessions/ABSENTE"))

    assert "La session « ABSENTE » n’existe pas, ou n’existe plus." in page.replace("\xa0", " ")
    assert not re.search(r"\boraux \w", page.partition("<main")[2].partition("</main>")[0])


def test_too_large_a_file_is_refused_with_the_limit(site):
    site.app.config["MAX_CONTENT_LENGTH"] = 1000

    answer = site.client.post("/import", data={"fichiers": (b"x" * 5000, "gros.xlsx")[0]})

    assert answer.status_code == 413
    assert "100 Mo" in text_of(answer)


def test_a_crash_shows_a_page_without_its_details(site):
    def crash():
        raise RuntimeError("mot de passe")

    site.app.add_url_rule("/panne", "panne", crash)

    answer = site.client.get("/panne")

    assert answer.status_code == 500
    assert "défaut du logiciel" in text_of(answer)
    assert "mot de passe" not in text_of(answer)


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        ("/textes", "/textes"),
        ("//ailleurs.example.org", "/sessions"),
        ("https://ailleurs.example.org/", "/sessions"),
        ("/\\ailleurs.example.org", "/sessions"),
        ("", "/sessions"),
    ],
)
def test_theme_is_kept_and_leads_back_within_the_application_only(site, asked, led_to):
    answer = site.post("/apparence", theme="dark", next=asked)

    assert answer.status_code == 303
    assert answer.headers["Location"] == led_to
    assert "theme=dark" in answer.headers["Set-Cookie"]
    assert 'data-theme="dark"' in text_of(site.client.get("/sessions"))
