"""`oraux convocations`: one PDF per candidate and per juror."""

from __future__ import annotations

from pathlib import Path

import click

from models.db import Database
from models.french import counted
from scheduler.cli.options import counter, plan_option, with_database
from scheduler.cli.speech import say
from scheduler.services.convocations import make_convocations


@click.command("convocations")
@click.argument("code")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="DOSSIER", help="Où écrire."
)
@plan_option
@with_database
def command(database: Database, code: str, *, out: Path, number: int | None) -> None:
    """Écrit les convocations de la session CODE : candidats/<numéro>.pdf et examinateurs/<code>.pdf.

    Celles d’un brouillon portent la mention « PROJET ».
    """
    with database.reading() as db:
        files = make_convocations(db, code, out, number=number, progress=counter("convocations"))
    say(f"{counted(len(files), 'convocation écrite', 'convocations écrites')} dans {out}")
