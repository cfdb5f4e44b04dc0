"""Independent checkers: one per rule id, from the session's records, the texts and the plan alone."""

from scheduler.rules.checker import Checker
from scheduler.rules.conformity import check
from scheduler.rules.indicators import IndicatorProblem, check_indicators
from scheduler.rules.levels import levels_of
from scheduler.rules.registry import CHECKERS
from scheduler.rules.report import ConformityReport, RuleVerdict, Status, Violation

__all__ = [
    "CHECKERS",
    "Checker",
    "ConformityReport",
    "IndicatorProblem",
    "RuleVerdict",
    "Status",
    "Violation",
    "check",
    "check_indicators",
    "levels_of",
]
