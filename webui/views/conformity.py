"""The conformity report as lines to read: verdict, rule, value, cases and violations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.regulation import Citation, Rule
from scheduler.parameters import say
from scheduler.rules.report import ConformityReport, RuleVerdict, Status, Violation
from webui.french import typography
from webui.views.names import Names
from webui.views.waivers import form_of

LOOKS = {
    Status.BROKEN: ("Enfreinte", "bad", "ban"),
    Status.LIFTED: ("Exception motivée", "warn", "scale"),
    Status.UNMET: ("Non suivie", "warn", "alert"),
    Status.KEPT: ("Respectée", "ok", "check"),
    Status.NO_CASE: ("Sans objet", "", "minus"),
}
ORDER = list(LOOKS)
FILTERS: Mapping[str, tuple[str, frozenset[Status]]] = {
    "": ("Toutes", frozenset(Status)),
    "a-voir": ("À voir", frozenset({Status.BROKEN, Status.LIFTED, Status.UNMET})),
    "enfreintes": ("Enfreintes", frozenset({Status.BROKEN})),
    "exceptions": ("Exceptions", frozenset({Status.LIFTED})),
    "preferences": ("Préférences non suivies", frozenset({Status.UNMET})),
    "respectees": ("Respectées", frozenset({Status.KEPT})),
}
"""What the report may be limited to, by the word of its address."""


@dataclass(frozen=True, slots=True)
class Found:
    """A violation, with the people it concerns as (kind, code, name).

    `waive` is what the form of an exception needs, empty where none may be written.
    """

    sentence: str
    people: tuple[tuple[str, str, str], ...]
    waive: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One rule of the report."""

    id: str
    title: str
    statement: str
    citation: Citation
    values: tuple[str, ...]
    cases: int
    verdict: str
    tone: str
    mark: str
    violations: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """How many rules are kept, broken, not followed, how many cases lifted and examined."""

    kept: int
    broken: int
    notes: int
    lifted: int
    cases: int


def lines(report: ConformityReport, names: Names, only: str = "") -> list[Line]:
    """Return the rules that a filter keeps, the broken ones first, then in the order of the texts."""
    wanted = FILTERS[only][1]
    ordered = sorted(report.rules, key=lambda verdict: ORDER.index(verdict.status))
    return [_line(verdict, names) for verdict in ordered if verdict.status in wanted]


def choices(report: ConformityReport) -> list[tuple[str, str, int]]:
    """Return the filters with how many rules each keeps; those that keep none are left out."""
    states = [verdict.status for verdict in report.rules]
    found = [
        (word, title, sum(one in kept for one in states)) for word, (title, kept) in FILTERS.items()
    ]
    return [one for one in found if one[2]]


def summary(report: ConformityReport) -> Summary:
    """Count the verdicts."""
    states = [verdict.status for verdict in report.rules]
    return Summary(
        kept=states.count(Status.KEPT),
        broken=states.count(Status.BROKEN),
        notes=states.count(Status.UNMET),
        lifted=len(report.lifted),
        cases=sum(verdict.cases for verdict in report.rules),
    )


def _line(verdict: RuleVerdict, names: Names) -> Line:
    word, tone, mark = LOOKS[verdict.status]
    return Line(
        id=verdict.rule.id,
        title=verdict.rule.title,
        statement=verdict.statement,
        citation=verdict.rule.citation,
        values=_values(verdict.values, verdict.rule),
        cases=verdict.cases,
        verdict=word,
        tone=tone,
        mark=mark,
        violations=tuple(_found(violation, verdict.rule, names) for violation in verdict.violations),
    )


def _values(values: Mapping[str | None, int], rule: Rule) -> tuple[str, ...]:
    """Write « 5 min », or « BTS-SAM/E4 : 7 candidats » for each épreuve when it depends on it."""
    said = {code: typography(say(rule, value)) for code, value in values.items()}
    return tuple(f"{code}\u00a0: {value}" if code else value for code, value in said.items())


def _found(violation: Violation, rule: Rule, names: Names) -> Found:
    people = [("candidat", number, names.candidate(number)) for number in violation.candidates]
    people += [("examinateur", code, names.examiner(code)) for code in violation.examiners]
    waive = form_of(violation, rule) if violation.hard and rule.exception else {}
    return Found(violation.sentence, tuple(people), waive)
