"""Sending, with a real server: what is taken, put off, refused, cut short."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from models.db import MailServerRow, MessageKind, MessageRow, MessageState, Security, open_database
from scheduler.mail import outbox
from scheduler.mail.claims import claim_next, new_token, recover, step
from scheduler.mail.postman import RETRIES, Postman
from scheduler.mail.trouble import trouble_of, try_again
from tests.mail.conftest import Office
from tests.mail.servers import CUT, MailHost, Running, certificate, server_context
from tests.postgresql import postgresql, postgresql_url  # noqa: F401 (fixtures)
from tests.stores import NOW


def login(password):
    return {"username": "oraux", "password": password}


def trouble(office):
    with office.database.reading() as db:
        return trouble_of(db)


def test_approved_message_leaves_and_the_others_stay(served, host):
    served.approve("1")

    served.send(times=3)

    assert host.addresses == ["c1@example.org"]
    assert served.message("1").state is MessageState.SENT
    assert served.message("1").sent_at == NOW
    assert {one.state for one in served.messages() if one.holder != "1"} >= {MessageState.READY}


def test_message_carries_its_convocation_and_its_calendar(served, host):
    served.rename(served.message("1").id, MessageKind.CANDIDATE)
    served.approve("1")

    served.send()

    (message,) = host.messages
    assert message["To"] == "Mme Louise Martin1 <c1@example.org>"
    assert message["Reply-To"].addresses[0].addr_spec == "contact@example.org"
    assert message["Auto-Submitted"] == "auto-generated"
    files = {part.get_filename(): part.get_content_type() for part in message.iter_attachments()}
    assert files == {"convocation-1.pdf": "application/pdf", "agenda-1.ics": "text/calendar"}
    offered = message.get_body(("calendar",)) or next(
        part for part in message.walk() if part.get_content_type() == "text/calendar"
    )
    assert offered.get_param("method") == "PUBLISH"


def test_refused_address_fails_and_the_next_one_leaves(served, host):
    host.recipients["c1@example.org"] = ["550 5.1.1 Unknown user"]
    served.approve("1", "2")

    served.send(times=2)

    assert served.message("1").state is MessageState.FAILED
    assert "550 5.1.1 Unknown user" in served.message("1").reason
    assert host.addresses == ["c2@example.org"]


def test_address_put_off_is_tried_again_later(served, host):
    host.recipients["c1@example.org"] = ["451 4.7.1 Greylisted"]
    served.approve("1")

    served.send(times=2)
    put_off = served.message("1")
    served.clock = NOW + RETRIES[0]
    served.send()

    assert put_off.state is MessageState.QUEUED
    assert put_off.next_try_at == NOW + RETRIES[0]
    assert served.message("1").state is MessageState.SENT
    assert host.addresses == ["c1@example.org"]


def test_address_put_off_every_time_fails_in_the_end(served, host):
    host.recipients["c1@example.org"] = ["451 Later"] * 20
    served.approve("1")

    for _ in range(len(RETRIES) + 1):
        served.send()
        served.clock += max(RETRIES)

    assert served.message("1").state is MessageState.FAILED
    assert served.message("1").attempts == len(RETRIES) + 1


@pytest.mark.parametrize(
    ("answer", "state"),
    [("452 Full", MessageState.QUEUED), ("554 Looks like spam", MessageState.FAILED)],
)
def test_refused_body_is_known_not_to_be_taken(served, host, answer, state):
    host.bodies["c1@example.org"] = [answer]
    served.approve("1")

    served.send()

    assert served.message("1").state is state
    assert answer in served.message("1").reason


def test_connection_cut_before_the_body_is_tried_again(served, host):
    host.recipients["c1@example.org"] = [CUT]
    served.approve("1")

    served.send()
    cut = served.message("1")
    served.clock += timedelta(minutes=1)
    served.send()

    assert cut.state is MessageState.QUEUED
    assert cut.attempts == 0
    assert host.addresses == ["c1@example.org"]
    assert trouble(served) is None


def test_connection_cut_after_the_body_is_uncertain_and_never_sent_again_by_itself(served, host):
    host.bodies["c1@example.org"] = [CUT]
    served.approve("1")

    served.send()
    served.clock += timedelta(days=2)
    served.send(times=2)

    assert served.message("1").state is MessageState.UNCERTAIN
    assert "peut-être" in served.message("1").reason
    assert host.received == []


def test_uncertain_message_sent_again_by_somebody_keeps_its_name(served, host):
    served.approve("1")
    served.send()
    lost = served.message("1").id
    with served.database.writing() as db:
        db.execute(update(MessageRow).where(MessageRow.id == lost).values(state=MessageState.UNCERTAIN))

    served.do(outbox.send_again, lost, by="test", now=NOW)
    served.send()

    first, second = host.messages
    assert first["Message-ID"] == second["Message-ID"]


def test_refused_sender_halts_everything_without_using_up_tries(served, host):
    host.senders = ["550 5.7.1 Not yours"]
    served.approve()

    served.send(times=3)

    assert host.received == []
    assert trouble(served).halted
    assert "examens@example.org" in trouble(served).sentence
    assert {one.attempts for one in served.messages(state=MessageState.QUEUED)} == {0}
    try_again(served.database)
    served.send()
    assert len(host.received) == 1


def test_silent_server_is_called_again_after_a_growing_while(office):
    office.prepare()
    office.lighten()
    office.settle(1)
    office.approve("1")

    waits = []
    for _ in range(3):
        office.send()
        waits.append(trouble(office).retry_at - office.clock)
        office.clock = trouble(office).retry_at

    assert waits == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=5)]
    assert not trouble(office).halted
    assert "ne répond pas" in trouble(office).sentence
    assert office.message("1").state is MessageState.QUEUED


def test_nothing_leaves_without_a_server(office):
    office.prepare()
    office.lighten()
    office.approve("1")

    office.send()

    assert "Aucun serveur" in trouble(office).sentence
    assert office.message("1").state is MessageState.QUEUED


def test_password_and_starttls_are_used(office, host, tmp_path):
    public, private = certificate(tmp_path)
    office.prepare()
    office.lighten()
    office.approve("1")
    with Running(host, starttls=server_context(public, private), login=True) as port:
        office.settle(port, security=Security.STARTTLS, **login("s3cret"))
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("ORAUX_SMTP_CA", str(public))
            office.send()

    assert host.addresses == ["c1@example.org"]


def test_wrong_password_halts_and_does_not_show_it(office, host, tmp_path, caplog):
    public, private = certificate(tmp_path)
    office.prepare()
    office.lighten()
    office.approve("1")
    with Running(host, starttls=server_context(public, private), login=True) as port:
        office.settle(port, security=Security.STARTTLS, **login("wr0ng-secret"))
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("ORAUX_SMTP_CA", str(public))
            office.send()

    assert trouble(office).halted
    assert "535" in trouble(office).sentence
    assert "wr0ng-secret" not in trouble(office).sentence + caplog.text


def test_unknown_certificate_halts_before_anything_is_said(office, host, tmp_path):
    public, private = certificate(tmp_path)
    office.prepare()
    office.lighten()
    office.approve("1")
    with Running(host, tls=server_context(public, private)) as port:
        office.settle(port, security=Security.TLS)
        office.send()

    assert "certificat" in trouble(office).sentence
    assert trouble(office).halted
    assert host.received == []


def test_server_without_starttls_gets_nothing_in_clear(served, host):
    served.settle(served.port, security=Security.STARTTLS)
    served.approve("1")

    served.send()

    assert "STARTTLS" in trouble(served).sentence
    assert host.received == []


def test_pace_is_kept_between_two_messages(served, host):
    served.settle(served.port, per_minute=20)
    served.approve("1", "2")

    with served.postman() as postman:
        postman.once()
        pause = postman.once()

    assert pause == 3.0
    assert host.addresses == ["c1@example.org"]


def test_paused_session_keeps_its_messages(served, host):
    served.approve("1")
    with served.database.writing() as db:
        outbox.pause(db, "S27", paused=True)

    served.send()
    kept = list(host.received)
    with served.database.writing() as db:
        outbox.pause(db, "S27", paused=False)
    served.send()

    assert kept == []
    assert host.addresses == ["c1@example.org"]


def test_message_is_taken_by_one_process_alone(served):
    served.approve("1")

    first = claim_next(served.database, new_token(), now=NOW)
    second = claim_next(served.database, new_token(), now=NOW)

    assert first is not None
    assert second is None


def test_message_of_a_version_no_longer_in_force_does_not_leave(served, host):
    served.approve("1")
    served.publish_again(served.first_plan)

    served.send()

    assert host.received == []
    assert served.message("1").state is MessageState.SUPERSEDED


def test_process_dead_before_the_body_gives_the_message_back(served):
    served.approve("1")
    claim_next(served.database, "elsewhere/1/x", now=NOW)

    early = recover(served.database, now=NOW + timedelta(minutes=15))
    late = recover(served.database, now=NOW + timedelta(minutes=16))

    assert (early, late) == (0, 1)
    assert served.message("1").state is MessageState.QUEUED


def test_process_dead_after_the_body_leaves_an_uncertain_message(served):
    served.approve("1")
    claim = claim_next(served.database, "elsewhere/1/x", now=NOW)
    step(served.database, claim, "elsewhere/1/x", MessageState.HANDED, handed_at=NOW)

    recover(served.database, now=NOW + timedelta(minutes=16))

    assert served.message("1").state is MessageState.UNCERTAIN


def test_password_is_sealed_in_the_database(office):
    office.settle(25, **login("wr0ng-secret"))

    with office.database.reading() as db:
        stored = db.scalar(select(MailServerRow.password))

    assert "wr0ng-secret" not in stored
    assert b"wr0ng-secret" not in (office.folder / "oraux.db").read_bytes()


def test_host_that_is_slow_but_answers_is_waited_for(office):
    host = MailHost(seconds=0.4)
    office.prepare()
    office.lighten()
    office.approve("1")
    with Running(host) as port:
        office.settle(port)
        office.send()

    assert office.message("1").state is MessageState.SENT


def test_two_processes_at_once_send_each_message_once(served, host):
    served.approve("1", "2", "3", "4")
    host.seconds = 0.05
    stop = threading.Event()

    def deliver():
        database = open_database(served.url, migrate=False)
        Postman(database, now=lambda: NOW + timedelta(seconds=time.monotonic())).send_all(stop)
        database.close()

    with served.database.writing() as db:
        db.execute(update(MailServerRow).values(per_minute=600_000))
    threads = [threading.Thread(target=deliver) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(host.addresses) == [f"c{one}@example.org" for one in "1234"]


@pytest.mark.postgresql
def test_postgresql_sends_as_sqlite_does(postgresql_url, tmp_path, host):  # noqa: F811 (a fixture)
    office = Office(tmp_path, open_database(postgresql_url))
    office.open()
    office.prepare()
    office.lighten()
    office.approve("1", "2")
    host.recipients["c2@example.org"] = ["550 Unknown"]
    with Running(host) as port:
        office.settle(port)
        office.send(times=2)

    assert host.addresses == ["c1@example.org"]
    assert office.message("2").state is MessageState.FAILED
    assert recover(office.database, now=NOW) == 0
    office.database.close()
