"""`oraux sessions`: what there is, and where each session stands."""

from __future__ import annotations

import click

from models.db import Database
from models.french import counted
from scheduler.cli.options import utc_now, with_database
from scheduler.cli.speech import say
from scheduler.services.sessions import SessionSummary, list_sessions


@click.command("sessions")
@with_database
def command(database: Database) -> None:
    """Liste les sessions et l’état de chaque étape."""
    with database.reading() as db:
        found = list_sessions(db, now=utc_now())
    if not found:
        say(
            "Aucune session : importez-en une (oraux import DOSSIER) ou chargez "
            "l’exemple (oraux exemple)."
        )
    for session in found:
        _show(session)


def _show(session: SessionSummary) -> None:
    version = f", version {session.version} en vigueur" if session.version else ""
    people = f"{counted(session.candidates, 'candidat')}, {counted(session.examiners, 'examinateur')}"
    say(f"{session.code}  {session.label} ({session.year}) : {people}{version}")
    for step in session.steps:
        if step.note:
            say(f"    {step.title} : {step.note}")
