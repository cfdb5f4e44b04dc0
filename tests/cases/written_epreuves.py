"""No oral during a written épreuve of the candidate, nor too near."""

from __future__ import annotations

from fractions import Fraction

from models.dossier import Accommodation, Parameter
from tests.cases import RuleCase, Situation
from tests.cases.common import OPA, PRO
from tests.factories import E4, PlanDesk, candidate, clock, desk_for

E3_WRITTEN = Parameter("written_start", "08/06/2027 8:00", epreuve="BTS-SAM/E3")


def _oral_at(hour: str, *given: Accommodation, written: Parameter = E3_WRITTEN) -> Situation:
    """E4 of 55 minutes on the day of a written épreuve of four hours."""
    folder = desk_for(E4, candidates=(candidate("1"),), parameters=(written,), accommodations=given)
    desk = PlanDesk(folder)
    desk.hold("C1", E4, {"1": clock(hour)}, members=(OPA, PRO))
    return Situation(folder, desk.plan())


_LONGER = Accommodation("1", "BTS-SAM/E3", "*", extra_share=Fraction(1, 3))
_AFTERNOON = Parameter("written_start", "2027-06-08 14 h", epreuve="E3")
CASES = (
    RuleCase(
        "written_epreuves",
        "before an afternoon",
        _oral_at("11:00", written=Parameter("written_start", "08/06/2027 12:15", epreuve="E3")),
        _oral_at("11:00", written=Parameter("written_start", "08/06/2027 12:14", epreuve="E3")),
    ),
    RuleCase("written_epreuves", "extra time", _oral_at("13:40", _LONGER), _oral_at("13:39", _LONGER)),
    RuleCase(
        "written_epreuves",
        "during",
        _oral_at("9:00", written=_AFTERNOON),
        _oral_at("15:00", written=_AFTERNOON),
    ),
)
