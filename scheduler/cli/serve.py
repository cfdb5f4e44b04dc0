"""`oraux serve`: the application in the browser, for this computer alone."""

from __future__ import annotations

import importlib
import signal
from types import FrameType

import click

from models.db import Database, KeyPurpose
from scheduler.accounts.keys import new_key
from scheduler.accounts.users import has_administrator
from scheduler.addresses import public_base
from scheduler.cli.options import utc_now, with_database
from scheduler.cli.speech import say
from scheduler.errors import OrauxError

LOCAL = ("127.0.0.1", "localhost", "::1")
PORT, PUBLIC_PORT = 8765, 8766


@click.command("serve")
@click.option(
    "--port", type=click.IntRange(1, 65535), metavar="PORT",
    help=f"Port d’écoute ; par défaut {PORT}, et {PUBLIC_PORT} avec --public.",
)  # fmt: skip
@click.option("--host", default=LOCAL[0], show_default=True, help="Adresse d’écoute, de cet ordinateur.")
@click.option("--public", is_flag=True, help="Ouvre les seules pages des jurés et des candidats.")
@click.option(
    "--nom", "names", multiple=True, metavar="NOM",
    help="Nom d’hôte auquel le centre ouvre aussi l’application, en https par un mandataire inverse.",
)  # fmt: skip
@click.option(
    "--mandataire", "proxy", metavar="IP",
    help="Avec --public ou --nom : adresse du mandataire inverse qui apporte le https.",
)  # fmt: skip
@click.option(
    "--sans-compte", "visitor", is_flag=True,
    help="Pour essayer : entre sans compte sur cet ordinateur, tant que personne n’en a un.",
)  # fmt: skip
@with_database
def command(
    database: Database, *, port: int | None, host: str, public: bool, names: tuple[str, ...],
    proxy: str | None, visitor: bool,
) -> None:  # fmt: skip
    """Ouvre l’application sur cet ordinateur, jusqu’à Ctrl+C.

    On y entre avec un compte ; au premier démarrage, l’adresse qui crée le premier compte est écrite
    ici. Avec --nom, l’application répond aussi à ce nom, derrière un mandataire inverse en https.
    Avec --public, rien de ce que voit le centre n’est servi : seulement les pages personnelles des
    jurés et des candidats et leurs agendas, à l’adresse que dit ORAUX_ADRESSE.
    """
    signal.signal(signal.SIGTERM, _leave)
    web = importlib.import_module("webui.serve")  # by name: what is below knows nothing of the pages
    if public:
        web.serve_public(database.address, host, port or PUBLIC_PORT, proxy=proxy, started=_say_public)
        return
    if host not in LOCAL:
        raise OrauxError(
            f"Oraux n’écoute pas sur « {host} » : les mots de passe passeraient en clair. Gardez "
            "127.0.0.1 et placez devant un mandataire inverse en https (--nom, --mandataire)."
        )
    web.serve(
        database.address, host, port or PORT, visitor=visitor and not names, names=frozenset(names),
        proxy=proxy, started=lambda address: _say(database, address, visitor=visitor and not names),
    )  # fmt: skip


def _say_public(address: str) -> None:
    """Tell where the personal pages are."""
    say(
        f"Les pages personnelles sont ouvertes : {address}, annoncées à {public_base()}. "
        "Ctrl+C les ferme."
    )


def _say(database: Database, address: str, *, visitor: bool) -> None:
    """Tell where to go, and how to come in the first time."""
    say(f"Oraux est ouvert : {address} (cet ordinateur seulement). Ctrl+C l’arrête.")
    with database.reading() as db:
        known = has_administrator(db)
    if known:
        return
    with database.writing() as db:
        key = new_key(db, KeyPurpose.FIRST, user_id=None, now=utc_now())
    say(f"Pour créer le premier compte (cette adresse sert une fois) : {address}premier-compte/{key}")
    if not visitor:
        say("Pour entrer sans compte sur cet ordinateur : oraux comptes ouvrir")


def _leave(_number: int, _frame: FrameType | None) -> None:
    """Leave as with Ctrl+C, so that the job at work keeps its best plan."""
    raise SystemExit(0)
