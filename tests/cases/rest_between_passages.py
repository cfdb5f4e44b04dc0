"""A candidate has twenty minutes between two passages."""

from __future__ import annotations

from models.dossier import Parameter
from tests.cases import RuleCase, Situation
from tests.cases.common import GP, OPA, PRO
from tests.factories import E4, E5, PlanDesk, candidate, clock, desk_for


def _second_at(hour: str, *parameters: Parameter) -> Situation:
    folder = desk_for(E4, E5, candidates=(candidate("1"),), parameters=parameters)
    desk = PlanDesk(folder)
    desk.hold("C1", E4, {"1": clock("9:00")}, members=(OPA, PRO))
    ends = desk.passages[0].end
    desk.hold("C2", E5, {"1": clock(hour)}, members=(GP, "PRO2"), room="J2", convocation=ends)
    return Situation(folder, desk.plan())


_HALF_AN_HOUR = Parameter("rest_between_passages", "30")
CASES = (
    RuleCase("rest_between_passages", "nineteen minutes", _second_at("10:15"), _second_at("10:14")),
    RuleCase(
        "rest_between_passages",
        "set to thirty",
        _second_at("10:25", _HALF_AN_HOUR),
        _second_at("10:24", _HALF_AN_HOUR),
    ),
)
