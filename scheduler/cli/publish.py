"""`oraux publish`: freeze a plan."""

from __future__ import annotations

import click
from sqlalchemy.orm import Session

from models.db import Database
from models.french import counted
from scheduler.cli.options import utc_now, who, with_database
from scheduler.cli.speech import say
from scheduler.errors import AlreadyPublishedError, NotFoundError
from scheduler.mail.prepare import prepare_messages
from scheduler.services.plans import current_plan, latest_draft, plan_numbered
from scheduler.services.publish import Publication, publish

SHOWN = 30


@click.command("publish")
@click.argument("code")
@click.option(
    "--plan",
    "number",
    type=click.IntRange(1),
    metavar="N",
    help="Numéro du plan ; par défaut, le brouillon le plus récent.",
)
@with_database
def command(database: Database, code: str, *, number: int | None) -> None:
    """Publie un plan de la session CODE : il est figé et devient la version en vigueur.

    Les règles sont toutes vérifiées à cet instant ; une seule règle obligatoire enfreinte, et
    la publication est refusée avec la liste des manquements.
    """
    with database.writing() as db:
        publication = publish(db, _chosen(db, code, number), by=who(), now=utc_now())
    _show(publication)
    prepared = prepare_messages(database, code, now=utc_now())
    say(
        f"{counted(prepared.added, 'message préparé', 'messages préparés')}, à relire : "
        f"oraux courriels lister {code}"
    )


def _chosen(db: Session, code: str, number: int | None) -> int:
    """Return the id of the plan to publish.

    Raises
    ------
    NotFoundError
        Nothing was planned yet, or no plan has this number.
    AlreadyPublishedError
        There is no draft newer than the version in force.

    """
    if number is not None:
        return plan_numbered(db, code, number).id
    draft, current = latest_draft(db, code), current_plan(db, code)
    if current is None:
        raise NotFoundError(
            f"La session « {code} » n’a pas encore de plan ; calculez-le d’abord.",
            command=f"oraux plan {code}",
        )
    if draft is None or draft.number < current.number:
        raise AlreadyPublishedError(
            f"Le dernier plan de « {code} » est déjà publié (version {current.version}) ; "
            f"calculez-en un autre pour le remplacer, ou choisissez-en un avec --plan."
        )
    return draft.id


def _show(publication: Publication) -> None:
    replaced = f", remplace la version {publication.replaces}" if publication.replaces else ""
    say(
        f"Plan n° {publication.number} publié : version {publication.version} de "
        f"{publication.session}{replaced}."
    )
    if publication.replaces is None:
        return
    found = publication.differences
    say(f"{counted(len(found), 'changement')} pour les personnes convoquées.")
    for one in found[:SHOWN]:
        say(f"  {one.who}, {one.what} : {one.before or 'rien'} → {one.after or 'rien'}")
    if len(found) > SHOWN:
        say(f"  … et {len(found) - SHOWN} autres")
