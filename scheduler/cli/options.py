"""What the verbs of the database share: `--db`, who is at work, and the time."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any

import click

from models.db import Database, database_url, open_database
from models.location import VARIABLE
from models.migrations import is_current
from scheduler.errors import OrauxError

NOT_OURS = (
    "Cette base de données n’a pas les tables de cette version d’Oraux : installez ici la même version "
    "que sur l’ordinateur qui sert l’application, et ouvrez-la d’abord là-bas (oraux serve)."
)


def with_database(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb the option `--db` and, as first argument, the database it names."""
    return _with_database(function, open_database)


def with_database_of_others(function: Callable[..., Any]) -> Callable[..., Any]:
    """Do the same for a verb that must not change the tables, which another machine serves from."""
    return _with_database(function, _opened_as_it_is)


def _opened_as_it_is(url: str) -> Database:
    """Open a database that has our tables already.

    Raises
    ------
    OrauxError
        It has those of another version, or none.

    """
    database = open_database(url, migrate=False)
    if not is_current(database.engine):
        database.close()
        raise OrauxError(NOT_OURS)
    return database


def _with_database(
    function: Callable[..., Any], opener: Callable[[str], Database]
) -> Callable[..., Any]:
    @click.option(
        "--db", "url", metavar="URL", envvar=VARIABLE, show_envvar=True,
        help="Base de données ; par défaut, un fichier dans le dossier de données de l’utilisateur.",
    )  # fmt: skip
    @wraps(function)
    def opened(*args: Any, url: str | None, **options: Any) -> Any:
        database = opener(database_url(url))
        try:
            return function(database, *args, **options)
        finally:
            database.close()

    return opened


def plan_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb the option `--plan`."""
    return click.option(
        "--plan", "number", type=click.IntRange(1), metavar="N",
        help="Numéro du plan ; par défaut, la version en vigueur, sinon le brouillon le plus récent.",
    )(function)  # fmt: skip


def utc_now() -> datetime:
    """Return the time, UTC."""
    return datetime.now(tz=UTC)


def who() -> str:
    """Return the name of the user of this computer."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "inconnu"


def counter(word: str) -> Callable[[int, int], None]:
    """Return what shows « n sur total » on the terminal, and nothing elsewhere."""

    def show(ready: int, total: int) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r{ready} {word} sur {total}", nl=ready == total, err=True)

    return show
