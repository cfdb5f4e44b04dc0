"""`oraux calendriers`: one .ics per candidate, juror, commission and room."""

from __future__ import annotations

from pathlib import Path

import click

from models.db import Database
from models.french import counted
from scheduler.cli.options import plan_option, with_database
from scheduler.cli.speech import say
from scheduler.services.calendars import make_calendars


@click.command("calendriers")
@click.argument("code")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="DOSSIER", help="Où écrire."
)
@plan_option
@with_database
def command(database: Database, code: str, *, out: Path, number: int | None) -> None:
    """Écrit les calendriers de la session CODE.

    Un fichier .ics par candidat, examinateur, commission et salle.
    """
    with database.reading() as db:
        files = make_calendars(db, code, out, number=number)
    say(f"{counted(len(files), 'calendrier écrit', 'calendriers écrits')} dans {out}")
