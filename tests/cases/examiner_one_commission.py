"""An examiner sits in one commission at a time."""

from __future__ import annotations

from models.dossier import Parameter
from tests.cases import RuleCase, Situation
from tests.cases.common import e4_desk, two_commissions
from tests.factories import E4, clock

_NO_GAP = e4_desk(parameters=(Parameter("gap_between_candidates", "0", epreuve=E4),))


def _again_at(hour: str) -> Situation:
    hours = ("1", clock("9:00")), ("2", clock(hour))
    return two_commissions(_NO_GAP, *hours, members=(("OPA1", "PRO1"), ("OPA1", "PRO2")))


CASES = (RuleCase("examiner_one_commission", "one minute", _again_at("9:55"), _again_at("9:54")),)
