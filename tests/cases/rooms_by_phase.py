"""Jury phases are in the commission's room, the others in a preparation room of the centre."""

from __future__ import annotations

from dataclasses import replace

from tests.cases import RuleCase, Situation
from tests.cases.common import GP, PRO, e5_desk
from tests.factories import E5, PlanDesk, candidate, clock


def _prepares_in(room: str) -> Situation:
    folder = e5_desk(candidates=(candidate("1"),))
    desk = PlanDesk(folder)
    desk.hold("C1", E5, {"1": clock("9:00")}, members=(GP, PRO), preparation=room)
    return Situation(folder, desk.plan())


def _commission_in(room: str) -> Situation:
    fine = _prepares_in("P1")
    sitting = replace(fine.plan.sittings[0], room=room)
    return Situation(fine.dossier, replace(fine.plan, sittings=(sitting,)))


CASES = (
    RuleCase("rooms_by_phase", "in a jury room", _prepares_in("P2"), _prepares_in("J2")),
    RuleCase("rooms_by_phase", "commission next door", _commission_in("J1"), _commission_in("J2")),
)
