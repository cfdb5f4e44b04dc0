"""An optional épreuve comes after the compulsory ones of the day."""

from __future__ import annotations

from models.dossier import Registration, RegistrationState
from tests.cases import RuleCase, Situation
from tests.cases.common import OPA, PRO
from tests.factories import E4, PlanDesk, candidate, clock, desk_for

EF2 = "BTS-SAM/EF2"


def _heard_at(compulsory: int, optional: int) -> Situation:
    folder = desk_for(
        E4,
        EF2,
        candidates=(candidate("1"),),
        registrations=(Registration("1", EF2, RegistrationState.INSCRIT),),
    )
    desk = PlanDesk(folder)
    first, second = min(compulsory, optional), max(compulsory, optional)
    report = {first: first - 30, second: second - 30}
    desk.hold("C1", E4, {"1": compulsory}, members=(OPA, PRO), convocation=report[compulsory])
    desk.hold(
        "C2", EF2, {"1": optional}, members=("GP1", "PRO2"), room="J2", convocation=report[optional]
    )
    return Situation(folder, desk.plan())


CASES = (
    RuleCase(
        "optional_last",
        "the same morning",
        _heard_at(clock("9:00"), clock("11:00")),
        _heard_at(clock("11:00"), clock("9:00")),
    ),
    RuleCase(
        "optional_last",
        "the day before is free",
        _heard_at(clock("11:00", 1), clock("11:00")),
        _heard_at(clock("15:00"), clock("11:00")),
    ),
)
