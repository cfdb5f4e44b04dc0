"""`oraux import`: read, check, show what changes, store."""

from __future__ import annotations

from pathlib import Path

import click

from models.db import Database
from models.french import counted
from scheduler.cli.options import utc_now, who, with_database
from scheduler.cli.speech import say
from scheduler.services.changes import Changes, TableChanges
from scheduler.services.import_session import ImportPreview, apply_import, preview_import

SHOWN = 20
"""Records written for each table and kind; the others are counted."""


@click.command("import")
@click.argument("chemin", type=click.Path(path_type=Path))
@click.option(
    "--session", "code", metavar="CODE", help="Session que le fichier complète (liste Cyclades)."
)
@click.option("--dry-run", is_flag=True, help="Montre ce qui changerait, sans rien enregistrer.")
@click.option(
    "--supprimer-absents", is_flag=True, help="Retire aussi ce que le fichier ne contient plus."
)
@with_database
def command(
    database: Database, chemin: Path, code: str | None, *, dry_run: bool, supprimer_absents: bool
) -> None:
    """Importe CHEMIN : dossier de CSV, .zip, classeur .xlsx ou liste Cyclades.

    Une ligne par problème : fichier:ligne:colonne: message. Avec une erreur, rien n’est
    enregistré et le code de retour est 1.
    """
    with database.reading() as db:
        preview = preview_import(db, path=chemin, session_code=code)
    for line in preview.lines:
        click.echo(line)
    if not preview.can_apply:
        say(
            "Import refusé : rien n’a été enregistré. Corrigez les erreurs ci-dessus, puis recommencez.",
            err=True,
        )
        raise SystemExit(1)
    remove = supprimer_absents and preview.whole
    if not dry_run:
        with database.writing() as db:
            apply_import(db, preview=preview, remove_absent=remove, by=who(), now=utc_now())
    _show(preview, remove=remove, stored=not dry_run)


def _show(preview: ImportPreview, *, remove: bool, stored: bool) -> None:
    """Say what changes, table by table, then in one line."""
    for table in preview.changes.tables:
        _show_table(table, remove=remove)
    say(f"Session {preview.session_code} : {_summary(preview.changes, remove=remove)}.")
    if not stored:
        say("Essai : rien n’a été enregistré.")


def _show_table(table: TableChanges, *, remove: bool) -> None:
    gone = "retiré" if remove else "absent du fichier, conservé"
    for word, records in (("ajouté", table.added), ("modifié", table.changed), (gone, table.removed)):
        for record in records[:SHOWN]:
            fields = " ; ".join(
                f"{one.column} : {one.before or '(vide)'} → {one.after or '(vide)'}"
                for one in record.fields
            )
            say(f"{table.table} : {word} : {record.label}" + (f" ({fields})" if fields else ""))
        if len(records) > SHOWN:
            say(f"{table.table} : {word} : … et {len(records) - SHOWN} autres")


def _summary(changes: Changes, *, remove: bool) -> str:
    if not changes.tables:
        return "rien ne change"
    parts = [counted(changes.added, "ajout"), counted(changes.changed, "modification")]
    if remove:
        parts.append(counted(changes.removed, "retrait"))
    elif changes.removed:
        gone = counted(changes.removed, "absent conservé", "absents conservés")
        parts.append(f"{gone} (--supprimer-absents pour les retirer)")
    else:
        parts.append("aucun absent")
    return ", ".join(parts)
