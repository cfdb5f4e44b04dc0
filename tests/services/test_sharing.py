"""Two sessions in one centre: rooms, seats and people of the one are seen by the other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.dossier import Dossier, TakenKind
from models.french import NBSP
from scheduler.errors import RulesBrokenError
from scheduler.services.check_plan import check_plan
from scheduler.services.desks import desk_of
from scheduler.services.make_plan import make_plan
from scheduler.services.sharing import with_taken
from scheduler.services.verify_session import verify_session
from tests.factories import E4, PlanDesk, candidate, clock, desk_for, info
from tests.patience import by_work
from tests.stores import NOW, Store

OTHER = "S28"


def other_session(**changes: object) -> Dossier:
    """A session of one candidate in the same rooms, with the same people."""
    session = info(code=OTHER, label="Session de septembre", epreuves=(E4,), **changes)
    return desk_for(E4, session=session, candidates=(candidate("91"),))


def seen(store: Store, code: str = OTHER) -> Dossier:
    with store.database.reading() as db:
        return with_taken(db, store.dossier(code))


def clashing(store: Store) -> int:
    """Store a draft of the other session that sits where the first one does: J1, 8 h, OPA1."""
    store.put(other_session())
    desk = PlanDesk(other_session())
    desk.hold("C1", E4, {"91": clock("8:00")}, members=("OPA1", "PRO2"))
    return store.draft(desk.plan(), code=OTHER)


def broken_rules(store: Store, plan_id: int, *, hard: bool) -> set[str]:
    with store.database.reading() as db:
        found = check_plan(db, plan_id).violations
    return {one.rule for one in found if one.hard is hard and one.rule.startswith("shared")}


def test_plan_in_force_counts_rather_than_a_draft(store):
    _, plan = store.full()
    store.publish(store.draft(plan))
    store.draft(plan)
    store.put(other_session())

    taken = seen(store).taken

    assert {one.published for one in taken} == {True}
    assert {one.kind for one in taken} == {TakenKind.JURY, TakenKind.SEATS, TakenKind.EXAMINER}
    assert ("J1", clock("8:00")) in {(one.code, one.start) for one in taken}


def test_examiner_of_the_same_code_and_another_name_is_somebody_else(store):
    _, plan = store.full()
    store.draft(plan)
    other = other_session()
    renamed = tuple(replace(one, family_name="Autre") for one in other.examiners)
    store.put(replace(other, examiners=renamed))

    assert TakenKind.EXAMINER not in {one.kind for one in seen(store).taken}


def test_trial_neither_sees_nor_is_seen(store):
    _, plan = store.full()
    store.draft(plan)
    store.put(other_session(shared=False))

    assert seen(store).taken == ()


def test_clash_with_a_plan_in_force_cannot_be_published(store):
    _, plan = store.full()
    store.publish(store.draft(plan))
    plan_id = clashing(store)

    assert broken_rules(store, plan_id, hard=True) == {"shared_rooms", "shared_people"}
    with pytest.raises(RulesBrokenError, match=r"prise par la session «.Session 2027.»"):
        store.publish(plan_id)


def test_verification_names_the_other_session(store):
    _, plan = store.full()
    store.publish(store.draft(plan))
    store.put(other_session())

    with store.database.reading() as db:
        sentences = [one.sentence for one in verify_session(db, OTHER).alerts]

    (said,) = [one for one in sentences if "Session 2027" in one]
    assert "planning publié, 2 salles de jury, 1 salle de préparation et" in said.replace(NBSP, " ")


def test_two_drafts_that_clash_only_warn(store):
    _, plan = store.full()
    store.draft(plan)
    plan_id = clashing(store)

    assert broken_rules(store, plan_id, hard=True) == set()
    assert broken_rules(store, plan_id, hard=False) == {"shared_rooms", "shared_people"}


def test_session_is_planned_around_the_other(store):
    _, plan = store.full()
    store.publish(store.draft(plan))
    store.put(other_session())

    plan_id = make_plan(store.database, OTHER, limits=by_work(0.5), now=NOW)

    assert broken_rules(store, plan_id, hard=True) == set()
    assert len(store.plan(plan_id).plan.passages) == 1


def test_board_sees_what_the_other_session_publishes_meanwhile(store):
    _, plan = store.full()
    first = store.draft(plan)
    plan_id = clashing(store)
    with store.database.reading() as db:
        before = desk_of(db, plan_id).desk.report.hard

    store.publish(first)

    with store.database.reading() as db:
        after = desk_of(db, plan_id).desk.report.hard
    shared = {"shared_rooms", "shared_people"}
    assert {one.rule for one in after} - {one.rule for one in before} == shared
