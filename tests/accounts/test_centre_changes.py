"""What a role limited to one centre changes: its own centre, and nothing of another."""

from __future__ import annotations

from sqlalchemy import func, select

from models.db import AccountRole, AnswerRow, LinkRow
from scheduler.accounts.users import give_role
from scheduler.mail.outbox import list_messages
from scheduler.services.dossiers import load_dossier
from scheduler.services.journal import count_entries
from scheduler.services.plans import load_plan
from tests.accounts.two_centres import (
    AWAY,
    HERE,
    HOME,
    MARK,
    MARKED,
    SHARED,
    THERE,
    passage_of,
    text_of,
)

MANAGER = AccountRole.MANAGER
JUROR = "SAM-01"


def posts(site):
    """Changes that reach another centre, by forms made by hand."""
    return {**posts_of_data(), **posts_of_plan(site)}


def posts_of_data():
    cell = {"cle": AWAY[0], "colonne": "telephone", "valeur": "0102030405", "avant": ""}
    return {
        "a cell of theirs": ("/donnees/candidats/cellule", cell),
        "a row of theirs": ("/donnees/candidats/ligne", {"cle": AWAY[0], "c-telephone": "1"}),
        "sending one of ours to them": (
            "/donnees/candidats/cellule",
            {"cle": HOME[0], "colonne": "centre", "valeur": THERE, "avant": HERE},
        ),
        "a room of theirs": (
            "/donnees/salles/ligne",
            {"c-centre": THERE, "c-code": "X9", "c-type": "JURY", "c-capacite": "9"},
        ),
        "their half-day, out": (
            "/donnees/salles/lignes",
            {"action": "retirer-oui", "ligne": f"{'0' * 16}{THERE}|{MARKED}B12"},
        ),
        "one who may sit in both, out": (
            "/donnees/examinateurs/lignes", {"action": "retirer-oui", "ligne": f"{'':16}{SHARED}"},
        ),
        "a juror for any centre": (
            "/donnees/examinateurs/cellule",
            {"cle": JUROR, "colonne": "centres", "valeur": "", "avant": HERE},
        ),
        "the session itself": (
            "/donnees/session/cellule",
            {"cle": "libelle", "colonne": "valeur", "valeur": "Pris", "avant": ""},
        ),
        "their availability": (
            "/disponibilites",
            {"case": f"{MARKED}SAM-01|2027-06-08|MATIN||INDISPONIBLE"},
        ),
    }  # fmt: skip


def posts_of_plan(site):
    there, draft = passage_of(site, THERE), site.draft
    here = passage_of(site, HERE)
    moved = {"revision": "0", "candidat": here.candidate, "epreuve": here.epreuve}
    away = {"revision": "0", "candidat": there.candidate, "epreuve": there.epreuve}
    return {
        "their passage, out": (f"/plans/{draft}/ajuster/retirer", away),
        "their passage, locked": (f"/plans/{draft}/ajuster/verrouiller", away),
        "ours to their commission": (
            f"/plans/{draft}/ajuster/deplacer",
            moved | {"commission": there.commission, "debut": str(there.start)},
        ),
        "a message of theirs": (
            "/envois", {"action": "ecarter", "message": str(message_of(site, AWAY[0]))},
        ),
        "their personal page": (f"/adresses/candidat/{AWAY[0]}", {"action": "creer"}),
        "the calendar of their centre": (f"/adresses/centre/{THERE}", {"action": "creer"}),
        "their candidate, on the telephone": (f"/a-telephoner/candidat/{AWAY[0]}", {}),
        "ours for theirs": (
            f"/plans/{draft}/ajuster/echanger",
            moved | {"avec": there.candidate, "avec_epreuve": there.epreuve},
        ),
    }  # fmt: skip


def message_of(site, holder):
    with site.database.reading() as db:
        return next(one.id for one in list_messages(db, site.code) if one.holder == holder)


def state_of(site):
    """Everything that a form could change."""
    with site.database.reading() as db:
        answers = db.scalar(select(func.count()).select_from(AnswerRow))
        links = db.scalar(select(func.count()).select_from(LinkRow))
        counts = count_entries(db, site.code), answers, links
        messages = list_messages(db, site.code)
        return load_dossier(db, site.code), load_plan(db, site.draft).plan, messages, counts


