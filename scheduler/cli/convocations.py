"""`oraux convocations`: the PDF documents of a session."""

from __future__ import annotations

from pathlib import Path

import click

from models.db import Database
from models.french import counted
from scheduler.cli.options import counter, plan_option, with_database
from scheduler.cli.speech import say
from scheduler.documents.kinds import CONVOCATIONS, KINDS
from scheduler.services.documents import make_documents, make_school_folder, open_pages

EVERYTHING = "tout"


@click.command("convocations")
@click.argument("code")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="DOSSIER", help="Où écrire."
)
@click.option(
    "--genre", "kinds", multiple=True, type=click.Choice([*KINDS, EVERYTHING]), metavar="GENRE",
    help=f"Ce qu’il faut écrire (plusieurs fois si besoin) : {', '.join(KINDS)}, ou {EVERYTHING}. "
    "Par défaut, les convocations des candidats et des jurés.",
)  # fmt: skip
@click.option(
    "--etablissement", "uai", metavar="UAI",
    help="Un seul établissement : son bordereau et les convocations de ses candidats.",
)  # fmt: skip
@plan_option
@with_database
def command(
    database: Database,
    code: str,
    *,
    out: Path,
    kinds: tuple[str, ...],
    uai: str | None,
    number: int | None,
) -> None:
    """Écrit les documents PDF de la session CODE, un dossier par genre.

    Les convocations vont dans candidats/<numéro>.pdf et examinateurs/<code>.pdf. Les documents d’un
    brouillon portent la mention « PROJET ».
    """
    if uai and kinds:
        raise click.UsageError("--etablissement se passe de --genre : son dossier est toujours entier.")
    chosen = tuple(KINDS) if EVERYTHING in kinds else kinds or CONVOCATIONS
    open_pages(database, code)
    with database.reading() as db:
        if uai:
            files = make_school_folder(db, code, uai, out, number=number)
        else:
            told = counter("documents")
            files = make_documents(db, code, out, kinds=chosen, number=number, progress=told)
    say(f"{counted(len(files), 'document écrit', 'documents écrits')} dans {out}")
