"""Every registered épreuve is placed once, or listed once as not placed, with a reason."""

from __future__ import annotations

from models.dossier import Registration, RegistrationState
from tests.cases import RuleCase, Situation
from tests.cases.common import OPA, OTHERS, PRO, e4_desk, one_by_one, two_commissions
from tests.factories import E4, PlanDesk, clock

MISSING = "Il manque un professionnel."


def _without_second(*unplaced: tuple[str, str]) -> Situation:
    desk = PlanDesk(e4_desk())
    desk.hold("C1", E4, {"1": clock("9:00")}, members=(OPA, PRO))
    for number, reason in unplaced:
        desk.leave_out(number, E4, reason)
    return Situation(desk.folder, desk.plan())


def _dispensed(number: str, *, heard: str) -> Situation:
    rows = (Registration(number, E4, RegistrationState.DISPENSE),)
    return one_by_one(e4_desk(registrations=rows), {heard: "9:00"})


def _twice(second: str) -> Situation:
    desk = PlanDesk(e4_desk())
    desk.hold("C1", E4, {"1": clock("9:00"), "2": clock("10:00")}, members=(OPA, PRO))
    desk.hold("C2", E4, {second: clock("14:00")}, members=OTHERS)
    return Situation(desk.folder, desk.plan())


_FINE = _without_second(("2", MISSING))
_BOTH = two_commissions(e4_desk(), ("1", clock("9:00")), ("2", clock("14:00")))
CASES = (
    RuleCase("everyone_once", "forgotten", _FINE, _without_second()),
    RuleCase("everyone_once", "no reason", _FINE, _without_second(("2", " "))),
    RuleCase("everyone_once", "listed twice", _FINE, _without_second(("2", MISSING), ("2", MISSING))),
    RuleCase("everyone_once", "placed and listed", _FINE, _without_second(("1", "?"), ("2", MISSING))),
    RuleCase("everyone_once", "placed twice", _BOTH, _twice("1")),
    RuleCase("everyone_once", "dispensed", _dispensed("2", heard="1"), _dispensed("1", heard="1")),
)
