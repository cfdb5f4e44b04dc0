"""The board: places with their verdicts, changes by data and by plain forms, two people, history."""

from __future__ import annotations

import re
import shutil

import pytest

from models.db import AccountRole, JobRow
from tests.factories import E4, E5, clock, full_session
from tests.web.conftest import Site

LAWFUL = {"candidat": "1", "epreuve": E5, "commission": "C6", "debut": str(clock("17:00", 1))}
UNLAWFUL = {"candidat": "1", "epreuve": E4, "commission": "C5", "debut": str(clock("10:00", 1))}
HUGE = "9" * 5000
JSON = {"Accept": "application/json"}


@pytest.fixture(scope="module")
def drafted_folder(tmp_path_factory, empty_folder):
    """Return the folder of a site with the full session and a draft."""
    folder = tmp_path_factory.mktemp("drafted") / "site"
    shutil.copytree(empty_folder, folder)
    site = Site(folder)
    dossier, plan = full_session()
    site.plan_id = site.plan(dossier, plan) if site.store(dossier) else 0
    site.database.close()
    return folder


@pytest.fixture
def board(tmp_path, drafted_folder):
    """The site with a draft to adjust."""
    shutil.copytree(drafted_folder, tmp_path, dirs_exist_ok=True)
    site = Site(tmp_path)
    site.code, site.plan_id = full_session()[0].session.code, 1
    yield site
    site.database.close()


def text_of(answer):
    return answer.get_data(as_text=True)


def get(board, path, client=None, **options):
    return (client or board.client).get(f"/sessions/{board.code}/plan{path}", **options)


def adjust(board, verb, revision=0, client=None, **fields):
    """Ask for a change as the board's script does."""
    path = f"/sessions/{board.code}/plans/{board.plan_id}/ajuster/{verb}"
    data = {"csrf_token": board.token(), "revision": revision, **fields}
    return (client or board.client).post(path, data=data, headers=JSON)


def test_numbers_that_no_database_holds_are_answered_in_words(board):
    asked = f"/etat?plan={board.plan_id}&revision={HUGE}"
    exception = f"/sessions/{board.code}/exceptions/{10**20}/retirer"

    assert get(board, asked).status_code == 200
    assert adjust(board, "annuler", revision=HUGE).status_code == 409
    assert board.post(exception).status_code == 404


def places(board, candidate="1", epreuve=E5):
    asked = {"plan": board.plan_id, "candidat": candidate, "epreuve": epreuve}
    return get(board, "/places", query_string=asked).json["places"]


def test_every_place_of_a_passage_has_its_verdict_and_the_sentence_why(board):
    found = places(board, epreuve=E4)

    assert {one["colour"] for one in found} <= {"green", "amber", "red"}
    assert all(one["sentences"] for one in found if one["colour"] != "green")
    assert all(one["effect"] and one["when"] and one["where"] for one in found)


def test_hours_of_a_commission_are_all_judged(board):
    asked = {"plan": board.plan_id, "candidat": "1", "epreuve": E5, "commission": "C6"}

    found = get(board, "/heures", query_string=asked).json["places"]

    by_hour = {one["start"]: one["colour"] for one in found}
    assert by_hour[clock("17:00", 1)] != "red"
    assert sorted(by_hour) == [one["start"] for one in found]


def test_move_is_stored_and_its_effect_said(board):
    answer = adjust(board, "deplacer", **LAWFUL)

    assert answer.status_code == 200
    assert answer.json["revision"] == 1
    assert "C6, mercredi 9\u00a0juin à 17\u00a0h. Effet\u00a0:" in answer.json["said"]
    page = text_of(get(board, f"?plan={board.plan_id}&vue=commission&jour=2027-06-09"))
    assert f'data-k="1|{E5}"' in page


def test_move_that_breaks_a_rule_is_refused_with_the_sentence(board):
    answer = adjust(board, "deplacer", **UNLAWFUL)

    assert answer.status_code == 422
    assert "rien n’a été enregistré" in answer.json["message"]
    assert "en même temps que" in answer.json["message"]


