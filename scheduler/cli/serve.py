"""`oraux serve`: the application in the browser, for this computer alone."""

from __future__ import annotations

import importlib
import signal
from types import FrameType

import click

from models.db import Database
from scheduler.addresses import public_base
from scheduler.cli.options import with_database
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
    "--mandataire", "proxy", metavar="IP",
    help="Avec --public : adresse du mandataire inverse qui apporte le https.",
)  # fmt: skip
@with_database
def command(database: Database, *, port: int | None, host: str, public: bool, proxy: str | None) -> None:
    """Ouvre l’application sur cet ordinateur, jusqu’à Ctrl+C.

    Il n’y a pas encore de comptes : personne d’autre sur le réseau ne doit pouvoir s’y connecter.
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
            f"Oraux n’écoute pas sur « {host} » : sans comptes ni mots de passe, les "
            "données seraient ouvertes à "
            "tout le réseau. Utilisez 127.0.0.1, depuis cet ordinateur."
        )
    web.serve(database.address, host, port or PORT, started=_say)


def _say_public(address: str) -> None:
    """Tell where the personal pages are."""
    say(
        f"Les pages personnelles sont ouvertes : {address}, annoncées à {public_base()}. "
        "Ctrl+C les ferme."
    )


def _say(address: str) -> None:
    """Tell where to go."""
    say(f"Oraux est ouvert : {address} (cet ordinateur seulement). Ctrl+C l’arrête.")


def _leave(_number: int, _frame: FrameType | None) -> None:
    """Leave as with Ctrl+C, so that the job at work keeps its best plan."""
    raise SystemExit(0)
