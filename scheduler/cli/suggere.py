"""`oraux suggere`: where a passage could go, and what each place costs."""

from __future__ import annotations

import json
from collections.abc import Iterator

import click

from models.db import Database
from scheduler.cli.board_words import place_json, place_lines, where, who
from scheduler.cli.options import with_database
from scheduler.cli.speech import say
from scheduler.services.desks import desk_of
from scheduler.services.draft_plan import plan_to_adjust
from scheduler.services.suggest import Suggestions, passage_key, suggest


@click.command("suggere")
@click.argument("code")
@click.argument("candidat")
@click.argument("epreuve")
@click.option(
    "--plan",
    "number",
    type=click.IntRange(1),
    metavar="N",
    help="Numéro du plan ; par défaut, le brouillon s’il est le plus récent, sinon la version publiée.",
)
@click.option("--json", "as_json", is_flag=True, help="Écrit du JSON.")
@with_database
def command(
    database: Database, code: str, candidat: str, epreuve: str, *, number: int | None, as_json: bool
) -> None:
    """Propose des places pour le passage d’un CANDIDAT à une EPREUVE (E4, ou BTS-SAM/E4).

    Les trois meilleures places libres, les meilleurs échanges, les commissions que l’on pourrait
    ouvrir : toutes respectent les règles obligatoires. Pour déplacer : oraux deplace.
    """
    with database.reading() as db:
        plan_id = plan_to_adjust(db, code, number=number).id
        key = passage_key(desk_of(db, plan_id), candidat, epreuve)
        found = suggest(db, plan_id, key)
    if as_json:
        click.echo(json.dumps(_as_json(found), ensure_ascii=False, indent=2))
        return
    for line in _lines(found):
        say(line)


def _lines(found: Suggestions) -> Iterator[str]:
    desk = found.opened.desk
    now = desk.index.passages.get(found.key)
    yield f"{who(desk, found.key)} : {where(desk, now.record) if now else 'sans place dans ce plan'}."
    yield from place_lines(desk, "Places libres :", found.places)
    yield from place_lines(desk, "Échanges :", found.swaps)
    yield from place_lines(desk, "Commissions à ouvrir :", found.openings)
    if not (found.places or found.swaps or found.openings):
        yield "Aucune autre place ne respecte les règles obligatoires ; « oraux pourquoi » les dit."


def _as_json(found: Suggestions) -> dict[str, object]:
    return {
        "candidat": found.key[0],
        "epreuve": found.key[1],
        "revision": found.opened.revision,
        "places": [place_json(place) for place in found.places],
        "echanges": [place_json(place) for place in found.swaps],
        "ouvertures": [place_json(place) for place in found.openings],
    }