def test_change_on_an_older_state_is_refused_with_who_did_what(board):
    other = board.browser(board.account("Anne", administrator=True))
    token = re.search(r'name="csrf_token" value="([^"]+)"', text_of(other.get("/sessions")))[1]
    path = f"/sessions/{board.code}/plans/{board.plan_id}/ajuster/deplacer"
    other.post(path, data={"csrf_token": token, "revision": 0, **LAWFUL}, headers=JSON)

    answer = adjust(board, "verrouiller", revision=0, candidat="1", epreuve=E4)

    assert answer.status_code == 409
    assert "Anne" in answer.json["message"]
    assert "C6" in answer.json["message"]


def test_what_others_changed_is_told_once_and_then_nothing_is_sent(board):
    adjust(board, "verrouiller", candidat="1", epreuve=E5)
    asked = {"plan": board.plan_id, "revision": 0}

    first = get(board, "/etat", query_string=asked)
    again = get(board, "/etat", query_string=asked, headers={"If-None-Match": first.headers["ETag"]})

    assert first.json["revision"] == 1
    assert "verrouillé" in first.json["changes"][0]["what"]
    assert again.status_code == 304


def test_undo_and_redo_outlive_the_page(board):
    adjust(board, "deplacer", **LAWFUL)

    page = text_of(get(board, f"?plan={board.plan_id}"))
    undone = adjust(board, "annuler", revision=1)
    redone = adjust(board, "retablir", revision=2)

    assert re.search(r'data-verb="annuler"[^>]*title="Annuler', page)
    assert undone.json["said"].startswith("Annulé")
    assert redone.json["said"].startswith("Rétabli")


def test_whole_way_works_with_plain_forms(board):
    table = text_of(get(board, f"/passages?plan={board.plan_id}"))
    address = re.search(
        r'href="([^"]+/plan/deplacer[^"]+candidat=1&amp;epreuve=BTS-SAM(?:/|%2F)E5[^"]*)"', table
    )[1]
    page = text_of(board.client.get(address.replace("&amp;", "&")))
    form = re.search(r'action="([^"]+/ajuster/deplacer)".*?</form>', page, re.DOTALL)
    fields = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form[0]))

    answer = board.client.post(form[1], data=fields, follow_redirects=True)

    assert answer.status_code == 200
    assert "notice-ok" in text_of(answer)
    assert 'data-revision="1"' in text_of(answer)


def test_swap_takes_out_and_lock_are_changes_too(board):
    locked = adjust(board, "verrouiller", candidat="1", epreuve=E4)
    out = adjust(board, "retirer", revision=1, candidat="2", epreuve=E4)
    page = text_of(get(board, f"?plan={board.plan_id}"))

    assert (locked.json["revision"], out.json["revision"]) == (1, 2)
    assert 'class="tray-item' in page
    assert "Retiré du plan à la main par" in page


def test_swap_is_judged_before_it_is_made(board):
    asked = {"plan": board.plan_id, "candidat": "1", "epreuve": E4, "avec": "2", "avec_epreuve": E4}

    (place,) = get(board, "/echange", query_string=asked).json["places"]
    answer = adjust(board, "echanger", **place["fields"])

    assert answer.status_code == (422 if place["colour"] == "red" else 200)


def test_history_says_who_when_what_before_and_after(board):
    adjust(board, "deplacer", **LAWFUL)

    page = text_of(get(board, f"/historique?plan={board.plan_id}"))

    assert "Cet ordinateur" in page
    assert "Déplacement" in page
    assert re.search(r"<del>mar\..*</del>", page) or re.search(r"<del>mer\..*</del>", page)
    assert "17\u00a0h" in re.search(r"<ins>(.*?)</ins>", page)[1]


