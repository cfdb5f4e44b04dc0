"""A phase lasts its minutes, the largest extra time rounded up, and the largest pause."""

from __future__ import annotations

from fractions import Fraction

from models.dossier import Accommodation
from tests.cases import RuleCase, Situation
from tests.cases.common import GP, OPA, PRO, e4_desk, e5_desk
from tests.factories import E4, E5, PlanDesk, candidate, clock

THIRD = Fraction(1, 3)


def _e4(oral: int, *rows: Accommodation) -> Situation:
    folder = e4_desk(candidates=(candidate("1"),), accommodations=rows)
    desk = PlanDesk(folder)
    desk.hold("C1", E4, {"1": clock("9:00")}, members=(OPA, PRO), minutes={"oral": oral})
    return Situation(folder, desk.plan())


def _e5(preparation: int, oral: int, *rows: Accommodation) -> Situation:
    folder = e5_desk(candidates=(candidate("1"),), accommodations=rows)
    desk = PlanDesk(folder)
    minutes = {"preparation": preparation, "oral": oral}
    desk.hold("C1", E5, {"1": clock("9:00")}, members=(GP, PRO), minutes=minutes)
    return Situation(folder, desk.plan())


def _case(name: str, legal: Situation, illegal: Situation) -> RuleCase:
    return RuleCase("phase_durations", name, legal, illegal)


_THIRD = Accommodation("1", extra_share=THIRD)
_PAUSE = Accommodation("1", phase="oral", pause_minutes=10)
_ON_PREPARATION = Accommodation("1", phase="preparation", extra_share=THIRD)
_TWENTY = Accommodation("1", epreuve=E4, extra_minutes=20)
_OTHER_EPREUVE = Accommodation("1", epreuve=E5, extra_minutes=20)
_OTHER_CANDIDATE = Accommodation("2", extra_minutes=20)
CASES = (
    _case("nothing granted", _e4(55), _e4(56)),
    _case("a third of 55 is 19", _e4(74, _THIRD), _e4(73, _THIRD)),
    _case("a quarter is rounded up", _e4(69, Accommodation("1", extra_share=Fraction(1, 4))), _e4(69)),
    _case("the largest of two rows", _e4(75, _THIRD, _TWENTY), _e4(94, _THIRD, _TWENTY)),
    _case("pause beside extra time", _e4(84, _THIRD, _PAUSE), _e4(74, _THIRD, _PAUSE)),
    _case("preparation only", _e5(60, 45, _ON_PREPARATION), _e5(60, 60, _ON_PREPARATION)),
    _case("another épreuve", _e4(55, _OTHER_EPREUVE), _e4(75, _OTHER_EPREUVE)),
    _case("another candidate", _e4(55, _OTHER_CANDIDATE), _e4(75, _OTHER_CANDIDATE)),
)
