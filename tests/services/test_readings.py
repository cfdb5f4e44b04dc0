"""What is read of the tables is kept for each state of a session and of a plan, never longer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import delete

from models.db import PassageRow, PlanRow
from scheduler.board import Move
from scheduler.services.edit_plan import Hand, move_passage
from scheduler.services.plan_rows import read_plan_rows
from scheduler.services.readings import Kept, dossier_at_hand, plan_at_hand
from scheduler.services.store_dossier import store_dossier
from tests.factories import E5, clock
from tests.stores import NOW

LAWFUL = Move("1", E5, "C6", clock("17:00", 1))


@pytest.fixture
def drafted(store):
    """The store with the full session and one draft; its id."""
    _, plan = store.full()
    return store.draft(plan)


def plan_now(store, plan_id):
    with store.database.reading() as db:
        row = db.get_one(PlanRow, plan_id)
        return plan_at_hand(db, row), read_plan_rows(db, row)


def test_plan_is_read_once_for_each_state_and_anew_after_a_change(store, drafted):
    before, _ = plan_now(store, drafted)
    again, _ = plan_now(store, drafted)
    with store.database.writing() as db:
        move_passage(db, drafted, LAWFUL, hand=Hand("Mme Durand", NOW))

    after, stored = plan_now(store, drafted)

    assert again is before
    assert set(after.passages) == set(stored.passages) != set(before.passages)


def test_plan_changed_by_another_process_is_read_again(store, drafted):
    before, _ = plan_now(store, drafted)
    with store.database.writing() as db:  # what another process writes, unknown to this memory
        db.get_one(PlanRow, drafted).edits += 1
        db.execute(delete(PassageRow).where(PassageRow.plan_id == drafted, PassageRow.candidate == "1"))

    after, stored = plan_now(store, drafted)

    assert after == stored
    assert len(after.passages) < len(before.passages)


def test_change_that_is_given_up_leaves_no_trace_in_memory(store, drafted):
    before, _ = plan_now(store, drafted)
    with store.database.session() as db:
        move_passage(db, drafted, LAWFUL, hand=Hand("Mme Durand", NOW))
        db.rollback()

    after, stored = plan_now(store, drafted)

    assert after == stored == before


def test_data_are_read_once_for_each_revision(store):
    dossier, _ = store.full()
    code, label = dossier.session.code, "Session de juin"
    with store.database.reading() as db:
        before = dossier_at_hand(db, code)
        again = dossier_at_hand(db, code)
    with store.database.writing() as db:
        store_dossier(db, replace(dossier, session=replace(dossier.session, label=label)), now=NOW)

    with store.database.reading() as db:
        after = dossier_at_hand(db, code)

    assert again is before
    assert after.session.label == label != before.session.label


def test_only_the_latest_values_are_kept():
    kept = Kept(2)
    read = [kept.get(state, lambda state=state: [state]) for state in (1, 2, 3)]

    assert kept.get(3, list) is read[2]
    assert kept.get(2, list) is read[1]
    assert kept.get(1, list) == []
