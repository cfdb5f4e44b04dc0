"""Exceptions of a session: given with a reason, judged at once, withdrawn, never forgotten."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.dossier import Teaching
from scheduler.errors import ConflictError, NotFoundError, RulesBrokenError
from scheduler.services.check_plan import check_plan
from scheduler.services.issues import frozen_dossier
from scheduler.services.journal import (
    candidate_places,
    examiner_places,
    history_of,
    journal_of,
)
from scheduler.services.plans import list_plans
from scheduler.services.waivers import (
    RefusedWaiverError,
    give_waiver,
    list_waivers,
    withdraw_waiver,
)
from tests.factories import SCHOOL
from tests.stores import CODE, LATER, NOW

WHY = "Seule enseignante qualifiée de l’académie."


@pytest.fixture
def taught(store):
    """A session whose draft makes a teacher examine one of her own students; who and whom."""
    dossier, plan = store.full()
    sitting = plan.sittings[0]
    passage = next(one for one in plan.passages if one.commission == sitting.code)
    teacher = next(one.examiner for one in sitting.members if one.role.value == "ENSEIGNANT")
    student = next(one for one in dossier.candidates if one.number == passage.candidate)
    others = tuple(
        replace(one, division="autre")
        if one.number != student.number
        else replace(one, division="mienne")
        for one in dossier.candidates
    )
    store.put(
        replace(
            dossier,
            candidates=others,
            teachings=(Teaching(teacher, student.establishment or SCHOOL, "mienne"),),
        )
    )
    return store.draft(plan), teacher, student.number


def give(store, rule="own_student", reason=WHY, **case):
    with store.database.writing() as db:
        return give_waiver(db, CODE, rule, case, reason=reason, by="Mme Roux", now=NOW)


def withdraw(store, number):
    with store.database.writing() as db:
        return withdraw_waiver(db, CODE, number, by="M. Petit", now=LATER)


def listed(store):
    with store.database.reading() as db:
        return list_waivers(db, CODE), list_plans(db, CODE)


def test_plan_is_published_with_an_exception_and_refused_without(store, taught):
    plan_id, teacher, student = taught
    with pytest.raises(RulesBrokenError):
        store.publish(plan_id)

    give(store, examiner=teacher, candidate=student)
    store.publish(plan_id)

    with store.database.reading() as db:
        assert check_plan(db, plan_id).lifted[0].waiver.reason == WHY
        assert frozen_dossier(db, plan_id).waivers[0].author == "Mme Roux"


def test_drafts_are_judged_again_and_stay_up_to_date(store, taught):
    _, teacher, student = taught
    before = listed(store)[1][0]

    number = give(store, examiner=teacher, candidate=student)
    lifted = listed(store)[1][0]
    withdraw(store, number)
    back = listed(store)[1][0]

    assert (before.hard_violations, lifted.hard_violations, back.hard_violations) == (1, 0, 1)
    assert [lifted.outdated, back.outdated] == [False, False]


def test_withdrawn_exception_is_kept_with_who_and_when(store, taught):
    _, teacher, student = taught
    number = give(store, examiner=teacher, candidate=student)

    rule = withdraw(store, number)

    (kept,) = listed(store)[0]
    assert rule == "own_student"
    assert (kept.in_force, kept.withdrawn_by, kept.withdrawn_at) == (False, "M. Petit", LATER)
    assert kept.case == {"examiner": teacher, "candidate": student}
    with pytest.raises(ConflictError, match="Petit"):
        withdraw(store, number)


def test_exceptions_are_in_the_journal_of_the_session_and_of_whom_they_name(store, taught):
    _, teacher, student = taught
    number = give(store, examiner=teacher, candidate=student)
    withdraw(store, number)

    with store.database.reading() as db:
        withdrawn, given = journal_of(db, CODE)[:2]
        of_student = history_of(db, CODE, candidate_places(student))
        of_teacher = history_of(db, CODE, examiner_places(teacher))

    assert (given.by, withdrawn.by) == ("Mme Roux", "M. Petit")
    assert WHY in given.sentence
    assert [entry.id for entry in of_student[:2]] == [withdrawn.id, given.id]
    cells = {cell.column: (cell.before, cell.after) for cell in of_teacher[0].records[0].cells}
    assert cells["motif"] == (WHY, "")
    assert cells["candidat"] == (student, "")


def test_same_case_has_one_exception_at_a_time(store, taught):
    _, teacher, student = taught
    number = give(store, examiner=teacher, candidate=student)

    with pytest.raises(ConflictError, match="déjà une exception"):
        give(store, examiner=teacher, candidate=student)
    withdraw(store, number)

    assert give(store, examiner=teacher, candidate=student) != number


@pytest.mark.parametrize(
    ("rule", "case", "reason", "says"),
    [
        ("declared_incompatibility", {"examiner": "OPA1", "candidate": "1"}, WHY, "aucune exception"),
        ("time_grid", {}, WHY, "préférence"),
        ("own_student", {"examiner": "OPA1"}, WHY, "le candidat"),
        ("own_student", {"examiner": "OPA1", "candidate": "nul"}, WHY, "n’est pas connu"),
        ("examiner_max_half_days", {"examiner": "OPA1"}, " court ", "motif"),
        ("examiner_max_half_days", {"examiner": "OPA1"}, "long" * 300, "résumez"),
    ],
)
def test_exception_is_refused_in_words(store, rule, case, reason, says):
    store.full()

    with pytest.raises(RefusedWaiverError, match=says):
        give(store, rule, reason, **case)

    assert listed(store)[0] == ()


def test_unknown_rule_and_foreign_exception_do_not_exist(store):
    store.full()

    with pytest.raises(NotFoundError):
        give(store, "rule_of_nobody")
    with pytest.raises(NotFoundError):
        withdraw(store, 12)
