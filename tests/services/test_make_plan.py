"""Planning a stored session: the solver's answer is judged before it is stored."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

import scheduler.services.make_plan as service
from models.db import PlanRow
from scheduler.errors import NotFoundError, OrauxError, RulesBrokenError, SolverDisagreementError
from scheduler.services.export_plan import export_plan
from scheduler.services.make_plan import make_plan
from scheduler.services.versions import edition_of
from solver import Solution
from tests.factories import full_session
from tests.patience import by_work
from tests.stores import CODE, NOW, broken


def test_session_is_planned_and_the_draft_is_lawful(store):
    dossier, _ = store.full()
    stages = []

    plan_id = make_plan(
        store.database,
        CODE,
        limits=by_work(0.5),
        now=NOW,
        progress=lambda news: stages.append(news.stage),
    )

    stored = store.plan(plan_id)
    assert stored.verdict.ok
    assert stored.plan.passages
    assert stored.report.seed == 1
    assert stages
    assert {one.candidate for one in stored.plan.passages} <= {one.number for one in dossier.candidates}


def test_disagreement_with_the_checkers_stores_nothing_and_is_kept_in_a_log(store, monkeypatch):
    _, plan = store.full()
    wrong = Solution(broken(plan), None)
    monkeypatch.setattr(service, "solve", lambda *_, **__: wrong)

    with pytest.raises(SolverDisagreementError) as defect:
        make_plan(store.database, CODE, limits=by_work(0.5), now=NOW)

    (log,) = (store.folder / "journaux").iterdir()
    assert str(log) in str(defect.value)
    assert defect.value.violations[0].sentence in log.read_text(encoding="utf-8")
    with store.database.reading() as db:
        assert db.scalars(select(PlanRow)).all() == []


def test_lock_that_breaks_a_rule_is_said_before_planning(store):
    _, plan = store.full()
    wrong = broken(plan)
    locked = replace(wrong.passages[0], locked=True)
    plan_id = store.draft(replace(wrong, passages=(locked, *wrong.passages[1:])))

    with pytest.raises(RulesBrokenError, match="verrouillés ne peuvent pas rester") as refusal:
        make_plan(store.database, CODE, limits=by_work(0.5), now=NOW, locked_from=plan_id)

    assert refusal.value.violations


def test_session_without_anybody_is_refused(store):
    dossier, _ = full_session()
    store.put(replace(dossier, candidates=(), accommodations=(), registrations=(), incompatibilities=()))

    with pytest.raises(OrauxError, match="aucun passage à planifier"):
        make_plan(store.database, CODE, limits=by_work(0.5), now=NOW)


def test_unknown_session_is_said(store):
    with pytest.raises(NotFoundError):
        make_plan(store.database, "RIEN", limits=by_work(0.5), now=NOW)


def test_draft_documents_are_marked_and_versions_are_numbered(store):
    _, plan = store.full()
    first = store.draft(plan)
    with store.database.reading() as db:
        draft = edition_of(db, CODE).version
    store.publish(first)
    store.publish(store.draft(plan))

    with store.database.reading() as db:
        second = edition_of(db, CODE).version

    assert (draft.number, draft.draft, draft.published_at) == (1, True, None)
    assert (second.number, second.draft, second.replaces) == (2, False, 1)
    assert second.published_at == NOW.date()


def test_export_writes_the_tables_of_the_plan_and_the_folder(store):
    _, plan = store.full()
    store.draft(plan)

    with store.database.reading() as db:
        export_plan(db, CODE, store.folder / "out", dossier_out=store.folder / "session.zip")

    assert {one.name for one in (store.folder / "out").iterdir()} == {
        "passages.csv", "commissions.csv", "surveillances.csv", "non_places.csv", "indicateurs.csv",
    }  # fmt: skip
    assert (store.folder / "session.zip").exists()


def test_export_without_any_plan_says_what_to_do(store):
    store.full()

    with store.database.reading() as db, pytest.raises(NotFoundError, match="calculez-le d’abord"):
        export_plan(db, CODE, store.folder / "out")
