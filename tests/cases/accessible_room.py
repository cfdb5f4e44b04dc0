"""Every room of a candidate who needs it is accessible, whatever the phase of the row."""

from __future__ import annotations

from models.dossier import Accommodation
from tests.cases import RuleCase, Situation
from tests.cases.common import GP, PRO, e5_desk
from tests.factories import E4, E5, PlanDesk, candidate, clock


def _prepares_in(room: str, *, jury: str = "J1", epreuve: str = "*") -> Situation:
    row = Accommodation("1", epreuve=epreuve, phase="oral", accessible_room=True)
    folder = e5_desk(candidates=(candidate("1"),), accommodations=(row,))
    desk = PlanDesk(folder)
    desk.hold("C1", E5, {"1": clock("9:00")}, members=(GP, PRO), room=jury, preparation=room)
    return Situation(folder, desk.plan())


CASES = (
    RuleCase("accessible_room", "preparation", _prepares_in("P1"), _prepares_in("P2")),
    RuleCase("accessible_room", "jury", _prepares_in("P1"), _prepares_in("P1", jury="J2")),
    RuleCase("accessible_room", "for E4 only", _prepares_in("P2", epreuve=E4), _prepares_in("P2")),
)
