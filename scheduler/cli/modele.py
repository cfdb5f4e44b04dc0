"""`oraux modele`: the empty workbook to fill in, and the help of the session folder."""

from __future__ import annotations

from pathlib import Path

import click

from models.french import typeset
from scheduler.cli.speech import say
from scheduler.errors import OrauxError
from scheduler.exchange.cells import quoted


@click.command(name="modele", short_help="Écrit un classeur vide à remplir.")
@click.argument("fichier", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option(
    "--aide", is_flag=True, help="Explique chaque table et chaque colonne, avec ses autres noms admis."
)
@click.option("--annee", type=click.IntRange(2000, 2100), help="Année de session des codes proposés.")
@click.option("--force", is_flag=True, help="Remplace le fichier s’il existe déjà.")
def command(fichier: Path | None, annee: int | None, *, aide: bool, force: bool) -> None:
    """Écrit un classeur .xlsx vide avec ses listes déroulantes et sa feuille d’aide."""
    from scheduler.exchange.help_text import help_as_text  # noqa: PLC0415 (the command line starts fast)
    from scheduler.exchange.template import write_template  # noqa: PLC0415 (openpyxl is slow to load)

    if aide:
        click.echo(help_as_text())
        return
    if fichier is None:
        raise click.UsageError("Donnez le fichier à écrire (oraux modele session.xlsx), ou --aide.")
    if fichier.suffix.lower() != ".xlsx":
        raise click.UsageError(
            typeset(f"{quoted(fichier.name)} : le modèle est un classeur, donnez un nom en .xlsx.")
        )
    if fichier.exists() and not force:
        raise click.UsageError(
            typeset(
                f"{quoted(fichier)} existe déjà ; donnez un autre nom, ou --force pour le remplacer."
            )
        )
    try:
        write_template(fichier, year=annee)
    except OrauxError as error:
        raise click.ClickException(str(error)) from None
    say(f"Modèle écrit : {fichier}")
