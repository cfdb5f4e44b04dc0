"""A role limited to one centre: every page, what it shows, what it changes, what it refuses."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from sqlalchemy import func, select

from models.db import AccountRole, AnswerRow, Limit, LinkRow, SessionRow, UserRow
from scheduler.accounts import Person, Right, may
from scheduler.accounts.users import give_role
from scheduler.documents import KINDS
from scheduler.mail.outbox import list_messages
from scheduler.services.archives import documents_folder
from scheduler.services.documents import press_of
from scheduler.services.dossiers import load_dossier
from scheduler.services.journal import count_entries
from scheduler.services.plans import load_plan
from tests.accounts.test_rights import asked, right_of
from tests.accounts.test_rights import pages as every_page
from tests.accounts.two_centres import AWAY, HERE, HOME, MARK, MARKED, SHARED, THERE
from webui.rights import IN_CENTRES, SIGNED_IN

MANAGER = AccountRole.MANAGER
JUROR = "SAM-01"


def text_of(answer):
    return answer.get_data().decode(errors="ignore")


def passage_of(site, centre):
    return next(one for one in site.found.passages if one.centre == centre)


def values(site, centre):
    """What fills the addresses of pages: people and places of one centre."""
    passage = passage_of(site, centre)
    juror = next(
        member.examiner
        for one in site.found.sittings
        for member in one.members
        if one.centre == centre and (member.examiner.startswith(MARKED) is (centre == THERE))
    )
    return {
        "code": site.code, "number": passage.candidate, "examiner_code": juror,
        "commission_code": passage.commission, "plan_id": site.draft, "table": "passages",
        "who": passage.candidate, "message_id": 1, "rank": 0,
    }  # fmt: skip


DATA_TABLES = (
    "session", "centres", "calendrier", "salles", "etablissements", "trajets", "candidats",
    "inscriptions", "amenagements", "examinateurs", "disponibilites", "incompatibilites",
    "enseignements", "parametres",
)  # fmt: skip
PLAN_TABLES = ("passages", "commissions", "surveillances", "non-places")


def pages(site, centre):
    """Every page that keeps within centres and that one only looks at, filled for one centre."""
    known = values(site, centre)
    passage = passage_of(site, centre)
    asked = f"plan={site.draft}&candidat={passage.candidate}&epreuve={passage.epreuve}"
    for rule in site.app.url_map.iter_rules():
        if rule.endpoint in IN_CENTRES - DRAWN and "GET" in rule.methods:
            for more in choices(rule.endpoint):
                filled = known | {"kind": "zip", "entry_id": 1, "key": "x"} | more
                yield rule.endpoint, f"{filled_in(rule.rule, filled)}?{asked}"


DRAWN = {"staff.one_document", "staff.convocation", "staff.attached_file", "staff.documents_archive"}
"""PDF and archives, looked at by what their lists hold."""


def choices(endpoint):
    """What else the address of a page may say."""
    every = {
        "staff.data_table": [{"table": one} for one in DATA_TABLES],
        "staff.plan_table": [{"table": one} for one in PLAN_TABLES],
        "staff.documents_of_kind": [{"kind": one} for one in KINDS],
        "staff.feed_sheet": [{"kind": "centre", "who": HERE}],
        "staff.calendar": [{"kind": "candidat"}],
        "staff.export_outbox": [{"kind": "csv"}],
    }
    return every.get(endpoint, [{"table": "candidats"}])


def filled_in(rule, known):
    return re.sub(r"<(?:[^:>]+:)?([^>]+)>", lambda found: str(known[found[1]]), rule)


@pytest.mark.parametrize("role", AccountRole)
def test_a_role_of_a_centre_never_reaches_the_whole_session(role):
    person = Person(1, "Alix", "a@example.org", roles={"A": role}, centres={"A": frozenset({HERE})})

    for right in (Right.PLAN, Right.PUBLISH, Right.SHARE, Right.REMOVE, Right.CREATE, Right.ADMINISTER):
        assert not may(person, right, "A"), right


def test_pages_of_a_centre_show_nobody_and_no_place_of_another(two):
    wrong = []

    for endpoint, path in pages(two, HERE):
        answer = two.here[MANAGER].get(path)
        page = text_of(answer)
        if answer.status_code not in {200, 302, 404} or MARK in page or f'"{MARKED}' in page:
            wrong.append((endpoint, path, answer.status_code, page[page.find(MARK) - 80 :][:160]))

    assert wrong == []


def test_the_same_pages_name_the_other_centre_to_who_has_the_session(two):
    """Else the mark would prove nothing above."""
    for page in ("", "/donnees/candidats", "/plan", "/plan/commissions", "/envois"):
        assert MARK in text_of(two.whole.get(f"/sessions/{two.code}{page}")), page


def test_exports_hold_one_centre(two):
    for path in (
        f"/sessions/{two.code}/donnees.zip",
        f"/sessions/{two.code}/plans/{two.draft}/tables.zip",
    ):
        files = {role: unzipped(browser.get(path).data) for role, browser in seen_by(two).items()}

        assert HOME[0] in files["here"]
        assert not {MARK, *AWAY} & set(re.split(r"[;,\s\"]", files["here"])), path
        assert AWAY[0] in files["whole"]


def seen_by(site):
    return {"here": site.here[MANAGER], "whole": site.whole}


def unzipped(content):
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "\n".join(packed.read(name).decode("utf-8-sig") for name in packed.namelist())


@pytest.mark.parametrize("role", AccountRole)
def test_people_and_commissions_of_another_centre_are_not_found(two, role):
    known = values(two, THERE)
    paths = [
        f"/candidats/{known['number']}",
        f"/examinateurs/{known['examiner_code']}",
        f"/plan/commission/{known['commission_code']}",
        f"/donnees/candidats/ligne?cle={known['number']}",
        f"/donnees/salles/ligne?cle={THERE}%7C{MARKED}B12",
    ]
    asked = f"plan={two.draft}&candidat={AWAY[0]}&epreuve={passage_of(two, THERE).epreuve}"
    paths += [f"/plan/places?{asked}", f"/plan/deplacer?{asked}", f"/plan/heures?{asked}&commission=x"]

    answers = {path: two.here[role].get(f"/sessions/{two.code}{path}") for path in paths}

    for path, answer in answers.items():
        refused = role is not MANAGER and "ligne" in path
        assert answer.status_code == (403 if refused else 404), path
        assert MARK not in text_of(answer), path


def test_search_finds_only_ones_own_centre(two):
    found = {who: text_of(browser.get(f"/recherche?q={MARK}")) for who, browser in seen_by(two).items()}

    assert AWAY[0] in found["whole"]
    assert AWAY[0] not in found["here"]


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


def test_documents_of_a_centre_hold_whoever_is_convened_there_alone(two):
    with two.database.reading() as db:
        session_id = db.scalar(select(SessionRow.id))
    with two.database.limited([Limit(session_id, frozenset({HERE}), two.code)]).reading() as db:
        press = press_of(db, two.code)

    held = {kind: [entry.code for entry in KINDS[kind].entries(press)] for kind in KINDS}
    assert held["candidats"] == list(HOME)
    assert held["etablissements"] == held["conformite"] == held["annulations"] == []
    assert not [one for codes in held.values() for one in codes if MARKED in one or THERE in one]
    assert documents_folder(two.database, two.code) != documents_folder(
        two.database.limited([Limit(session_id, frozenset({HERE}), two.code)]), two.code
    )


OPEN = {
    MANAGER: {Right.READ, Right.EDIT, Right.ADJUST, Right.CONVENE},
    AccountRole.HEAD: {Right.READ, Right.CONVENE},
    AccountRole.READER: {Right.READ},
}
"""What each role gives in a centre; written by hand from the description of the roles."""


@pytest.mark.parametrize("role", AccountRole)
def test_every_other_page_is_refused_to_a_role_of_a_centre(two, role):
    wrong = []

    for endpoint, method, path in every_page(two):
        opens = endpoint in IN_CENTRES and right_of(endpoint) in OPEN[role]
        if endpoint in SIGNED_IN or opens:
            continue
        answer = asked(two.here[role], method, path)
        if answer.status_code != 403:
            wrong.append((method, path, answer.status_code))

    assert wrong == []


def test_no_page_of_a_centre_gives_a_right_over_the_session():
    beyond = {page for page in IN_CENTRES if right_of(page) not in OPEN[MANAGER]}

    assert beyond == set()


def test_another_session_stays_closed_and_ones_own_whole(two):
    person = Person(
        1, "Alix", "a@example.org",
        roles={"A": MANAGER, "B": MANAGER}, centres={"A": frozenset({HERE})},
    )  # fmt: skip

    assert not may(person, Right.READ, "C")
    assert may(person, Right.PUBLISH, "B")
    assert two.here[MANAGER].get("/sessions/AUTRE/candidats/1").status_code == 404


def test_an_invitation_opens_one_centre_and_the_lists_say_so(two):
    form = {
        "nom": "Paul Remy", "email": "paul.remy@example.org", "session": two.code,
        "role": str(MANAGER), "etendue": "centres", "centre": HERE,
    }  # fmt: skip
    assert "/invitation/" in text_of(two.client.post("/comptes", data=form))
    user_id = last_account(two)

    listed = text_of(two.client.get("/comptes"))
    access = text_of(two.whole.get(f"/sessions/{two.code}/acces"))
    mine = text_of(two.browser(user_id).get("/compte"))

    for shown in (listed, mine):
        assert "gestionnaire, centre Lycée" in shown
    assert "Gestionnaire, centre Lycée" in access
    assert two.browser(user_id).get(f"/sessions/{two.code}/candidats/{AWAY[0]}").status_code == 404


def last_account(site):
    with site.database.reading() as db:
        return db.scalar(select(func.max(UserRow.id)))


@pytest.mark.parametrize("centre", [[], ["0490000X"]])
def test_a_limit_without_a_centre_of_the_session_opens_nothing(two, centre):
    form = {"nom": "Zoé", "email": "zoe@example.org", "session": two.code, "role": str(MANAGER)}

    answer = two.client.post("/comptes", data=form | {"etendue": "centres", "centre": centre})

    assert answer.status_code in {400, 404, 422}
    assert "zoe@example.org" not in text_of(two.client.get("/comptes"))


def test_who_has_both_centres_sees_both(two):
    browser = two.browser(two.account("both", roles=[(two.code, MANAGER, HERE, THERE)]))

    page = text_of(browser.get(f"/sessions/{two.code}/donnees/candidats"))

    assert HOME[0] in page
    assert AWAY[0] in page
    assert browser.get(f"/sessions/{two.code}/publier").status_code == 403


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
