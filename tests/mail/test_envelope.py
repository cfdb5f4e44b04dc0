"""A message as it travels: headers nobody can add to, names of all alphabets, calendars that open."""

from __future__ import annotations

from datetime import UTC, datetime
from email import policy
from email.parser import BytesParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.db import Security
from scheduler.mail import server
from scheduler.mail.addresses import mailbox, one_line, usable
from scheduler.mail.attachments import Attachment
from scheduler.mail.envelope import Envelope, message_id, message_of
from scheduler.mail.server import (
    MailServer,
    MailSettingsError,
    checked,
    server_of,
)
from scheduler.mail.transport import Transport
from tests.mail.servers import HOST, Running

NOW = datetime(2027, 5, 3, 8, 0, tzinfo=UTC)
SERVER = MailServer(HOST, 25, Security.NONE, "", "", "examens@example.org", "Centre d’examen", 60)
ICS = Attachment("agenda-1.ics", "text/calendar", "BEGIN:VCALENDAR\r\nX:é\r\nEND:VCALENDAR\r\n".encode())
PDF = Attachment("convocation-1.pdf", "application/pdf", b"%PDF-1.7 \x00\xff")
WORDS = "Bonjour.\n\n.seul\n.\nFin – « été »\n"


def written(*, name="Mme Louise Martin", subject="Convocation", reply="contact@example.org"):
    envelope = Envelope("<oraux.1@example.org>", name, "louise@example.org", "Centre", reply)
    return message_of(
        envelope,
        SERVER,
        subject=subject,
        plain=WORDS,
        html="<p>Été</p>",
        attachments=(PDF, ICS),
        now=NOW,
    )


def parsed(content):
    return BytesParser(policy=policy.default).parsebytes(content)


@pytest.mark.parametrize(
    "evil",
    [
        "Martin\r\nBcc: tout@example.org",
        "Martin\nBcc: tout@example.org",
        "Martin\rBcc: tout@example.org",
        "Martin\N{LINE SEPARATOR}Bcc: tout@example.org",
        "Martin\x85Bcc: tout@example.org",
        "Martin\x00\x0bBcc: tout@example.org",
        "Martin=?utf-8?q?=0ABcc=3A_tout=40example=2Eorg?=",
    ],
)
def test_nothing_typed_can_add_a_header(evil):
    message = parsed(written(name=evil, subject=evil))

    assert message["Bcc"] is None
    assert [one.addr_spec for one in message["To"].addresses] == ["louise@example.org"]


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
)
def test_any_name_and_subject_keep_the_recipient_and_the_headers(name, subject):
    message = parsed(written(name=name, subject=subject))

    assert [one.addr_spec for one in message["To"].addresses] == ["louise@example.org"]
    assert sorted(set(message.keys())) == [
        "Auto-Submitted", "Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Reply-To",
        "Subject", "To", "X-Auto-Response-Suppress",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name",
    ["Mme Éléonore Brémond-Lœuillet", "M. 李小龙", "Mme آمنة بن عليّ", "M. O’Brien d’Été", "x" * 110],
)
def test_name_of_any_alphabet_arrives_whole(name):
    assert parsed(written(name=name))["To"].addresses[0].display_name == name


def test_signs_with_a_meaning_in_headers_are_left_out_of_names():
    assert mailbox('Martin, Louise "Lou" <l@x>', "l@example.org").display_name == "Martin Louise Lou l x"


