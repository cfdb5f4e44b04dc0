"""Calendars as clients ask for them: headers, nothing sent twice, closed addresses."""

from __future__ import annotations

import pytest
from icalendar import Calendar
from sqlalchemy import event

from models.db import LinkKind, LinkPurpose
from scheduler.convened import Holder
from scheduler.services.links import revoke_link
from tests.factories import CENTRE
from tests.links.changes import moved
from tests.personal.conftest import JUROR
from tests.stores import CODE, NOW


def tagged(outside, path):
    return outside.get(path).headers["ETag"]


def test_feed_is_a_calendar_with_its_tag(outside_read):
    answer = outside_read.get(outside_read.feed())

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["ETag"].strip('"')
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert Calendar.from_ical(answer.data).walk("VEVENT")


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
def test_client_that_has_it_gets_nothing_and_the_plan_is_not_read(outside, form):
    path = outside.feed()
    tag = tagged(outside, path)
    asked = []
    event.listen(outside.database.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))

    answer = outside.get(path, headers={"If-None-Match": form.format(tag)})

    assert answer.status_code == 304
    assert answer.data == b""
    assert answer.headers["ETag"] == tag
    assert not [one for one in asked if "passages" in one or "sittings" in one or "candidates" in one]
    assert len(asked) <= 5


def test_publication_changes_the_tag_and_the_calendar(outside, people):
    path = outside.feed("PRO2")
    tag = tagged(outside, path)

    outside.publish(moved(people[1], "C6", minutes=10))

    answer = outside.get(path, headers={"If-None-Match": tag})
    assert answer.status_code == 200
    (changed,) = Calendar.from_ical(answer.data).walk("VEVENT")
    assert int(changed["sequence"]) == 2


def test_head_gives_the_headers_alone(outside_read):
    answer = outside_read.client.head(outside_read.feed())

    assert answer.status_code == 200
    assert answer.data == b""
    assert answer.headers["ETag"] == tagged(outside_read, outside_read.feed())


@pytest.mark.parametrize(
    ("kind", "code"),
    [(LinkKind.COMMISSION, "C1"), (LinkKind.ROOM, f"{CENTRE}/J1"), (LinkKind.CENTRE, CENTRE)],
)
def test_commission_room_and_centre_have_their_feeds(outside_read, kind, code):
    answer = outside_read.get(outside_read.feed(code, kind=kind))

    assert answer.status_code == 200
    assert Calendar.from_ical(answer.data).walk("VEVENT")


def test_closed_feed_says_so_in_a_line_to_the_programme_that_reads_it(outside):
    path = outside.feed()

    revoke_link(
        outside.database, CODE, Holder(LinkKind.EXAMINER, JUROR), purpose=LinkPurpose.CALENDAR, now=NOW
    )

    answer = outside.get(path)
    assert answer.status_code == 410
    assert answer.mimetype == "text/plain"
    assert answer.get_data(as_text=True).startswith("Cette adresse a été remplacée ou fermée.")
    assert answer.get_data(as_text=True).endswith("02 61 91 10 10\n")
