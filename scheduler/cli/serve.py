"""`oraux serve`: the application in the browser, for this computer alone."""

from __future__ import annotations

import importlib
import signal
from types import FrameType

import click

from models.db import Database
from scheduler.cli.options import with_database
from scheduler.cli.speech import say
from scheduler.errors import OrauxError

LOCAL = ("127.0.0.1", "localhost", "::1")
PORT = 8765


@click.command("serve")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=PORT, show_default=True, help="Port d’écoute."
)
@click.option("--host", default=LOCAL[0], show_default=True, help="Adresse d’écoute, de cet ordinateur.")
@with_database
def command(database: Database, *, port: int, host: str) -> None:
    """Ouvre l’application sur cet ordinateur, jusqu’à Ctrl+C.

    Il n’y a pas encore de comptes : personne d’autre sur le réseau ne doit pouvoir s’y connecter.
    """
    if host not in LOCAL:
        raise OrauxError(
            f"Oraux n’écoute pas sur « {host} » : sans comptes ni mots de passe, les "
            "données seraient ouvertes à "
            "tout le réseau. Utilisez 127.0.0.1, depuis cet ordinateur."
        )
    signal.signal(signal.SIGTERM, _leave)
    web = importlib.import_module("webui.serve")  # by name: what is below knows nothing of the pages
    web.serve(database.address, host, port, started=_say)


def _say(address: str) -> None:
    """Tell where to go."""
    say(f"Oraux est ouvert : {address} (cet ordinateur seulement). Ctrl+C l’arrête.")


def _leave(_number: int, _frame: FrameType | None) -> None:
    """Leave as with Ctrl+C, so that the job at work keeps its best plan."""
    raise SystemExit(0)
