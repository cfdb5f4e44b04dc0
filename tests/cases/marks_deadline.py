"""A situation of CCF is not after the day until which marks are proposed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.cases import RuleCase, Situation
from tests.cases.in_training import E1B, heard, school
from tests.factories import FIRST_DAY


def _due(days: int) -> Situation:
    folder = school(E1B, numbers=1)
    due = replace(folder.session, marks_due=FIRST_DAY + timedelta(days=days))
    return heard(replace(folder, session=due), E1B, {"1": "9:00"})


CASES = (RuleCase("marks_deadline", "the day before", _due(0), _due(-1)),)
