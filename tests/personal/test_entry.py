"""Coming in by number and birth date: the right pair opens, wrong ones are few and counted."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text

from scheduler.errors import NotFoundError
from scheduler.services.answers import TooManyError
from scheduler.services.entry import TRIES_A_NUMBER, TRIES_AN_ADDRESS, WINDOW, enter
from tests.personal.conftest import BORN, ORDINARY, Outside
from tests.stores import NOW

RIGHT = {"numero": ORDINARY, "jour": "4", "mois": "03", "annee": "2008"}
WRONG = {**RIGHT, "annee": "2009"}
OTHER_DAY = BORN.replace(year=2009)


def fail(outside, times, number=ORDINARY, address="192.0.2.1", now=NOW):
    for _ in range(times):
        with pytest.raises(NotFoundError):
            enter(outside.database, number, OTHER_DAY, address=address, now=now)


def test_right_number_and_date_lead_to_the_personal_page(outside):
    answer = outside.post("/candidat", **RIGHT)

    assert answer.status_code == 303
    assert answer.headers["Location"] == outside.candidate()


@pytest.mark.parametrize(
    "sent",
    [WRONG, {**RIGHT, "numero": "999"}, {**RIGHT, "numero": "' OR 1=1 --"}],
    ids=["date", "number", "quote"],
)
def test_wrong_number_and_wrong_date_get_the_same_answer(outside, sent):
    answer = outside.post("/candidat", **sent)

    assert answer.status_code == 404
    assert "Aucun candidat convoqué n’a ce numéro et cette date" in answer.get_data(as_text=True)


@pytest.mark.parametrize("part", ["", "32", "x", "²", "-1", "99999999999"])
def test_what_is_no_date_is_said_and_not_counted(outside, part):
    answer = outside.post("/candidat", **{**RIGHT, "jour": part})

    assert answer.status_code == 422
    assert "en jour, mois, année" in answer.get_data(as_text=True)
    with outside.database.reading() as db:
        assert db.execute(text("SELECT count(*) FROM attempts")).scalar() == 0


def test_number_is_blocked_after_a_few_failures_even_with_the_right_date(outside):
    for _ in range(TRIES_A_NUMBER):
        assert outside.post("/candidat", **WRONG).status_code == 404

    answer = outside.post("/candidat", **RIGHT)

    assert answer.status_code == 429
    assert "réessayez dans" in answer.get_data(as_text=True)
    assert outside.get(outside.candidate()).status_code == 200


def test_block_survives_a_restart_and_ends_after_its_window(outside):
    fail(outside, TRIES_A_NUMBER)
    again = Outside(outside.store.folder)

    with pytest.raises(TooManyError, match="dans 60 min"):
        enter(again.database, ORDINARY, BORN, address="192.0.2.9", now=NOW)
    path = enter(again.database, ORDINARY, BORN, address="192.0.2.9", now=NOW + WINDOW)

    assert path == outside.candidate()
    again.database.close()


def test_address_that_tries_many_numbers_is_blocked_and_others_are_not(outside):
    for number in range(TRIES_AN_ADDRESS):
        fail(outside, 1, number=f"9{number}")

    with pytest.raises(TooManyError):
        enter(outside.database, ORDINARY, BORN, address="192.0.2.1", now=NOW)
    assert enter(outside.database, ORDINARY, BORN, address="192.0.2.2", now=NOW) == outside.candidate()


def test_subscriber_with_many_ipv6_addresses_counts_as_one(outside):
    for number in range(TRIES_AN_ADDRESS):
        fail(outside, 1, number=f"9{number}", address=f"2001:db8:1:2::{number:x}")

    with pytest.raises(TooManyError):
        enter(outside.database, ORDINARY, BORN, address="2001:db8:1:2:ffff::1", now=NOW)


def test_tries_are_forgotten_and_never_name_anybody(outside):
    fail(outside, 2)
    with outside.database.reading() as db:
        kept = db.execute(text("SELECT subject FROM attempts")).scalars().all()

    enter(outside.database, ORDINARY, BORN, address="192.0.2.1", now=NOW + WINDOW + timedelta(minutes=1))

    assert len(kept) == 4
    assert not [one for one in kept if "192.0.2" in one or one == ORDINARY]
    with outside.database.reading() as db:
        assert db.execute(text("SELECT count(*) FROM attempts")).scalar() == 0


def test_candidate_without_birth_date_cannot_come_in_by_number(outside):
    with outside.database.writing() as db:
        db.execute(text("UPDATE candidates SET birth_date = NULL"))

    assert outside.post("/candidat", **RIGHT).status_code == 404


def test_form_says_whom_to_call(outside_read):
    page = outside_read.text("/candidat")

    assert 'href="tel:0261911010"' in page
    assert 'href="mailto:examens@example.org"' in page


def test_tries_at_the_same_moment_do_not_slip_under_the_limit(outside):
    def try_once(_):
        try:
            enter(outside.database, ORDINARY, OTHER_DAY, address="192.0.2.1", now=NOW)
        except (NotFoundError, TooManyError) as error:
            return type(error)

    with ThreadPoolExecutor(8) as several:
        found = Counter(several.map(try_once, range(16)))

    assert found == {NotFoundError: TRIES_A_NUMBER, TooManyError: 16 - TRIES_A_NUMBER}
