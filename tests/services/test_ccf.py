"""Contrôle en cours de formation from the data to the convocations: a group, orals, dossiers."""

from __future__ import annotations

import pytest

from models.dossier import Parameter
from models.planning import Plan
from scheduler.convened import convened
from scheduler.documents.book import PlanBook
from scheduler.services.make_plan import make_plan
from scheduler.services.versions import edition_of
from tests.cases.in_training import E1A, E1B, PRO, school
from tests.factories import CENTRE, TEACHER, examiner
from tests.patience import by_work
from tests.stores import CODE, NOW, Store

E3A = "MC-SNO/E3A"


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> tuple[Store, Plan]:
    """Two candidates of one group, planned and published."""
    store = Store(tmp_path_factory.mktemp("ccf"))
    colleague = examiner("SNO3", TEACHER, "SNO-B3", establishment=CENTRE)
    people = (*school(E1A).examiners, colleague)
    minutes = (Parameter("sno_e3a_minutes", "15"),)
    store.put(school(E1A, E1B, E3A, examiners=people, parameters=minutes))
    plan_id = make_plan(store.database, CODE, limits=by_work(0.5), now=NOW)
    store.publish(plan_id)
    yield store, store.plan(plan_id).plan
    store.database.close()


def test_every_situation_is_placed_at_home(published):
    _, plan = published

    assert {(one.candidate, one.epreuve) for one in plan.passages} == {
        (number, epreuve) for number in ("1", "2") for epreuve in (E1A, E1B, E3A)
    }
    assert {one.centre for one in plan.passages} == {CENTRE}


def test_group_comes_back_from_the_database_together(published):
    _, plan = published

    (hours,) = {one.phases for one in plan.passages if one.epreuve == E1A}

    assert hours[0].end - hours[0].start == 40


def test_dossiers_are_examined_by_the_team_and_convene_no_candidate(published):
    store, plan = published
    with store.database.reading() as db:
        edition = edition_of(db, CODE)
    book = PlanBook(edition.dossier, edition.regulation, plan)

    assert {one.epreuve for one in book.passages_of("1")} == {E1A, E1B}
    (sitting,) = [one for one in plan.sittings if one.epreuve == E3A]
    assert {member.examiner for member in sitting.members} == {"SNO1", "SNO3"}


def test_everybody_else_is_convened(published):
    _, plan = published

    assert {one.code for one in convened(plan)} == {"1", "2", "SNO1", "SNO3", PRO}
