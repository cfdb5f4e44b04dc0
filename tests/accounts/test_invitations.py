"""An invitation or a new password sent by mail: taken, refused, no server, no secret left behind."""

from __future__ import annotations

import re

import pytest

from models.db import KeyPurpose, Security
from scheduler.accounts.keys import seen_key
from scheduler.accounts.users import set_password
from scheduler.errors import NotFoundError
from scheduler.mail.server import MailServer, store_server
from scheduler.services.journal import journal_of
from tests.mail.servers import HOST, MailHost, Running
from webui.clock import utc_now

PAUL = "paul.remy@example.org"
SEND = "Envoyer l’invitation par courriel"


def settle(site, port):
    server = MailServer(HOST, port, Security.NONE, "", "", "examens@example.org", "Division des examens")
    store_server(site.database, server, keep_password=False)


def text_of(answer):
    return answer.get_data(as_text=True)


def invited(site):
    """Invite somebody; return the page, the id of the account and the key that the page shows."""
    page = text_of(site.post("/comptes", email=PAUL, nom="Paul Remy"))
    user_id = int(re.search(r"/comptes/(\d+)/nouveau-mot-de-passe", page)[1])
    return page, user_id, re.search(r"/invitation/([\w-]+)", page)[1]


def opens(site, key, purpose=KeyPurpose.INVITATION):
    with site.database.reading() as db:
        try:
            return seen_key(db, key, purpose, now=utc_now()) is not None
        except NotFoundError:
            return False


def test_invitation_leaves_in_plain_text_and_html_and_its_address_opens(site):
    host = MailHost()
    with Running(host) as port:
        settle(site, port)
        page, user_id, shown = invited(site)
        answer = site.post(f"/comptes/{user_id}/courriel")

    (message,) = host.messages
    plain, html = (message.get_body((kind,)).get_content() for kind in ("plain", "html"))
    key = re.search(r"/invitation/([\w-]+)", plain)[1]
    assert SEND in page
    assert "Invitation envoyée à Paul Remy" in text_of(answer)
    assert key not in text_of(answer)
    assert host.addresses == [PAUL]
    assert f"/invitation/{key}" in html
    assert "14\N{NO-BREAK SPACE}jours" in plain
    assert opens(site, key)
    assert not opens(site, shown)
    with site.database.reading() as db:
        entry = journal_of(db, None)[0]
    assert PAUL in entry.sentence
    assert key not in entry.sentence


def test_new_password_of_a_known_account_is_sent_as_such(site):
    host = MailHost()
    with Running(host) as port:
        settle(site, port)
        _, user_id, _ = invited(site)
        with site.database.writing() as db:
            set_password(db, user_id, "le train de sept heures douze", now=utc_now())
        site.post(f"/comptes/{user_id}/courriel")

    (message,) = host.messages
    plain = message.get_body(("plain",)).get_content()
    assert "nouveau mot de passe" in message["Subject"]
    assert opens(site, re.search(r"/nouveau-mot-de-passe/([\w-]+)", plain)[1], KeyPurpose.RESET)


@pytest.mark.parametrize(
    ("recipients", "bodies", "said"),
    [
        ({PAUL: ["550 Boite inconnue"]}, {}, "550 Boite inconnue"),
        ({}, {PAUL: ["cut"]}, "peut-être parti"),
    ],
)
def test_refusal_is_said_in_the_words_of_the_server_with_the_address_to_hand_over(
    site, recipients, bodies, said
):
    with Running(MailHost(recipients, bodies)) as port:
        settle(site, port)
        _, user_id, _ = invited(site)
        answer = site.post(f"/comptes/{user_id}/courriel")

    page = text_of(answer)
    assert answer.status_code == 502
    assert said in page
    assert opens(site, re.search(r"/invitation/([\w-]+)", page)[1])
    assert "reprendra" not in page


def test_without_a_server_the_page_says_so_and_offers_no_sending(site):
    page, user_id, _ = invited(site)
    answer = site.post(f"/comptes/{user_id}/courriel")

    assert "Aucun serveur de courriel n’est réglé" in page
    assert SEND not in page
    assert answer.status_code == 422
    assert "rien n’est parti" in text_of(answer)


def test_nothing_is_sent_to_a_closed_account(site):
    _, user_id, _ = invited(site)
    site.post(f"/comptes/{user_id}/fermer")

    assert site.post(f"/comptes/{user_id}/courriel").status_code == 404
