"""`oraux annule`: undo the last change of a draft by hand, or do it again."""

from __future__ import annotations

import click

from models.db import Database
from scheduler.cli.options import utc_now, who, with_database
from scheduler.cli.speech import say
from scheduler.services.draft_plan import plan_to_adjust
from scheduler.services.edit_journal import journal_of
from scheduler.services.edit_plan import Hand, redo_edit, undo_edit
from scheduler.services.zones import moment_in, session_zone


@click.command("annule")
@click.argument("code")
@click.option("--retablir", is_flag=True, help="Rétablit le dernier changement annulé.")
@click.option("--journal", "only_read", is_flag=True, help="Liste les changements, sans rien changer.")
@with_database
def command(database: Database, code: str, *, retablir: bool, only_read: bool) -> None:
    """Annule le dernier changement fait à la main dans le brouillon de CODE."""
    with database.writing() as db:
        plan_id = plan_to_adjust(db, code).id
        if only_read:
            zone = session_zone(db, code)
            edits = journal_of(db, plan_id)
            lines = [f"{moment_in(zone, one.at)}, {one.by} : {one.sentence}" for one in edits]
        else:
            verb = redo_edit if retablir else undo_edit
            lines = [verb(db, plan_id, hand=Hand(who(), utc_now())).edit.sentence]
    for line in lines or ["Aucun changement à la main dans ce brouillon"]:
        say(f"{line}.")
