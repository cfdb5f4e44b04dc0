"""`oraux exemple`: load a session of fictitious people."""

from __future__ import annotations

import click

from models.db import Database
from scheduler.cli.options import utc_now, who, with_database
from scheduler.cli.speech import say
from scheduler.samples import SAMPLES
from scheduler.services.samples import load_sample


@click.command("exemple")
@click.argument("nom", default=SAMPLES[0], type=click.Choice(SAMPLES))
@with_database
def command(database: Database, nom: str) -> None:
    """Charge une session d’exemple, aux personnes fictives.

    « session-2027 » se planifie entièrement ; à « session-impossible », il manque des jurés ;
    « session-ccf » est le contrôle en cours de formation de deux établissements.
    """
    with database.writing() as db:
        code = load_sample(db, nom, by=who(), now=utc_now())
    say(f"Session {code} chargée. Pour la planifier : oraux plan {code}")
