"""Publication: judged at that moment, frozen, one version in force."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.db import PlanState
from scheduler.errors import AlreadyPublishedError, ConflictError, NotFoundError, RulesBrokenError
from scheduler.services.publish import preview_publication
from scheduler.services.sessions import delete_session
from tests.cases import all_cases
from tests.cases.common import title_day, title_desk
from tests.factories import clock
from tests.stores import CODE, LATER, NOW, broken


def in_another_room(plan):
    """Return the plan with one commission and its juries in the other jury room, lawfully or not."""
    sitting = plan.sittings[0]
    room = {"J1": "J2", "J2": "J1"}[sitting.room]
    passages = tuple(
        replace(
            one,
            phases=tuple(
                replace(phase, room=room) if phase.room == sitting.room else phase
                for phase in one.phases
            ),
        )
        if one.commission == sitting.code
        else one
        for one in plan.passages
    )
    return replace(plan, passages=passages, sittings=(replace(sitting, room=room), *plan.sittings[1:]))


def test_publishing_freezes_and_numbers_the_version(store):
    _, plan = store.full()
    plan_id = store.draft(plan)

    publication = store.publish(plan_id)

    stored = store.plan(plan_id)
    assert (publication.version, publication.replaces, publication.differences) == (1, None, ())
    assert (stored.state, stored.version, stored.published_at) == (PlanState.PUBLISHED, 1, NOW)


def test_next_publication_supersedes_the_version_in_force(store):
    _, plan = store.full()
    first, second = store.draft(plan), store.draft(plan)
    store.publish(first)

    publication = store.publish(second, LATER)

    assert (publication.version, publication.replaces) == (2, 1)
    assert store.plan(first).state is PlanState.SUPERSEDED
    assert store.plan(first).plan == plan


def test_broken_rule_refuses_with_every_violation(store):
    _, plan = store.full()
    plan_id = store.draft(broken(plan))

    with pytest.raises(RulesBrokenError) as refusal:
        store.publish(plan_id)

    assert refusal.value.violations
    assert refusal.value.violations[0].sentence in str(refusal.value)
    assert store.plan(plan_id).state is PlanState.DRAFT


def test_plan_is_judged_on_the_data_of_the_moment(store):
    dossier, plan = store.full()
    plan_id = store.draft(plan)
    away = plan.sittings[0].members[0].examiner
    store.put(replace(dossier, examiners=tuple(one for one in dossier.examiners if one.code != away)))

    with pytest.raises(RulesBrokenError):
        store.publish(plan_id)


def test_published_plan_is_not_published_again(store):
    _, plan = store.full()
    plan_id = store.draft(plan)
    store.publish(plan_id)

    with pytest.raises(AlreadyPublishedError, match="version 1"):
        store.publish(plan_id)


def test_unknown_plan_is_not_published(store):
    with pytest.raises(NotFoundError):
        store.publish(3)


def test_differences_say_who_moves_from_where_to_where(store):
    _, plan = store.full()
    store.publish(store.draft(plan))
    moved = in_another_room(plan)

    with store.database.reading() as db:
        found = preview_publication(db, store.draft(moved))

    held = {one.candidate for one in plan.passages if one.commission == plan.sittings[0].code}
    assert {one.code for one in found if one.kind == "candidat"} == held
    assert {one.code for one in found if one.kind == "examinateur"} == {
        member.examiner for member in plan.sittings[0].members
    }
    assert all(one.before != one.after and "salle" in one.before for one in found)


def test_same_plan_moves_nobody_even_with_other_commission_codes(store):
    _, plan = store.full()
    store.publish(store.draft(plan))
    codes = {one.code: f"X{one.code}" for one in plan.sittings}
    same = replace(
        plan,
        sittings=tuple(replace(one, code=codes[one.code]) for one in plan.sittings),
        passages=tuple(replace(one, commission=codes[one.commission]) for one in plan.passages),
    )

    with store.database.reading() as db:
        assert preview_publication(db, store.draft(same)) == ()


def test_session_with_a_publication_is_removed_only_on_confirmation(store):
    _, plan = store.full()
    store.publish(store.draft(plan))

    with pytest.raises(ConflictError), store.database.writing() as db:
        delete_session(db, CODE)
    with store.database.writing() as db:
        delete_session(db, CODE, even_published=True)

    with pytest.raises(NotFoundError):
        store.dossier()


def test_draft_may_wait_for_the_name_of_a_manager_and_a_publication_may_not(store):
    found = title_day(title_desk(), clock("9:00"), clock("10:00"))
    store.put(found.dossier)
    plan_id = store.draft(found.plan)

    with pytest.raises(RulesBrokenError, match="RESPONSABLE-SESSION"):
        store.publish(plan_id)

    assert store.plan(plan_id).state is PlanState.DRAFT


def test_draft_may_wait_for_a_decision_and_a_publication_may_not(store):
    case = next(one for one in all_cases() if one.rule == "extra_time_decision")
    store.put(case.illegal.dossier)
    plan_id = store.draft(case.illegal.plan)

    with pytest.raises(RulesBrokenError, match="décision"):
        store.publish(plan_id)
