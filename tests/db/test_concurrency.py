"""Two people at once: one is served, the other is told so; nothing is half done."""

from __future__ import annotations

import threading
from dataclasses import replace

from scheduler.errors import AlreadyPublishedError, ConflictError
from scheduler.services.plans import list_plans
from tests.factories import full_session
from tests.stores import CODE


def both(*actions):
    """Start actions at the same moment; return what each gives, or the kind of its refusal."""
    outcomes = [None] * len(actions)
    start = threading.Barrier(len(actions))

    def run(rank, action):
        start.wait()
        try:
            outcomes[rank] = action()
        except ConflictError as error:
            outcomes[rank] = type(error)

    threads = [threading.Thread(target=run, args=each) for each in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_one_plan_published_twice_at_once_is_published_once(store):
    _, plan = store.full()
    plan_id = store.draft(plan)

    outcomes = both(*[lambda: store.publish(plan_id).version] * 2)

    assert sorted(map(str, outcomes)) == sorted(map(str, [1, AlreadyPublishedError]))


def test_two_plans_published_at_once_follow_each_other(store):
    _, plan = store.full()
    first, second = store.draft(plan), store.draft(plan)

    outcomes = both(lambda: store.publish(first).version, lambda: store.publish(second).version)

    assert sorted(outcomes) == [1, 2]
    with store.database.reading() as db:
        assert sorted(str(one.state) for one in list_plans(db, CODE)) == ["PUBLISHED", "SUPERSEDED"]


def test_new_session_imported_twice_at_once_is_stored_once(store):
    dossier, _ = full_session()
    previews = [store.preview(dossier), store.preview(dossier)]

    outcomes = both(*[lambda one=one: store.apply(one) for one in previews])

    assert sorted(map(str, outcomes)) == sorted(map(str, [CODE, ConflictError]))
    assert store.dossier() == dossier


def test_two_corrections_at_once_never_overwrite_each_other(store):
    dossier, _ = full_session()
    store.apply(store.preview(dossier))
    wanted = [
        replace(dossier, session=replace(dossier.session, label=label)) for label in ("Un", "Deux")
    ]
    previews = [store.preview(one) for one in wanted]

    outcomes = both(*[lambda one=one: store.apply(one) for one in previews])

    assert sorted(map(str, outcomes)) == sorted(map(str, [CODE, ConflictError]))
    assert store.dossier() == wanted[outcomes.index(CODE)]


def test_plans_stored_at_once_have_their_own_numbers(store):
    _, plan = store.full()

    both(*[lambda: store.draft(plan)] * 3)

    with store.database.reading() as db:
        assert [one.number for one in list_plans(db, CODE)] == [3, 2, 1]
