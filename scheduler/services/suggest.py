"""The best places, exchanges and commissions to open for one passage of a stored plan."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from scheduler.board import Key, Place
from scheduler.errors import NotFoundError
from scheduler.services.desks import OpenDesk, desk_of


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What one passage could do; each list is sorted, the best first, and lawful."""

    opened: OpenDesk
    key: Key
    places: tuple[Place, ...]
    swaps: tuple[Place, ...]
    openings: tuple[Place, ...]


def suggest(db: Session, plan_id: int, key: Key, *, count: int = 3) -> Suggestions:
    """Return at most `count` suggestions of each kind for a passage, placed or not.

    Raises
    ------
    NotFoundError
        The plan does not exist, or the candidate does not sit this épreuve in this session.

    """
    opened = desk_of(db, plan_id)
    desk = opened.desk
    places = desk.best_places(*key, count=count)
    swaps = desk.best_swaps(*key, count=count) if key in desk.index.passages else []
    return Suggestions(
        opened, key, tuple(places), tuple(swaps), tuple(desk.best_openings(*key, count=count))
    )


def passage_key(opened: OpenDesk, candidate: str, epreuve: str) -> Key:
    """Return a passage as a person names it: `E4` is the épreuve of the candidate's diploma.

    Raises
    ------
    NotFoundError
        Nobody has this number, or the candidate does not sit this épreuve in this session.

    """
    known = opened.desk.index.view.facts.candidates.get(candidate)
    if known is None:
        raise NotFoundError(
            f"Aucun candidat n’a le numéro {candidate} dans la session « {opened.session} » ; "
            "vérifiez-le."
        )
    code = epreuve if "/" in epreuve else f"{known.diploma}/{epreuve}"
    key = (candidate, code.upper())
    opened.desk.maker.task(key)
    return key
