"""What the command line says to a person: sentences take their fixed spaces here, when printed.

Lines made for programs (JSON, `fichier:ligne:colonne: message`, a rule and its violation) are printed as
they are, with `click.echo`.
"""

from __future__ import annotations

import click

from models.french import typeset


def say(sentence: str, *, err: bool = False) -> None:
    """Print a French sentence on standard output, or on standard error with `err`."""
    click.echo(typeset(sentence), err=err)
