"""`oraux comptes`: accounts from the command line of the computer that holds the data."""

from __future__ import annotations

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db import AccountRole, Database, KeyPurpose, UserRow
from scheduler.accounts.keys import new_key
from scheduler.accounts.users import (
    give_role,
    has_administrator,
    invite,
    list_accounts,
    local_account,
    set_active,
    sign_out_everywhere,
)
from scheduler.accounts.words import role_words
from scheduler.cli.options import utc_now, with_database
from scheduler.cli.speech import say
from scheduler.errors import ConflictError, NotFoundError

PORT = 8765
address_option = click.option(
    "--adresse", default=f"http://127.0.0.1:{PORT}", show_default=True,
    help="Adresse de l’application, telle que le navigateur l’écrit.",
)  # fmt: skip


@click.group("comptes")
def command() -> None:
    """Les comptes de cette installation : inviter, mots de passe, accès aux sessions."""


@command.command("liste")
@with_database
def show(database: Database) -> None:
    """Liste les comptes et leurs rôles."""
    with database.reading() as db:
        rows = list_accounts(db)
    for row in rows:
        state = "fermé" if not row.active else "invité" if row.invited else "ouvert"
        admin = "administrateur" if row.person.administrator else ""
        held = row.person
        said = (
            f"{code} : {role_words(role, held.centres.get(code, ()))}"
            for code, role in held.roles.items()
        )
        roles = ", ".join(said)
        say("  ".join(part for part in (row.person.email, row.person.name, state, admin, roles) if part))
    if not rows:
        say("Aucun compte. « oraux comptes premier » donne l’adresse qui crée le premier.")


@command.command("premier")
@address_option
@with_database
def first(database: Database, *, adresse: str) -> None:
    """Écrit l’adresse, valable une fois, qui crée le premier compte."""
    with database.writing() as db:
        if has_administrator(db):
            raise ConflictError(
                "Cette installation a déjà un administrateur : « oraux comptes liste » dit lequel."
            )
        key = new_key(db, KeyPurpose.FIRST, user_id=None, now=utc_now())
    say(f"{adresse.rstrip('/')}/premier-compte/{key}")


@command.command("ouvrir")
@address_option
@with_database
def enter(database: Database, *, adresse: str) -> None:
    """Écrit une adresse qui ouvre l’application sans mot de passe, une fois, dans le quart d’heure."""
    with database.writing() as db:
        user_id = local_account(db, now=utc_now())
        key = new_key(db, KeyPurpose.LOCAL, user_id=user_id, now=utc_now())
    say(f"{adresse.rstrip('/')}/ouverture/{key}")


@command.command("inviter")
@click.argument("email")
@click.argument("nom")
@click.option("--administrateur", is_flag=True, help="Administre toute l’installation.")
@address_option
@with_database
def invitation(database: Database, email: str, nom: str, *, administrateur: bool, adresse: str) -> None:
    """Crée un compte et écrit l’adresse de son invitation."""
    with database.writing() as db:
        _, key = invite(db, email=email, name=nom, administrator=administrateur, now=utc_now())
    say(f"{adresse.rstrip('/')}/invitation/{key}")


@command.command("mot-de-passe")
@click.argument("email")
@address_option
@with_database
def password(database: Database, email: str, *, adresse: str) -> None:
    """Écrit l’adresse, valable une fois, par laquelle un compte choisit un autre mot de passe."""
    with database.writing() as db:
        key = new_key(db, KeyPurpose.RESET, user_id=_found(db, email), now=utc_now())
    say(f"{adresse.rstrip('/')}/nouveau-mot-de-passe/{key}")


@command.command("role")
@click.argument("email")
@click.argument("code")
@click.argument("role", type=click.Choice([*(role.value for role in AccountRole), "aucun"]))
@click.option("--centre", multiple=True, metavar="UAI", help="Dans ce centre seulement ; répétable.")
@with_database
def grant(database: Database, email: str, code: str, role: str, *, centre: tuple[str, ...]) -> None:
    """Donne à un compte un rôle dans une session, ou le retire (« aucun »)."""
    given = None if role == "aucun" else AccountRole(role)
    with database.writing() as db:
        give_role(db, user_id=_found(db, email), session_code=code, role=given, centres=centre)
    say("Accès enregistré." if given else "Accès retiré.")


@command.command("fermer")
@click.argument("email")
@with_database
def close(database: Database, email: str) -> None:
    """Ferme un compte : il est déconnecté et ne peut plus entrer."""
    with database.writing() as db:
        set_active(db, _found(db, email), active=False, now=utc_now())
    say(f"Le compte {email} est fermé.")


@command.command("deconnecter")
@click.argument("email")
@with_database
def leave(database: Database, email: str) -> None:
    """Déconnecte tous les navigateurs d’un compte."""
    with database.writing() as db:
        sign_out_everywhere(db, _found(db, email))
    say(f"Le compte {email} est déconnecté partout.")


def _found(db: Session, email: str) -> int:
    found = db.scalar(select(UserRow.id).where(UserRow.email == email.strip().lower()))
    if found is None:
        raise NotFoundError(f"Aucun compte n’a l’adresse « {email} » ; voyez « oraux comptes liste ».")
    return found
