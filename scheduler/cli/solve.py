"""`oraux solve`: from a session folder to a plan's folder, without a database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from models.dossier import Dossier
from models.french import counted, decimal
from models.planning import Plan
from models.regulation import Regulation, load
from scheduler.cli.limits import limits_options
from scheduler.cli.live import LiveProgress, haste_lines, level_lines, stoppable
from scheduler.cli.speech import say
from scheduler.errors import ImportRefusedError, OrauxError, SolverDisagreementError
from scheduler.exchange import Severity, read_dossier, read_plan, write_plan
from scheduler.problem import problem_of
from scheduler.rules import check
from solver import Limits, Solution, solve


@click.command("solve")
@click.argument("dossier", type=click.Path(path_type=Path))
@click.argument("sortie", type=click.Path(path_type=Path))
@limits_options
@click.option(
    "--verrous",
    type=click.Path(path_type=Path),
    help="Planning dont les passages verrouillés (verrouille = OUI) restent où ils sont.",
)
@click.option("--json", "as_json", is_flag=True, help="Écrit le compte rendu en JSON.")
def command(dossier: Path, sortie: Path, *, limits: Limits, verrous: Path | None, as_json: bool) -> None:
    """Planifie le dossier de session DOSSIER et écrit le planning dans le dossier SORTIE.

    La progression s’affiche sur la sortie d’erreur. Ctrl+C arrête le calcul et garde le meilleur.
    """
    folder = _folder(dossier)
    regulation = load(folder.session.year)
    locked = read_plan(verrous, folder).plan if verrous is not None else None
    solution = _solved(folder, regulation, limits, locked)
    _judge(folder, regulation, solution.plan, locked)
    write_plan(solution.plan, folder, solution.report, sortie)
    if as_json:
        click.echo(json.dumps(_as_json(solution), ensure_ascii=False, indent=2))
        return
    for line in _lines(solution, sortie):
        say(line)


def _folder(path: Path) -> Dossier:
    """Read the session folder; warnings go to stderr, errors stop everything."""
    reading = read_dossier(path)
    for problem in reading.problems:
        click.echo(problem.line(), err=True)
    if reading.dossier is None or any(one.severity is Severity.ERROR for one in reading.problems):
        raise ImportRefusedError(f"{path} ne peut pas être planifié : corrigez les lignes ci-dessus.")
    return reading.dossier


def _solved(folder: Dossier, regulation: Regulation, limits: Limits, locked: Plan | None) -> Solution:
    problem = problem_of(folder, regulation, locked_from=locked)
    if not problem.tasks:
        raise OrauxError(
            f"La session « {folder.session.code} » n’a aucun passage à planifier : aucun candidat "
            "n’y est inscrit à une épreuve orale qu’elle organise. Vérifiez les candidats "
            "et « epreuves »."
        )
    show = LiveProgress()
    with stoppable() as stop:
        solution = solve(problem, limits=limits, progress=show, cancelled=stop.is_set)
    show.end()
    return solution


def _judge(folder: Dossier, regulation: Regulation, plan: Plan, locked: Plan | None) -> None:
    """Refuse to write a plan that the checkers do not accept."""
    conformity = check(folder, regulation, plan, reference=locked)
    if not conformity.ok:
        for violation in conformity.hard:
            click.echo(f"{violation.rule}: {violation.sentence}", err=True)
        raise SolverDisagreementError(
            "Défaut d’Oraux : le planning calculé ne respecte pas toutes les règles (ci-dessus), il "
            "n’a donc pas été écrit. Relancez avec une autre graine (--seed), et signalez ce défaut.",
            conformity.hard,
        )


def _as_json(solution: Solution) -> dict[str, object]:
    report = solution.report
    return {
        "status": report.status,
        "seconds": round(report.seconds, 3),
        "seed": report.seed,
        "effort": report.effort,
        "reproducible": report.reproducible,
        "levels": {
            level.name: {"value": level.value, "bound": level.bound, "proved": level.proved}
            for level in report.levels
        },
        "placed": len(solution.plan.passages),
        "unplaced": [
            {"candidat": one.candidate, "epreuve": one.epreuve, "motif": one.reason}
            for one in solution.plan.unplaced
        ],
    }


def _lines(solution: Solution, out: Path) -> Iterator[str]:
    plan = solution.plan
    placed = counted(len(plan.passages), "passage placé", "passages placés")
    missing = counted(len(plan.unplaced), "non placé", "non placés")
    sittings = counted(len(plan.sittings), "commission")
    yield f"{placed}, {missing}, {sittings}, en {decimal(solution.report.seconds)} s."
    yield from level_lines(solution.report)
    yield from haste_lines(solution.report)
    for one in plan.unplaced:
        yield f"  Non placé : candidat {one.candidate}, {one.epreuve} : {one.reason}"
    if plan.passages:
        yield f"Toutes les règles obligatoires sont respectées. Le planning est dans {out}."
    else:
        yield f"Personne n’est placé : voyez les motifs dans {out}, ou donnez plus de temps (--seconds)."
