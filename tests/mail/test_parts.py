"""A batch too heavy for one message: numbered parts, each sent once, whatever happens in between."""

from __future__ import annotations

import io
import zipfile

import pytest

from models.db import HolderKind, MessageKind, MessageState
from scheduler.mail import outbox
from scheduler.mail.attachments import Parcel, attachments_of, sources_of
from scheduler.mail.contacts import store_contact
from scheduler.mail.parts import shares
from scheduler.mail.prepare import in_force, prepare_messages
from tests.mail.servers import Running
from tests.mail.test_prepare import SCHOOL, later
from tests.stores import CODE, LATER, NOW

FEW = 160_000
"""Bytes that three convocations reach, not two."""
ALL = tuple("12345678")


@pytest.fixture
def divided(office):
    """An office whose only establishment has an address, its batch in several messages."""
    with office.database.writing() as db:
        store_contact(db, SCHOOL, address="secretariat@example.org", phone="", now=NOW)
    prepare(office)
    return office


def prepare(office, now=NOW, largest=FEW):
    return prepare_messages(office.database, CODE, now=now, largest=largest)


def parts(office, **wanted):
    found = office.messages(kind=MessageKind.SCHOOL, **wanted)
    live = [one for one in found if one.state is not MessageState.SUPERSEDED]
    return sorted(live, key=lambda one: one.round)


def files(office, one):
    """Return the files of a message as they leave."""
    with office.database.reading() as db:
        sources = sources_of(db, CODE, in_force(db, CODE).number)
    parcel = Parcel(one.kind, one.holder_kind, one.holder, one.people, one.round)
    return attachments_of(sources, parcel)


def test_people_are_shared_out_in_order_in_parts_of_about_the_same_size():
    assert shares(ALL, 3) == [tuple("123"), tuple("456"), tuple("78")]
    assert shares(ALL, 8) == [ALL]
    assert shares((), 3) == [()]


def test_heavy_batch_makes_numbered_messages_that_say_what_they_bring(divided):
    found = parts(divided)

    count = len(found)
    assert count > 1
    assert [one.round for one in found] == list(range(1, count + 1))
    assert sum((one.people for one in found), ()) == ALL
    for rank, one in enumerate(found, start=1):
        assert one.subject.endswith(f"({rank}/{count})")
        assert f"Message {rank} sur {count}" in one.plain
        listed = {number for number in ALL if f"n°\N{NO-BREAK SPACE}{number}\n" in one.plain}
        assert listed == set(one.people)


def test_each_part_brings_its_convocations_alone_and_fits(divided):
    first, second = parts(divided)[:2]

    (file,) = files(divided, second)

    names = zipfile.ZipFile(io.BytesIO(file.content)).namelist()
    assert names == ["bordereau.pdf", *(f"convocation-{one}.pdf" for one in second.people)]
    assert len(file.content) <= FEW
    assert file.name == f"convocations-{SCHOOL}-2.zip"
    assert not set(first.people) & set(second.people)


def test_usual_batch_is_one_message_without_a_number(office):
    office.prepare()

    (alone,) = parts(office)

    assert (alone.round, alone.people) == (0, ALL)
    assert "(1/" not in alone.subject


def test_parts_keep_their_candidates_once_one_is_approved(divided):
    before = [(one.round, one.people) for one in parts(divided)]
    divided.do(outbox.approve, parts(divided)[0].id, by="test", now=NOW)

    prepare(divided, LATER, largest=10 * FEW)

    assert [(one.round, one.people) for one in parts(divided)] == before


def test_parts_that_nobody_approved_are_shared_out_again_both_ways(divided):
    before = [(one.round, one.people) for one in parts(divided)]

    prepare(divided, largest=100 * FEW)
    alone = [(one.round, one.people) for one in parts(divided)]
    prepare(divided)

    assert alone == [(0, ALL)]
    assert [(one.round, one.people) for one in parts(divided)] == before
    assert {one.state for one in parts(divided)} == {MessageState.READY}


def test_part_that_failed_leaves_again_alone(divided, host):
    first, second = parts(divided)[:2]
    divided.do(outbox.mark_sent, first.id, by="test", now=NOW)
    divided.fail(second.id)
    prepare(divided, LATER)
    divided.do(outbox.send_again, second.id, by="test", now=NOW)

    with Running(host) as port:
        divided.settle(port)
        divided.send(times=2)

    assert len(host.received) == 1
    assert {one.state for one in parts(divided)[:2]} == {MessageState.SENT}


def test_establishment_is_told_everything_anew_while_a_part_is_missing(divided):
    first = parts(divided)[0]
    divided.do(outbox.mark_sent, first.id, by="test", now=NOW)
    divided.publish_again(later(divided.first_plan, "4", 5))

    prepare(divided, LATER)

    assert sum((one.people for one in parts(divided, version=2)), ()) == ALL


def test_establishment_with_every_part_hears_of_what_moved_alone(divided):
    divided.do(outbox.mark_sent, *(one.id for one in parts(divided)), by="test", now=NOW)
    divided.publish_again(later(divided.first_plan, "4", 5))

    prepare(divided, LATER)

    (again,) = parts(divided, version=2)
    assert again.holder_kind is HolderKind.SCHOOL
    assert "4" in again.people
    assert len(again.people) < len(ALL)
