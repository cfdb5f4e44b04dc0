"""Coming in: first account, invitation, password, few tries, signing out."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from models.db import KeyPurpose
from scheduler.accounts.keys import new_key, use_key
from scheduler.accounts.sign_in import TooManyTriesError, WrongPasswordError, sign_in
from scheduler.accounts.users import (
    first_account,
    has_administrator,
    invite,
    set_active,
    set_administrator,
    set_password,
)
from scheduler.errors import ConflictError, NotFoundError, OrauxError
from tests.web.conftest import NOW
from webui.clock import utc_now

PASSWORD = "le train de sept heures douze"  # noqa: S105
EMAIL = "claude.martin@example.org"


def chief(site, password=PASSWORD):
    """Make the first account; return its id."""
    with site.database.writing() as db:
        key = new_key(db, KeyPurpose.FIRST, user_id=None, now=NOW)
        return first_account(db, key, email=EMAIL, name="Claude Martin", password=password, now=NOW)


def tried(site, password, *, email=EMAIL, place="10.0.0.1", now=NOW):
    return sign_in(site.database, email=email, password=password, place=place, now=now)


def form(browser, path, **data):
    page = browser.get(path).get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
    return browser.post(path, data={"csrf_token": token, **data})


def test_the_first_start_leads_to_an_administrator(site):
    with site.database.writing() as db:
        key = new_key(db, KeyPurpose.FIRST, user_id=None, now=utc_now())
    browser = site.browser()

    answer = form(
        browser, f"/premier-compte/{key}",
        nom="Claude Martin", email=EMAIL, mot_de_passe=PASSWORD, encore=PASSWORD,
    )  # fmt: skip

    assert answer.status_code == 303
    assert "Claude Martin" in browser.get("/sessions").get_data(as_text=True)
    assert browser.get("/comptes").status_code == 200
    assert site.browser().get(f"/premier-compte/{key}").status_code == 404


def test_a_wrong_first_account_keeps_what_was_written_and_the_key(site):
    with site.database.writing() as db:
        key = new_key(db, KeyPurpose.FIRST, user_id=None, now=utc_now())
    browser = site.browser()

    short = form(
        browser,
        f"/premier-compte/{key}",
        nom="Claude",
        email=EMAIL,
        mot_de_passe="court",
        encore="court",
    )

    assert short.status_code == 400
    assert "12 à 200 caractères" in short.get_data(as_text=True)
    assert f'value="{EMAIL}"' in short.get_data(as_text=True)
    assert browser.get(f"/premier-compte/{key}").status_code == 200


def test_nobody_makes_a_second_first_account(site):
    chief(site)

    with pytest.raises(ConflictError, match="déjà un administrateur"):
        chief(site)


def test_a_page_leads_to_the_door_and_back(site):
    chief(site)
    browser = site.browser()

    door = browser.get("/textes")
    answer = form(browser, door.headers["Location"], email=EMAIL, mot_de_passe=PASSWORD, suite="/textes")

    assert door.status_code == 303
    assert answer.headers["Location"] == "/textes"
    assert browser.get("/textes").status_code == 200


def test_the_door_never_leads_to_another_site(site):
    chief(site)

    answer = form(
        site.browser(), "/connexion", email=EMAIL, mot_de_passe=PASSWORD, suite="//ailleurs.example.org"
    )

    assert answer.headers["Location"] == "/sessions"


@pytest.mark.parametrize("email", [EMAIL, "inconnu@example.org"])
def test_a_wrong_password_says_the_same_as_an_unknown_address(site, email):
    chief(site)

    with pytest.raises(WrongPasswordError, match="Adresse ou mot de passe inconnus"):
        tried(site, "autre chose, bien longue", email=email)


def test_five_tries_close_an_account_for_a_quarter_of_an_hour(site):
    user_id = chief(site)
    for _ in range(5):
        with pytest.raises(WrongPasswordError):
            tried(site, "pas le bon mot de passe")

    with pytest.raises(TooManyTriesError, match="quart d’heure"):
        tried(site, PASSWORD)
    assert tried(site, PASSWORD, now=NOW + timedelta(minutes=16)) == user_id


def test_one_place_cannot_try_every_account(site):
    chief(site)
    for rank in range(30):
        with pytest.raises(WrongPasswordError):
            tried(site, "pas le bon mot de passe", email=f"un{rank}@example.org")

    with pytest.raises(TooManyTriesError):
        tried(site, PASSWORD)
    assert tried(site, PASSWORD, place="10.0.0.2")


def test_an_invitation_serves_once_and_its_successor_closes_it(site):
    with site.database.writing() as db:
        user_id, old = invite(db, email=EMAIL, name="Claude", now=utc_now())
        new = new_key(db, KeyPurpose.INVITATION, user_id=user_id, now=utc_now())
    browser = site.browser()

    assert browser.get(f"/invitation/{old}").status_code == 404
    answer = form(browser, f"/invitation/{new}", mot_de_passe=PASSWORD, encore=PASSWORD)

    assert answer.status_code == 303
    assert tried(site, PASSWORD, now=utc_now()) == user_id
    assert site.browser().get(f"/invitation/{new}").status_code == 404


def test_a_key_opens_only_what_it_was_made_for_and_not_for_ever(site):
    with site.database.writing() as db:
        user_id, key = invite(db, email=EMAIL, name="Claude", now=NOW)

    for purpose, now in ((KeyPurpose.RESET, NOW), (KeyPurpose.INVITATION, NOW + timedelta(days=15))):
        with site.database.writing() as db, pytest.raises(NotFoundError, match="déjà servi, a expiré"):
            use_key(db, key, purpose, now=now)
    assert user_id


def test_a_new_password_signs_every_browser_out(site):
    user_id = chief(site)
    browser, other = site.browser(user_id), site.browser(user_id)

    token = re.search(
        r'name="csrf_token" value="([^"]+)"', browser.get("/compte").get_data(as_text=True)
    )[1]
    new = "une autre phrase, plus longue"
    data = {"csrf_token": token, "actuel": PASSWORD, "nouveau": new, "encore": new}
    answer = browser.post("/compte/mot-de-passe", data=data)

    assert answer.status_code == 303
    assert browser.get("/compte").status_code == 200
    assert other.get("/compte").status_code == 303
    assert tried(site, new) == user_id


def test_a_closed_account_is_out_at_once(site):
    chief(site)
    with site.database.writing() as db:
        user_id, _ = invite(db, email="b@example.org", name="B", administrator=True, now=NOW)
    browser = site.browser(user_id)
    assert browser.get("/comptes").status_code == 200

    with site.database.writing() as db:
        set_active(db, user_id, active=False, now=NOW)

    assert browser.get("/comptes").status_code == 303


def test_the_last_administrator_stays(site):
    user_id = chief(site)

    with site.database.writing() as db:
        with pytest.raises(ConflictError, match="seul administrateur"):
            set_active(db, user_id, active=False, now=NOW)
        with pytest.raises(ConflictError, match="seul administrateur"):
            set_administrator(db, user_id, administrator=False)


@pytest.mark.parametrize(
    "email", ["", "sans-arobase", "a@b", "a b@example.org", "x" * 250 + "@example.org"]
)
def test_what_is_no_address_is_refused(site, email):
    with site.database.writing() as db, pytest.raises(OrauxError, match="adresse électronique"):
        invite(db, email=email, name="Claude", now=NOW)


def test_the_visitor_of_this_computer_comes_in_until_somebody_administers(tmp_path):
    from webui.app import create_app  # noqa: PLC0415
    from webui.config import WebConfig  # noqa: PLC0415
    from webui.database import KEY  # noqa: PLC0415

    app = create_app(WebConfig(f"sqlite:///{tmp_path}/oraux.db", tmp_path, visitor=True))
    database = app.extensions[KEY]

    assert app.test_client().get("/sessions").status_code == 200
    assert (
        app.test_client().get("/sessions", environ_base={"REMOTE_ADDR": "10.1.1.1"}).status_code == 303
    )
    with database.writing() as db:
        assert not has_administrator(db)
        user_id, _ = invite(db, email=EMAIL, name="Claude", administrator=True, now=NOW)
    assert app.test_client().get("/sessions").status_code == 200
    with database.writing() as db:
        set_password(db, user_id, PASSWORD, now=NOW)
    assert app.test_client().get("/sessions").status_code == 303
    database.close()


def test_passwords_and_keys_are_not_in_the_database(site):
    chief(site)
    with site.database.writing() as db:
        _, key = invite(db, email="b@example.org", name="B", now=NOW)

    stored = b"".join(path.read_bytes() for path in site.folder.glob("oraux.db*"))
    assert PASSWORD.encode() not in stored
    assert key.encode() not in stored