def test_lines_are_short_and_ended_as_servers_ask():
    content = written(name="é" * 100, subject="ê" * 140)

    assert all(len(line) <= 998 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_calendar_is_offered_and_attached():
    message = parsed(written())

    calendars = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    offered, kept = calendars
    assert (offered.get_param("method"), offered.get_filename()) == ("PUBLISH", None)
    assert kept.get_filename() == "agenda-1.ics"
    assert kept.get_payload(decode=True) == ICS.content
    assert "X:é" in offered.get_content()


def test_answers_go_to_the_session_only_when_it_has_an_address():
    assert parsed(written(reply=None))["Reply-To"] is None
    assert parsed(written(reply="pas une adresse"))["Reply-To"] is None


def test_message_is_named_by_what_it_is_for():
    key = (1, 2, "CANDIDATE", "candidat", "2027", 0)

    assert message_id(key, "a@example.org") == message_id(key, "a@example.org")
    assert message_id(key, "a@example.org") != message_id((*key[:-1], 1), "a@example.org")
    assert message_id(key, "a@example.org").endswith("@example.org>")


def test_lines_that_begin_with_a_dot_arrive_as_they_were(host):
    with (
        Running(host) as port,
        Transport(MailServer(HOST, port, Security.NONE, "", "", "examens@example.org")) as line,
    ):
        line.deliver(b"Subject: x\r\n\r\n.\r\n..deux\r\nfin", "c@example.org", handed=lambda: None)

    assert host.received[0][1] == b"Subject: x\r\n\r\n.\r\n..deux\r\nfin\r\n"


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        (" louise.martin@example.org ", "louise.martin@example.org"),
        ("o'brien+oral@example.org", "o'brien+oral@example.org"),
        ("louise@été.example.org", "louise@xn--t-9fab.example.org"),
        ("louise@MAIL.example.org", "louise@mail.example.org"),
    ],
)
def test_usable_address_is_kept(address, kept):
    assert usable(address) == kept


@pytest.mark.parametrize(
    "address",
    [
        None, "", "louise", "louise@", "@example.org", "louise@example", "é@example.org",
        "a b@example.org", "a@example.org,b@example.org", "a@example.org\nBcc: b@example.org",
        "a@@example.org", "a..b@example.org", ".a@example.org", f"{'a' * 65}@example.org",
        "<a@example.org>", "a@-x.example.org", "a@x_y.example.org",
    ],
)  # fmt: skip
def test_unusable_address_is_refused(address):
    assert usable(address) is None


def test_fixed_spaces_stay_in_a_line():
    assert one_line("14\N{NO-BREAK SPACE}h\n 30") == "14\N{NO-BREAK SPACE}h 30"


def test_settings_of_the_environment_are_read(office):
    found = server_of(
        office.database,
        {"ORAUX_SMTP_HOST": "smtp.example.org", "ORAUX_SMTP_SENDER": "examens@example.org",
         "ORAUX_SMTP_SECURITY": "tls", "ORAUX_SMTP_PER_MINUTE": "12"},
    )  # fmt: skip

    assert (found.port, found.security, found.per_minute) == (465, Security.TLS, 12)
    assert found.from_environment


@pytest.mark.parametrize(
    "wrong",
    [
        {"ORAUX_SMTP_SECURITY": "ssl"},
        {"ORAUX_SMTP_PORT": "²"},
        {"ORAUX_SMTP_PORT": "0"},
        {"ORAUX_SMTP_SENDER": "examens"},
        {"ORAUX_SMTP_PER_MINUTE": "0"},
    ],
)
def test_wrong_setting_of_the_environment_is_named(office, wrong):
    given_settings = {"ORAUX_SMTP_HOST": "smtp.example.org", "ORAUX_SMTP_SENDER": "examens@example.org"}

    with pytest.raises(MailSettingsError):
        server_of(office.database, {**given_settings, **wrong})


def test_password_is_not_shown_by_the_settings():
    shown = repr(checked(MailServer(HOST, 25, Security.NONE, "x", "s3cret-", "examens@example.org")))

    assert "s3cret-" not in shown


def test_every_setting_of_the_environment_is_in_the_guide():
    guide = (Path(__file__).parents[2] / "docs" / "guide" / "11-courriels.md").read_text(
        encoding="utf-8"
    )
    names = [value for name, value in vars(server).items() if name.isupper() and "ORAUX" in str(value)]

    assert len(names) == 9
    assert [name for name in names if f"`{name}`" not in guide] == []
