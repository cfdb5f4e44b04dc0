"""`oraux serve`: the application and its worker, for this computer alone."""

from __future__ import annotations

import signal
import socket
import sys
from types import FrameType

import click
import waitress

from models.db import Database, data_folder
from scheduler.cli.options import with_database
from scheduler.errors import OrauxError
from scheduler.jobs import start_worker
from webui.app import create_app
from webui.config import WebConfig

LOCAL = ("127.0.0.1", "localhost", "::1")
PORT = 8000
THREADS = 8


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True, help="Port d’écoute.")
@click.option("--host", default=LOCAL[0], show_default=True, help="Adresse d’écoute, de cet ordinateur seulement.")
@with_database
def command(database: Database, *, port: int, host: str) -> None:
    """Ouvre l’application sur cet ordinateur, jusqu’à Ctrl+C.

    Il n’y a pas encore de comptes : personne d’autre sur le réseau ne doit pouvoir s’y connecter.
    """
    if host not in LOCAL:
        raise OrauxError(
            f"Oraux n’écoute pas sur « {host} » : sans comptes ni mots de passe, les données seraient ouvertes à tout "
            "le réseau. Utilisez 127.0.0.1, depuis cet ordinateur."
        )
    _check_free(host, port)
    signal.signal(signal.SIGTERM, _leave)
    folder = database.file.parent if database.file else data_folder()
    app = create_app(WebConfig(database_url=database.address, data_folder=folder))
    with start_worker(database):
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"Oraux : http://{shown}:{port} (cet ordinateur seulement). Ctrl+C arrête l’application.")
        waitress.serve(app, host=host, port=port, threads=THREADS, _quiet=True)


def _check_free(host: str, port: int) -> None:
    """Say that the port is taken before anything is started.

    Raises
    ------
    OrauxError
        Another program listens there.

    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise OrauxError(f"Le port {port} est déjà utilisé ou interdit ; choisissez-en un autre avec --port.") from error


def _leave(_number: int, _frame: FrameType | None) -> None:
    """Leave as with Ctrl+C, so that the worker keeps its best plan."""
    raise SystemExit(0)
