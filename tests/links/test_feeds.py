"""Feeds through versions: what changed rises, what left stays as cancelled, names hidden when asked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from icalendar import Calendar

from models.db import LinkKind, LinkPurpose
from scheduler.convened import Holder
from scheduler.services.calendars import make_calendars
from scheduler.services.feeds import feed_of, feed_state, feed_tag, published_history
from scheduler.services.links import OpenLink
from tests.factories import CENTRE
from tests.links.changes import moved, without_juror
from tests.stores import CODE, LATER


def feed(store, kind, code, purpose=LinkPurpose.CALENDAR):
    link = OpenLink(1, CODE, Holder(kind, code), purpose, seen=True)
    with store.database.reading() as db:
        history = published_history(db, CODE, names=purpose is not LinkPurpose.DISCREET)
    return Calendar.from_ical(feed_of(history, link))


def events(calendar):
    return {
        str(one["summary"]).split(" — ")[0]: (int(one["sequence"]), str(one["status"]))
        for one in calendar.walk("VEVENT")
    }


def text_of(calendar):
    return calendar.to_ical().replace(b"\r\n ", b"").decode()


def publish(store, plan):
    store.publish(store.draft(plan), now=LATER)


def test_first_version_confirms_every_event_with_its_number(store):
    found = events(feed(store, LinkKind.CENTRE, CENTRE))

    assert len(found) >= 3
    assert set(found.values()) == {(1, "CONFIRMED")}


def test_only_what_changed_rises(store):
    publish(store, moved(store.plan_made, "C6", minutes=10))

    calendar = feed(store, LinkKind.EXAMINER, "PRO2")
    other = feed(store, LinkKind.EXAMINER, "OPA1")

    assert set(events(calendar).values()) == {(2, "CONFIRMED")}
    assert set(events(other).values()) == {(1, "CONFIRMED")}


def test_withdrawn_sitting_stays_as_cancelled_and_its_uid_is_the_same(store):
    before = feed(store, LinkKind.EXAMINER, "PRO2").walk("VEVENT")[0]

    publish(store, without_juror(store.plan_made, "C6", "PRO2", "PRO1"))

    (after,) = feed(store, LinkKind.EXAMINER, "PRO2").walk("VEVENT")
    assert (str(after["status"]), int(after["sequence"])) == ("CANCELLED", 2)
    assert after["uid"] == before["uid"]
    assert after["dtstamp"].dt > before["dtstamp"].dt


def test_what_comes_back_after_being_cancelled_rises_again(store):
    publish(store, without_juror(store.plan_made, "C6", "PRO2", "PRO1"))
    publish(store, store.plan_made)

    (event,) = feed(store, LinkKind.EXAMINER, "PRO2").walk("VEVENT")

    assert (str(event["status"]), int(event["sequence"])) == ("CONFIRMED", 3)


def test_cancelled_does_not_rise_again_with_the_next_version(store):
    publish(store, without_juror(store.plan_made, "C6", "PRO2", "PRO1"))
    publish(store, without_juror(moved(store.plan_made, "C6", minutes=10), "C6", "PRO2", "PRO1"))

    (event,) = feed(store, LinkKind.EXAMINER, "PRO2").walk("VEVENT")

    assert (str(event["status"]), int(event["sequence"])) == ("CANCELLED", 2)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (LinkKind.EXAMINER, "PRO1"),
        (LinkKind.COMMISSION, "C1"),
        (LinkKind.ROOM, f"{CENTRE}/P1"),
        (LinkKind.CENTRE, CENTRE),
    ],
)
def test_names_are_hidden_when_asked(store, kind, code):
    people = [one.family_name for one in (*store.dossier_made.candidates, *store.dossier_made.examiners)]

    open_, hidden = feed(store, kind, code), feed(store, kind, code, LinkPurpose.DISCREET)

    assert [name for name in people if name in text_of(open_)]
    assert not [name for name in people if name in text_of(hidden)]
    assert "temps majoré" not in text_of(hidden)
    assert len(hidden.walk("VEVENT")) == len(open_.walk("VEVENT"))


def test_room_feed_holds_its_commissions_and_preparations_alone(store):
    found = feed(store, LinkKind.ROOM, f"{CENTRE}/P1").walk("VEVENT")

    assert found
    assert all(str(one["summary"]).startswith("Surveillance") for one in found)


def test_watch_that_moves_within_its_half_day_stays_the_same_event(store):
    before = {str(one["uid"]) for one in feed(store, LinkKind.ROOM, f"{CENTRE}/P1").walk("VEVENT")}

    publish(store, moved(store.plan_made, "C6", minutes=10))

    after = feed(store, LinkKind.ROOM, f"{CENTRE}/P1").walk("VEVENT")
    assert {str(one["uid"]) for one in after} == before
    assert sorted(int(one["sequence"]) for one in after) == [*[1] * (len(before) - 1), 2]


def test_session_without_version_in_force_gives_an_empty_calendar():
    link = OpenLink(1, CODE, Holder(LinkKind.EXAMINER, "PRO1"), LinkPurpose.CALENDAR, seen=True)

    assert Calendar.from_ical(feed_of([], link)).walk("VEVENT") == []


def test_tag_changes_with_a_publication_and_differs_between_addresses(store):
    link = OpenLink(1, CODE, Holder(LinkKind.EXAMINER, "PRO1"), LinkPurpose.CALENDAR, seen=True)

    def tag(of):
        with store.database.reading() as db:
            return feed_tag(of, feed_state(db, CODE))

    first, again, other = tag(link), tag(link), tag(replace(link, id=2))
    publish(store, moved(store.plan_made, "C6", minutes=10))

    assert first == again != other
    assert tag(link) != first


def test_files_written_after_a_change_say_what_was_withdrawn(store, tmp_path):
    publish(store, without_juror(store.plan_made, "C6", "PRO2", "PRO1"))

    with store.database.reading() as db:
        make_calendars(db, CODE, tmp_path / "out")

    (gone,) = Calendar.from_ical((tmp_path / "out/examinateurs/PRO2.ics").read_bytes()).walk("VEVENT")
    assert (str(gone["status"]), int(gone["sequence"])) == ("CANCELLED", 2)
    kept = events(Calendar.from_ical((tmp_path / "out/examinateurs/OPA1.ics").read_bytes()))
    assert set(kept.values()) == {(1, "CONFIRMED")}


def test_feed_of_a_juror_removed_from_the_session_still_says_what_was_withdrawn(store):
    left = tuple(one for one in store.dossier_made.examiners if one.code != "PRO2")
    store.put(replace(store.dossier_made, examiners=left))
    publish(store, without_juror(store.plan_made, "C6", "PRO2", "PRO1"))

    calendar = feed(store, LinkKind.EXAMINER, "PRO2")

    assert set(events(calendar).values()) == {(2, "CANCELLED")}
    assert "RouxPRO2" in str(calendar["x-wr-calname"])
