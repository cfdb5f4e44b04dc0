"""Nobody is in two sessions at once, nor an examiner in two centres on one day."""

from __future__ import annotations

from dataclasses import replace

from models.dossier import TakenKind
from tests.cases import RuleCase, Situation
from tests.cases.common import OPA, one_by_one
from tests.cases.shared_rooms import desk_of_one, taken
from tests.factories import CENTRE, OTHER_CENTRE


def _sits(code: str, start: str, centre: str = CENTRE) -> Situation:
    row = replace(taken(TakenKind.EXAMINER, code, start, "18:00"), centre=centre)
    return one_by_one(replace(desk_of_one(), taken=(row,)), {"1": "9:00"})


def _passes(number: str, start: str) -> Situation:
    row = taken(TakenKind.CANDIDATE, number, start, "11:00")
    return one_by_one(replace(desk_of_one(), taken=(row,)), {"1": "9:00"})


CASES = (
    RuleCase("shared_people", "examiner", _sits(OPA, "9:55"), _sits(OPA, "9:54")),
    RuleCase("shared_people", "centre", _sits(OPA, "14:00"), _sits(OPA, "14:00", centre=OTHER_CENTRE)),
    RuleCase("shared_people", "candidate", _passes("1", "9:55"), _passes("1", "9:54")),
    RuleCase("shared_people", "another candidate", _passes("3", "9:00"), _passes("1", "9:00")),
)
