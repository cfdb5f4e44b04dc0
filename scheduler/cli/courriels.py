"""`oraux courriels`: the outbox from the command line."""

from __future__ import annotations

import signal
import threading
from collections import Counter
from pathlib import Path

import click

from models.db import Database, MessageState
from models.french import counted
from scheduler.cli.options import counter, utc_now, who, with_database
from scheduler.cli.speech import say
from scheduler.mail.bounces import read_bounces, record_bounces
from scheduler.mail.calls import calls_of
from scheduler.mail.export import export_outbox
from scheduler.mail.outbox import MOVING, STATE_NAMES, approve, list_messages
from scheduler.mail.postman import Postman
from scheduler.mail.prepare import prepare_messages
from scheduler.mail.reminders import prepare_reminders
from scheduler.mail.texts import KIND_NAMES
from scheduler.mail.trouble import trouble_of, try_again
from scheduler.services.delays import delays_of


@click.group("courriels", subcommand_metavar="ACTION …")
def command() -> None:
    """Prépare, relit, envoie et suit les messages d’une session publiée.

    \b
    L’ordre habituel :
      oraux courriels preparer CODE    écrire les messages, sans rien envoyer
      oraux courriels lister CODE      les relire
      oraux courriels envoyer CODE     envoyer ceux qui sont prêts
      oraux courriels appels CODE      qui faut-il téléphoner
    """  # noqa: D301 (\b is for the help's layout)


@command.command("preparer")
@click.argument("code")
@with_database
def prepare(database: Database, code: str) -> None:
    """Écrit les messages de la version en vigueur ; rien ne part."""
    done = prepare_messages(database, code, now=utc_now())
    say(
        f"Version {done.version} : {counted(done.added, 'message préparé', 'messages préparés')}, "
        f"{done.refreshed} mis à jour, {done.superseded} remplacés, {done.unreachable} sans adresse."
    )


@command.command("rappeler")
@click.argument("code")
@with_database
def remind(database: Database, code: str) -> None:
    """Écrit un rappel pour qui n’a pas répondu ; rien ne part."""
    added = prepare_reminders(database, code, now=utc_now())
    say(f"{counted(added, 'rappel préparé', 'rappels préparés')}.")


@command.command("lister")
@click.argument("code")
@click.option("--texte", "full", is_flag=True, help="Écrit aussi le texte de chaque message.")
@with_database
def show(database: Database, code: str, *, full: bool) -> None:
    """Liste les messages et leur état."""
    with database.reading() as db:
        messages = [
            one
            for one in list_messages(db, code, texts=full)
            if one.state is not MessageState.SUPERSEDED
        ]
        trouble = trouble_of(db)
    for one in messages:
        reason = f" ({one.reason})" if one.reason else ""
        address = one.address or "sans adresse"
        say(f"{STATE_NAMES[one.state]} : {KIND_NAMES[one.kind]}, {one.name} <{address}>{reason}")
        if full:
            say(f"\n{one.subject}\n\n{one.plain}")
    for state, count in Counter(one.state for one in messages).items():
        say(f"{STATE_NAMES[state]} : {count}")
    if trouble:
        say(f"Rien ne part : {trouble.sentence}")


@command.command("envoyer")
@click.argument("code")
@with_database
def send(database: Database, code: str) -> None:
    """Envoie les messages prêts, au rythme réglé ; Ctrl+C arrête après le message en cours."""
    stop = threading.Event()
    signal.signal(signal.SIGINT, lambda _number, _frame: stop.set())
    with database.writing() as db:
        approved = approve(db, code, None, by=who(), now=utc_now())
    say(f"{counted(approved, 'message à envoyer', 'messages à envoyer')}.")
    try_again(database)  # who asks to send has just looked at the server
    Postman(database).send_all(stop)
    with database.reading() as db:
        left = sum(one.state in MOVING for one in list_messages(db, code))
        trouble = trouble_of(db)
    if trouble:
        say(f"Rien ne part : {trouble.sentence}")
    say(f"{counted(left, 'message reste', 'messages restent')} à envoyer." if left else "Terminé.")


@command.command("exporter")
@click.argument("code")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="DOSSIER", help="Où écrire."
)
@with_database
def export(database: Database, code: str, *, out: Path) -> None:
    """Écrit le fichier de publipostage et les pièces, pour envoyer par un autre moyen."""
    with database.reading() as db:
        files = export_outbox(db, code, out, progress=counter("messages"))
    say(f"{counted(len(files), 'fichier écrit', 'fichiers écrits')} dans {out}")


@command.command("retours")
@click.argument("code")
@click.argument("files", metavar="FICHIER…", nargs=-1, required=True, type=click.Path(path_type=Path))
@with_database
def bounces(database: Database, code: str, files: tuple[Path, ...]) -> None:
    """Enregistre les messages revenus en erreur : liste d’adresses (CSV) ou avis (.eml)."""
    found = [bounce for file in files for bounce in read_bounces(file.name, file.read_bytes())]
    with database.writing() as db:
        report = record_bounces(db, code, found, now=utc_now())
    for name in report.recorded:
        say(f"Revenu en erreur : {name}")
    for address in report.unknown:
        say(f"Adresse inconnue de cette session : {address}")


@command.command("appels")
@click.argument("code")
@with_database
def calls(database: Database, code: str) -> None:
    """Liste qui téléphoner : sans adresse, en erreur, empêché, sans réponse."""
    with database.reading() as db:
        found = calls_of(db, code, now=utc_now())
    for one in found:
        say(f"{one.name} : {one.phone or 'sans téléphone'} – {one.why}. {one.detail}")
    say(f"{counted(len(found), 'personne')} à téléphoner.")


@command.command("retards")
@click.argument("code")
@with_database
def late(database: Database, code: str) -> None:
    """Liste qui devrait déjà être convoqué."""
    found = delays_of(database, code, now=utc_now())
    if found.publish_by:
        say("La session n’est pas publiée alors que les convocations auraient dû partir.")
    for one in found.people:
        mark = "URGENT " if one.serious else ""
        say(f"{mark}{one.name} : {one.sentence} {one.phone or ''}".strip())
    say(f"{counted(len(found.people), 'personne')} en retard.")
