"""Each preparation room in use has one watch, with its hours and its peak."""

from __future__ import annotations

from dataclasses import replace

from models.planning import Watch
from tests.cases import RuleCase, Situation
from tests.cases.common import e5_desk, two_preparations
from tests.factories import CENTRE, clock

_FINE = two_preparations(e5_desk(), "9:00", "9:40", "P1")
_WATCH = _FINE.plan.watches[0]


def _with(*watches: Watch) -> Situation:
    return Situation(_FINE.dossier, replace(_FINE.plan, watches=watches))


def _case(name: str, *watches: Watch) -> RuleCase:
    return RuleCase("watches_match", name, _FINE, _with(*watches))


CASES = (
    _case("one too few", replace(_WATCH, peak=1)),
    _case("one too many", replace(_WATCH, peak=3)),
    _case("nobody watches"),
    _case("twice", _WATCH, _WATCH),
    _case("late", replace(_WATCH, start=_WATCH.start + 1)),
    _case("leaves early", replace(_WATCH, end=_WATCH.end - 1)),
    _case("an empty room", _WATCH, Watch(CENTRE, "P2", clock("9:00"), clock("10:00"), 0)),
)
