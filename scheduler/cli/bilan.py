"""`oraux bilan`: what the version in force has each examiner do, for the pay."""

from __future__ import annotations

from collections.abc import Iterator

import click

from models.db import Database
from models.french import counted, duration, full_name
from scheduler.cli.options import with_database
from scheduler.cli.speech import say
from scheduler.exchange.csv_writing import csv_bytes
from scheduler.exchange.neutral import escaped
from scheduler.services.summary import Summary, Work, summary_of

COLUMNS = (
    "code", "civilite", "nom", "prenom", "role", "demi_journees", "commissions", "interrogations",
    "minutes", "remplacements", "epreuves",
)  # fmt: skip


@click.command("bilan")
@click.argument("code")
@click.option(
    "--format", "form", type=click.Choice(["texte", "csv"]), default="texte", show_default=True,
    help="En CSV, une ligne par examinateur, pour un tableur ou la paie.",
)  # fmt: skip
@with_database
def command(database: Database, code: str, *, form: str) -> None:
    """Compte ce que la version en vigueur de CODE demande à chaque examinateur."""
    with database.reading() as db:
        summary = summary_of(db, code)
    if form == "csv":
        click.echo(csv_bytes([list(COLUMNS), *_rows(summary)]), nl=False)
        return
    for line in _lines(summary):
        say(line)


def _rows(summary: Summary) -> Iterator[list[str]]:
    known = {one.code: one for one in summary.dossier.examiners}
    for work in summary.works:
        one = known.get(work.examiner)
        name = (one.civility or "", one.family_name, one.first_name) if one else ("", "", "")
        counts = (work.half_days, work.commissions, work.heard, work.minutes, work.replacing)
        said = (work.examiner, *name, str(work.role), *map(str, counts), ", ".join(work.epreuves))
        yield [escaped(cell) for cell in said]


def _lines(summary: Summary) -> Iterator[str]:
    known = {one.code: one for one in summary.dossier.examiners}
    for work in summary.works:
        one = known.get(work.examiner)
        name = full_name(one.civility, one.first_name, one.family_name) if one else "inconnu"
        yield f"{work.examiner}  {name} : {_said(work)}"
    replaced = len(summary.replacements)
    people = counted(len(summary.works), "examinateur")
    yield f"{people}, {counted(replaced, 'professionnel remplacé', 'professionnels remplacés')}"


def _said(work: Work) -> str:
    counts = (
        counted(work.half_days, "demi-journée"),
        counted(work.commissions, "commission"),
        counted(work.heard, "interrogation"),
        duration(work.minutes),
    )
    more = f", {counted(work.replacing, 'remplacement')}" if work.replacing else ""
    return f"{', '.join(counts)}{more}"
