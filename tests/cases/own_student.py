"""A teacher does not examine his or her own students of this year."""

from __future__ import annotations

from models.dossier import Dossier, Teaching
from tests.cases import RuleCase, Situation
from tests.cases.common import OPA, e4_desk, one_by_one
from tests.factories import OTHER_SCHOOL, SCHOOL, YEAR, candidate, with_examiner


def _teaching(*rows: Teaching, establishment: str = OTHER_SCHOOL) -> Situation:
    folder: Dossier = e4_desk(candidates=(candidate("1", division="2A"),), teachings=rows)
    return one_by_one(with_examiner(folder, OPA, establishment=establishment), {"1": "9:00"})


def _case(name: str, legal: Situation, illegal: Situation) -> RuleCase:
    return RuleCase("own_student", name, legal, illegal)


CASES = (
    _case("division", _teaching(Teaching(OPA, SCHOOL, "2B")), _teaching(Teaching(OPA, SCHOOL, "2A"))),
    _case(
        "small letters", _teaching(Teaching(OPA, SCHOOL, "2b")), _teaching(Teaching(OPA, SCHOOL, "2a"))
    ),
    _case(
        "year",
        _teaching(Teaching(OPA, SCHOOL, "2A", YEAR - 1)),
        _teaching(Teaching(OPA, SCHOOL, "2A", YEAR)),
    ),
    _case("whole school", _teaching(Teaching(OPA, OTHER_SCHOOL)), _teaching(Teaching(OPA, SCHOOL))),
    _case("no row at all", _teaching(), _teaching(establishment=SCHOOL)),
    _case(
        "a row elsewhere",
        _teaching(Teaching(OPA, SCHOOL, "2B"), establishment=SCHOOL),
        _teaching(establishment=SCHOOL),
    ),
)
