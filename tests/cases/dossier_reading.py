"""AGOrA commissions have fifteen minutes to read before their first candidate."""

from __future__ import annotations

from tests.cases import RuleCase, Situation
from tests.factories import E31, E32, PlanDesk, candidate, clock, desk_for


def _reads(epreuve: str, reading: int, members: tuple[str, str]) -> Situation:
    folder = desk_for(epreuve, candidates=(candidate("1", "BCP-AGORA"),))
    desk = PlanDesk(folder)
    desk.hold("C1", epreuve, {"1": clock("9:00")}, members=members, reading=reading)
    return Situation(folder, desk.plan())


_TEACHERS, _PAIR = ("AGO1", "AGO2"), ("AGO1", "RH1")
CASES = (
    RuleCase("dossier_reading", "E31", _reads(E31, 15, _TEACHERS), _reads(E31, 14, _TEACHERS)),
    RuleCase("dossier_reading", "E32", _reads(E32, 15, _PAIR), _reads(E32, 14, _PAIR)),
)
