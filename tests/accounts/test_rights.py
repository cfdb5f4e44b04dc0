"""Every page of the staff, every role, one's own session or another's."""

from __future__ import annotations

import re

import pytest

from models.db import AccountRole
from scheduler.accounts import Person, Right, may
from webui.accounts.guard import DOORS, OPEN_BLUEPRINTS
from webui.rights import ADMINISTRATORS, ANYONE, RIGHTS, SIGNED_IN

NAMES = {"nobody", "stranger", "administrator", *(role.value for role in AccountRole)}
READER, HEAD, MANAGER = "lecteur", "chef-de-centre", "gestionnaire"
ALLOWED = {
    Right.READ: {READER, HEAD, MANAGER, "administrator"},
    Right.CONVENE: {HEAD, MANAGER, "administrator"},
    Right.EDIT: {MANAGER, "administrator"},
    Right.PLAN: {MANAGER, "administrator"},
    Right.ADJUST: {MANAGER, "administrator"},
    Right.PUBLISH: {MANAGER, "administrator"},
    Right.SHARE: {MANAGER, "administrator"},
    Right.REMOVE: {MANAGER, "administrator"},
    Right.CREATE: {MANAGER, "administrator"},
    Right.ADMINISTER: {"administrator"},
}
"""Written by hand from the description of the roles, not from the code."""
VALUES = {
    "table": "candidats", "number": "2027100003", "examiner_code": "AGO-01",
    "commission_code": "E4-01", "plan_id": 1, "job_id": 1, "kind": "candidat", "who": "2027100003",
    "token": "x", "user_id": 9999, "verb": "fermer",
}  # fmt: skip


def pages(site):
    """Every page of the staff, with its address and how it is asked."""
    for rule in site.app.url_map.iter_rules():
        guarded = rule.endpoint not in ANYONE | DOORS
        if guarded and rule.endpoint.partition(".")[0] not in OPEN_BLUEPRINTS:
            path = address(site, rule.rule)
            for method in sorted(rule.methods & {"GET", "POST"}):
                yield rule.endpoint, method, path


def address(site, rule):
    """Fill a rule with values that may exist."""

    def value(found):
        name = found[1]
        return str(site.code if name == "code" else VALUES.get(name, 1))

    return re.sub(r"<(?:[^:>]+:)?([^>]+)>", value, rule)


def right_of(endpoint):
    found = [right for right, known in RIGHTS.items() if endpoint in known]
    return found[0] if found else Right.ADMINISTER


def asked(browser, method, path):
    """Ask a page without what its form needs: who may come in gets a refusal of the form at most."""
    return browser.open(path, method=method, headers={"X-CSRFToken": "none"})


def came_in(answer):
    """Whether the guard let the request through."""
    page = answer.get_data().decode(errors="ignore")
    refused = "ne permet pas de" in page or "ne vous est pas ouverte" in page
    door = answer.status_code == 303 and "/connexion" in answer.headers.get("Location", "")
    return not refused and not door


def test_every_page_is_in_one_list_of_rights(crowd):
    rights = [page for known in RIGHTS.values() for page in known]
    named = [*rights, *ADMINISTRATORS, *SIGNED_IN, *ANYONE, *DOORS]
    real = {
        rule.endpoint
        for rule in crowd.app.url_map.iter_rules()
        if rule.endpoint.partition(".")[0] not in OPEN_BLUEPRINTS
    }

    assert len(named) == len(set(named))
    assert set(named) == real


@pytest.mark.parametrize("name", sorted(NAMES))
def test_pages_open_to_the_roles_that_may_and_to_no_other(crowd, name):
    crowd.app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    wrong = []

    for endpoint, method, path in pages(crowd):
        if endpoint in {"accounts.leave", "accounts.leave_everywhere"} or "supprimer" in path:
            continue
        expected = name != "nobody" and (endpoint in SIGNED_IN or name in ALLOWED[right_of(endpoint)])
        if came_in(asked(crowd.browsers[name], method, path)) is not expected:
            wrong.append((method, path))

    crowd.app.config["WTF_CSRF_CHECK_DEFAULT"] = True
    assert wrong == []


def test_a_foreign_session_does_not_say_that_it_exists(crowd):
    known = crowd.browsers["stranger"].get(f"/sessions/{crowd.code}")
    unknown = crowd.browsers["stranger"].get("/sessions/AUTRE")

    assert known.status_code == unknown.status_code == 404
    assert known.get_data(as_text=True).replace(crowd.code, "AUTRE") == unknown.get_data(as_text=True)


def test_lists_and_search_show_only_what_one_may_read(crowd):
    for name, sees in (("stranger", False), ("lecteur", True)):
        for path in ("/sessions", "/recherche?q=2027100004", "/textes/regles"):
            page = crowd.browsers[name].get(path).get_data(as_text=True)

            assert (crowd.code in page) is sees, (name, path)


@pytest.mark.parametrize("role", AccountRole)
@pytest.mark.parametrize("right", Right)
def test_a_role_of_one_session_gives_nothing_in_another(role, right):
    person = Person(1, "Alix", "alix@example.org", roles={"A": role})

    assert not may(person, right, "B") or right is Right.CREATE


def test_no_form_of_accounts_works_without_its_token(crowd):
    posts = [path for page, method, path in pages(crowd) if method == "POST" and "accounts." in page]
    posts += ["/connexion", "/premier-compte/x", "/ouverture/x", "/invitation/x"]

    answers = {path: crowd.browsers["administrator"].post(path).status_code for path in posts}

    assert set(answers.values()) == {400}, answers