def test_nothing_of_another_centre_changes_by_forms_made_by_hand(two):
    before = state_of(two)

    for what, (path, form) in posts(two).items():
        answer = two.here[MANAGER].post(f"/sessions/{two.code}{path}", data=form)

        told = answer.status_code == 200 and '"refused"' in text_of(answer)
        nothing = answer.status_code == 303 and what == "a message of theirs"
        assert told or nothing or answer.status_code in {400, 403, 404, 409, 422}, (
            what,
            answer.status_code,
        )
        assert MARK not in text_of(answer), what
        assert state_of(two) == before, what


def test_a_right_taken_away_stops_an_open_tab(two):
    user_id = two.account("leaving", roles=[(two.code, MANAGER, HERE, THERE)])
    browser = two.browser(user_id)
    path = f"/sessions/{two.code}/candidats/{AWAY[0]}"
    assert browser.get(path).status_code == 200

    with two.database.writing() as db:
        give_role(db, user_id=user_id, session_code=two.code, role=MANAGER, centres=[HERE])

    assert browser.get(path).status_code == 404
    cell = {"cle": AWAY[0], "colonne": "telephone", "valeur": "1", "avant": ""}
    answer = browser.post(f"/sessions/{two.code}/donnees/candidats/cellule", data=cell)
    assert "n’existe plus" in answer.get_json()["refused"]


def test_whoever_prepares_the_messages_of_a_centre_leaves_those_of_the_others(two):
    before = state_of(two)[2]

    answer = two.here[AccountRole.HEAD].post(f"/sessions/{two.code}/envois/preparer")
    after = state_of(two)[2]

    theirs = [
        [one for one in side if one.holder in AWAY or one.holder.startswith(MARKED)]
        for side in (before, after)
    ]
    assert answer.status_code == 303
    assert theirs[0] == theirs[1] != []
    assert {one.state for one in after} == {one.state for one in before}


def test_a_change_in_another_centre_is_neither_listed_nor_undone(two):
    cell = {"cle": AWAY[1], "colonne": "nom_usage", "valeur": "Rougemont", "avant": ""}
    path = f"/sessions/{two.code}/donnees/candidats/cellule"
    undo = two.whole.post(path, data=cell).get_json()["undo"]
    entry = undo.removesuffix("/annuler")

    assert "Rougemont" in text_of(two.whole.get(f"/sessions/{two.code}/journal"))
    assert "Rougemont" not in text_of(two.here[MANAGER].get(f"/sessions/{two.code}/journal"))
    assert two.here[MANAGER].get(entry).status_code == 404
    assert two.here[MANAGER].post(undo).status_code == 404
    assert two.whole.post(undo).status_code == 303


def test_changes_of_ones_own_centre_are_stored_and_undone(two):
    cell = {"cle": HOME[0], "colonne": "nom_usage", "valeur": "Montrouge", "avant": ""}
    path = f"/sessions/{two.code}/donnees/candidats/cellule"

    answer = two.here[MANAGER].post(path, data=cell).get_json()
    with two.database.reading() as db:
        changed = load_dossier(db, two.code)
    undone = two.here[MANAGER].post(answer["undo"])

    assert len(changed.candidates) == len(HOME) + len(AWAY)
    assert "Montrouge" in {one.usage_name for one in changed.candidates}
    assert undone.status_code == 303
    assert "Montrouge" in text_of(two.here[MANAGER].get(f"/sessions/{two.code}/journal"))


def test_a_passage_of_ones_own_centre_is_locked_and_let_go(two):
    passage = passage_of(two, HERE)
    form = {"candidat": passage.candidate, "epreuve": passage.epreuve}
    path = f"/sessions/{two.code}/plans/{two.draft}/ajuster"

    said = []
    for verb in ("verrouiller", "deverrouiller"):
        with two.database.reading() as db:
            revision = load_plan(db, two.draft).summary.edits
        said.append(two.here[MANAGER].post(f"{path}/{verb}", data=form | {"revision": str(revision)}))

    assert [one.status_code for one in said] == [303, 303]
    with two.database.reading() as db:
        assert len(load_plan(db, two.draft).plan.passages) == len(two.found.passages)
