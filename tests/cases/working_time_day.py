"""An examiner's commissions of one day add up to no more than the session allows."""

from __future__ import annotations

from dataclasses import replace

from models.dossier import Parameter
from tests.cases import RuleCase, Situation
from tests.cases.common import OPA, PRO, e4_desk, two_commissions
from tests.factories import clock


def _closing_at(hour: str) -> Situation:
    """Two commissions of 55 minutes; the second one closes at `hour`."""
    folder = e4_desk(parameters=(Parameter("working_time_day", "110"),))
    members = (OPA, PRO), (OPA, "PRO2")
    found = two_commissions(folder, ("1", clock("9:00")), ("2", clock("10:00")), members=members)
    first, second = found.plan.sittings
    longer = replace(second, end=clock(hour))
    return Situation(folder, replace(found.plan, sittings=(first, longer)))


CASES = (RuleCase("working_time_day", "one minute", _closing_at("10:55"), _closing_at("10:56")),)
