"""After sending: what came back, who is silent, whom to telephone, and the outbox without a server."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import timedelta

import pytest

from models.db import HolderKind, LinkKind, MessageKind, MessageState
from scheduler.convened import Holder, half_days_of
from scheduler.errors import ConflictError, ImportRefusedError
from scheduler.mail import outbox
from scheduler.mail.bounces import Bounce, read_bounces, record_bounces
from scheduler.mail.calls import calls_of, note_call
from scheduler.mail.export import export_outbox, exportable, merge_rows, merge_table
from scheduler.mail.reminders import prepare_reminders
from scheduler.services.answers import acknowledge, decline
from tests.mail.test_prepare import sent_all
from tests.stores import CODE, NOW

WEEK = timedelta(days=7)


def calls(office, now=NOW):
    with office.database.reading() as db:
        return {one.code: one for one in calls_of(db, CODE, now=now)}


def bounce(office, *bounces):
    with office.database.writing() as db:
        return record_bounces(db, CODE, bounces, now=NOW)


NOTICE = """\
From: MAILER-DAEMON@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="limit"

--limit
Content-Type: text/plain; charset=utf-8

Votre message n’a pas pu être remis.

--limit
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org

Final-Recipient: rfc822; {address}
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 Unknown user

--limit
Content-Type: text/rfc822-headers

Message-ID: {message_id}
To: {address}

