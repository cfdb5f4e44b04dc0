"""The members fill the seats of the text exactly."""

from __future__ import annotations

from models.planning import Member
from tests.cases import RuleCase, Situation
from tests.cases.common import e4_desk
from tests.factories import (
    E4,
    E31,
    LANGUAGE,
    TEACHER,
    PlanDesk,
    candidate,
    clock,
    desk_for,
    examiner,
    examiners,
)


def _e4(*members: str | Member) -> Situation:
    desk = PlanDesk(e4_desk(candidates=(candidate("1"),)))
    desk.hold("C1", E4, {"1": clock("9:00")}, members=members)
    return Situation(desk.folder, desk.plan())


def _e31(*members: str | Member) -> Situation:
    desk = PlanDesk(desk_for(E31, candidates=(candidate("1", "BCP-AGORA"),)))
    desk.hold("C1", E31, {"1": clock("9:00")}, members=members, reading=15)
    return Situation(desk.folder, desk.plan())


def _language(qualification: str) -> Situation:
    people = (*examiners(), examiner("LV", TEACHER, qualification))
    desk = PlanDesk(desk_for(LANGUAGE, candidates=(candidate("1"),), examiners=people))
    desk.hold("C1", LANGUAGE, {"1": clock("9:00")}, members=("LV",))
    return Situation(desk.folder, desk.plan())


def _instead(code: str) -> Member:
    return Member(code, TEACHER, replacement=True)


def _case(name: str, legal: Situation, illegal: Situation) -> RuleCase:
    return RuleCase("commission_composition", name, legal, illegal)


_E4 = _e4("OPA1", "PRO1")
CASES = (
    _case("wrong replacement", _e4("OPA1", _instead("ATE1")), _e4("OPA1", _instead("GP1"))),
    _case("replacement not said", _e4("OPA1", _instead("ATE1")), _e4("OPA1", "ATE1")),
    _case("two professionals", _E4, _e4("PRO2", "PRO1")),
    _case("two of a kind", _E4, _e4("OPA1", "OPA2")),
    _case("alone", _E4, _e4("OPA1")),
    _case("a third member", _E4, _e4("OPA1", "PRO1", "PRO2")),
    _case("wrong role", _E4, _e4("OPA1", Member("PRO1", TEACHER))),
    _case("the same twice", _e31("AGO1", "AGO2"), _e31("AGO1", "AGO1")),
    _case("no replacement in E31", _e31("AGO1", "AGO2"), _e31("AGO1", _instead("AGO2"))),
    _case("another language", _language("LV-ANGLAIS"), _language("LV-ESPAGNOL")),
)
