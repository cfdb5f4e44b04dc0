"""`oraux diagnose`: what is short, the cheapest remedies, what would break first."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from models.db import Database
from models.dossier import Dossier
from models.french import counted, enumeration
from models.planning import Problem
from scheduler.cli.options import with_database
from scheduler.cli.speech import say
from scheduler.errors import ImportRefusedError, OrauxError
from scheduler.exchange import read_dossier
from scheduler.services.diagnose import (
    MOST_NAMED,
    SessionDiagnosis,
    diagnose_dossier,
    diagnose_session,
    people_to_ask,
)
from solver.diagnosis.diagnose import CentreDiagnosis
from solver.diagnosis.words import (
    family_words,
    margin_words,
    verified_words,
    weakest,
    when,
)

MOST_MARGINS = 5
MOST_STANDINGS = 6


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
    for part, problem in zip(found.diagnosis.parts, found.diagnosis.problems, strict=True):
        if part.centre:
            yield f"{found.centres.get(part.centre, part.centre)} :"
        yield from _part(found, part, problem)
    yield from _standings(found)


def _part(found: SessionDiagnosis, part: CentreDiagnosis, problem: Problem) -> Iterator[str]:
    yield f"{_head(part)}"
    for task, reason in part.alone:
        yield f"  Candidat {task.candidate} : {reason}"
    if part.remedies:
        yield "  Remèdes, du moins cher au plus cher :"
    for rank, one in enumerate(part.remedies, 1):
        yield f"    {rank}. {verified_words(problem, one, found.centres)}"
        people = list(dict.fromkeys(people_to_ask(found, problem, one.remedy)))[:MOST_NAMED]
        if people:
            yield f"       À demander par exemple à {enumeration(people)}."
    if part.unplaced and not part.remedies and part.unplaced > len(part.alone):
        yield "  Aucun remède n’a été trouvé dans le temps accordé ; plusieurs ressources manquent."
    margins = weakest(part.margins)[:MOST_MARGINS]
    if margins:
        yield "  Ce qui manquerait d’abord :"
    for margin in margins:
        yield f"    – {margin_words(problem, margin, found.centres)}"


def _head(part: CentreDiagnosis) -> str:
    total = counted(part.tasks, "passage")
    if part.unplaced is None:
        return (
            f"{total} : le calcul n’a pas abouti dans le temps accordé, ce qui manque n’est pas connu."
        )
    if not part.unplaced:
        return f"{total} : rien ne manque en nombre, chacun peut avoir une place."
    left = counted(
        part.unplaced, "passage ne peut pas être placé", "passages ne peuvent pas être placés"
    )
    return f"{total} : au moins {left}."


def _standings(found: SessionDiagnosis) -> Iterator[str]:
    if not found.standings:
        return
    yield "Absences que le plan supporte, des demi-journées les plus fragiles aux autres :"
    for one in found.standings[:MOST_STANDINGS]:
        what = family_words(found.problem, one.family, 1)
        yield (
            f"  {when(found.problem, one.half_day)}, {what} : {one.in_use} en commission, "
            f"{counted(one.free, 'remplaçant libre', 'remplaçants libres')}"
        )


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
