"""A half-day kept for some épreuves hosts only these."""

from __future__ import annotations

from tests.cases import RuleCase, Situation
from tests.cases.common import e4_desk, one_by_one
from tests.factories import E4, E5, candidate, half_day


def _kept_for(*epreuves: str) -> Situation:
    opened = (half_day(0, "8:00", "12:30", epreuves=epreuves),)
    return one_by_one(e4_desk(half_days=opened, candidates=(candidate("1"),)), {"1": "9:00"})


CASES = (
    RuleCase("half_day_open_for_epreuve", "for another", _kept_for(E5, E4), _kept_for(E5)),
    RuleCase("half_day_open_for_epreuve", "for all", _kept_for(), _kept_for(E5)),
)
