"""Personal addresses: the same each time, nobody else's, and closed when asked or long after."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import event, text

from models.db import LinkKind, LinkPurpose
from scheduler.addresses import full_address, is_public, webcal_address
from scheduler.convened import Holder
from scheduler.errors import NotFoundError, OrauxError
from scheduler.services.links import (
    KEY_FILE,
    OPEN_DAYS,
    LinkClosedError,
    LinkUnknownError,
    known_link,
    link_for,
    links_for,
    note_opening,
    open_link,
    renew_link,
    revoke_link,
)
from tests.stores import CODE, LATER, NOW

SOMEONE, JUROR = Holder(LinkKind.CANDIDATE, "1"), Holder(LinkKind.EXAMINER, "T1")
PAGE, CALENDAR = LinkPurpose.PAGE, LinkPurpose.CALENDAR


def token_of(path):
    return re.fullmatch(r"/\w+/([\w-]{32})(?:\.ics)?", path)[1]


def opened(store, path, now=NOW):
    with store.database.reading() as db:
        return open_link(db, token_of(path), now=now)


def test_address_is_the_same_each_time_and_opens_its_holder_alone(store):
    path = link_for(store.database, CODE, SOMEONE)

    again = link_for(store.database, CODE, SOMEONE)

    assert path == again
    assert path.startswith("/candidat/")
    assert opened(store, path).holder == SOMEONE
    assert opened(store, path).session == CODE


def test_address_asked_for_at_the_same_moment_is_made_once(store):
    with ThreadPoolExecutor(8) as several:
        paths = set(several.map(lambda _: link_for(store.database, CODE, SOMEONE), range(16)))

    assert len(paths) == 1


def test_addresses_of_many_are_all_different(store):
    holders = [Holder(LinkKind.CANDIDATE, str(number)) for number in range(200)]

    paths = links_for(store.database, CODE, [*holders, *holders])

    assert len(set(paths.values())) == 200


def test_page_and_calendars_of_one_person_are_different_addresses(store):
    paths = {link_for(store.database, CODE, JUROR, purpose=purpose) for purpose in LinkPurpose}

    assert len({token_of(path) for path in paths}) == 3
    assert sorted(path.split("/")[1] for path in paths) == ["agenda", "agenda", "jury"]


def test_database_alone_opens_nothing(store):
    token = token_of(link_for(store.database, CODE, SOMEONE))

    with store.database.reading() as db:
        row = db.execute(text("SELECT * FROM links")).mappings().one()

    assert token not in str(dict(row))
    assert row["digest"] == sha256(token.encode()).hexdigest()


@pytest.mark.parametrize("wrong", ["x" * 32, "", "é" * 32, "A" * 5000, "' OR 1=1 --"])
def test_wrong_token_opens_nothing(store, wrong):
    link_for(store.database, CODE, SOMEONE)

    with store.database.reading() as db, pytest.raises(LinkUnknownError, match="de personne"):
        open_link(db, wrong, now=NOW)


def test_revoked_address_says_whom_to_call(store):
    path = link_for(store.database, CODE, SOMEONE)

    revoke_link(store.database, CODE, SOMEONE, purpose=PAGE, now=LATER)

    with pytest.raises(LinkClosedError, match="remplacée ou fermée") as caught:
        opened(store, path)
    assert caught.value.contact.label == store.dossier_made.session.label
    assert known_link(store.database, CODE, SOMEONE) is None


def test_renewed_address_replaces_the_old_one_only_for_its_purpose(store):
    page = link_for(store.database, CODE, JUROR)
    old = link_for(store.database, CODE, JUROR, purpose=CALENDAR)

    new = renew_link(store.database, CODE, JUROR, purpose=CALENDAR, now=LATER)

    assert new != old
    assert opened(store, new).holder == JUROR
    assert opened(store, page).holder == JUROR
    with pytest.raises(LinkClosedError):
        opened(store, old)


def test_address_expires_long_after_the_last_half_day(store):
    path = link_for(store.database, CODE, SOMEONE)
    last = max(one.day for one in store.dossier_made.half_days)
    limit = NOW.replace(year=last.year, month=last.month, day=last.day) + timedelta(days=OPEN_DAYS)

    assert opened(store, path, now=limit).holder == SOMEONE
    with pytest.raises(LinkClosedError, match="expiré"):
        opened(store, path, now=limit + timedelta(days=1))


def test_first_opening_is_kept_and_later_ones_change_nothing(store):
    path = link_for(store.database, CODE, SOMEONE)

    note_opening(store.database, opened(store, path), now=NOW)
    note_opening(store.database, opened(store, path), now=LATER)

    assert opened(store, path).seen
    with store.database.reading() as db:
        (when,) = db.execute(text("SELECT opened_at FROM links")).scalars()
    assert str(when).startswith("2027-03-01")


def test_another_key_is_said_rather_than_printing_an_address_that_opens_nothing(store):
    link_for(store.database, CODE, SOMEONE)
    (store.folder / KEY_FILE).write_bytes(b"x" * 32)

    with pytest.raises(OrauxError, match="n’est pas celle qui les a signées"):
        link_for(store.database, CODE, SOMEONE)


def test_unknown_session_is_said(store):
    with pytest.raises(NotFoundError, match="ABSENTE"):
        link_for(store.database, "ABSENTE", SOMEONE)


def test_addresses_of_a_thousand_take_few_queries(store):
    holders = [Holder(LinkKind.CANDIDATE, str(number)) for number in range(1000)]
    links_for(store.database, CODE, holders)
    seen = []
    event.listen(store.database.engine, "before_cursor_execute", lambda *_: seen.append(1))

    links_for(store.database, CODE, holders)

    assert len(seen) <= 4


@pytest.mark.parametrize(
    ("setting", "page", "calendar"),
    [
        ({}, "http://127.0.0.1:8765/candidat/x", "webcal://127.0.0.1:8765/candidat/x"),
        (
            {"ORAUX_ADRESSE": "https://oraux.example.org/"},
            "https://oraux.example.org/candidat/x",
            "webcal://oraux.example.org/candidat/x",
        ),
    ],
)
def test_public_address_comes_before_the_path(setting, page, calendar):
    assert full_address("/candidat/x", setting) == page
    assert webcal_address("/candidat/x", setting) == calendar
    assert is_public(setting) == bool(setting)


@pytest.mark.parametrize(
    "wrong", ["oraux.example.org", "ftp://example.org", "https://", "http://a/?b=1"]
)
def test_public_address_that_is_none_is_refused_with_an_example(wrong):
    with pytest.raises(OrauxError, match="par exemple https"):
        full_address("/candidat/x", {"ORAUX_ADRESSE": wrong})