--limit--
"""


def notice(address, *, action="failed", message_id=""):
    """Return what a mail server sends back (RFC 3464)."""
    return NOTICE.format(address=address, action=action, message_id=message_id).encode()


def test_notice_of_the_server_marks_the_message_that_came_back(served, host):
    served.approve("1")
    served.send()
    (message,) = host.messages
    content = notice("c1@example.org", message_id=message["Message-ID"])

    report = bounce(served, *read_bounces("retour.eml", content))

    assert report.recorded == ("Mme\N{NO-BREAK SPACE}Louise Martin1",)
    assert served.message("1").state is MessageState.BOUNCED
    assert "550 5.1.1 Unknown user" in served.message("1").reason
    assert "1" in calls(served)


def test_notice_of_a_delay_is_no_bounce():
    with pytest.raises(ImportRefusedError, match=r"retard\.eml"):
        read_bounces("retard.eml", notice("c1@example.org", action="delayed"))


@pytest.mark.parametrize(
    "content",
    [
        "courriel;motif\r\nc1@example.org;boîte pleine\r\n",
        "\N{ZERO WIDTH NO-BREAK SPACE}nom,courriel,motif\nMartin,c1@example.org,boîte pleine\n",
        "c1@example.org\tboîte pleine\n",
        "c1@example.org;boîte pleine",
    ],
)
def test_list_of_addresses_is_read_whatever_its_columns(content):
    (found,) = read_bounces("retours.csv", content.encode("utf-8"))

    assert found.address == "c1@example.org"
    assert "boîte pleine" in found.reason


def test_list_without_address_is_refused():
    with pytest.raises(ImportRefusedError):
        read_bounces("retours.csv", b"nom;prenom\r\nMartin;Louise\r\n")


def test_unknown_address_is_told_and_nothing_else_changes(office):
    office.prepare()
    sent_all(office)

    report = bounce(office, Bounce("nobody@example.org", ""))

    assert report.unknown == ("nobody@example.org",)
    assert {one.state for one in office.messages()} == {MessageState.SENT}


def test_bounced_address_is_not_written_to_by_the_next_message(office):
    office.prepare()
    sent_all(office)
    bounce(office, Bounce("c1@example.org", "550"))

    office.publish_again(office.first_plan)
    office.prepare()

    assert office.message("1", version=2).state is MessageState.UNREACHABLE
    assert "revenu en erreur" in office.message("1", version=2).reason


def test_silent_person_is_reminded_once_until_the_reminder_has_had_its_time(office):
    office.prepare()
    sent_all(office)

    too_soon = prepare_reminders(office.database, CODE, now=NOW + WEEK - timedelta(minutes=1))
    first = prepare_reminders(office.database, CODE, now=NOW + WEEK)
    again = prepare_reminders(office.database, CODE, now=NOW + WEEK)

    people = {one.holder for one in office.messages(kind=MessageKind.REMINDER)}
    assert (too_soon, first, again) == (0, 18, 0)
    assert len(people) == 18
    assert "Rappel" in office.message("1", kind=MessageKind.REMINDER).subject


def test_second_reminder_comes_a_week_after_the_first_was_sent(office):
    office.prepare()
    sent_all(office)
    prepare_reminders(office.database, CODE, now=NOW + WEEK)
    ids = [one.id for one in office.messages(kind=MessageKind.REMINDER)]
    office.do(outbox.mark_sent, *ids, by="test", now=NOW + WEEK)

    early = prepare_reminders(office.database, CODE, now=NOW + WEEK)
    second = prepare_reminders(office.database, CODE, now=NOW + 2 * WEEK)

    assert (early, second) == (0, 18)
    assert {one.round for one in office.messages(holder="1", kind=MessageKind.REMINDER)} == {1, 2}


def test_who_has_answered_is_neither_reminded_nor_called(office):
    office.prepare()
    sent_all(office)
    holder = Holder(LinkKind.CANDIDATE, "1")
    acknowledge(office.database, CODE, holder, version=1, now=NOW)

    prepare_reminders(office.database, CODE, now=NOW + WEEK)

    assert office.messages(holder="1", kind=MessageKind.REMINDER) == []
    assert "1" not in calls(office, NOW + WEEK)
    assert calls(office, NOW + WEEK)["2"].why == "Sans réponse"


def test_list_of_calls_has_the_gravest_reason_of_each_person_and_a_number(office):
    dossier = office.dossier()
    nowhere = replace(dossier.candidates[2], email=None)
    office.put(replace(dossier, candidates=(*dossier.candidates[:2], nowhere, *dossier.candidates[3:])))
    office.prepare()
    half_day = half_days_of(office.first_plan, "PRO1")[0]
    decline(
        office.database, CODE, Holder(LinkKind.EXAMINER, "PRO1"), version=1,
        reason="opération", half_days=[str(half_day)], now=NOW,
    )  # fmt: skip

    found = calls(office)

    assert found["3"].why == "Sans adresse"
    assert (found["PRO1"].why, found["PRO1"].phone) == ("Ne peut pas venir", "06 39 98 00 02")
    assert "opération" in found["PRO1"].detail
    assert "1" not in found


def test_person_reached_by_telephone_is_convened_and_has_answered(office):
    office.prepare()
    lost = office.message("1").id
    office.fail(lost)

    note_call(office.database, CODE, HolderKind.CANDIDATE, "1", by="Claire", now=NOW)

    assert office.message("1").state is MessageState.SENT
    assert "par téléphone" in office.message("1").sent_by
    assert "1" not in calls(office, NOW + WEEK)


def test_telephone_does_not_make_a_yes_of_a_no(office):
    office.prepare()
    half_day = half_days_of(office.first_plan, "PRO1")[0]
    decline(
        office.database, CODE, Holder(LinkKind.EXAMINER, "PRO1"), version=1,
        reason="opération", half_days=[str(half_day)], now=NOW,
    )  # fmt: skip

    with pytest.raises(ConflictError, match="remplace"):
        note_call(office.database, CODE, HolderKind.EXAMINER, "PRO1", by="Claire", now=NOW)


def test_merge_table_has_a_row_a_message_and_no_formula(office):
    dossier = office.dossier()
    risky = replace(dossier.candidates[0], family_name="=HYPERLINK")
    office.put(replace(dossier, candidates=(risky, *dossier.candidates[1:])))
    office.prepare()

    with office.database.reading() as db:
        content = merge_table(merge_rows(db, CODE, exportable(db, CODE), {}))

    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == len(office.messages())
    assert rows[0]["courriel"] == "c1@example.org"
    assert not any(cell.startswith("=") for row in rows for cell in row.values())


def test_export_writes_the_table_and_every_file_it_names(office, tmp_path):
    office.prepare()
    keep = [one.id for one in office.messages() if one.holder not in {"1", "OPA1", "0751111C"}]
    office.do(outbox.exclude, *keep, by="test")
    out = tmp_path / "export"

    with office.database.reading() as db:
        files = export_outbox(db, CODE, out)

    rows = list(
        csv.DictReader(
            io.StringIO((out / "publipostage.csv").read_text(encoding="utf-8-sig")), delimiter=";"
        )
    )
    named = {out / path for row in rows for path in row["fichiers"].split(" | ")}
    assert named | {out / "publipostage.csv", out / "publipostage.xlsx"} == set(files)
    assert all(path.exists() for path in files)
    assert {path.suffix for path in named} == {".pdf", ".ics", ".zip"}