def test_published_plan_says_how_to_adjust_it_and_becomes_a_draft(board):
    board.publish(board.plan_id)
    page = text_of(get(board, ""))

    answer = board.post(f"/sessions/{board.code}/plans/{board.plan_id}/brouillon")

    assert "Reprendre ce plan dans un brouillon" in page
    assert 'data-edit=""' in page
    assert answer.status_code == 303
    assert 'data-edit="1"' in text_of(board.client.get(answer.location))


def test_published_plan_refuses_a_change(board):
    board.publish(board.plan_id)

    answer = adjust(board, "deplacer", **LAWFUL)

    assert answer.status_code == 409
    assert "est publié" in answer.json["message"]


def test_planning_the_rest_again_keeps_the_locks_of_this_plan(board):
    adjust(board, "verrouiller", candidat="1", epreuve=E4)

    answer = board.post(f"/sessions/{board.code}/plans/{board.plan_id}/replanifier")

    assert answer.status_code == 303
    with board.database.reading() as db:
        assert db.query(JobRow).one().locked_from == board.plan_id


def test_week_shows_every_day_of_it(board):
    page = text_of(get(board, "?portee=semaine"))

    assert 'data-days="2027-06-08 2027-06-09 "' in page


def test_fragment_is_the_board_alone(board):
    page = text_of(get(board, "", headers={"X-Fragment": "1"}))

    assert "data-board-state" in page
    assert "<html" not in page


def test_reader_sees_the_board_without_moving_anything(board):
    reader = board.browser(board.account("Lise", roles=[(board.code, AccountRole.READER)]))

    page = text_of(get(board, "", client=reader))

    assert "Votre rôle permet de lire ce brouillon" in page
    assert "Déplacer…" not in text_of(get(board, "/passages", client=reader))


NONSENSE = [
    ("inconnu", {}, 404),
    ("deplacer", {**LAWFUL, "debut": "midi"}, 400),
    ("deplacer", {**LAWFUL, "candidat": "absent"}, 404),
    ("deplacer", {**LAWFUL, "commission": "C99"}, 404),
    ("deplacer", {**LAWFUL, "debut": "1", "ouvrir": "1"}, 409),
    ("verrouiller", {"revision": "x"}, 400),
    ("annuler", {}, 409),
]


def test_nonsense_is_refused_in_words(board):
    for verb, fields, code in NONSENSE:
        answer = adjust(board, verb, **fields)

        assert (answer.status_code, bool(answer.json["message"])) == (code, True), (verb, fields)


def test_plan_that_is_not_there_is_not_found(board):
    for path in ("/places", "/heures", "/echange", "/etat", "/deplacer", "/historique"):
        for plan in ("", "?plan=999", "?plan=x"):
            assert get(board, path + plan).status_code == 404, path + plan


def test_actions_of_a_table_stay_off_paper(board):
    page = text_of(get(board, "/passages"))

    heading = re.search(r'<th scope="col" class="([^"]*)"><a [^>]*>Ajuster', page)
    assert heading[1] == "no-print"
    cells = re.findall(r'<td class="([^"]*)" data-label="Ajuster">', page)
    assert cells
    assert set(cells) == {"no-print"}


def test_table_of_a_draft_undoes_and_leads_back_to_itself(board):
    adjust(board, "deplacer", **LAWFUL)
    for table in ("passages", "non-places"):
        page = text_of(get(board, f"/{table}"))
        assert 'data-verb="annuler"' in page
        assert "Replanifier le reste" in page

    undone = board.client.post(
        f"/sessions/{board.code}/plans/{board.plan_id}/ajuster/annuler",
        data={"csrf_token": board.token(), "revision": 1, "table": "non-places"},
    )

    assert undone.status_code == 303
    assert undone.location.endswith(f"/sessions/{board.code}/plan/non-places?plan={board.plan_id}")


def test_code_of_a_table_is_not_cut_at_its_hyphen(board):
    page = text_of(get(board, "/passages"))

    assert re.search(r'<td class="nowrap" data-label="Commission">', page)
