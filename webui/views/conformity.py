"""The conformity report as lines to read: verdict, rule, value, cases and violations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.regulation import Rule
from scheduler.parameters import say
from scheduler.rules.report import ConformityReport, RuleVerdict, Status, Violation
from webui.french import typography
from webui.views.names import Names

LOOKS = {
    Status.BROKEN: ("Enfreinte", "bad", "ban"),
    Status.UNMET: ("Non suivie", "warn", "alert"),
    Status.KEPT: ("Respectée", "ok", "check"),
    Status.NO_CASE: ("Sans objet", "", "minus"),
}
ORDER = list(LOOKS)


@dataclass(frozen=True, slots=True)
class Found:
    """A violation, with the people it concerns as (kind, code, name)."""

    sentence: str
    people: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One rule of the report."""

    id: str
    title: str
    statement: str
    source: str
    values: tuple[str, ...]
    cases: int
    verdict: str
    tone: str
    mark: str
    violations: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """How many rules are kept, broken, not followed, and how many cases were examined."""

    kept: int
    broken: int
    notes: int
    cases: int


def lines(report: ConformityReport, names: Names) -> list[Line]:
    """Return the rules, the broken ones first, otherwise in the order of the texts."""
    ordered = sorted(report.rules, key=lambda verdict: ORDER.index(verdict.status))
    return [_line(verdict, names) for verdict in ordered]


def summary(report: ConformityReport) -> Summary:
    """Count the verdicts."""
    states = [verdict.status for verdict in report.rules]
    return Summary(
        kept=states.count(Status.KEPT),
        broken=states.count(Status.BROKEN),
        notes=states.count(Status.UNMET),
        cases=sum(verdict.cases for verdict in report.rules),
    )


def _line(verdict: RuleVerdict, names: Names) -> Line:
    word, tone, mark = LOOKS[verdict.status]
    cited = verdict.rule.citation
    return Line(
        id=verdict.rule.id,
        title=verdict.rule.title,
        statement=verdict.statement,
        source=f"{cited.text}, {cited.part}".rstrip(", "),
        values=_values(verdict.values, verdict.rule),
        cases=verdict.cases,
        verdict=word,
        tone=tone,
        mark=mark,
        violations=tuple(_found(violation, names) for violation in verdict.violations),
    )


def _values(values: Mapping[str | None, int], rule: Rule) -> tuple[str, ...]:
    """Write « 5 min », or « BTS-SAM/E4 : 7 candidats » for each épreuve when it depends on it."""
    said = {code: typography(say(rule, value)) for code, value in values.items()}
    return tuple(f"{code}\u00a0: {value}" if code else value for code, value in said.items())


def _found(violation: Violation, names: Names) -> Found:
    people = [("candidat", number, names.candidate(number)) for number in violation.candidates]
    people += [("examinateur", code, names.examiner(code)) for code in violation.examiners]
    return Found(violation.sentence, tuple(people))
