"""The content of the conformity report: each rule, its text, its verdict, and what is not kept."""

from __future__ import annotations

from dataclasses import dataclass

from models.dossier.names import candidate_name
from models.french import counted, typeset
from scheduler.documents.letterhead import Letterhead, Signature, letterhead, signature
from scheduler.documents.press import Press
from scheduler.rules import check
from scheduler.rules.report import ConformityReport, RuleVerdict, Status

VERDICTS = {
    Status.BROKEN: "Enfreinte",
    Status.LIFTED: "Exception motivée",
    Status.UNMET: "Non suivie",
    Status.KEPT: "Respectée",
    Status.NO_CASE: "Sans objet",
}
ORDER = list(VERDICTS)


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule of the report."""

    title: str
    statement: str
    source: str
    verdict: str
    cases: int
    violations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conformity:
    """The report on one plan."""

    head: Letterhead
    verdict: str
    counts: tuple[tuple[str, str], ...]
    rules: tuple[RuleLine, ...]
    unplaced: tuple[tuple[str, str, str], ...]
    signature: Signature


def conformity_content(press: Press, name: str) -> Conformity:
    """Gather the report on the plan, judged on the data of its edition; `name` numbers the document."""
    book = press.book
    report = check(book.dossier, book.regulation, book.plan)
    return Conformity(
        head=letterhead(press, name),
        verdict=_verdict(report),
        counts=_counts(press, report),
        rules=tuple(_line(one) for one in sorted(report.rules, key=lambda one: ORDER.index(one.status))),
        unplaced=tuple(_unplaced(press)),
        signature=signature(press),
    )


def _verdict(report: ConformityReport) -> str:
    """One sentence for the whole plan."""
    if report.ok and report.to_settle:
        many = counted(len(report.to_settle), "point")
        return f"Les règles obligatoires sont respectées ; {many} à consigner avant de publier."
    if report.ok and report.lifted:
        many = counted(len(report.lifted), "exception motivée", "exceptions motivées")
        return f"Toutes les règles obligatoires sont respectées, avec {many}."
    if report.ok:
        return "Toutes les règles obligatoires sont respectées."
    return f"{counted(len(report.hard), 'manquement')} à une règle obligatoire : ce plan ne peut servir."


def _counts(press: Press, report: ConformityReport) -> tuple[tuple[str, str], ...]:
    """What was examined, in figures."""
    book, states = press.book, [one.status for one in report.rules]
    return (
        ("Passages placés", str(len(book.plan.passages))),
        ("Passages non placés", str(len(book.plan.unplaced))),
        ("Commissions", str(len(book.plan.sittings))),
        ("Règles respectées", str(states.count(Status.KEPT))),
        ("Règles enfreintes", str(states.count(Status.BROKEN))),
        ("Exceptions motivées", str(len(report.lifted))),
        ("Préférences non suivies", str(states.count(Status.UNMET))),
        ("Cas examinés", str(sum(one.cases for one in report.rules))),
    )


def _line(verdict: RuleVerdict) -> RuleLine:
    """One rule with its violations."""
    cited = verdict.rule.citation
    return RuleLine(
        title=typeset(verdict.rule.title),
        statement=typeset(verdict.statement),
        source=typeset(f"{cited.text}, {cited.part}".strip(", ")),
        verdict=VERDICTS[verdict.status],
        cases=verdict.cases,
        violations=tuple(typeset(one.sentence) for one in verdict.violations),
    )


def _unplaced(press: Press) -> list[tuple[str, str, str]]:
    """Who has no passage, for which épreuve, and why."""
    book = press.book
    return [
        (candidate_name(book.candidate(one.candidate)), one.epreuve, typeset(one.reason))
        for one in book.plan.unplaced
    ]
