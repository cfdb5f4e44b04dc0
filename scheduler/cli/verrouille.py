"""`oraux verrouille`: passages that stay where they are, by hand and when the rest is planned again."""

from __future__ import annotations

import click

from models.db import Database
from scheduler.cli.options import utc_now, who, with_database
from scheduler.cli.speech import say
from scheduler.services.desks import desk_of
from scheduler.services.draft_plan import draft_to_adjust
from scheduler.services.edit_plan import Hand, lock_passages
from scheduler.services.suggest import passage_key


@click.command("verrouille")
@click.argument("code")
@click.argument("candidat")
@click.argument("epreuve")
@click.option("--non", "unlock", is_flag=True, help="Déverrouille.")
@with_database
def command(database: Database, code: str, candidat: str, epreuve: str, *, unlock: bool) -> None:
    """Verrouille à sa place le passage d’un CANDIDAT à une EPREUVE dans le brouillon de CODE."""
    with database.writing() as db:
        plan_id = draft_to_adjust(db, code, now=utc_now())
        key = passage_key(desk_of(db, plan_id), candidat, epreuve)
        edited = lock_passages(db, plan_id, [key], locked=not unlock, hand=Hand(who(), utc_now()))
    say(f"{edited.edit.sentence}.")
