"""Papers of contrôle en cours de formation: groups, dossiers without candidates, delay of the marks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.dossier import Dossier
from models.french import NBSP
from models.planning import Member, Passage, PhaseTime, Plan, Sitting
from models.regulation import load
from models.roles import Role
from scheduler.documents.book import PlanBook
from scheduler.documents.examiner import sitting_block
from scheduler.documents.in_training import told_in_group
from tests.cases.in_training import E1A, PRO, TEAM, school
from tests.factories import CENTRE, FIRST_DAY, YEAR

E2 = "MC-SNO/E2"
HOURS = (PhaseTime("oral", 540, 580, "J1"),)


@pytest.fixture
def folder() -> Dossier:
    base = school(E1A, E2)
    return replace(base, session=replace(base.session, marks_due=date(2027, 5, 28)))


def _book(folder: Dossier, epreuve: str, *, absent: bool = False) -> PlanBook:
    passages = tuple(
        Passage(one.number, epreuve, CENTRE, "C1", 510, HOURS, ccf=True, absent=absent)
        for one in folder.candidates
    )
    members = (Member(TEAM, Role.ENSEIGNANT), Member(PRO, Role.PROFESSIONNEL))
    sitting = Sitting("C1", epreuve, CENTRE, "J1", 540, 580, members, ccf=True)
    return PlanBook(folder, load(YEAR), Plan(FIRST_DAY, passages, (sitting,)))


def test_group_is_named_to_the_jury(folder: Dossier) -> None:
    book = _book(folder, E1A)

    block = sitting_block(book, book.plan.sittings[0])

    assert [one.group for one in block.order] == ["G1", "G1"]
    assert block.form == "Contrôle en cours de formation"


def test_candidate_is_told_how_many_pass_and_not_who(folder: Dossier) -> None:
    book = _book(folder, E1A)

    said = told_in_group(book, book.plan.passages[0])

    assert "(2 candidats)" in said.replace(NBSP, " ")
    assert folder.candidates[1].family_name not in said


def test_day_until_which_marks_are_proposed_is_printed(folder: Dossier) -> None:
    book = _book(folder, E1A)

    due = sitting_block(book, book.plan.sittings[0]).due

    assert "vendredi 28 mai 2027" in due.replace(NBSP, " ")


def test_dossiers_have_a_text_of_their_own_and_convene_nobody(folder: Dossier) -> None:
    book = _book(folder, E2, absent=True)

    block = sitting_block(book, book.plan.sittings[0])

    assert block.dossiers
    assert block.title == "Services logiciels, évaluation sur dossiers"
    assert book.candidates() == ()
