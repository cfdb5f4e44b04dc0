"""Nobody who has trained the candidate sits for a titre professionnel, however long ago."""

from __future__ import annotations

from models.dossier import Teaching
from tests.cases import RuleCase, Situation
from tests.cases.common import manager, title_day, title_desk
from tests.factories import SCHOOL, YEAR, clock


def _taught(division: str | None) -> Situation:
    """A juror taught a division of the candidate's school two years ago."""
    folder = title_desk(manager(), teachings=(Teaching("TP1", SCHOOL, division, YEAR - 2),))
    return title_day(folder, clock("9:00"), clock("10:00"))


CASES = (
    RuleCase("no_trainer", "another division", _taught("2B"), _taught("2A")),
    RuleCase("no_trainer", "the whole school", _taught("2B"), _taught(None)),
)
