"""What a checker is: the cases of a plan that a rule speaks of, and the judgment of one case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from models.regulation import Rule
from scheduler.rules.report import Violation
from scheduler.rules.view import PlanView
from scheduler.rules.waivers import judged

Case = TypeVar("Case")
Cases = Callable[[PlanView], Iterable[Case]]
Judgment = Callable[[PlanView, Rule, Case], Iterator[Violation]]


@dataclass(frozen=True, slots=True)
class Checker(Generic[Case]):
    """One rule's judge: `cases` lists what is examined, `judge` yields what is wrong with one case."""

    rule_id: str
    cases: Cases[Case]
    judge: Judgment[Case]

    def run(self, view: PlanView, rule: Rule) -> tuple[int, tuple[Violation, ...]]:
        """Return how many cases were examined, and all that is wrong, written exceptions heeded."""
        cases = list(self.cases(view))
        found = [one for case in cases for one in self.judge(view, rule, case)]
        return len(cases), judged(rule, found, view.dossier.waivers) if found else ()


def judges(over: Cases[Case]) -> Callable[[Judgment[Case]], Checker[Case]]:
    """Make a checker of a judgment; its name is the id of the rule."""

    def made(judgment: Judgment[Case]) -> Checker[Case]:
        return Checker(judgment.__name__, over, judgment)

    return made
