"""The final interview of a titre professionnel comes after everything else, whatever the day."""

from __future__ import annotations

from tests.cases import RuleCase
from tests.cases.common import manager, title_day, title_desk
from tests.factories import clock

_DESK = title_desk(manager())
CASES = (
    RuleCase(
        "final_last",
        "the same morning",
        title_day(_DESK, clock("9:00"), clock("10:00")),
        title_day(_DESK, clock("10:00"), clock("9:00")),
    ),
    RuleCase(
        "final_last",
        "the day after",
        title_day(_DESK, clock("9:00"), clock("9:00", 1)),
        title_day(_DESK, clock("9:00", 1), clock("9:00")),
    ),
)
