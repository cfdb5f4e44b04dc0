"""An examiner does not sit for a candidate with whom an incompatibility is declared."""

from __future__ import annotations

from models.dossier import Incompatibility
from tests.cases import RuleCase, Situation
from tests.cases.common import OPA, e4_desk, one_by_one
from tests.factories import candidate


def _with(candidate_number: str, examiner: str = OPA) -> Situation:
    rows = (Incompatibility(examiner, candidate_number, "Parent"),)
    return one_by_one(e4_desk(candidates=(candidate("1"),), incompatibilities=rows), {"1": "9:00"})


CASES = (
    RuleCase("declared_incompatibility", "candidate", _with("2"), _with("1")),
    RuleCase("declared_incompatibility", "examiner", _with("1", "OPA2"), _with("1", "PRO1")),
)
