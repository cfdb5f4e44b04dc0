"""`oraux diagnose`: what is short, the cheapest remedies, what would break first."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from models.db import Database
from models.dossier import Dossier
from models.french import agreed, enumeration
from scheduler.cli.options import with_database
from scheduler.cli.speech import say
from scheduler.errors import ImportRefusedError, OrauxError
from scheduler.exchange import read_dossier
from scheduler.services.diagnose import SessionDiagnosis, diagnose_dossier, diagnose_session
from scheduler.services.diagnosis_report import NO_REMEDY, SaidPart
from scheduler.services.diagnosis_words import report_of
from solver.diagnosis.words import margin_words, verified_words, weakest

MOST_NAMED = 6


@click.command("diagnose")
@click.argument("code", required=False)
@click.option("--dossier", type=click.Path(path_type=Path), help="Un dossier de session, sans la base.")
@click.option("--json", "as_json", is_flag=True, help="Écrit du JSON.")
@with_database
def command(database: Database, *, code: str | None, dossier: Path | None, as_json: bool) -> None:
    """Dit ce qui manque à la session CODE, où, quand et combien, avec les remèdes les moins chers.

    Avant comme après la planification. Chaque remède est vérifié en résolvant de nouveau avec lui. Quand
    rien ne manque : ce qui manquerait d’abord, et combien d’absences chaque demi-journée supporte.
    """
    if (code is None) == (dossier is None):
        raise OrauxError("Donnez le code d’une session, ou --dossier CHEMIN.")
    if dossier is not None:
        found = diagnose_dossier(_folder(dossier))
    else:
        with database.reading() as db:
            found = diagnose_session(db, str(code))
    if as_json:
        click.echo(json.dumps(_as_json(found), ensure_ascii=False, indent=2))
        return
    for line in _lines(found):
        say(line)


def _folder(path: Path) -> Dossier:
    reading = read_dossier(path)
    if reading.dossier is None:
        raise ImportRefusedError(f"{path} ne peut pas être lu : oraux import --dry-run dit pourquoi.")
    return reading.dossier


def _lines(found: SessionDiagnosis) -> Iterator[str]:
    report = report_of(found)
    for part in report.parts:
        if part.centre:
            yield f"{part.centre} :"
        yield from _part(part)
    if report.standings:
        yield "Absences que le plan supporte, des demi-journées les plus fragiles aux autres :"
    for one in report.standings:
        yield f"  {one}"


def _part(part: SaidPart) -> Iterator[str]:
    yield part.head
    for reason, people in part.reasons.items():
        yield f"  {_named([one.code for one in people])} : {reason}"
    if part.remedies:
        yield "  Remèdes, du moins cher au plus cher :"
    for rank, remedy in enumerate(part.remedies, 1):
        yield f"    {rank}. {remedy.sentence} [{remedy.proof}]"
        if remedy.ask:
            yield f"       À demander par exemple à {enumeration(one.name for one in remedy.ask)}."
    if part.helpless:
        yield f"  {NO_REMEDY}"
    if part.margins:
        yield "  Ce qui manquerait d’abord :"
    for margin in part.margins:
        yield f"    – {margin}"


def _named(codes: list[str]) -> str:
    """« Candidat 1 », « 8 candidats (1, 2, 3, 4, 5, 6 et 2 autres) »."""
    if len(codes) == 1:
        return f"Candidat {codes[0]}"
    left = len(codes) - MOST_NAMED
    more = [f"{left} {agreed(left, 'autre')}"] if left > 0 else []
    return f"{len(codes)} candidats ({enumeration([*codes[:MOST_NAMED], *more])})"


def _as_json(found: SessionDiagnosis) -> dict[str, object]:
    parts = zip(found.diagnosis.parts, found.diagnosis.problems, strict=True)
    return {
        "session": found.dossier.session.code,
        "non_places": found.diagnosis.unplaced,
        "parties": [
            {
                "centre": part.centre or None,
                "passages": part.tasks,
                "non_places": part.unplaced,
                "non_places_dans_tous_les_cas": part.sure,
                "impossibles": [
                    {"candidat": task.candidate, "motif": reason} for task, reason in part.alone
                ],
                "remedes": [
                    {
                        "remede": verified_words(problem, one, found.centres),
                        "cout": one.remedy.cost,
                        "non_places_avec": one.unplaced,
                        "preuve": one.proof.value,
                    }
                    for one in part.remedies
                ],
                "marges": [
                    margin_words(problem, margin, found.centres) for margin in weakest(part.margins)
                ],
            }
            for part, problem in parts
        ],
    }
