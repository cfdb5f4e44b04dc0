"""`oraux pourquoi`: why a passage has no place, or why it is where it is."""

from __future__ import annotations

import json
from collections.abc import Iterator

import click

from models.db import Database
from models.french import agreed, enumeration
from scheduler.board import Key, PlanDesk
from scheduler.board.explaining import Explanation, Obstacle, explain
from scheduler.cli.board_words import cost, place_json, place_lines, where, who
from scheduler.cli.options import with_database
from scheduler.cli.speech import say
from scheduler.errors import NotFoundError
from scheduler.services.desks import OpenDesk, desk_of
from scheduler.services.draft_plan import plan_to_adjust
from scheduler.services.suggest import passage_key

SHOWN = 6


@click.command("pourquoi")
@click.argument("code")
@click.argument("candidat")
@click.argument("epreuve", required=False)
@click.option("--plan", "number", type=click.IntRange(1), metavar="N", help="Numéro du plan.")
@click.option("--json", "as_json", is_flag=True, help="Écrit du JSON.")
@with_database
def command(
    database: Database,
    code: str,
    candidat: str,
    epreuve: str | None,
    *,
    number: int | None,
    as_json: bool,
) -> None:
    """Dit pourquoi un CANDIDAT n’est pas placé à une EPREUVE, ou pourquoi il l’est là et pas ailleurs.

    Sans EPREUVE, toutes celles qu’il passe. Pour un passage sans place, le plus petit changement qui le
    placerait, vérifié par les contrôles.
    """
    with database.reading() as db:
        opened = desk_of(db, plan_to_adjust(db, code, number=number).id)
    found = [explain(opened.desk, key) for key in _keys(opened, candidat, epreuve)]
    if as_json:
        click.echo(json.dumps([_as_json(one) for one in found], ensure_ascii=False, indent=2))
        return
    for one in found:
        for line in _lines(opened.desk, one):
            say(line)


def _keys(opened: OpenDesk, candidate: str, epreuve: str | None) -> list[Key]:
    if epreuve is not None:
        return [passage_key(opened, candidate, epreuve)]
    found = [key for key in opened.desk.maker.tasks if key[0] == candidate]
    if not found:
        raise NotFoundError(
            f"Aucun candidat n° {candidate} ne passe d’épreuve dans la session « {opened.session} »."
        )
    return found


def _lines(desk: PlanDesk, found: Explanation) -> Iterator[str]:
    now = desk.index.passages.get(found.key)
    yield f"{who(desk, found.key)} : {where(desk, now.record) if now else 'sans place dans ce plan'}."
    if now is None and found.key in desk.index.unplaced:
        yield f"  Motif du calcul : {desk.index.unplaced[found.key].reason}"
    yield from place_lines(desk, "  Autres places possibles :", found.places[:SHOWN])
    if found.obstacles:
        yield "  Autres commissions de l’épreuve :"
    for one in found.obstacles:
        yield f"  – {one.what} : {_counted(one, 'commission')} ({_named(one)})."
        yield f"      Par exemple : {one.example}"
    if found.closed:
        yield "  Ouvrir une autre commission :"
    for one in found.closed:
        yield f"  – {one.what} : {_counted(one, 'demi-journée')} ({_named(one)})."
    yield from _remedies(desk, found, placed=now is not None)


def _remedies(desk: PlanDesk, found: Explanation, *, placed: bool) -> Iterator[str]:
    if placed:
        return
    if not found.remedies:
        yield (
            "  Aucun changement de deux passages au plus ne le place ; « oraux diagnose » dit ce qui "
            "manque."
        )
        return
    yield "  Le plus petit changement qui le place, vérifié :"
    for rank, place in enumerate(found.remedies, 1):
        moved = [
            f"{who(desk, key)} → {where(desk, one)}"
            for key, one in place.change.passages.items()
            if one is not None and any(move.key == key for move in place.moves)
        ]
        yield f"    {rank}. {' ; '.join(moved)} : {cost(place.effect)}"


def _counted(one: Obstacle, word: str) -> str:
    return f"{len(one.where)} {agreed(len(one.where), word)}"


def _named(one: Obstacle) -> str:
    more = len(one.where) - SHOWN
    named = [*one.where[:SHOWN], *([f"{more} {agreed(more, 'autre')}"] if more > 0 else [])]
    return enumeration(named)


def _as_json(found: Explanation) -> dict[str, object]:
    groups: dict[str, tuple[Obstacle, ...]] = {
        "commissions": found.obstacles,
        "demi_journees": found.closed,
    }
    said: dict[str, object] = {
        "candidat": found.key[0],
        "epreuve": found.key[1],
        "places": [place_json(place) for place in found.places],
        "remedes": [place_json(place) for place in found.remedies],
    }
    for name, obstacles in groups.items():
        said[name] = [
            {"motif": one.what, "lesquelles": list(one.where), "exemple": one.example or None}
            for one in obstacles
        ]
    return said
