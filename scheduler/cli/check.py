"""`oraux check`: judge a plan, whoever made it, from the session's folder and the plan's."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NoReturn

import click

from models.regulation import load
from scheduler.errors import OrauxError
from scheduler.exchange import FileProblem, PlanReading, Severity, read_dossier, read_plan
from scheduler.rules import (
    ConformityReport,
    IndicatorProblem,
    Status,
    Violation,
    check,
    check_indicators,
)

BROKEN, UNREADABLE = 1, 2
"""Exit codes: a hard rule is broken or the plan says something untrue; the folders cannot be read."""


@click.command("check")
@click.argument("dossier", type=click.Path(path_type=Path))
@click.argument("sortie", type=click.Path(path_type=Path))
@click.option(
    "--precedent", type=click.Path(path_type=Path), help="Planning dont les verrous sont à tenir."
)
@click.option("--json", "as_json", is_flag=True, help="Écrit du JSON.")
def command(dossier: Path, sortie: Path, precedent: Path | None, as_json: bool) -> None:
    """Juge un planning : DOSSIER de session, SORTIE du planning.

    Une ligne par règle enfreinte, avec les personnes, l’heure et ce qu’il faut faire. Code de retour : 0
    si aucune règle obligatoire n’est enfreinte et que les indicateurs écrits sont exacts, 1 sinon, 2 si
    un dossier est illisible.
    """
    reading = read_dossier(dossier)
    if reading.dossier is None:
        _give_up(reading.problems)
    folder = reading.dossier
    written = read_plan(sortie, folder)
    if _is_void(written):
        _give_up(written.problems)
    reference = read_plan(precedent, folder).plan if precedent is not None else None
    try:
        regulation = load(folder.session.year)
        report = check(folder, regulation, written.plan, reference=reference)
        doubts = check_indicators(written.indicators, folder, regulation, written.plan)
    except OrauxError as error:
        click.echo(str(error), err=True)
        raise SystemExit(UNREADABLE) from error
    errors = _errors(written.problems)
    if as_json:
        click.echo(json.dumps(_as_json(report, doubts, errors), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(report, doubts, errors)))
    raise SystemExit(0 if report.ok and not errors and not doubts else BROKEN)


def _is_void(written: PlanReading) -> bool:
    """Whether nothing at all could be read of a plan."""
    plan = written.plan
    empty = not (plan.passages or plan.sittings or plan.unplaced)
    return empty and bool(_errors(written.problems))


def _errors(problems: Iterable[FileProblem]) -> list[FileProblem]:
    """Return the rows that could not be understood."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def _give_up(problems: Iterable[FileProblem]) -> NoReturn:
    """Print why a folder cannot be read, and stop.

    Raises
    ------
    SystemExit
        Always, with the code for unreadable folders.

    """
    for problem in _errors(problems):
        click.echo(problem.line(), err=True)
    raise SystemExit(UNREADABLE)


def _lines(
    report: ConformityReport, doubts: Sequence[IndicatorProblem], errors: Iterable[FileProblem]
) -> Iterator[str]:
    """One line per row not understood, per violation, per doubtful indicator, then the summary."""
    for problem in errors:
        yield problem.line()
    for violation in report.hard:
        yield f"{violation.rule} : {violation.sentence}"
    for violation in report.violations:
        if not violation.hard:
            yield f"préférence {violation.rule} : {violation.sentence}"
    for doubt in doubts:
        yield f"indicateurs : {doubt.sentence}"
    yield _summary(report)
    if doubts:
        yield f"Indicateurs inexacts : {len(doubts)}. Corrigez « indicateurs », ou recalculez le plan."


def _summary(report: ConformityReport) -> str:
    """Count rules kept, rules broken, and violations."""
    broken = [verdict for verdict in report.rules if verdict.status is Status.BROKEN]
    kept = sum(verdict.ok for verdict in report.rules)
    if not broken:
        soft = len(report.violations)
        return f"Conforme : {kept} règles tenues, {soft} préférence(s) non satisfaite(s)."
    names = ", ".join(verdict.rule.id for verdict in broken)
    return (
        f"Non conforme : {len(report.hard)} infraction(s) à {len(broken)} règle(s) sur "
        f"{len(report.rules)} ({names})."
    )


def _as_json(
    report: ConformityReport, doubts: Iterable[IndicatorProblem], errors: Iterable[FileProblem]
) -> dict[str, object]:
    """Everything as plain data."""
    return {
        "conforme": report.ok,
        "illisible": [problem.line() for problem in errors],
        "regles": [
            {
                "regle": verdict.rule.id,
                "enonce": verdict.statement,
                "source": f"{verdict.rule.citation.text}, {verdict.rule.citation.part}",
                "severite": verdict.severity.value,
                "verdict": verdict.status.value,
                "cas": verdict.cases,
                "infractions": [_violation_json(violation) for violation in verdict.violations],
            }
            for verdict in report.rules
        ],
        "indicateurs": [{"indicateur": one.name, "message": one.sentence} for one in doubts],
    }


def _violation_json(violation: Violation) -> dict[str, object]:
    """Return a violation as plain data."""
    return {
        "message": violation.sentence,
        "obligatoire": violation.hard,
        "candidats": list(violation.candidates),
        "examinateurs": list(violation.examiners),
        "centre": violation.centre,
        "salle": violation.room,
        "quand": violation.when.isoformat(timespec="minutes") if violation.when else None,
        "passages": [list(key) for key in violation.passages],
        "commissions": list(violation.sittings),
    }
