"""First phases start at multiples of five minutes."""

from __future__ import annotations

from tests.cases import RuleCase
from tests.cases.common import e4_desk, one_by_one
from tests.factories import candidate

_FOLDER = e4_desk(candidates=(candidate("1"),))
CASES = (
    RuleCase(
        "time_grid", "9 h 01", one_by_one(_FOLDER, {"1": "9:00"}), one_by_one(_FOLDER, {"1": "9:01"})
    ),
)
