"""`oraux deplace`: move, exchange or take out one passage of a draft."""

from __future__ import annotations

from dataclasses import dataclass

import click
from sqlalchemy.orm import Session

from models.db import Database
from models.french import MINUTES_A_DAY
from scheduler.board import Move
from scheduler.cli.board_words import cost
from scheduler.cli.options import utc_now, who, with_database
from scheduler.cli.speech import say
from scheduler.errors import OrauxError
from scheduler.exchange.kinds import RefusedValueError
from scheduler.exchange.time_kinds import Hour
from scheduler.services.desks import OpenDesk, desk_of
from scheduler.services.draft_plan import draft_to_adjust
from scheduler.services.edit_plan import Edited, Hand, move_passage, swap_passages, take_out_passage
from scheduler.services.suggest import passage_key


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for a passage: a commission and an hour, an exchange, or no place."""

    commission: str | None
    start: str | None
    partner: str | None
    out: bool


@click.command("deplace")
@click.argument("code")
@click.argument("candidat")
@click.argument("epreuve")
@click.option("--commission", metavar="COMMISSION", help="Commission où le placer ; avec --heure.")
@click.option("--heure", metavar="HH:MM", help="Heure de passage devant le jury.")
@click.option("--avec", metavar="NUMERO", help="Échange sa place avec celle de cet autre candidat.")
@click.option("--sans-place", is_flag=True, help="Le retire du plan, à replacer plus tard.")
@with_database
def command(
    database: Database,
    code: str,
    candidat: str,
    epreuve: str,
    *,
    commission: str | None,
    heure: str | None,
    avec: str | None,
    sans_place: bool,
) -> None:
    """Déplace le passage d’un CANDIDAT à une EPREUVE (E4, ou BTS-SAM/E4) dans le brouillon de CODE.

    Sans brouillon plus récent que la version en vigueur, celle-ci est d’abord copiée en brouillon. Une
    règle obligatoire enfreinte, et rien n’est enregistré. « oraux annule » revient en arrière.
    """
    wish = Wish(commission, heure, avec, sans_place)
    with database.writing() as db:
        plan_id = draft_to_adjust(db, code, now=utc_now())
        edited = _edited(db, plan_id, candidat, epreuve, wish)
    say(f"{edited.edit.sentence}.")
    say(f"  {cost(edited.effect)}")
    for sentence in edited.verdict.sentences:
        say(f"  {sentence}")


def _edited(db: Session, plan_id: int, candidate: str, epreuve: str, wish: Wish) -> Edited:
    opened, hand = desk_of(db, plan_id), Hand(who(), utc_now())
    key = passage_key(opened, candidate, epreuve)
    asked = [bool(wish.commission or wish.start), wish.partner is not None, wish.out]
    if sum(asked) != 1:
        raise OrauxError(
            "Dites où le placer : --commission et --heure, ou --avec NUMERO, ou --sans-place."
        )
    if wish.partner is not None:
        return swap_passages(db, plan_id, key, passage_key(opened, wish.partner, key[1]), hand=hand)
    if wish.out:
        return take_out_passage(db, plan_id, key, hand=hand)
    return move_passage(db, plan_id, Move(*key, *_where(opened, wish)), hand=hand)


def _where(opened: OpenDesk, wish: Wish) -> tuple[str, int]:
    """Return a commission and an hour of its day, in minutes of the plan."""
    if not wish.commission or not wish.start:
        raise OrauxError("Donnez la commission et l’heure : --commission E4-03 --heure 9:30.")
    sitting = opened.desk.maker.sitting(wish.commission)
    try:
        minute = Hour().read(wish.start)
    except RefusedValueError as error:
        raise OrauxError(f"--heure {wish.start} : {error}") from error
    return sitting.code, sitting.start // MINUTES_A_DAY * MINUTES_A_DAY + int(str(minute))
