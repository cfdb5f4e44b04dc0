"""`oraux export`: the tables of a plan, and the session folder if wanted."""

from __future__ import annotations

from pathlib import Path

import click

from models.db import Database
from scheduler.cli.options import plan_option, with_database
from scheduler.cli.speech import say
from scheduler.services.export_plan import export_plan


@click.command("export")
@click.argument("code")
@click.argument("sortie", type=click.Path(path_type=Path))
@plan_option
@click.option(
    "--dossier", type=click.Path(path_type=Path), metavar="CHEMIN",
    help="Écrit aussi le dossier de session (dossier, .zip ou .xlsx).",
)  # fmt: skip
@with_database
def command(
    database: Database, code: str, sortie: Path, *, number: int | None, dossier: Path | None
) -> None:
    """Écrit dans SORTIE les tables du plan de la session CODE.

    Fichiers : passages, commissions, surveillances, non_places, indicateurs.
    """
    with database.reading() as db:
        stored = export_plan(db, code, sortie, number=number, dossier_out=dossier)
    state = f"version {stored.version}" if stored.version else "brouillon"
    say(f"Plan n° {stored.number} ({state}) écrit dans {sortie}")
