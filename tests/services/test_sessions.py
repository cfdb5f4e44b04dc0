"""The list of sessions: counts, steps, and a number of queries that does not grow."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import event

from scheduler.errors import NotFoundError
from scheduler.services.sessions import find_session, list_sessions
from scheduler.services.verify_session import verify_session
from tests.factories import full_session
from tests.stores import CODE, broken


@contextmanager
def counted_queries(database):
    queries = []

    def note(_connection, _cursor, statement, *_):
        queries.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield queries
    event.remove(database.engine, "before_cursor_execute", note)


def states(store):
    with store.database.reading() as db:
        return {step.id: str(step.state) for step in find_session(db, CODE).steps}


def test_session_is_summed_up(store):
    dossier, _ = store.full()

    with store.database.reading() as db:
        (found,) = list_sessions(db)

    assert (found.code, found.candidates, found.examiners) == (
        CODE,
        len(dossier.candidates),
        len(dossier.examiners),
    )
    assert found.diplomas == ("BCP-AGORA", "BTS-SAM")
    assert found.first_day == min(one.day for one in dossier.half_days)
    assert found.version is None


def test_steps_follow_the_work(store):
    _, plan = store.full()
    before = states(store)
    plan_id = store.draft(plan)
    planned = states(store)
    store.publish(plan_id)

    assert (before["donnees"], before["planifier"], before["publier"]) == ("done", "todo", "todo")
    assert (planned["planifier"], planned["ajuster"], planned["publier"]) == ("done", "done", "todo")
    assert states(store)["publier"] == "done"


def test_broken_draft_asks_for_attention(store):
    _, plan = store.full()

    store.draft(broken(plan))

    assert states(store)["publier"] == "attention"


def test_change_of_data_asks_for_a_new_plan(store):
    dossier, plan = store.full()
    store.draft(plan)

    store.put(replace(dossier, session=replace(dossier.session, label="Autre")))

    assert states(store)["planifier"] == "attention"


def test_number_of_queries_does_not_grow_with_sessions(store):
    dossier, _ = full_session()
    codes = ["S1", "S2", "S3"]
    store.put(replace(dossier, session=replace(dossier.session, code=codes[0])))
    with store.database.reading() as db:
        list_sessions(db)  # what there is to look at is worked out once for each revision
    with store.database.reading() as db, counted_queries(store.database) as one:
        list_sessions(db)
    for code in codes[1:]:
        store.put(replace(dossier, session=replace(dossier.session, code=code)))
    with store.database.reading() as db:
        list_sessions(db)

    with store.database.reading() as db, counted_queries(store.database) as three:
        found = list_sessions(db)

    assert len(found) == 3
    assert len(three) == len(one)


def test_verification_finds_what_is_short(store):
    dossier, _ = full_session()
    store.put(
        replace(dossier, examiners=tuple(one for one in dossier.examiners if one.role != "ENSEIGNANT"))
    )

    with store.database.reading() as db:
        found = verify_session(db, CODE)

    assert found.supplies
    assert found.alerts


def test_unknown_session_is_said(store):
    with store.database.reading() as db, pytest.raises(NotFoundError, match="n’existe pas"):
        find_session(db, "RIEN")
