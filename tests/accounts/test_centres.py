"""A role limited to one centre: every page, what it shows, what it refuses."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from sqlalchemy import func, select

from models.db import AccountRole, Limit, SessionRow, UserRow
from scheduler.accounts import Person, Right, may
from scheduler.convened import half_days_of
from scheduler.documents import KINDS
from scheduler.services.archives import documents_folder
from scheduler.services.documents import press_of
from tests.accounts.test_rights import asked, right_of
from tests.accounts.test_rights import pages as every_page
from tests.accounts.two_centres import AWAY, HERE, HOME, MARK, MARKED, THERE, passage_of, text_of
from webui.rights import IN_CENTRES, SIGNED_IN

MANAGER = AccountRole.MANAGER


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
        "who": passage.candidate, "message_id": 1, "rank": 0, "epreuve": passage.epreuve,
        "juror": juror, "missed": str(half_days_of(site.found, juror)[0]).replace("/", "."),
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
            for more in choices(rule.endpoint, known):
                filled = known | {"kind": "zip", "entry_id": 1, "key": "x"} | more
                yield rule.endpoint, f"{filled_in(rule.rule, filled)}?{asked}"


DRAWN = {"staff.one_document", "staff.convocation", "staff.attached_file", "staff.documents_archive"}
"""PDF and archives, looked at by what their lists hold."""


def choices(endpoint, known):
    """What else the address of a page may say."""
    every = {
        "staff.data_table": [{"table": one} for one in DATA_TABLES],
        "staff.plan_table": [{"table": one} for one in PLAN_TABLES],
        "staff.documents_of_kind": [{"kind": one} for one in KINDS],
        "staff.feed_sheet": [{"kind": "centre", "who": HERE}],
        "staff.calendar": [{"kind": "candidat"}],
        "staff.export_outbox": [{"kind": "csv"}],
        "staff.summary": [{"shown": one} for one in ("commissions", "remplacements")],
        "staff.repairs": [{"who": known["juror"]}],
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
