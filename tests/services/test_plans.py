"""Stored plans come back as they were, and can be searched."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.db import PlanState
from models.planning import Unplaced
from scheduler.errors import NotFoundError
from scheduler.services.plans import current_plan, list_plans, load_plan, plan_numbered
from tests.stores import CODE, LATER, NOW, broken, report


def test_plan_comes_back_as_it_was_stored(store):
    _, plan = store.full()
    plan = replace(plan, unplaced=(Unplaced("1", "BTS-SAM/E4", "aucune salle"),))
    found = report(unplaced=1, replacements=0)

    stored = store.plan(store.draft(plan, report=found))

    assert stored.plan == plan
    assert stored.report == found
    assert (stored.number, stored.version, stored.state, stored.created_at) == (
        1,
        None,
        PlanState.DRAFT,
        NOW,
    )


def test_verdict_is_kept_rule_by_rule(store):
    _, plan = store.full()

    stored = store.plan(store.draft(broken(plan)))

    assert not stored.verdict.ok
    assert (
        sum(one.violations for one in stored.verdict.rules) == stored.verdict.hard + stored.verdict.soft
    )
    assert "BROKEN" in {one.status for one in stored.verdict.rules}


def test_plans_are_listed_newest_first_and_numbered(store):
    _, plan = store.full()
    ids = [store.draft(plan), store.draft(plan)]

    with store.database.reading() as db:
        found = list_plans(db, CODE)
        second = plan_numbered(db, CODE, 2)

    assert [(one.id, one.number) for one in found] == [(ids[1], 2), (ids[0], 1)]
    assert second.id == ids[1]


def test_current_plan_is_the_version_in_force_else_the_newest_draft(store):
    _, plan = store.full()
    with store.database.reading() as db:
        assert current_plan(db, CODE) is None
    first, second = store.draft(plan), store.draft(plan)
    with store.database.reading() as db:
        assert current_plan(db, CODE).id == second

    store.publish(first, LATER)

    with store.database.reading() as db:
        assert current_plan(db, CODE).id == first


def test_plan_is_outdated_once_the_data_change(store):
    dossier, plan = store.full()
    plan_id = store.draft(plan)
    assert not store.plan(plan_id).summary.outdated

    store.put(replace(dossier, session=replace(dossier.session, label="Autre")))

    assert store.plan(plan_id).summary.outdated


def test_unknown_plan_is_said(store):
    store.full()

    with store.database.reading() as db:
        with pytest.raises(NotFoundError):
            load_plan(db, 99)
        with pytest.raises(NotFoundError, match="plans existants : aucun"):
            plan_numbered(db, CODE, 1)
