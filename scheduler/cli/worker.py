"""`oraux worker`: lend this computer to the large searches of a database."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from types import FrameType

import click

from models.db import Database
from models.french import counted
from scheduler.cli.options import with_database_of_others
from scheduler.cli.speech import say
from scheduler.jobs.lend import lent_processes
from scheduler.jobs.parcels import code_version
from scheduler.jobs.part_rows import searches_led_by_others
from solver.limits import processors_at_hand

PAUSE = 2.0
"""Seconds between two looks for a search that this computer cannot take part in."""
OTHER_VERSION = (
    "Un calcul est en cours sur « {host} » avec un autre code d’Oraux, ou d’autres versions de Python "
    "ou d’OR-Tools : cet ordinateur n’y prend pas part, car il répondrait peut-être autrement. "
    "Installez la même version sur les deux."
)


@click.command("worker")
@click.option(
    "--processus", "count", type=click.IntRange(1, 256), metavar="N", default=processors_at_hand,
    help="Processus prêtés ; par défaut, autant que de processeurs.",
)  # fmt: skip
@with_database_of_others
def command(database: Database, *, count: int) -> None:
    """Prête cet ordinateur aux calculs des grandes sessions, jusqu’à Ctrl+C.

    Une session de plus de 600 passages et de plusieurs centres se calcule centre par centre. Pendant
    qu’un calcul est en cours (oraux serve, oraux plan), cet ordinateur prend des centres qui attendent ;
    le plan trouvé est le même, à l’octet près, que sans lui. Il peut partir ou tomber en panne à tout
    moment : ses centres sont repris par les autres.

    Il lui faut la même version d’Oraux et la même base de données : sur plusieurs ordinateurs,
    PostgreSQL (--db ou ORAUX_DATABASE_URL) ; un fichier SQLite ne sert qu’à des processus du même
    ordinateur. Rien d’autre n’est échangé : ni textes, ni documents, ni courriels.
    """
    signal.signal(signal.SIGTERM, _leave)
    with lent_processes(database, count):
        where = database.url.render_as_string()  # the password hidden
        lent = counted(count, "processus", "processus")
        say(f"Cet ordinateur prête {lent} aux calculs de {where}. Ctrl+C l’arrête.")
        for host in _other_versions(database):
            say(OTHER_VERSION.format(host=host), err=True)


def _other_versions(database: Database) -> Iterator[str]:
    """Tell once of each search that another code leads, for as long as this process runs."""
    told: set[int] = set()
    while True:
        for search_id, host in searches_led_by_others(database, code_version()):
            if search_id not in told:
                told.add(search_id)
                yield host
        time.sleep(PAUSE)


def _leave(_number: int, _frame: FrameType | None) -> None:
    """Leave as with Ctrl+C, so that parts at work are given back at once."""
    raise SystemExit(0)
