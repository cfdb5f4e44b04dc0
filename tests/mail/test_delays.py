"""What is late: 21 days before for all, 15 for a professional, 10 for a candidate; at the very day."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import event

from models.db import HolderKind, MessageKind, MessageState
from models.dossier import Parameter
from scheduler.mail import outbox
from scheduler.services.delays import delays_of
from scheduler.services.sessions import find_session, list_sessions
from tests.factories import full_session
from tests.mail.conftest import Office
from tests.mail.test_prepare import later, sent_all
from tests.stores import CODE, LATER, NOW

FIRST_DAY = "2027-06-08"


def at(day):
    return datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=UTC)


def late(office, day):
    return {one.code: one for one in delays_of(office.database, CODE, now=at(day)).people}


def steps(office, day):
    with office.database.reading() as db:
        return {one.id: one for one in find_session(db, CODE, now=at(day)).steps}


def test_nobody_is_late_twenty_one_days_before(office):
    assert late(office, "2027-05-18") == {}


def test_everybody_of_the_first_day_is_late_the_day_after(office):
    found = late(office, "2027-05-19")

    assert {"1", "OPA1", "PRO1"} <= set(found)
    assert "5" not in found  # expected a day later
    assert "dans 20 jours" in found["1"].sentence.replace("\N{NO-BREAK SPACE}", " ")
    assert not any(one.serious for one in found.values())


@pytest.mark.parametrize(
    ("code", "last_calm_day", "first_serious_day"),
    [("PRO1", "2027-05-24", "2027-05-25"), ("1", "2027-05-29", "2027-05-30")],
)
def test_second_limit_makes_it_serious(office, code, last_calm_day, first_serious_day):
    assert not late(office, last_calm_day)[code].serious
    assert late(office, first_serious_day)[code].serious


def test_teacher_is_late_and_has_no_second_limit(office):
    assert not late(office, "2027-06-07")["OPA1"].serious


def test_what_is_over_is_not_late(office):
    assert "1" in late(office, FIRST_DAY)
    assert "1" not in late(office, "2027-06-09")


def test_who_was_convened_is_not_late(office):
    office.prepare()
    office.do(outbox.mark_sent, office.message("1").id, by="test", now=NOW)

    assert "1" not in late(office, "2027-06-01")
    assert "2" in late(office, "2027-06-01")


def test_who_must_hear_of_a_change_is_late_again(office):
    office.prepare()
    sent_all(office)
    office.publish_again(later(office.first_plan, "4", 5))
    before = late(office, "2027-06-01")
    office.prepare(LATER)

    assert before == {}
    assert "4" in late(office, "2027-06-01")
    assert "1" not in late(office, "2027-06-01")


def test_cancelled_then_convened_again_is_late(office):
    office.prepare()
    office.do(outbox.mark_sent, office.message("1").id, by="test", now=NOW)
    cancelled = office.message("2").id
    office.fail(cancelled, state=MessageState.SENT)
    office.rename(cancelled, MessageKind.CANCELLED)

    assert "2" in late(office, "2027-06-01")


def test_session_may_have_its_own_limits(office):
    dossier = office.dossier()
    own = (Parameter("convocations_ahead", "30"), Parameter("convocations_alert_candidate", "25"))
    office.put(replace(dossier, parameters=own))

    assert late(office, "2027-05-15")["1"].serious


def test_late_plan_is_said_before_anybody_can_be_convened(tmp_path):
    office = Office(tmp_path)
    office.full()

    calm, red = steps(office, "2027-05-18"), steps(office, "2027-05-19")

    assert calm["publier"].state == "todo"
    assert red["publier"].state == "late"
    assert "18 mai" in red["publier"].note.replace("\N{NO-BREAK SPACE}", " ")
    office.database.close()


def test_late_people_make_the_step_red_with_their_number(office):
    red = steps(office, "2027-06-01")["convoquer"]

    assert red.state == "late"
    assert red.count == len(late(office, "2027-06-01"))


def test_person_row_has_what_is_needed_to_act(office):
    found = late(office, "2027-06-01")["1"]

    assert (found.kind, found.phone) == (HolderKind.CANDIDATE, "06 39 98 00 01")
    assert found.name.endswith("Louise Martin1")


@contextmanager
def counted_queries(database):
    statements = []

    def note(_connection, _cursor, statement, *_):
        statements.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield statements
    event.remove(database.engine, "before_cursor_execute", note)


def test_number_of_queries_does_not_grow_with_sessions(tmp_path):
    office = Office(tmp_path)
    dossier, plan = full_session()
    counts = []
    for code in ("S1", "S2", "S3"):
        office.put(replace(dossier, session=replace(dossier.session, code=code, shared=False)))
        office.publish(office.draft(plan, code))
        with office.database.reading() as db:
            list_sessions(db, now=at("2027-06-01"))
        with office.database.reading() as db, counted_queries(office.database) as statements:
            list_sessions(db, now=at("2027-06-01"))
        counts.append(len(statements))

    assert counts[0] == counts[2]
    office.database.close()
