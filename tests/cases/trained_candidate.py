"""In CCF the teachers of a commission have trained the candidate, the professional's replacement too."""

from __future__ import annotations

from dataclasses import replace

from models.dossier import Dossier, Parameter, Teaching
from tests.cases import RuleCase, Situation
from tests.cases.in_training import E1B, PRO, STRANGER, TEAM, heard, school
from tests.factories import (
    CENTRE,
    TEACHER,
    PlanDesk,
    clock,
    examiner,
    with_candidate,
    with_examiner,
)

E5A = "BTS-SAM/E5A"


def _by(teacher: str, *rows: Teaching) -> Situation:
    folder = school(E1B, numbers=1, teachings=rows)
    return heard(with_candidate(folder, "1", division="SNO"), E1B, {"1": "9:00"}, teacher=teacher)


def _replaced(by: str) -> Situation:
    """The professional away, somebody of another block sits instead."""
    folder = school(E1B, numbers=1)
    colleague = examiner("SNO3", TEACHER, "SNO-B2", establishment=CENTRE)
    folder = replace(folder, examiners=(*folder.examiners, colleague))
    desk = PlanDesk(folder)
    instead = desk.member(by, replacement=True)
    desk.hold("C1", E1B, {"1": clock("9:00")}, members=(TEAM, instead))
    return Situation(folder, desk.plan())


def _where_the_text_is_silent(wanted: str) -> Situation:
    """The BTS says nothing of the team: the session may give the usage up."""
    folder: Dossier = school(E5A, numbers=1, registrations=())
    folder = replace(folder, parameters=(Parameter("trained_candidate", wanted),))
    folder = with_candidate(folder, "1", diploma="BTS-SAM")
    for code, qualification in ((STRANGER, "SAM-GP"), (PRO, "PRO-SAM")):
        folder = with_examiner(folder, code, qualifications=(qualification,))
    return heard(folder, E5A, {"1": "9:00"}, teacher=STRANGER)


def _given_up(teacher: str) -> Situation:
    """Where the text says it, giving the usage up changes nothing."""
    folder = school(E1B, numbers=1, parameters=(Parameter("trained_candidate", "0"),))
    return heard(folder, E1B, {"1": "9:00"}, teacher=teacher)


CASES = (
    RuleCase("trained_candidate", "another school", _by(TEAM), _by(STRANGER)),
    RuleCase(
        "trained_candidate",
        "another division",
        _by(TEAM, Teaching(TEAM, CENTRE, "SNO")),
        _by(TEAM, Teaching(TEAM, CENTRE, "AUTRE")),
    ),
    RuleCase("trained_candidate", "replacement", _replaced("SNO3"), _replaced(STRANGER)),
    RuleCase(
        "trained_candidate", "usage", _where_the_text_is_silent("0"), _where_the_text_is_silent("1")
    ),
    RuleCase("trained_candidate", "text", _given_up(TEAM), _given_up(STRANGER)),
)
